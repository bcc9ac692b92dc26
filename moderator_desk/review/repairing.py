"""Settling what came back: try again, apply to the case as it is now, or hand it to a supervisor."""

import uuid
from datetime import datetime

import msgspec

from moderator_desk.models import ledger, outbox
from moderator_desk.models.cases import read_case
from moderator_desk.models.modes import LIVE, mode_of
from moderator_desk.models.store import Store
from moderator_desk.models.times import to_ms
from moderator_desk.models.values import Action, Case
from moderator_desk.review.deciding import check_thawed
from moderator_desk.review.recording import NotPossible, Recorded, post, recorded


def retry(store: Store, entry_id: str, *, now: datetime) -> Recorded:
    """Try a waiting or blocked entry again at once, unchanged.

    Raises NotPossible: too-late for a finished one, not-yet for the end of a ban that has not come (lift_now does that).
    """
    with store.write(urgent=True) as session:
        entry = outbox.entry(session, entry_id)
        if entry is None or entry.state not in outbox.WITHDRAWABLE:
            raise NotPossible("too-late")
        if entry.resting:
            raise NotPossible("not-yet")
        changes = outbox.move(session, entry_id, "waiting", why=entry.why, next_try=to_ms(now))
        ledger.record(session, to_ms(now), "retried", entry.ref, entry_id)
    return Recorded(entry_id, entry.ref, changes)


def lift_now(store: Store, entry_id: str, *, by: str, now: datetime) -> Recorded:
    """End a ban before its time: what the desk kept for its end is sent now. Raises NotPossible("too-late")."""
    with store.write(urgent=True) as session:
        entry = outbox.entry(session, entry_id)
        if entry is None or not entry.resting:
            raise NotPossible("too-late")
        changes = outbox.move(session, entry_id, "waiting", why="early", next_try=to_ms(now))
        ledger.record(session, to_ms(now), "lifted-early", entry.ref, entry_id, by)
    return Recorded(entry_id, entry.ref, changes)


def apply_again(store: Store, entry_id: str, *, by: str, now: datetime, undo_s: int) -> Recorded:
    """Settle a conflict by deciding the same again on the case as it is now: a new decision in place of the old one.

    An edit keeps the moderator's text. Raises NotPossible when there is nothing to apply it to, or when the case as it
    is now does not allow it: the platform would only send it back again.
    """
    return _after_conflict(store, entry_id, by=by, now=now, undo_s=undo_s, action=None)


def hand_over(store: Store, entry_id: str, *, by: str, now: datetime, undo_s: int) -> Recorded:
    """Settle a conflict by handing the case to a supervisor: the old decision is withdrawn, an escalation sent."""
    return _after_conflict(store, entry_id, by=by, now=now, undo_s=undo_s, action=Action.ESCALATE)


def _after_conflict(
    store: Store, entry_id: str, *, by: str, now: datetime, undo_s: int, action: Action | None
) -> Recorded:
    with store.write(urgent=True) as session:
        entry = outbox.entry(session, entry_id)
        if entry is None or entry.state != "blocked" or entry.decision is None:
            raise NotPossible("too-late")
        if entry.kind == outbox.LIFT:
            raise NotPossible("not-here")
        if action is None:
            check_thawed(session, entry.ref)
        case = read_case(session, entry.ref)
        if case is None:
            raise NotPossible("unknown-case")
        if mode_of(session, entry.account) != LIVE:
            raise NotPossible("not-live")  # a rehearsal in its place would lose what was decided
        _check_offered(case, action or entry.decision.action)
        outbox.move(session, entry_id, "withdrawn", why=entry.why)
        ledger.record(session, to_ms(now), "replaced", entry.ref, entry_id)
        again = msgspec.structs.replace(
            entry.decision,
            id=str(uuid.uuid4()),
            action=action or entry.decision.action,
            reason=entry.decision.reason or ("conflict" if action else ""),
            by=by,
            at=now,
            case_version=case.version,
            item_revision=case.item.revision,
            fence=case.claim.fence if case.claim and case.claim.holder.id == by else None,
        )
        kind = "reversal" if again.reverses and not action else "decision"
        if action:
            again = msgspec.structs.replace(
                again, reverses=None, undoes=None, new_text=None, message="", duration_hours=None
            )
        post(session, kind, again, now, undo_s, case)
    return recorded(again)


def _check_offered(case: Case, action: Action) -> None:
    if case.abilities and action not in case.abilities:
        raise NotPossible("decided" if case.state == "decided" else "not-here")
