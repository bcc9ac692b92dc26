"""Reading and writing cases, members and their lines inside one transaction."""

import hashlib
from datetime import UTC, datetime

from sqlalchemy import Connection, func, insert, select, update

from moderator_desk.server.problems import Problem
from moderator_desk.server.tables import (
    CaseRow,
    CounterRow,
    HistoryRow,
    InboxRow,
    LogRow,
    MemberRow,
)
from moderator_desk.server.wire import (
    Case,
    HistoryEntry,
    InboxMessage,
    Media,
    Member,
    decode_case,
    decode_member,
    encode,
)

TEXTUAL = frozenset(
    {"comment", "answer", "notebook", "discussion", "group_post", "message", "profile", "friend_request"}
)
"""Kinds of items whose text a decision may change."""

GONE = "gone"
"""The revision of an item that is no longer shown."""


def now() -> datetime:
    """The server's clock: the only one that leases, sanctions and strikes go by."""
    return datetime.now(UTC)


def revision(text: str | None) -> str:
    """The name of a content: the first 16 hex digits of the SHA-256 of its text in UTF-8."""
    return GONE if text is None else hashlib.sha256(text.encode()).hexdigest()[:16]


def abilities(case: Case) -> list[str]:
    """Which actions this platform allows on a case as it stands, lightest first."""
    if case.state == "sealed" or any(media.sealed for media in case.item.media):
        return ["escalate"]
    if case.state == "decided":
        return ["restore"]
    allowed = ["dismiss"]
    if not case.item.gone:
        allowed += ["edit"] if case.item.kind in TEXTUAL else []
        allowed += ["remove"] if case.item.kind != "member" else []
    allowed += ["warn", "ban"]
    return allowed if case.state == "escalated" else [*allowed, "escalate"]


def seal(case: Case) -> None:
    """Leave nothing but metadata of a case: no text, no thread, no evidence, of pictures only that they are sealed."""
    case.state = "sealed"
    case.item.text, case.item.text_now = "", None
    case.item.revision = case.item.reported_revision = revision("")
    case.item.media = [Media(media.id, sealed=True) for media in case.item.media]
    case.context = []
    for report in case.reports:
        report.evidence = []


def main_guideline(case: Case) -> str:
    """The guideline most reports name, the earliest named among equals."""
    codes = [report.guideline for report in case.reports if report.guideline]
    return max(codes, key=codes.count) if codes else ""


def columns(case: Case, change: int, fence: int) -> dict[str, object]:
    """The row of a case."""
    return {
        "id": case.id,
        "change": change,
        "state": case.state,
        "guideline": main_guideline(case),
        "language": case.item.language or "",
        "assignee": case.claim.holder.id if case.claim else "",
        "item_id": case.item.id,
        "fence": fence,
        "claim_until": case.claim.until.timestamp() if case.claim else None,
        "document": encode(case),
    }


def next_change(connection: Connection) -> int:
    """The next place in the change feed. The counter's row stays locked until commit, so places appear in order."""
    return connection.execute(
        update(CounterRow)
        .where(CounterRow.name == "change")
        .values(value=CounterRow.value + 1)
        .returning(CounterRow.value)
    ).scalar_one()


def load_case(connection: Connection, case_id: str) -> tuple[Case, int]:
    """A case and its highest fencing number, locked for this transaction where the database can; not-found."""
    row = connection.execute(
        select(CaseRow.document, CaseRow.fence).where(CaseRow.id == case_id).with_for_update()
    ).one_or_none()
    if row is None:
        raise Problem("not-found", "There is no such case.")
    return decode_case(row.document), row.fence


def save_case(connection: Connection, case: Case, fence: int, *, rises: bool = True) -> None:
    """Store a changed case at the end of the change feed.

    `rises`: whether this is news a decision must know of (item, reports, decisions). Claims and notes are told by
    the feed as well, but leave the version alone: they must not make a colleague's decision stale.
    """
    case.version += rises
    case.changed_at = now()
    case.abilities = abilities(case)
    values = columns(case, next_change(connection), fence)
    connection.execute(update(CaseRow).where(CaseRow.id == case.id).values(values))


def add_case(connection: Connection, case: Case) -> None:
    """Store a new case."""
    case.abilities = abilities(case)
    connection.execute(insert(CaseRow).values(columns(case, next_change(connection), 0)))


def load_member(connection: Connection, member_id: str) -> Member | None:
    """A member with strikes and sanctions, lapsed ones among them; None when unknown."""
    document = connection.execute(
        select(MemberRow.document).where(MemberRow.id == member_id).with_for_update()
    ).scalar_one_or_none()
    return None if document is None else decode_member(document)


def save_member(connection: Connection, member: Member) -> None:
    """Store a member, known or new."""
    done = connection.execute(
        update(MemberRow).where(MemberRow.id == member.id).values(document=encode(member))
    )
    if not done.rowcount:
        connection.execute(insert(MemberRow).values(id=member.id, dismissed=0, document=encode(member)))


def in_force(member: Member) -> Member:
    """The member without sanctions that have ended; lapsed strikes stay, with their expiry, for the ladder."""
    moment = now()
    member.sanctions = [each for each in member.sanctions if each.until is None or each.until > moment]
    return member


def history_row(member_id: str, entry: HistoryEntry) -> dict[str, object]:
    """The row of a line of history."""
    return {
        "member_id": member_id,
        "at": entry.at.timestamp(),
        "case_id": entry.case_id,
        "entry_id": entry.id,
        "kind": entry.kind,
        "document": encode(entry),
    }


def add_history(connection: Connection, member_id: str, entry: HistoryEntry) -> None:
    """Add a line to a member's history."""
    connection.execute(insert(HistoryRow).values(history_row(member_id, entry)))


def add_message(connection: Connection, member_id: str, message: InboxMessage) -> None:
    """Put a message into a member's inbox."""
    connection.execute(
        insert(InboxRow).values(
            member_id=member_id, decision_id=message.decision_id, document=encode(message)
        )
    )


def add_log(connection: Connection, by: str, kind: str, subject: str) -> None:
    """Record one applied write, in the transaction that applies it."""
    connection.execute(insert(LogRow).values(at=now().timestamp(), by=by, kind=kind, subject=subject))


def times_applied(connection: Connection) -> dict[str, int]:
    """How often each decision or reversal took effect, by its id: 1 each, or the server is broken."""
    rows = connection.execute(
        select(LogRow.subject, func.count())
        .where(LogRow.kind.in_(("decision", "reversal")))
        .group_by(LogRow.subject)
    )
    return dict(rows.tuples().all())
