"""Claims: here a report is assigned to a moderator for five minutes, row by row.

Rows of reports are a world of their own beside the subjects' statuses: the server makes them once a minute, so that a
case may be in the queue before there is anything of it to assign.
"""

from datetime import UTC, datetime

from moderator_desk.models.values import Accepted, Claim, Outcome, Person, Refused, Stale
from moderator_desk.platforms.ozone.client import Client, Unwilling
from moderator_desk.platforms.ozone.wire import Assigned, Row, Rows

REPORT = "tools.ozone.report"
ROWS_AT_ONCE = 100
PAGES_MOST = 5
_OPEN = ("assigned", "queued", "open")
_FOR_EVER = datetime(9999, 1, 1, tzinfo=UTC)
_NOT_OURS = ("AlreadyAssigned", "InvalidAssignment")


def claims(client: Client, case_id: str | None = None) -> dict[str, Claim]:
    """Who works on what just now, by case; of one case or of all. Raises PlatformError."""
    found: dict[str, Claim] = {}
    now = datetime.now(UTC)
    for row in _rows(client, "assigned", case_id):
        held = row.assignment
        if held is not None and held.did and (held.end_at is None or held.end_at > now):
            found[row.subject.subject] = Claim(Person(held.did, held.handle), held.end_at or _FOR_EVER)
    return found


def claim(client: Client, case_id: str) -> Outcome:
    """Have every open report of a case assigned to us. Raises PlatformError."""
    rows = [row for status in _OPEN for row in _rows(client, status, case_id)]
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
    mine = client.me().did
    for row in _rows(client, "assigned", case_id):
        if row.assignment is not None and row.assignment.did == mine:
            try:
                client.post(f"{REPORT}.unassignModerator", {"reportId": row.id}, Assigned)
            except Unwilling as error:
                if error.code not in _NOT_OURS:  # the five minutes were over meanwhile
                    raise
    return Accepted()


def _rows(client: Client, status: str, case_id: str | None) -> list[Row]:
    found: list[Row] = []
    place: str | None = None
    for _ in range(PAGES_MOST):
        query = {"status": status, "subject": case_id, "limit": ROWS_AT_ONCE, "cursor": place}
        page = client.get(f"{REPORT}.queryReports", Rows, **query)
        found += page.reports
        place = page.cursor
        if not place or not page.reports:
            break
    return found
