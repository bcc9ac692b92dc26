"""What a decision does to item, member and reporters, and how each of it is taken back."""

from datetime import timedelta

import msgspec
from msgspec import Struct, field
from sqlalchemy import Connection, select, update

from moderator_desk.server.rows import (
    GONE,
    add_history,
    add_message,
    load_member,
    now,
    revision,
    save_member,
)
from moderator_desk.server.staff import Staff
from moderator_desk.server.tables import HistoryRow, InboxRow, MemberRow
from moderator_desk.server.wire import (
    Case,
    HistoryEntry,
    InboxMessage,
    Item,
    LoggedDecision,
    Sanction,
    Strike,
    decode_member,
    encode,
)

STRIKING = frozenset({"remove", "warn", "ban"})


class Undo(Struct):
    """What was before a decision: enough to take it back."""

    state: str
    item: Item
    after: str = ""
    sanction: Sanction | None = None
    reports: list[str] = field(default_factory=list)


def apply_effects(
    connection: Connection, case: Case, made: LoggedDecision, staff: Staff, strike_days: int
) -> Undo:
    """Change item and member as the decision says; the case is changed in place, not yet stored."""
    undo = Undo(case.state, msgspec.structs.replace(case.item))
    _change_item(case, made)
    undo.after = case.item.revision
    undo.sanction = _change_member(connection, made, strike_days)
    if made.message:
        text = InboxMessage(f"inbox-{made.id}", now(), made.id, made.action, made.message, made.language)
        add_message(connection, made.member_id, text)
    if made.action != "restore":
        add_history(connection, made.member_id, _decision_line(made, staff))
    if made.action not in ("escalate", "restore"):
        undo.reports = _settle_reports(
            connection, case, "dismissed" if made.action == "dismiss" else "upheld"
        )
    case.state = "escalated" if made.action == "escalate" and case.state != "sealed" else case.state
    if made.action != "escalate":
        case.state = "decided"
        case.claim = None
    return undo


def take_back(connection: Connection, case: Case, past: LoggedDecision, undo: Undo) -> None:
    """Undo the effects of a decision; the case is changed in place, not yet stored."""
    for name in ("text_now", "revision", "edited_at", "gone"):
        setattr(case.item, name, getattr(undo.item, name))
    case.state = "open" if undo.state == "claimed" else undo.state
    case.claim = None
    member = load_member(connection, past.member_id)
    if member is not None:
        member.strikes = [each for each in member.strikes if each.decision_id != past.id]
        if undo.sanction in member.sanctions:
            member.sanctions.remove(undo.sanction)
        save_member(connection, member)
    _withdraw_messages(connection, past.id)
    _change_lines(connection, HistoryRow.entry_id == past.id, "overturned")
    if undo.reports:
        _unsettle_reports(connection, case, undo.reports, past.action)


def _change_item(case: Case, made: LoggedDecision) -> None:
    item = case.item
    if made.action == "edit":
        item.text_now = made.new_text
        item.edited_at = now()
    elif made.action == "remove":
        item.text_now, item.gone = None, True
    elif made.action == "restore":
        item.text_now, item.gone = item.text, False
    else:
        return
    item.revision = GONE if item.gone else revision(item.text_now)


def _change_member(connection: Connection, made: LoggedDecision, strike_days: int) -> Sanction | None:
    if made.action not in STRIKING:
        return None
    member = load_member(connection, made.member_id)
    if member is None:
        return None
    moment = now()
    member.strikes.append(Strike(made.guideline, moment, moment + timedelta(days=strike_days), made.id))
    sanction = None
    if made.action == "ban":
        hours = made.duration_hours
        until = None if hours is None else moment + timedelta(hours=hours)
        sanction = Sanction("ban", moment, until, made.guideline, made.scope)
        member.sanctions.append(sanction)
    save_member(connection, member)
    return sanction


def _decision_line(made: LoggedDecision, staff: Staff) -> HistoryEntry:
    return HistoryEntry(
        made.id,
        now(),
        "decision",
        made.guideline,
        made.action,
        "applied",
        made.reason,
        staff.name,
        made.case_id,
    )


def _settle_reports(connection: Connection, case: Case, outcome: str) -> list[str]:
    """Tell member histories and counters how the pending reports of a case ended; the ids of those reports."""
    pending = _pending(connection, case)
    settled = [report for report in case.reports if report.id in pending]
    _change_lines(connection, (HistoryRow.case_id == case.id) & HistoryRow.entry_id.in_(pending), outcome)
    _count(connection, case, {report.id for report in settled}, outcome, 1)
    return [report.id for report in settled]


def _unsettle_reports(connection: Connection, case: Case, ids: list[str], action: str) -> None:
    _change_lines(connection, (HistoryRow.case_id == case.id) & HistoryRow.entry_id.in_(ids), "pending")
    _count(connection, case, set(ids), "dismissed" if action == "dismiss" else "upheld", -1)


def _pending(connection: Connection, case: Case) -> list[str]:
    rows = connection.execute(
        select(HistoryRow.entry_id, HistoryRow.document).where(
            HistoryRow.case_id == case.id, HistoryRow.kind.in_(("report_against", "report_made"))
        )
    )
    entries = (msgspec.json.decode(row.document, type=HistoryEntry) for row in rows)
    return list({entry.id for entry in entries if entry.outcome == "pending"})


def _count(connection: Connection, case: Case, ids: set[str], outcome: str, step: int) -> None:
    """Count an outcome for the author, the reporters, and the reporters as the case shows them."""
    made_by: dict[str, int] = {}
    for report in case.reports:
        if report.id in ids and report.reporter:
            made_by[report.reporter.id] = made_by.get(report.reporter.id, 0) + 1
            setattr(report.reporter, outcome, max(0, getattr(report.reporter, outcome) + step))
    for member_id, number in sorted(made_by.items()):
        row = connection.execute(select(MemberRow).where(MemberRow.id == member_id)).one_or_none()
        if row is None:
            continue
        member = decode_member(row.document)
        if outcome == "upheld":
            member.counters.upheld_made = max(0, member.counters.upheld_made + step * number)
        dismissed = max(0, row.dismissed + step * number * (outcome == "dismissed"))
        connection.execute(
            update(MemberRow)
            .where(MemberRow.id == member_id)
            .values(dismissed=dismissed, document=encode(member))
        )
    author = load_member(connection, case.item.author.id)
    if author is not None and outcome == "upheld":
        author.counters.upheld_against = max(0, author.counters.upheld_against + step * len(ids))
        save_member(connection, author)


def _change_lines(connection: Connection, where: object, outcome: str) -> None:
    rows = connection.execute(select(HistoryRow.seq, HistoryRow.document).where(where))  # type: ignore[arg-type]
    for row in rows.all():
        entry = msgspec.json.decode(row.document, type=HistoryEntry)
        entry.outcome = outcome
        connection.execute(update(HistoryRow).where(HistoryRow.seq == row.seq).values(document=encode(entry)))


def _withdraw_messages(connection: Connection, decision_id: str) -> None:
    rows = connection.execute(
        select(InboxRow.seq, InboxRow.document).where(InboxRow.decision_id == decision_id)
    )
    for row in rows.all():
        message = msgspec.json.decode(row.document, type=InboxMessage)
        message.withdrawn = True
        connection.execute(update(InboxRow).where(InboxRow.seq == row.seq).values(document=encode(message)))
