"""What the desk knows of a member itself, where the platform keeps nothing: its own decisions, strikes and notes.

Read in the transaction that reads a case, on the way from a key to the next case, so with statements made ready. What
was decided is read from the outbox, where it stands for good; notes have a table of their own.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

import msgspec
from sqlalchemy import bindparam, insert, or_, select
from sqlalchemy.orm import Session

from moderator_desk.models.ready import Ready
from moderator_desk.models.tables import OUTBOX, AccountRow, NoteRow
from moderator_desk.models.times import from_ms, to_ms
from moderator_desk.models.values import (
    Action,
    CaseRef,
    Changes,
    Guideline,
    GuidelineSet,
    HistoryEntry,
    Member,
    MemberFile,
    Note,
    Person,
    Strike,
)

NOTES, HISTORY, DURATIONS = "notes", "history", "durations"
NEWEST = 80
"""Entries of one member that are looked at, newest first. Each takes about 15 µs of the way to the next case."""

STRIKING = (Action.WARN, Action.REMOVE, Action.BAN)
"""What counts as a strike under the guideline it names."""

STRIKE_DAYS = Guideline("", "", "", "").strike_days
"""How long a strike counts under a guideline that is no longer in the set."""

_TOOK_EFFECT = ("applied", "already", "late")

_CARRIES = Ready(select(AccountRow.carries).where(AccountRow.id == bindparam("id")))
_DONE = Ready(
    select(OUTBOX.c.kind, OUTBOX.c.case_id, OUTBOX.c.why, OUTBOX.c.body)
    .where(
        OUTBOX.c.account == bindparam("account"),
        OUTBOX.c.member_id == bindparam("member_id"),
        OUTBOX.c.state == "settled",
        or_(OUTBOX.c.kind == "decision", OUTBOX.c.kind == "reversal", OUTBOX.c.kind == "lift"),
    )
    .order_by(OUTBOX.c.seq.desc())
    .limit(NEWEST)
)
_ENDS = Ready(
    select(OUTBOX.c.send_after, OUTBOX.c.body).where(
        OUTBOX.c.account == bindparam("account"),
        OUTBOX.c.member_id == bindparam("member_id"),
        OUTBOX.c.state == "waiting",
        OUTBOX.c.kind == "lift",
    )
)
_NOTE = (NoteRow.id, NoteRow.case_id, NoteRow.at, NoteRow.by, NoteRow.text)
_OF_CASE = Ready(
    select(*_NOTE)
    .where(NoteRow.account == bindparam("account"), NoteRow.case_id == bindparam("case_id"))
    .order_by(NoteRow.key.desc())
)
_OF_MEMBER = Ready(
    select(*_NOTE)
    .where(NoteRow.account == bindparam("account"), NoteRow.member_id == bindparam("member_id"))
    .order_by(NoteRow.key.desc())
    .limit(NEWEST)
)


class _Made(msgspec.Struct, frozen=True):
    """As much of a decision as the history shows."""

    id: str
    action: str
    by: str
    at: datetime
    guideline: str = ""
    clause: str = ""
    reason: str = ""
    note: str = ""
    scope: str = ""
    reverses: str | None = None


class _Done(msgspec.Struct, frozen=True):
    """A settled entry: its case, why it is settled, and what was decided."""

    case_id: str
    why: str
    made: _Made


_made = msgspec.json.Decoder(_Made).decode


def carries(session: Session, account: str) -> frozenset[str]:
    """What the desk does itself for the account's platform: words of Abilities.carries."""
    return frozenset((_CARRIES.run(session, id=account).scalar() or "").split())


def keep_note(session: Session, ref: CaseRef, member_id: str, note: Note) -> Changes:
    """Keep a note on a case and its author, on this machine only."""
    session.execute(
        insert(NoteRow).values(
            id=note.id,
            account=ref.account,
            case_id=ref.case_id,
            member_id=member_id,
            at=to_ms(note.at),
            by=note.by.id,
            text=note.text,
        )
    )
    return Changes(cases=frozenset((ref,)), members=frozenset(((ref.account, member_id),)))


def notes_of_case(session: Session, ref: CaseRef) -> tuple[Note, ...]:
    """The notes kept on a case, newest first."""
    rows = _OF_CASE.run(session, account=ref.account, case_id=ref.case_id)
    return tuple(Note(row.id, row.text, Person(row.by, row.by), from_ms(row.at)) for row in rows)


def complete(
    session: Session,
    account: str,
    file: MemberFile | None,
    rules_set: GuidelineSet | None,
    words: frozenset[str],
) -> MemberFile | None:
    """A member as the platform tells of them, with what the desk keeps itself (`words` of Abilities.carries): history
    newest first, strikes, and the ends of measures."""
    if file is None or not words:
        return file
    member, history = file.member, [*file.history]
    if DURATIONS in words:
        member = _with_ends(session, account, member)
    if HISTORY in words:
        done = _done(session, account, member.id)
        history += _history(done)
        member = msgspec.structs.replace(member, strikes=(*member.strikes, *_strikes(done, rules_set)))
    if NOTES in words:
        history += _notes(session, account, member.id)
    newest = sorted(history, key=lambda each: each.at, reverse=True)
    return MemberFile(member, tuple(newest))


def _done(session: Session, account: str, member_id: str) -> dict[str, list[_Done]]:
    """What the desk settled about a member, by kind, newest first."""
    found: dict[str, list[_Done]] = {"decision": [], "reversal": [], "lift": []}
    for row in _DONE.run(session, account=account, member_id=member_id):
        found[row.kind].append(_Done(row.case_id, row.why, _made(row.body)))
    return found


def _outcomes(done: dict[str, list[_Done]]) -> Iterable[tuple[_Done, str]]:
    """Decisions that the platform has, or may have, with how they stand: applied, unconfirmed, undone, ended."""
    undone, ended = (
        {each.made.reverses for each in done[kind] if each.why in _TOOK_EFFECT}
        for kind in ("reversal", "lift")
    )
    for each in done["decision"]:
        if each.why not in (*_TOOK_EFFECT, "unconfirmed"):
            continue  # it was not needed any more
        if each.made.id in undone:
            yield each, "undone"
        elif each.made.id in ended:
            yield each, "ended"
        else:
            yield each, "unconfirmed" if each.why == "unconfirmed" else "applied"


def _history(done: dict[str, list[_Done]]) -> Iterable[HistoryEntry]:
    for each, outcome in _outcomes(done):
        made = each.made
        yield HistoryEntry(
            made.id,
            made.at,
            "decision",
            guideline=made.clause or made.guideline,
            action=made.action,
            outcome=outcome,
            words=made.reason or made.note,
            by=made.by,
            case_id=each.case_id,
            kept=True,
        )


def _strikes(done: dict[str, list[_Done]], rules_set: GuidelineSet | None) -> Iterable[Strike]:
    """One for each warning, removal or ban under a guideline that took effect and was not undone."""
    days = {rule.code: rule.strike_days for rule in rules_set.guidelines} if rules_set else {}
    for each, outcome in _outcomes(done):
        made = each.made
        if made.action not in STRIKING or not made.guideline or outcome not in ("applied", "ended"):
            continue
        counts = timedelta(days=days.get(made.guideline, STRIKE_DAYS))
        yield Strike(made.guideline, made.at, made.at + counts, made.id)


def _notes(session: Session, account: str, member_id: str) -> Iterable[HistoryEntry]:
    for row in _OF_MEMBER.run(session, account=account, member_id=member_id):
        yield HistoryEntry(
            row.id, from_ms(row.at), "note", words=row.text, by=row.by, case_id=row.case_id, kept=True
        )


def _with_ends(session: Session, account: str, member: Member) -> Member:
    """A member whose measures end when the desk will lift them."""
    rows = _ENDS.run(session, account=account, member_id=member.id)
    ends = {_made(row.body).scope: from_ms(row.send_after) for row in rows}
    if not ends:
        return member
    in_force = (
        # one with a scope is about a single place, which its kind does not tell
        each if each.scope else msgspec.structs.replace(each, until=each.until or ends.get(each.kind))
        for each in member.sanctions
    )
    return msgspec.structs.replace(member, sanctions=tuple(in_force))
