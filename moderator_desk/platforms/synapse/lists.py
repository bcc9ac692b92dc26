"""The server's two lists of reports, read whole although they shift while they are read, and the deleting of reports.

A place in these lists is an offset: a report that goes moves all later ones forward. So each part begins a little before
the end of the part before, and must begin with a report that is known; where it does not, the reading steps back.
"""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from moderator_desk.platforms.base import PlatformError
from moderator_desk.platforms.http import Session, path_of
from moderator_desk.platforms.synapse.wire import (
    ADMIN,
    AccountRow,
    AccountRows,
    Row,
    Rows,
    Unwilling,
    call,
    ids_of,
    is_account,
)

ReportRow = Row | AccountRow

MESSAGES, ACCOUNTS = f"{ADMIN}/event_reports", f"{ADMIN}/user_reports"
ROWS_AT_ONCE = 1000
OVERLAP = 50
"""So many reports may go between two parts without a step back."""

TRIES = 5
PARTS_MOST = 2000

R = TypeVar("R", Row, AccountRow)
Query = dict[str, object]


def message_rows(session: Session, query: Query) -> tuple[Row, ...]:
    """All reports of messages that a filter lets through, oldest first, each once."""
    return whole(lambda at, size: message_part(session, query | {"from": at, "limit": size, "dir": "f"}))


def account_rows(session: Session, query: Query) -> tuple[AccountRow, ...]:
    """All reports of accounts that a filter lets through, oldest first, each once."""
    return whole(lambda at, size: account_part(session, query | {"from": at, "limit": size, "dir": "f"}))


def message_part(session: Session, query: Query) -> tuple[tuple[Row, ...], int]:
    """One part of the list of reports of messages, and how many there are in all."""
    told = call(session, "GET", MESSAGES, Rows, query=query)
    return told.event_reports, told.total


def account_part(session: Session, query: Query) -> tuple[tuple[AccountRow, ...], int]:
    """One part of the list of reports of accounts, and how many there are; none on a server too old to have the list."""
    try:
        told = call(session, "GET", ACCOUNTS, AccountRows, query=query)
    except Unwilling as error:
        if error.code == "M_UNRECOGNIZED":
            return (), 0
        raise
    return told.user_reports, told.total


def reports_of(session: Session, case: str) -> tuple[ReportRow, ...]:
    """Every report of one case, oldest first."""
    # the server matches parts of ids, and reads _ and % as wildcards: what it sends is looked through again
    if is_account(case):
        named = account_rows(session, {"target_user_id": case})
        return tuple(row for row in named if row.case_id == case)
    found = message_rows(session, {"room_id": ids_of(case)[0]})
    return tuple(row for row in found if row.case_id == case)


def delete(session: Session, rows: Iterable[ReportRow]) -> None:
    """Delete reports: the only way to deal with one. One that is gone already is as good."""
    for row in rows:
        path = ACCOUNTS if isinstance(row, AccountRow) else MESSAGES
        try:
            call(session, "DELETE", f"{path}{path_of(str(row.id))}", dict[str, Any])
        except Unwilling as error:
            if error.why != "missing":
                raise


def whole(ask: Callable[[int, int], tuple[tuple[R, ...], int]]) -> tuple[R, ...]:
    """All rows of a list, oldest first, each once: every one that was there all the time, and some of those that came or
    went. `ask(at, size)` gives a part and how many there are in all. Raises PlatformError."""
    rows: dict[int, R] = {}
    for _ in range(TRIES):
        before, total = len(rows), _through(ask, rows)
        # reports of the same moment have no order of their own, so one may hide between two parts
        if len(rows) == before or len(rows) >= total:
            break
    return tuple(sorted(rows.values(), key=lambda row: (row.received_ts, row.id)))


def _through(ask: Callable[[int, int], tuple[tuple[R, ...], int]], rows: dict[int, R]) -> int:
    """Read from the first part to the last into `rows`; how many the server counted at the end."""
    at, size = 0, ROWS_AT_ONCE
    for _ in range(PARTS_MOST):
        try:
            part, total = ask(at, size)
        except PlatformError as error:
            if error.why != "too-large" or size == 1:
                raise
            size = max(size // 8, 1)  # a reason may be 70 kB long, and anybody may file a thousand of them
            continue
        overlap = min(OVERLAP, size // 2)
        if at and overlap and (not part or part[0].id not in rows):
            at = max(at - size // 2, 0)
            continue
        rows |= {row.id: row for row in part}
        if at + size >= total:
            return total
        at += size - overlap
    raise PlatformError("bad-answer", "list of reports")
