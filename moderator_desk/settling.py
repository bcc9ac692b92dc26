"""How one attempt to send ended, written down: what the platform did, would not do, or wants to be asked again."""

import random

import msgspec

from moderator_desk.models import ledger, lifts, outbox, reporters
from moderator_desk.models.accounts import troubled
from moderator_desk.models.cases import upsert
from moderator_desk.models.members import mark_changed
from moderator_desk.models.store import Session
from moderator_desk.models.values import (
    Abilities,
    Accepted,
    Changes,
    Decision,
    Later,
    OutboxEntry,
    Outcome,
    Refused,
    SignIn,
    Stale,
    Unconfirmed,
)

LONGEST_WAIT_S = 300.0
LONGEST_ASKED_S = 3600.0
UNREACHABLE = ("offline", "timeout", "cut-off")
NOTHING_CARRIED = Abilities(kind="", actions=())


def settle(
    session: Session,
    entry: OutboxEntry,
    outcome: Outcome,
    now: int,
    dice: random.Random,
    abilities: Abilities = NOTHING_CARRIED,
) -> Changes:
    """Write down how one attempt ended, in one transaction with its ledger line (`now` in ms), and with what the desk
    itself has to do later as the platform will not."""
    changes = _take_in(session, entry, outcome)
    if isinstance(outcome, Accepted):
        moved = outbox.move(session, entry.id, "settled", why=_applied(entry, outcome, now))
        mark_changed(session, entry.account, entry.member_id)
        if abilities.carries:  # what the desk tells of the member itself is another now
            changes |= Changes(members=frozenset(((entry.account, entry.member_id),)))
        if outcome.detail != "not-delivered":
            changes |= reporters.delivered(session, entry, now)
    elif isinstance(outcome, Later):
        wait = back_off(entry.attempts + 1, outcome.after_s, dice)
        moved = outbox.move(session, entry.id, "waiting", why=outcome.why, next_try=now + round(wait * 1000))
        if outcome.why in UNREACHABLE:
            changes |= troubled(session, entry.account, now, "offline")
    elif isinstance(outcome, SignIn):
        moved = outbox.move(session, entry.id, "waiting", why="sign-in", detail=outcome.detail)
        changes |= troubled(session, entry.account, now, "sign-in")
    elif isinstance(outcome, Unconfirmed):
        moved = outbox.move(session, entry.id, "settled", why="unconfirmed", detail=outcome.detail)
    elif isinstance(outcome, Stale) and (again := _rebased(entry, outcome)):
        moved = outbox.rebase(session, again, now)
    else:
        state, why = _after_no(entry, outcome)
        moved = outbox.move(session, entry.id, state, why=why, detail=outcome.detail)
    tag = type(outcome).__struct_config__.tag
    ledger.record(session, now, f"answer-{tag}", entry.ref, entry.id, getattr(outcome, "why", ""))
    if isinstance(outcome, Accepted | Unconfirmed):
        moved |= lifts.follow(session, entry, abilities, now, sure=isinstance(outcome, Accepted))
    return changes | moved | _spare_reversal(session, entry.id, now)


def _applied(entry: OutboxEntry, outcome: Accepted, now: int) -> str:
    if entry.kind == outbox.LIFT:
        return lifts.ended(entry, now, already=outcome.already)
    return "already" if outcome.already else "applied"


def _spare_reversal(session: Session, entry_id: str, now: int) -> Changes:
    """A decision that took no effect and that the moderator has undone meanwhile: neither it nor its reversal has
    anything left to do."""
    entry = outbox.entry(session, entry_id)
    if entry is None or entry.kind != "decision" or not outbox.took_no_effect(entry):
        return Changes()
    changes = Changes()
    for other in outbox.of_case(session, entry.ref):
        undoes = other.decision is not None and other.decision.reverses == entry_id
        if undoes and other.state == "waiting":
            changes |= outbox.move(session, other.id, "withdrawn", why="not-needed")
            ledger.record(session, now, "withdrawn", other.ref, other.id, "not-needed")
            if entry.state == "blocked":
                changes |= outbox.move(session, entry_id, "withdrawn", why=entry.why)
                ledger.record(session, now, "withdrawn", entry.ref, entry_id, "undone")
    return changes


def _take_in(session: Session, entry: OutboxEntry, outcome: Outcome) -> Changes:
    case = outcome.case if isinstance(outcome, Accepted | Stale) else None
    if case is not None:
        return upsert(session, entry.account, [case])
    closed = isinstance(outcome, Accepted) and entry.kind == "decision"
    if closed or (isinstance(outcome, Stale) and outcome.why == "gone"):
        return upsert(session, entry.account, [], gone=[entry.case_id])
    return Changes()


def _rebased(entry: OutboxEntry, outcome: Stale) -> Decision | None:
    """The decision bound to the case's newest version, where only the reports around an unchanged item changed: what
    was decided on is what still stands there, so it may be sent again under its own id."""
    case, decision = outcome.case, entry.decision
    if case is None or decision is None or entry.kind != "decision" or outcome.why != "case-changed":
        return None
    if case.version <= decision.case_version:
        return None  # the same answer would come again at once, without end
    same = case.item.revision == decision.item_revision and not case.item.gone
    return msgspec.structs.replace(decision, case_version=case.version) if same else None


def _after_no(entry: OutboxEntry, outcome: Refused | Stale) -> tuple[str, str]:
    """Where an entry goes that the platform did not carry out: what needs a person is blocked, the rest is settled.

    The same deed by somebody else closes ours; an item that is gone needs no removing or editing any more. A claim
    that another holds is an answer, not a fault.
    """
    if isinstance(outcome, Refused):
        return "blocked", outcome.why
    if entry.kind in ("claim", "release"):
        return "settled", outcome.why
    decision, case = entry.decision, outcome.case
    if decision is None or entry.kind in ("reversal", outbox.LIFT):
        return "blocked", outcome.why
    if case is not None and case.state == "decided" and case.decisions:
        newest = max(case.decisions, key=lambda each: each.at)
        if newest.action == decision.action and not newest.reverses:
            return "settled", "already-done"
    gone = outcome.why == "gone" or (case is not None and case.item.gone)
    if gone and decision.action in ("remove", "edit", "dismiss"):
        return "settled", "superseded"
    return "blocked", outcome.why


def back_off(attempts: int, asked_s: float | None, dice: random.Random) -> float:
    """Seconds until the next try: what the server asked for (up to an hour), else full jitter growing to 5 minutes."""
    if asked_s is not None:
        return min(max(asked_s, 0.0), LONGEST_ASKED_S)
    return 1.0 + dice.uniform(0.0, min(LONGEST_WAIT_S, 2.0 ** min(attempts, 10)) - 1.0)
