"""A change feed made from a list without one: which cases are new, changed or gone since the cursor.

The cursor holds, for each case the desk knows, a digest of its reports' ids and the version it was told; and the total
and newest id of the list when it was last read whole. While those two stand, nothing came and nothing went, and one
small request a pull is all that is asked. What it cannot see: a message edited or redacted without a new report; that
is looked at again when a decision is carried out.
"""

import hashlib
from collections.abc import Iterable

import msgspec
from msgspec import Struct

from moderator_desk.models.values import Case
from moderator_desk.platforms.base import Page, PlatformError
from moderator_desk.platforms.http import Session
from moderator_desk.platforms.synapse.reading import case_of, listed, room_of
from moderator_desk.platforms.synapse.wire import ADMIN, Room, Row, Rows, call, case_id

CASES_AT_ONCE = 25


class Known(Struct, frozen=True):
    """A case as the desk was told it: digest of its reports' ids, and its version."""

    digest: str
    version: int


class Cursor(Struct, frozen=True):
    """What was told so far. `total` is -1 until the list was read whole."""

    total: int = -1
    newest: int = 0
    cases: dict[str, Known] = {}


class _Sweep(Struct):
    """One reading of the whole list, and what of it is not told yet. `at` is the cursor that goes with it."""

    at: str | None
    total: int
    newest: int
    groups: dict[str, tuple[Row, ...]]
    waiting: list[str]


class Feed:
    """Reads the list of reports as a change feed. What it keeps between two calls only saves requests."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._sweep: _Sweep | None = None
        self._rooms: dict[str, Room] = {}

    def fetch(self, cursor: str | None) -> Page:
        """The next cases after a cursor."""
        known = _decoded(cursor)
        if self._sweep is None or self._sweep.at != cursor:
            self._sweep = self._begun(cursor, known)
            if self._sweep is None:
                return Page((), cursor, False)
        return self._next(self._sweep, known)

    def _begun(self, cursor: str | None, known: Cursor) -> _Sweep | None:
        query: dict[str, object] = {"limit": 1, "dir": "b"}
        head = call(self._session, "GET", f"{ADMIN}/event_reports", Rows, query=query)
        newest = head.event_reports[0].id if head.event_reports else 0
        if cursor is not None and (head.total, newest) == (known.total, known.newest):
            return None
        self._rooms = {}
        groups = grouped(listed(self._session, {}))
        waiting = [
            case
            for case, rows in groups.items()
            if case not in known.cases or known.cases[case].digest != digest(rows)
        ]
        return _Sweep(cursor, head.total, newest, groups, waiting)

    def _next(self, sweep: _Sweep, known: Cursor) -> Page:
        now, told = sweep.waiting[:CASES_AT_ONCE], dict(known.cases)
        cases: list[Case] = []
        for each in now:
            rows = sweep.groups[each]
            case = self._case(rows, told.get(each))
            # one whose message is gone for good is remembered too, so that it is not asked for again and again
            told[each] = Known(digest(rows), case.version if case else 0)
            cases += [case] if case else []
        del sweep.waiting[: len(now)]
        more = bool(sweep.waiting)
        gone = () if more else tuple(case for case in told if case not in sweep.groups)
        for each in gone:
            del told[each]
        cursor = Cursor(-1, 0, told) if more else Cursor(sweep.total, sweep.newest, told)
        sweep.at = msgspec.json.encode(cursor).decode()
        page = Page(tuple(cases), sweep.at, more, gone)
        if not more:
            self._sweep = None
        return page

    def _case(self, rows: tuple[Row, ...], before: Known | None) -> Case | None:
        room = rows[0].room_id
        if room not in self._rooms:
            self._rooms[room] = room_of(self._session, room)
        try:
            case = case_of(self._session, rows, self._rooms[room])
        except PlatformError as error:
            if error.why != "missing":
                raise
            return None
        # a version never falls: with a report withdrawn the newest time in the case may lie further back
        version = max(case.version, before.version + 1) if before else case.version
        return msgspec.structs.replace(case, version=version)


def grouped(rows: Iterable[Row]) -> dict[str, tuple[Row, ...]]:
    """Reports by the message they are about, in the order of the first report of each."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(case_id(row.room_id, row.event_id), []).append(row)
    return {case: tuple(some) for case, some in found.items()}


def digest(rows: Iterable[Row]) -> str:
    """Which reports make a case, in twelve letters."""
    ids = ",".join(str(number) for number in sorted(row.id for row in rows))
    return hashlib.blake2b(ids.encode(), digest_size=6).hexdigest()


def _decoded(cursor: str | None) -> Cursor:
    """A cursor of ours; one that is not begins the feed anew."""
    try:
        return msgspec.json.decode(cursor, type=Cursor) if cursor else Cursor()
    except msgspec.DecodeError:
        return Cursor()
