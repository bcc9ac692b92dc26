"""Which entries of the outbox may be sent now, and when to look again."""

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session, aliased

from moderator_desk.models.modes import LIVE, mode_of
from moderator_desk.models.outbox import APART, LIFT, UNFINISHED, values_of
from moderator_desk.models.tables import AccountRow, OutboxRow
from moderator_desk.models.values import OutboxEntry
from moderator_desk.models.values.reporters import WARN_REPORTER


def due(session: Session, now: int, *, account: str, limit: int = 20) -> tuple[OutboxEntry, ...]:
    """Entries of an account that may be sent now, oldest first: nothing earlier of the same case or member is
    unfinished, the account is live and not waiting for a sign-in, and it is no rehearsal."""
    # two looks instead of one with an "or": only so each of them finds its index, and a night's work of some ten thousand
    # decisions is not held against itself row by row
    earlier, other = aliased(OutboxRow), aliased(OutboxRow)
    same_case = exists().where(
        earlier.seq < OutboxRow.seq,
        earlier.account == OutboxRow.account,
        earlier.case_id == OutboxRow.case_id,
        earlier.state.in_(UNFINISHED),
        OutboxRow.kind != WARN_REPORTER,
        earlier.kind.not_in(APART),
    )
    same_member = exists().where(
        OutboxRow.member_id != "",
        other.seq < OutboxRow.seq,
        other.account == OutboxRow.account,
        other.member_id == OutboxRow.member_id,
        other.state.in_(UNFINISHED),
        OutboxRow.kind != WARN_REPORTER,
        other.kind.not_in(APART),
    )
    open_ = exists().where(
        AccountRow.id == OutboxRow.account, AccountRow.trouble != "sign-in", AccountRow.mode == LIVE
    )
    rows = session.scalars(
        select(OutboxRow)
        .where(OutboxRow.account == account, OutboxRow.state == "waiting", OutboxRow.next_try <= now)
        .where(OutboxRow.kind != LIFT, ~same_case, ~same_member, open_, ~OutboxRow.rehearsal)
        .order_by(OutboxRow.seq)
        .limit(limit)
    )
    return values_of(rows)


def may_go(session: Session, entry: OutboxEntry) -> bool:
    """Whether an entry that was due a moment ago may still be sent: it waits, is real, and its account is live."""
    present = session.execute(
        select(OutboxRow.state, OutboxRow.rehearsal).where(OutboxRow.id == entry.id)
    ).one_or_none()
    waits = present is not None and present.state == "waiting" and not present.rehearsal
    return waits and mode_of(session, entry.account) == LIVE


def next_due(session: Session, after: int) -> int | None:
    """When (ms) the next entry becomes due that is not due already, or None. What is due and still waits is held
    back by something else, and nothing is won by looking again at once."""
    return session.scalar(
        select(func.min(OutboxRow.next_try)).where(OutboxRow.state == "waiting", OutboxRow.next_try > after)
    )
