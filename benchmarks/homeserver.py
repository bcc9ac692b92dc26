"""Pulling the reports of a running Matrix homeserver into a fresh store, in cases a second.

Floor: the same pages of the same server by bare means: requests, msgspec, and executemany into one table with the same
durability. The same pages are the two lists of reports, each room once, and for every case the message with what was said
around it, or the account. Both read by turns, so that the server's caches are as warm for the one as for the other.
"""

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

import msgspec
import requests

from benchmarks.figures import Figure, middle
from benchmarks.pulls import pulled, stored
from benchmarks.worlds import World
from moderator_desk.models.accounts import Account
from tests.live.homeserver import Account as Member
from tests.live.homeserver import Homeserver, running_homeserver

LIMIT = 0.7
ITEMS, REPORTS_EACH, ROOMS = 400, 3, 8
AROUND = '{"types":["m.room.message","m.room.encrypted","m.sticker"]}'


class _Event(msgspec.Struct):
    event_id: str
    sender: str
    origin_server_ts: int
    content: dict[str, Any] = {}
    unsigned: dict[str, Any] = {}


class _Context(msgspec.Struct):
    event: _Event
    events_before: list[_Event] = []
    events_after: list[_Event] = []


class _Room(msgspec.Struct):
    room_id: str
    name: str | None = None


class _User(msgspec.Struct):
    name: str
    displayname: str | None = None


class _Row(msgspec.Struct):
    id: int
    received_ts: int
    user_id: str
    reason: str | None = None
    room_id: str = ""
    event_id: str = ""
    target_user_id: str = ""


class _Rows(msgspec.Struct):
    total: int
    event_reports: list[_Row] = []
    user_reports: list[_Row] = []


T = TypeVar("T")


def measure(_: World | None, rounds: int, items: int = ITEMS) -> list[Figure]:
    """Cases a second, the desk's pull beside the bare one; the middle of so many rounds."""
    ours: list[float] = []
    bare: list[float] = []
    with (
        running_homeserver() as server,
        tempfile.TemporaryDirectory(prefix="moderator_desk-bench-") as folder,
    ):
        mod = _filled(server, items)
        account = Account("bench", "synapse", server.url, "Bench")
        for number in range(rounds):
            bare.append(items / _bare(mod, Path(folder) / f"floor-{number}.sqlite", items))
            ours.append(items / pulled(account, mod.token, Path(folder) / f"desk-{number}.sqlite"))
    name = f"pull of {items} cases from a homeserver"
    return [Figure(name, middle(ours), "cases/s", middle(bare), LIMIT, of_floor=True, least=True)]


def _filled(server: Homeserver, items: int) -> Member:
    """A homeserver with so many reported items, an item in twenty an account."""
    mod = server.register("mod", admin=True)
    ana, ben = server.register("ana"), server.register("ben")
    rooms = [ana.room(f"room {number}") for number in range(ROOMS)]
    for room in rooms:
        ben.join(room)
    for number in range(items - items // 20):
        room = rooms[number % ROOMS]
        event = ben.say(room, f"message {number}")
        for reason in range(REPORTS_EACH):
            ana.report(room, event, f"reason {reason}")
    for number in range(items // 20):
        account = server.register(f"m{number}").id
        for reason in range(REPORTS_EACH):
            ana.report_account(account, f"reason {reason}")
    return mod


class _Bare:
    """The barest reader of the same pages."""

    def __init__(self, mod: Member) -> None:
        self.url = mod.url
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.headers["Authorization"] = f"Bearer {mod.token}"

    def get(self, path: str, kind: type[T], **query: str) -> T:
        answer = self.session.get(f"{self.url}{path}", params=query, timeout=60)
        return msgspec.json.decode(answer.content, type=kind)

    def cases(self) -> Iterator[tuple[str, bytes]]:
        """Every case as its id and its JSON."""
        admin, encode = "/_synapse/admin", msgspec.json.encode
        said, named = (self.rows(path) for path in ("event_reports", "user_reports"))
        rooms: dict[str, _Room] = {}
        for event, rows in _grouped(said, "event_id").items():
            room = quote(rows[0].room_id, safe="")
            if room not in rooms:
                rooms[room] = self.get(f"{admin}/v1/rooms/{room}", _Room)
            path = f"{admin}/v1/rooms/{room}/context/{quote(event, safe='')}"
            context = self.get(path, _Context, limit="12", filter=AROUND)
            yield event, encode((context, rows, rooms[room]))
        for account, rows in _grouped(named, "target_user_id").items():
            user = self.get(f"{admin}/v2/users/{quote(account, safe='')}", _User)
            yield account, encode((user, rows))

    def rows(self, path: str) -> list[_Row]:
        """One list whole."""
        found: list[_Row] = []
        while True:
            query = {"from": str(len(found)), "limit": "1000", "dir": "f"}
            part = self.get(f"/_synapse/admin/v1/{path}", _Rows, **query)
            found += part.event_reports or part.user_reports
            if len(found) >= part.total:
                return found


def _bare(mod: Member, path: Path, items: int) -> float:
    bare = _Bare(mod)
    try:
        return stored(path, bare.cases(), items)
    finally:
        bare.session.close()


def _grouped(rows: Iterable[_Row], key: str) -> dict[str, list[_Row]]:
    found: dict[str, list[_Row]] = {}
    for row in rows:
        found.setdefault(getattr(row, key), []).append(row)
    return found
