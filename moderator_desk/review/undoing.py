"""Taking a decision back: without a trace while it waits, by a reversal once it was sent."""

import uuid
from collections.abc import Collection
from datetime import datetime

import msgspec

from moderator_desk.models import handoffs, ledger, outbox
from moderator_desk.models.cases import read_case
from moderator_desk.models.store import Session, Store
from moderator_desk.models.times import to_ms
from moderator_desk.models.values import LIFE_THREAT, Action, OutboxEntry
from moderator_desk.review.recording import NotPossible, Recorded, post, recorded


def withdraw(store: Store, entry_id: str, *, now: datetime) -> Recorded:
    """Take back an entry that has not been sent.

    Raises NotPossible: too-late when it has, or may have been; keeps-end for the end of a ban, without which the ban
    would have none (one that the platform refused can be given up).
    """
    with store.write(urgent=True) as session:
        return _withdraw(session, outbox.entry(session, entry_id), now)


def _withdraw(session: Session, entry: OutboxEntry | None, now: datetime) -> Recorded:
    """Nothing is written when it raises."""
    if entry is None or not (entry.state in outbox.WITHDRAWABLE or entry.stands_rehearsed):
        raise NotPossible("too-late")
    if entry.kind == outbox.LIFT and entry.state == "waiting":
        raise NotPossible("keeps-end")
    if outbox.may_have_arrived(session, entry):
        raise NotPossible("too-late")
    changes = outbox.move(session, entry.id, "withdrawn")
    handed = handoffs.lift(session, entry.id, to_ms(now))
    if handed is not None:
        kind = "thawed" if handed.kind == LIFE_THREAT else "hand-off-withdrawn"
        ledger.record(session, to_ms(now), kind, entry.ref, handed.id)
    ledger.record(session, to_ms(now), "withdrawn", entry.ref, entry.id)
    return Recorded(entry.id, entry.ref, changes)


def to_undo(store: Store, entry_id: str = "") -> OutboxEntry:
    """What an undo would take back: the entry named, or the last decision.

    Raises NotPossible: nothing-to-undo, or took-no-effect when the last decision was not needed any more; an older one
    is never undone in its place.
    """
    with store.read() as session:
        entry = outbox.entry(session, entry_id) if entry_id else outbox.newest_decision(session)
    return check_undoable(entry)


def check_undoable(entry: OutboxEntry | None) -> OutboxEntry:
    """The entry, when there is something of it to take back. Raises NotPossible as to_undo()."""
    over = entry is not None and entry.rehearsal and not entry.stands_rehearsed
    if entry is None or over or entry.decision is None or entry.state == "withdrawn":
        raise NotPossible("nothing-to-undo")
    if entry.state == "settled" and outbox.took_no_effect(entry):
        raise NotPossible("took-no-effect")
    return entry


def undo(
    store: Store,
    *,
    by: str,
    now: datetime,
    reversible: Collection[str],
    irreversible_scopes: Collection[str] = (),
    entry_id: str = "",
) -> Recorded:
    """Undo the last decision (or the one named): withdrawn while it waits, reversed by a new decision once sent.

    `reversible` are the actions that the entry's platform can take back, `irreversible_scopes` what of them stays all the
    same. Raises NotPossible: nothing-to-undo, not-reversible, or "lasting-" and the scope.
    """
    wanted = to_undo(store, entry_id)
    with store.write(urgent=True) as session:
        return undo_in(
            session, wanted.id, by=by, now=now, reversible=reversible, irreversible_scopes=irreversible_scopes
        )


def undo_in(
    session: Session,
    entry_id: str,
    *,
    by: str,
    now: datetime,
    reversible: Collection[str],
    irreversible_scopes: Collection[str],
) -> Recorded:
    """Undo one decision in the caller's transaction; nothing is written when it raises NotPossible, as undo() does."""
    entry = check_undoable(outbox.entry(session, entry_id))
    assert entry.decision is not None
    if entry.state in outbox.WITHDRAWABLE or entry.stands_rehearsed:
        try:
            return _withdraw(session, entry, now)
        except NotPossible:
            pass  # it went out, or may have: reverse it then
    if entry.kind == "reversal" or entry.decision.action not in reversible:
        raise NotPossible("not-reversible")
    if entry.decision.scope in irreversible_scopes:
        raise NotPossible(f"lasting-{entry.decision.scope}")
    return _reverse(session, entry, by=by, now=now)


def _reverse(session: Session, entry: OutboxEntry, *, by: str, now: datetime) -> Recorded:
    assert entry.decision is not None
    original = entry.decision
    case = read_case(session, entry.ref)
    reversal = msgspec.structs.replace(
        original,
        id=str(uuid.uuid4()),
        action=Action.RESTORE,
        by=by,
        at=now,
        reverses=original.id,
        undoes=original.action,
        case_version=case.version if case else original.case_version,
        new_text=None,
        message="",
        fence=None,
    )
    post(session, "reversal", reversal, now, 0, case)
    return recorded(reversal)
