"""Ends of bans that the desk keeps itself, for a platform whose bans have none.

A lift is an outbox entry of its own kind: a reversal of the ban, held until the ban's end. It is written in the
transaction that settles the ban, and outlives every restart. It is no decision on its way: no case looks undecided for
it, it holds nothing back, and it counts as unsent work only once its time has come. Bans are told apart by measure:
member, what it covers, and the place where that holds in one place only. The last ban of a measure has the last word: it
replaces the end of the one before, and a ban without end takes that end away.
"""

import uuid

import msgspec
from sqlalchemy import and_, exists, func, literal_column, or_, select
from sqlalchemy.orm import Session, aliased

from moderator_desk.models import ledger, outbox
from moderator_desk.models.modes import LIVE
from moderator_desk.models.projection import DECIDING
from moderator_desk.models.tables import AccountRow, OutboxRow
from moderator_desk.models.times import from_ms
from moderator_desk.models.values import Abilities, Action, Case, Changes, Decision, OutboxEntry

DURATIONS = "durations"
HOUR_MS = 3_600_000
LATE_MS = 300_000
"""A ban that ends later than this after its time is said to have ended late."""

_HELD = and_(
    literal_column("outbox.kind") == literal_column("'lift'"),
    literal_column("outbox.state") == literal_column("'waiting'"),
)
"""As the small index over waiting lifts has it: SQLite uses that only for the very same words."""

_json = msgspec.json.Encoder().encode


def follow(session: Session, entry: OutboxEntry, abilities: Abilities, now: int, *, sure: bool) -> Changes:
    """A ban or its undoing took effect (`sure`), or may have: set the ban's end, and drop ends that no longer hold.

    Called in the transaction that settles `entry`. The time of a ban runs from here on.
    """
    decision = entry.decision
    if decision is None or DURATIONS not in abilities.carries or entry.kind not in DECIDING:
        return Changes()
    seen = outbox.seen_case(session, entry.id)
    if entry.kind == "decision" and decision.action is Action.BAN:
        changes = _drop(session, decision, seen, abilities, now, "replaced")
        lasting = _scope(decision, abilities) in abilities.irreversible_scopes
        if decision.duration_hours and not lasting:
            changes |= _keep(session, decision, seen, abilities, now)
        return changes
    if entry.kind == "reversal" and decision.undoes is Action.BAN and sure:
        return _drop(session, decision, seen, abilities, now, "not-needed")
    return Changes()


def _keep(session: Session, decision: Decision, seen: Case | None, abilities: Abilities, now: int) -> Changes:
    assert decision.duration_hours is not None
    lift = msgspec.structs.replace(
        decision,
        id=str(uuid.uuid4()),
        action=Action.RESTORE,
        at=from_ms(now),
        reverses=decision.id,
        undoes=Action.BAN,
        scope=_scope(decision, abilities),
        new_text=None,
        message="",
        note="",
        spans=(),
        fence=None,
        screen="",
    )
    end = now + decision.duration_hours * HOUR_MS
    posting = outbox.Posting(
        lift.id, lift.ref, lift.member_id, outbox.LIFT, Action.RESTORE, now, end, lift, seen
    )
    outbox.append(session, posting, owed=True)
    ledger.record(session, now, "end-kept", lift.ref, lift.id, _json(lift).decode())
    return Changes(cases=frozenset((lift.ref,)), outbox=True)


def _drop(
    session: Session, decision: Decision, seen: Case | None, abilities: Abilities, now: int, why: str
) -> Changes:
    """Withdraw what was to end an earlier ban of the same measure."""
    changes = Changes()
    measure = _measure(decision, seen, abilities)
    for each in of_member(session, decision.account, decision.member_id):
        assert each.decision is not None
        if _measure(each.decision, outbox.seen_case(session, each.id), abilities) == measure:
            changes |= outbox.move(session, each.id, "withdrawn", why=why)
            ledger.record(session, now, "withdrawn", each.ref, each.id, why)
    return changes


def _scope(decision: Decision, abilities: Abilities) -> str:
    return decision.scope or next(iter(abilities.scopes.get(Action.BAN, ())), "")


def _measure(decision: Decision, seen: Case | None, abilities: Abilities) -> tuple[str, str, str]:
    scope = _scope(decision, abilities)
    place = seen.item.place_id if seen and scope in abilities.local_scopes else ""
    return decision.member_id, scope, place


def of_member(session: Session, account: str, member_id: str) -> tuple[OutboxEntry, ...]:
    """The ends of a member's bans that are still to come, or could not be brought about yet."""
    rows = session.scalars(
        select(OutboxRow)
        .where(OutboxRow.account == account, OutboxRow.member_id == member_id)
        .where(OutboxRow.state.in_(outbox.WITHDRAWABLE), OutboxRow.kind == outbox.LIFT)
        .order_by(OutboxRow.seq)
    )
    return outbox.values_of(rows)


def due(session: Session, now: int, *, account: str, limit: int = 20) -> tuple[OutboxEntry, ...]:
    """Ends of bans of an account that have come. One waits only while a decision about the same member is being sent, or
    was sent without a telling answer: that one may have banned the member anew."""
    doubtful = aliased(OutboxRow)
    in_doubt = exists().where(
        doubtful.account == OutboxRow.account,
        doubtful.member_id == OutboxRow.member_id,
        doubtful.kind.in_(DECIDING),
        or_(doubtful.state == "sending", and_(doubtful.state == "waiting", doubtful.attempts > 0)),
    )
    open_ = exists().where(
        AccountRow.id == OutboxRow.account, AccountRow.trouble != "sign-in", AccountRow.mode == LIVE
    )
    rows = session.scalars(
        select(OutboxRow)
        .where(_HELD, OutboxRow.account == account, OutboxRow.next_try <= now)
        .where(~in_doubt, open_)
        .order_by(OutboxRow.next_try, OutboxRow.seq)
        .limit(limit)
    )
    return outbox.values_of(rows)


def overdue(session: Session, now: int) -> int:
    """How many bans should have ended before now and were not lifted yet, over all accounts."""
    query = select(func.count()).select_from(OutboxRow).where(_HELD, OutboxRow.send_after <= now)
    return session.scalar(query) or 0


def ended(entry: OutboxEntry, now: int, *, already: bool) -> str:
    """Why a lift that the platform carried out is settled: late, already or applied."""
    late = now - round(entry.send_after.timestamp() * 1000) > LATE_MS
    return "late" if late else "already" if already else "applied"
