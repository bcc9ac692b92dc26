"""Reading the whole feed from a running platform into a fresh store, in cases a second.

Floor: the same pages over the same wire by bare means: requests, msgspec, and executemany into one table with the same
durability, a transaction a page.
"""

import tempfile
import time
from pathlib import Path

import msgspec
import requests

from benchmarks.figures import Figure
from benchmarks.worlds import ACCOUNT, World, one_line
from moderator_desk.connections import add_account, prepare
from moderator_desk.models.accounts import Account
from moderator_desk.models.store import open_store, sqlite
from moderator_desk.models.values import Case
from moderator_desk.sync import greet, pull

LIMIT = 0.5


class _Page(msgspec.Struct):
    cases: list[Case]
    cursor: str | None = None


def measure(world: World, _rounds: int) -> list[Figure]:
    """Cases a second, the desk's pull beside the bare one."""
    with tempfile.TemporaryDirectory(prefix="moderator_desk-bench-") as scratch:
        bare = _bare(world, Path(scratch))
        ours = _ours(world, Path(scratch))
    return [Figure(f"pull of {world.cases:,} cases", ours, "cases/s", bare, LIMIT, of_floor=True, least=True)]


def _ours(world: World, scratch: Path) -> float:
    store = open_store(scratch / "desk.sqlite")
    credentials = world.credentials()
    served = world.platform.served
    add_account(store, credentials, Account(ACCOUNT, "desk", served.url, "Bench"), served.tokens["senior"])
    prepare(store)
    try:
        with one_line(store, credentials) as line:
            greet(store, line)
            start = time.perf_counter()
            if not pull(store, line):
                raise RuntimeError("the platform could not be read")
            return world.cases / (time.perf_counter() - start)
    finally:
        store.close()


def _bare(world: World, scratch: Path) -> float:
    served = world.platform.served
    session = requests.Session()
    session.trust_env = False
    session.headers["Authorization"] = f"Bearer {served.tokens['senior']}"
    connection = sqlite.connect(str(scratch / "floor.sqlite"), isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE cases (id TEXT PRIMARY KEY, version INTEGER, body BLOB)")
    decoder, encode = msgspec.json.Decoder(_Page), msgspec.json.Encoder().encode
    query: dict[str, str] = {"limit": "100"}
    start, got = time.perf_counter(), 0
    while True:
        answer = session.get(f"{served.url}/v1/cases", params=query, timeout=60)
        page = decoder.decode(answer.content)
        connection.execute("BEGIN IMMEDIATE")
        rows = [(case.id, case.version, encode(case)) for case in page.cases]
        connection.executemany("INSERT OR REPLACE INTO cases VALUES (?, ?, ?)", rows)
        connection.execute("COMMIT")
        got += len(rows)
        if page.cursor is None:
            break
        query["cursor"] = page.cursor
    took = time.perf_counter() - start
    connection.close()
    session.close()
    return got / took
