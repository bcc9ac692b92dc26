"""One pull of a running server into a fresh store, and its floor: the same cases put into one bare table."""

import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from benchmarks.worlds import one_line
from moderator_desk.connections import add_account, prepare
from moderator_desk.credentials import Credentials
from moderator_desk.models.accounts import Account
from moderator_desk.models.store import open_store, sqlite
from moderator_desk.sync import greet, pull

CASES_AT_ONCE = 25


def pulled(account: Account, token: str, path: Path) -> float:
    """Seconds of a whole pull into a store of its own at `path`. Raises RuntimeError when the server cannot be read."""
    store = open_store(path)
    credentials = Credentials(None)
    add_account(store, credentials, account, token)
    prepare(store)
    try:
        with one_line(store, credentials) as line:
            greet(store, line)
            start = time.perf_counter()
            if not pull(store, line):
                raise RuntimeError("the server could not be read")
            return time.perf_counter() - start
    finally:
        store.close()


def stored(path: Path, cases: Iterator[tuple[str, bytes]], items: int) -> float:
    """Seconds of reading these cases (id and JSON) and putting them into one table at `path`, as durably as the desk.
    Raises RuntimeError when there are not so many."""
    connection = sqlite.connect(str(path), isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE cases (id TEXT PRIMARY KEY, body BLOB)")
    start = time.perf_counter()
    while rows := list(islice(cases, CASES_AT_ONCE)):
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("INSERT OR REPLACE INTO cases VALUES (?, ?)", rows)
        connection.execute("COMMIT")
    took = time.perf_counter() - start
    (got,) = connection.execute("SELECT count(*) FROM cases").fetchone()
    connection.close()
    if got != items:
        raise RuntimeError(f"the bare reader read {got} cases instead of {items}")
    return took
