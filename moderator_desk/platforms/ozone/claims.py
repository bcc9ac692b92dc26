"""Claims: here a report is assigned to a moderator for five minutes, row by row.

Rows of reports are a world of their own beside the subjects' statuses: the server makes them once a minute, so that a
case may be in the queue before there is anything of it to assign.
"""

from datetime import UTC, datetime

from moderator_desk.models.values import Accepted, Claim, Outcome, Person, Refused, Stale
from moderator_desk.platforms.ozone.client import Client, Unwilling
from moderator_desk.platforms.ozone.wire import Assigned, Assignments, Row, Rows

REPORT = "tools.ozone.report"
ROWS_AT_ONCE = 100
PAGES_MOST = 5
HELD_MOST = 50
"""Assignments whose reports are looked up: each lasts five minutes, so a large team has some dozens of them."""

_OPEN = ("assigned", "queued", "open")
_FOR_EVER = datetime(9999, 1, 1, tzinfo=UTC)
_NOT_OURS = ("AlreadyAssigned", "InvalidAssignment")


def claims(client: Client, case_id: str | None = None) -> dict[str, Claim]:
    """Who works on what just now, by case; of one case or of all. Raises PlatformError."""
    query = {"onlyActive": True, "limit": ROWS_AT_ONCE}
    held = client.get(f"{REPORT}.getAssignments", Assignments, **query).assignments
    if not held:
        return {}
    if case_id is None:
        subjects = {each.report_id: _subject_of(client, each.report_id) for each in held[:HELD_MOST]}
    else:
        subjects = {row.id: case_id for row in _rows(client, case_id)}
    found: dict[str, Claim] = {}
    for each in held:
        if subject := subjects.get(each.report_id, ""):
            found[subject] = Claim(Person(each.did, each.handle), each.end_at or _FOR_EVER)
    return found


def claim(client: Client, case_id: str) -> Outcome:
    """Have every open report of a case assigned to us. Raises PlatformError."""
    rows = _rows(client, case_id)
    if not rows:
        return Refused("nothing-to-claim")
    for row in rows:
        try:
            client.post(f"{REPORT}.assignModerator", {"reportId": row.id}, Assigned)
        except Unwilling as error:
            if error.code not in _NOT_OURS:
                raise
            return Stale("claim-taken")
    return Accepted()


def release(client: Client, case_id: str) -> Outcome:
    """Give back what is assigned to us; what another holds stays theirs. Raises PlatformError."""
    mine, rows = client.me().did, {row.id for row in _rows(client, case_id)}
    query = {"onlyActive": True, "dids": [mine], "limit": ROWS_AT_ONCE}
    for held in client.get(f"{REPORT}.getAssignments", Assignments, **query).assignments:
        if held.report_id in rows:
            try:
                client.post(f"{REPORT}.unassignModerator", {"reportId": held.report_id}, Assigned)
            except Unwilling as error:
                if error.code not in _NOT_OURS:  # the five minutes were over meanwhile
                    raise
    return Accepted()


def _subject_of(client: Client, report_id: int) -> str:
    try:
        return client.get(f"{REPORT}.getReport", Row, id=report_id).subject.subject
    except Unwilling:
        return ""  # a report that went away holds nothing up


def _rows(client: Client, case_id: str) -> list[Row]:
    """The reports of a case that nobody closed. A report that is assigned for a while still counts as open."""
    found: list[Row] = []
    for status in _OPEN:
        place: str | None = None
        for _ in range(PAGES_MOST):
            query = {"status": status, "subject": case_id, "limit": ROWS_AT_ONCE, "cursor": place}
            page = client.get(f"{REPORT}.queryReports", Rows, **query)
            found += page.reports
            place = page.cursor
            if not place or not page.reports:
                break
    return found
