"""Everything that only looks: the change feed, histories, the log, members, pictures. Documents go out as stored."""

import base64
import binascii

from msgspec import Struct
from sqlalchemy import Connection, Row, Select, select

from moderator_desk.server.problems import Problem
from moderator_desk.server.rows import in_force, load_member
from moderator_desk.server.tables import CaseRow, DecisionRow, FactRow, HistoryRow, InboxRow, MediaRow
from moderator_desk.server.wire import encode, splice


class Wanted(Struct):
    """Which part of a list is asked for."""

    limit: int = 100
    cursor: str = ""
    filters: dict[str, str] = {}


def read_fact(connection: Connection, name: str) -> bytes:
    """A stored document of the platform itself, such as its guideline set."""
    return connection.execute(select(FactRow.document).where(FactRow.name == name)).scalar_one()


def feed(connection: Connection, wanted: Wanted) -> bytes:
    """A page of the change feed: whole cases in change order, `cursor` while more waits, `resume` always."""
    epoch = read_fact(connection, "epoch").decode().strip('"')
    after = open_cursor(wanted.cursor, epoch)
    query = select(CaseRow.change, CaseRow.document).where(CaseRow.change > after).order_by(CaseRow.change)
    fields = {
        "status": CaseRow.state,
        "guideline": CaseRow.guideline,
        "language": CaseRow.language,
        "assignee": CaseRow.assignee,
    }
    for name, value in wanted.filters.items():
        query = query.where(fields[name] == value)
    rows = connection.execute(query.limit(wanted.limit + 1)).all()
    page = rows[: wanted.limit]
    resume = make_cursor(page[-1].change if page else after, epoch)
    more = resume if len(rows) > wanted.limit else None
    return splice("cases", [row.document for row in page], cursor=more, resume=resume)


def decisions(connection: Connection, wanted: Wanted, since: float | None, until: float | None) -> bytes:
    """The log of decisions, newest first; `since` and `until` in seconds since 1970."""
    fields = {
        "moderator": DecisionRow.moderator,
        "member": DecisionRow.member_id,
        "guideline": DecisionRow.guideline,
        "action": DecisionRow.action,
        "case": DecisionRow.case_id,
    }
    query = select(DecisionRow.seq, DecisionRow.document).order_by(DecisionRow.seq.desc())
    for name, value in wanted.filters.items():
        query = query.where(fields[name] == value)
    if since is not None:
        query = query.where(DecisionRow.at >= since)
    if until is not None:
        query = query.where(DecisionRow.at < until)
    if wanted.cursor:
        query = query.where(DecisionRow.seq < open_cursor(wanted.cursor, "log"))
    return _page("decisions", connection, query, wanted.limit, "log")


def history(connection: Connection, member_id: str, wanted: Wanted) -> bytes:
    """A member's history, newest first."""
    read_member(connection, member_id)
    skip = open_cursor(wanted.cursor, "past")
    query = (
        select(HistoryRow.seq, HistoryRow.document)
        .where(HistoryRow.member_id == member_id)
        .order_by(HistoryRow.at.desc(), HistoryRow.seq.desc())
        .offset(skip)
    )
    rows = connection.execute(query.limit(wanted.limit + 1)).all()
    cursor = make_cursor(skip + wanted.limit, "past") if len(rows) > wanted.limit else None
    return splice("entries", [row.document for row in rows[: wanted.limit]], cursor=cursor)


def inbox(connection: Connection, member_id: str, wanted: Wanted) -> bytes:
    """What the platform told a member, newest first."""
    read_member(connection, member_id)
    query = select(InboxRow.seq, InboxRow.document).where(InboxRow.member_id == member_id)
    if wanted.cursor:
        query = query.where(InboxRow.seq < open_cursor(wanted.cursor, "inbox"))
    return _page("messages", connection, query.order_by(InboxRow.seq.desc()), wanted.limit, "inbox")


def read_member(connection: Connection, member_id: str) -> bytes:
    """A member as they stand now; not-found."""
    member = load_member(connection, member_id)
    if member is None:
        raise Problem("not-found", "There is no such member.")
    return encode(in_force(member))


def picture(connection: Connection, media_id: str) -> Row[str, bool, bytes]:
    """A picture's row; not-found, or sealed."""
    row = connection.execute(
        select(MediaRow.content_type, MediaRow.sealed, MediaRow.content).where(MediaRow.id == media_id)
    ).one_or_none()
    if row is None:
        raise Problem("not-found", "There is no such picture.")
    if row.sealed:
        raise Problem("sealed")
    return row


def make_cursor(place: int, life: str) -> str:
    """A place in a list as an opaque word; `life` says which list, and of which life of the platform."""
    return base64.urlsafe_b64encode(f"{life}.{place}".encode()).decode().rstrip("=")


def open_cursor(cursor: str, life: str) -> int:
    """The place a cursor stands for, 0 for none; raises Problem: cursor-gone for one of another life, or none of ours."""
    if not cursor:
        return 0
    try:
        padded = cursor.encode() + b"=" * (-len(cursor) % 4)
        of, _, place = base64.b64decode(padded, b"-_", validate=True).decode().partition(".")
    except (binascii.Error, UnicodeError):
        raise Problem("cursor-gone") from None
    if of != life or not (place.isascii() and place.isdigit() and len(place) < 19):
        raise Problem("cursor-gone")
    return int(place)


def _page(name: str, connection: Connection, query: Select[int, bytes], limit: int, life: str) -> bytes:
    rows = connection.execute(query.limit(limit + 1)).all()
    page = rows[:limit]
    cursor = make_cursor(page[-1].seq, life) if len(rows) > limit else None
    return splice(name, [row.document for row in page], cursor=cursor)
