"""A change feed made from two lists without one: which cases are new, changed or gone since the cursor.

The cursor holds, for each case the desk knows, a digest of its reports' ids and the version it was told; and the total
and newest id of each list when they were last read whole. While those stand, nothing came and nothing went, and one
small request a list is all that a pull asks; now and then the lists are read all the same, because a clock set back can
hide a report from that. What it cannot see: a message edited or redacted without a new report; that is looked at again
when a decision is carried out.
"""

import hashlib
from collections.abc import Iterable

import msgspec
from msgspec import Struct

from moderator_desk.models.values import Case
from moderator_desk.platforms.base import Page, PlatformError
from moderator_desk.platforms.http import Session
from moderator_desk.platforms.synapse.lists import (
    ReportRow,
    account_part,
    account_rows,
    message_part,
    message_rows,
)
from moderator_desk.platforms.synapse.making import Making

CASES_AT_ONCE = 25
READ_ANYWAY_AFTER = 30
"""Quiet pulls after which the lists are read whole."""

Mark = tuple[int, int]
"""Total and newest id of a list."""


class Known(Struct, frozen=True, array_like=True):
    """A case as the desk was told it: digest of its reports' ids, and its version."""

    digest: str
    version: int


class Cursor(Struct, frozen=True):
    """What was told so far. `marks` are those of both lists, empty until they were read whole and all of it was told."""

    marks: tuple[Mark, ...] = ()
    cases: dict[str, Known] = {}


class _Sweep(Struct):
    """One reading of both lists, and what of it is not told yet. `at` is the cursor that goes with it, `told` what that
    cursor holds."""

    at: str | None
    marks: tuple[Mark, ...]
    groups: dict[str, tuple[ReportRow, ...]]
    waiting: list[str]
    told: dict[str, Known]


class Feed:
    """Reads the lists of reports as one change feed. What it keeps between two calls only saves requests."""

    def __init__(self, session: Session, making: Making) -> None:
        self._session = session
        self._making = making
        self._sweep: _Sweep | None = None
        self._quiet = 0

    def fetch(self, cursor: str | None) -> Page:
        """The next cases after a cursor."""
        if self._sweep is None or self._sweep.at != cursor:
            self._sweep = self._begun(cursor)
            if self._sweep is None:
                return Page((), cursor, False)
        return self._next(self._sweep)

    def _begun(self, cursor: str | None) -> _Sweep | None:
        known = _decoded(cursor)
        head: dict[str, object] = {"limit": 1, "dir": "b"}
        # before the lists: what comes while they are read is seen by the next pull
        marks = (_mark(message_part(self._session, head)), _mark(account_part(self._session, head)))
        if marks == known.marks and self._quiet < READ_ANYWAY_AFTER:
            self._quiet += 1
            return None
        self._quiet = 0
        self._making.forget_rooms()
        groups = grouped((*message_rows(self._session, {}), *account_rows(self._session, {})))
        waiting = [
            case
            for case, rows in groups.items()
            if case not in known.cases or known.cases[case].digest != digest(rows)
        ]
        return _Sweep(cursor, marks, groups, waiting, dict(known.cases))

    def _next(self, sweep: _Sweep) -> Page:
        cases: list[Case] = []
        told = dict(sweep.told)
        now = sweep.waiting[:CASES_AT_ONCE]
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
        sweep.at = msgspec.json.encode(Cursor(() if more else sweep.marks, told)).decode()
        sweep.told = told
        if not more:
            self._sweep = None
        return Page(tuple(cases), sweep.at, more, gone)

    def _case(self, rows: tuple[ReportRow, ...], before: Known | None) -> Case | None:
        try:
            case = self._making.case_of(rows)
        except PlatformError as error:
            if error.why != "missing":
                raise
            return None
        # a version never falls: with a report withdrawn the newest time in the case may lie further back
        version = max(case.version, before.version + 1) if before else case.version
        return msgspec.structs.replace(case, version=version)


def grouped(rows: Iterable[ReportRow]) -> dict[str, tuple[ReportRow, ...]]:
    """Reports by the message or account they are about, in the order of the first report of each."""
    found: dict[str, list[ReportRow]] = {}
    for row in rows:
        found.setdefault(row.case_id, []).append(row)
    return {case: tuple(some) for case, some in found.items()}


def digest(rows: Iterable[ReportRow]) -> str:
    """Which reports make a case, in twelve letters."""
    ids = ",".join(str(number) for number in sorted(row.id for row in rows))
    return hashlib.blake2b(ids.encode(), digest_size=6).hexdigest()


def _mark(head: tuple[tuple[ReportRow, ...], int]) -> Mark:
    rows, total = head
    return total, rows[0].id if rows else 0


def _decoded(cursor: str | None) -> Cursor:
    """A cursor of ours; one that is not begins the feed anew."""
    try:
        return msgspec.json.decode(cursor, type=Cursor) if cursor else Cursor()
    except msgspec.DecodeError:
        return Cursor()
