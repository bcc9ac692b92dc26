"""Care paths: a threat to life freezes a case and calls for somebody; hand-offs are acknowledged; what is sealed is
opened by role, and every opening is a line of the ledger."""

import uuid
from datetime import datetime, timedelta

import msgspec

from moderator_desk.models import guidelines, handoffs, ledger
from moderator_desk.models.cases import read_case
from moderator_desk.models.modes import READ_ONLY, mode_of
from moderator_desk.models.store import Store
from moderator_desk.models.times import to_ms
from moderator_desk.models.values import LIFE_THREAT, Case, CaseRef, Changes, Duty, Handoff
from moderator_desk.review.deciding import check_free, decision_of
from moderator_desk.review.recording import NotPossible, Recorded, post, recorded
from moderator_desk.rules import Draft, no_legal_route

_json = msgspec.json.Encoder().encode


def freeze(
    store: Store,
    ref: CaseRef,
    draft: Draft | None,
    *,
    by: str,
    now: datetime,
    undo_s: int,
    seen: Case,
    duty: Duty,
    alert_s: int,
) -> Recorded:
    """A life may be in danger: keep the ordinary verbs from the case, keep the case as it is on the screen, note who is
    called, and escalate, in one transaction. The desk calls again every `alert_s` seconds until somebody has it.

    `draft` is the escalation; None where the platform has none, and it is left out where the account is only read: the
    rest is done all the same. Raises NotPossible: already-frozen, or waiting or rehearsed (take that back first).
    """
    with store.write(urgent=True) as session:
        if any(each.kind == LIFE_THREAT for each in handoffs.of_case(session, ref)):
            raise NotPossible("already-frozen")
        check_free(session, ref)
        rules_set = guidelines.present_guidelines(session, ref.account)
        rule = rules_set.find(seen.guideline) if rules_set else None
        decision = None
        if draft is not None and mode_of(session, ref.account) != READ_ONLY:
            decision = decision_of(ref, draft, by, now, seen, rule)
        entry_id = decision.id if decision else ""
        handed = Handoff(str(uuid.uuid4()), *ref, LIFE_THREAT, now, by, duty, entry_id, told=1)
        handed = handoffs.keep(session, handed, seen, to_ms(now + timedelta(seconds=alert_s)))
        told = {"sha256": handed.seen_sha256, "version": seen.version, "duty": duty.name, "by": by}
        ledger.record(session, to_ms(now), "frozen", ref, handed.id, _json(told).decode())
        if decision is not None:
            post(session, "decision", decision, now, undo_s, seen)
    if decision is not None:
        return recorded(decision)
    return Recorded("", ref, Changes(cases=frozenset((ref,))))


def call_again(store: Store, *, now: datetime, every_s: int) -> tuple[tuple[Handoff, ...], bool]:
    """The threats to life that nobody has acknowledged, and whether it is time to call again for one of them; each call
    is a line of the ledger."""
    with store.read() as session:
        waiting = handoffs.alerts(session)
    due = [each for each, at in waiting if at <= to_ms(now)]
    if not due:
        return tuple(each for each, _ in waiting), False
    with store.write(urgent=True) as session:
        for each in due:
            handoffs.call_again(session, each.id, to_ms(now + timedelta(seconds=every_s)))
            ledger.record(session, to_ms(now), "called-again", each.ref, each.id, each.duty.name)
        waiting = handoffs.alerts(session)
    return tuple(each for each, _ in waiting), True


def acknowledge(store: Store, handoff_id: str, *, name: str, how: str, by: str, now: datetime) -> Recorded:
    """Somebody said that they have the case: their name, and how they said so, kept in the ledger.

    Raises NotPossible: no-name, or nothing-to-acknowledge.
    """
    if not name.strip():
        raise NotPossible("no-name")
    with store.write(urgent=True) as session:
        handed = handoffs.read(session, handoff_id)
        if handed is None or not handed.waits:
            raise NotPossible("nothing-to-acknowledge")
        handoffs.acknowledge(session, handoff_id, to_ms(now), name.strip(), how)
        body = _json({"name": name.strip(), "how": how, "by": by}).decode()
        ledger.record(session, to_ms(now), "acknowledged", handed.ref, handoff_id, body)
    return Recorded(handoff_id, handed.ref, Changes(cases=frozenset((handed.ref,))))


def sealed_shown(store: Store, ref: CaseRef, *, by: str, now: datetime) -> None:
    """A sealed case came on the screen (its metadata, which is all there is): who saw it, when."""
    with store.write(urgent=True) as session:
        ledger.record(session, to_ms(now), "sealed-shown", ref, "", by)


def open_legal_route(store: Store, ref: CaseRef, *, by: str, now: datetime) -> Case:
    """Open the legal route of a sealed case; both an opening and a refusal by role are lines of the ledger.

    Raises NotPossible: no-case, not-sealed, not-for-role.
    """
    with store.write(urgent=True) as session:
        case = read_case(session, ref)
        why = no_legal_route(case, handoffs.role_at(session, ref.account))
        if why in ("", "not-for-role"):
            kind = "legal-route-refused" if why else "legal-route-opened"
            ledger.record(session, to_ms(now), kind, ref, "", by)
    if case is None or why:
        raise NotPossible(why)
    return case
