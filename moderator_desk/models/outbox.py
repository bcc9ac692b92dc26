"""The outbox: what waits to be sent, in which order, and how each attempt ended.

waiting (held until `send_after`, so that an undo leaves no trace) -> sending -> settled, or blocked and shown, or
withdrawn; rehearsed from the first, and never sent, is what is put in while its account is in rehearsal. An entry that
may have arrived is not withdrawn any more, only reversed. Entries about one case or one member
go strictly one after the other; a blocked one holds back the later ones of the same case or member and no others.
Nothing is ever dropped by age. The end of a ban (kind "lift", models/lifts.py) is held for days: it holds nothing back,
and nothing of this order holds it back. Source of the states: docs/architecture.md.
"""

from collections.abc import Iterable
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Row, and_, bindparam, case, exists, func, insert, or_, select, update
from sqlalchemy.orm import Session, aliased

from moderator_desk.models.modes import LIVE, READ_ONLY, REHEARSAL, ReadOnly, mode_of
from moderator_desk.models.projection import project
from moderator_desk.models.ready import Ready
from moderator_desk.models.tables import OUTBOX, LedgerRow, OutboxRow
from moderator_desk.models.times import from_ms
from moderator_desk.models.values import Case, CaseRef, Changes, Decision, OutboxEntry

LIFT = "lift"
UNFINISHED = ("waiting", "sending", "blocked")
WITHDRAWABLE = ("waiting", "blocked")
NEVER_LEFT = ("offline", "busy")
"""Why an attempt has to be repeated although it surely did nothing: no connection, or sent away unread."""

_encode = msgspec.json.Encoder().encode
_decision = msgspec.json.Decoder(Decision).decode
_case = msgspec.json.Decoder(Case).decode


class Posting(msgspec.Struct, frozen=True):
    """A new outbox entry before it has a number: times in milliseconds, `body` a Decision or a note's text."""

    id: str
    ref: CaseRef
    member_id: str
    kind: str
    action: str
    created_at: int
    send_after: int
    body: Decision | str
    seen: Case | None = None
    beside: bytes | None = None


_COLUMNS = tuple(column.name for column in OUTBOX.columns if column.name != "seq")
_APPEND = Ready(insert(OutboxRow).values({name: bindparam(name) for name in _COLUMNS}))
_OF_CASE = Ready(
    select(OUTBOX)
    .where(OUTBOX.c.account == bindparam("account"), OUTBOX.c.case_id == bindparam("case_id"))
    .order_by(OUTBOX.c.seq)
)


def append(session: Session, posting: Posting, *, owed: bool = False) -> bool:
    """Add an entry and set the case's standing with it, in the caller's transaction. Whether it is a rehearsal,
    which it is when its account is in that mode. Raises ReadOnly when it is only read. What is `owed` follows from
    something that was sent: it is kept in any mode, and waits until the account is live."""
    mode = LIVE if owed else mode_of(session, posting.ref.account)
    if mode == READ_ONLY:
        raise ReadOnly(posting.ref.account)
    rehearsal = mode == REHEARSAL
    _APPEND.run(
        session,
        id=posting.id,
        account=posting.ref.account,
        case_id=posting.ref.case_id,
        member_id=posting.member_id,
        kind=posting.kind,
        action=posting.action,
        state="rehearsed" if rehearsal else "waiting",
        created_at=posting.created_at,
        send_after=posting.send_after,
        next_try=posting.send_after,
        attempts=0,
        why="",
        detail="",
        body=_encode(posting.body),
        seen=_encode(posting.seen) if posting.seen else None,
        beside=posting.beside,
        rehearsal=rehearsal,
        batch=posting.body.batch if isinstance(posting.body, Decision) else "",
    )
    project(session, posting.ref.account, posting.ref.case_id)
    return rehearsal


def entry(session: Session, entry_id: str) -> OutboxEntry | None:
    """The entry with this id."""
    row = session.scalar(select(OutboxRow).where(OutboxRow.id == entry_id))
    return _value(row) if row else None


def seen_case(session: Session, entry_id: str) -> Case | None:
    """The case as it was on the screen when the entry was made."""
    body = session.scalar(select(OutboxRow.seen).where(OutboxRow.id == entry_id))
    return _case(body) if body else None


def unfinished(session: Session, *, limit: int = 500, account: str = "") -> tuple[OutboxEntry, ...]:
    """What waits, is being sent or is blocked, of one account or of all: blocked first, then in order of sending, ends
    of bans last."""
    here = (OutboxRow.account == account,) if account else ()
    rows = session.scalars(
        select(OutboxRow)
        .where(OutboxRow.state.in_(UNFINISHED), *here)
        .order_by(
            (OutboxRow.state != "blocked"),
            case((OutboxRow.kind == LIFT, OutboxRow.next_try), else_=0),
            OutboxRow.seq,
        )
        .limit(limit)
    )
    return tuple(map(_value, rows))


def lately_finished(session: Session, *, limit: int = 50) -> tuple[OutboxEntry, ...]:
    """The newest settled and withdrawn entries, newest first."""
    rows = session.scalars(
        select(OutboxRow)
        .where(OutboxRow.state.not_in(UNFINISHED))
        .order_by(OutboxRow.seq.desc())
        .limit(limit)
    )
    return tuple(map(_value, rows))


def of_case(session: Session, ref: CaseRef) -> tuple[OutboxEntry, ...]:
    """Every entry about one case, oldest first."""
    rows = _OF_CASE.run(session, account=ref.account, case_id=ref.case_id)
    return tuple(map(_value, rows))


def newest_decision(session: Session) -> OutboxEntry | None:
    """The last decision made on this desk that is neither withdrawn nor undone yet: what U would undo."""
    undone = aliased(OutboxRow)
    row = session.scalar(
        select(OutboxRow)
        .where(OutboxRow.kind == "decision", OutboxRow.state != "withdrawn", ~_is_over(OutboxRow))
        .where(
            ~exists().where(
                undone.account == OutboxRow.account,
                undone.case_id == OutboxRow.case_id,
                undone.kind == "reversal",
                undone.state != "withdrawn",
                ~_is_over(undone),
                undone.seq > OutboxRow.seq,
            )
        )
        .order_by(OutboxRow.seq.desc())
        .limit(1)
    )
    return _value(row) if row else None


def counts(session: Session) -> dict[str, int]:
    """Number of unfinished entries by state; the end of a ban that has not come is not unfinished work."""
    resting = and_(
        OutboxRow.kind == LIFT, OutboxRow.state == "waiting", OutboxRow.attempts == 0, OutboxRow.why == ""
    )
    rows = session.execute(
        select(OutboxRow.state, func.count())
        .where(OutboxRow.state.in_(UNFINISHED), ~resting)
        .group_by(OutboxRow.state)
    )
    return {row[0]: row[1] for row in rows}


def _is_over(row: type[OutboxRow]) -> ColumnElement[bool]:
    """A rehearsal whose account has left that mode."""
    return and_(row.rehearsal, row.why == "over")


def move(
    session: Session, entry_id: str, state: str, *, why: str = "", detail: str = "", next_try: int = 0
) -> Changes:
    """Put an entry into a state with what the last attempt said, and let the case's standing follow."""
    values: dict[str, object] = {"state": state, "why": why, "detail": detail[:500]}
    if state == "sending":
        values["attempts"] = OutboxRow.attempts + 1
    if next_try:
        values["next_try"] = next_try
    session.execute(update(OutboxRow).where(OutboxRow.id == entry_id).values(**values))
    account, case_id = session.execute(
        select(OutboxRow.account, OutboxRow.case_id).where(OutboxRow.id == entry_id)
    ).one()
    project(session, account, case_id)
    return Changes(cases=frozenset((CaseRef(account, case_id),)), outbox=True)


def rebase(session: Session, decision: Decision, now: int) -> Changes:
    """Bind a decision to a newer version of its case and let it go again at once, under its own id."""
    session.execute(update(OutboxRow).where(OutboxRow.id == decision.id).values(body=_encode(decision)))
    return move(session, decision.id, "waiting", why="case-changed", next_try=now)


def may_have_arrived(session: Session, entry: OutboxEntry) -> bool:
    """Whether a waiting entry may have taken effect already: some attempt had no answer, or an answer that does not
    say. What may have arrived is never withdrawn, as the platform would then keep what this desk calls undone.

    Every answer has its ledger line; an attempt without one was cut short by the end of the program.
    """
    if entry.state != "waiting" or not entry.attempts:
        return False
    told = or_(
        LedgerRow.kind.in_(("answer-stale", "answer-refused", "answer-sign-in")),
        and_(LedgerRow.kind == "answer-later", LedgerRow.body.in_(NEVER_LEFT)),
    )
    certain = session.scalar(
        select(func.count()).select_from(LedgerRow).where(LedgerRow.entry_id == entry.id, told)
    )
    return entry.attempts > (certain or 0)


def took_no_effect(entry: OutboxEntry) -> bool:
    """Whether the platform did nothing of what an entry asked: it came back, or was not needed any more."""
    return entry.state == "blocked" or (
        entry.state == "settled" and entry.why in ("already-done", "superseded")
    )


def recover(session: Session) -> tuple[OutboxEntry, ...]:
    """After a start: what was being sent when the program ended is waiting again, under the same id. Which ones."""
    rows = session.scalars(select(OutboxRow).where(OutboxRow.state == "sending")).all()
    entries = tuple(map(_value, rows))
    for each in entries:
        move(session, each.id, "waiting", why="interrupted")
    return entries


def hurry(session: Session, account: str) -> None:
    """The account can be reached again: everything that waits for another try of it may go now."""
    session.execute(
        update(OutboxRow)
        .where(
            OutboxRow.account == account,
            OutboxRow.state == "waiting",
            OutboxRow.why.in_(("offline", "timeout", "cut-off")),
        )
        .values(next_try=OutboxRow.send_after)
    )


def values_of(rows: Iterable[OutboxRow | Row[*tuple[Any, ...]]]) -> tuple[OutboxEntry, ...]:
    """Rows as values, for the neighbours in this room."""
    return tuple(map(_value, rows))


def _value(row: OutboxRow | Row[*tuple[Any, ...]]) -> OutboxEntry:
    decision = _decision(row.body) if row.kind in ("decision", "reversal", LIFT) else None
    return OutboxEntry(
        seq=row.seq,
        id=row.id,
        account=row.account,
        case_id=row.case_id,
        member_id=row.member_id,
        kind=row.kind,
        state=row.state,
        created_at=from_ms(row.created_at),
        send_after=from_ms(row.send_after),
        attempts=row.attempts,
        next_try=from_ms(row.next_try),
        why=row.why,
        detail=row.detail,
        decision=decision,
        text="" if decision else msgspec.json.decode(row.body, type=str),
        rehearsal=bool(row.rehearsal),
    )
