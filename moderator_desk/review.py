"""The moderator's verbs. Each is one durable transaction: when it returns, the deed is on the disk.

Every verb takes the store first and the moment (an aware datetime) from outside, and answers with what it touched.
"""

import uuid
from collections.abc import Collection
from datetime import datetime, timedelta

import msgspec

from moderator_desk.models import guidelines, ledger, outbox
from moderator_desk.models.cases import read_case, set_skipped
from moderator_desk.models.members import read_member
from moderator_desk.models.store import Session, Store
from moderator_desk.models.times import to_ms
from moderator_desk.models.values import (
    Action,
    Case,
    CaseFile,
    CaseRef,
    Changes,
    Conflict,
    Decision,
    Guideline,
    OutboxEntry,
)
from moderator_desk.rules import Draft, problems

_json = msgspec.json.Encoder().encode


class NotPossible(Exception):
    """A verb that cannot be done now; `code` says why: a code of rules, or unknown-case, nothing-to-undo, not-reversible,
    too-late, empty-note."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Recorded(msgspec.Struct, frozen=True):
    """What a verb wrote: the outbox entry's id, the case it is about, and what it touched."""

    entry_id: str
    ref: CaseRef
    changes: Changes


def case_file(store: Store, ref: CaseRef) -> CaseFile | None:
    """All that one screen shows of a case, read in one transaction; None when the desk does not have it."""
    with store.read() as session:
        case = read_case(session, ref)
        if case is None:
            return None
        entries = outbox.of_case(session, ref)
        rules_set = guidelines.present_guidelines(session, ref.account)
        blocked = next((each for each in entries if each.state == "blocked" and each.decision), None)
        conflict = None
        if blocked:
            seen = outbox.seen_case(session, blocked.id) or case
            conflict = Conflict(blocked, seen, case)
        return CaseFile(
            ref=ref,
            case=case,
            member=read_member(session, ref.account, case.item.author.id),
            guideline=rules_set.find(case.guideline) if rules_set else None,
            guidelines=rules_set,
            outbox=entries,
            conflict=conflict,
        )


def decide(
    store: Store, ref: CaseRef, draft: Draft, *, by: str, now: datetime, undo_s: int, seen: Case
) -> Recorded:
    """Record a decision on the case as it was on the screen (`seen`); it is sent after `undo_s` seconds (0 to 60).

    Raises NotPossible when the draft is incomplete or an earlier decision on the case is still on its way.
    """
    missing = problems(draft, seen)
    if missing:
        raise NotPossible(missing[0])
    with store.write(urgent=True) as session:
        if any(_is_open(each) for each in outbox.of_case(session, ref)):
            raise NotPossible("waiting")
        rules_set = guidelines.present_guidelines(session, ref.account)
        rule = rules_set.find(draft.guideline or seen.guideline) if rules_set else None
        decision = _decision(ref, draft, by, now, seen, rule)
        _post(session, "decision", decision, now, undo_s, seen)
    return _recorded(decision)


def withdraw(store: Store, entry_id: str, *, now: datetime) -> Recorded:
    """Take back an entry that has not been sent. Raises NotPossible("too-late") when it has."""
    with store.write(urgent=True) as session:
        entry = outbox.entry(session, entry_id)
        if entry is None or entry.state not in outbox.WITHDRAWABLE:
            raise NotPossible("too-late")
        changes = outbox.move(session, entry_id, "withdrawn")
        ledger.record(session, to_ms(now), "withdrawn", entry.ref, entry_id)
    return Recorded(entry_id, entry.ref, changes)


def to_undo(store: Store, entry_id: str = "") -> OutboxEntry:
    """What an undo would take back: the entry named, or the last decision. Raises NotPossible("nothing-to-undo")."""
    with store.read() as session:
        entry = outbox.entry(session, entry_id) if entry_id else outbox.newest_decision(session)
    if entry is None or entry.decision is None or entry.state == "withdrawn":
        raise NotPossible("nothing-to-undo")
    return entry


def undo(
    store: Store, *, by: str, now: datetime, reversible: Collection[str], entry_id: str = ""
) -> Recorded:
    """Undo the last decision (or the one named): withdrawn while it waits, reversed by a new decision once sent.

    `reversible` are the actions that the entry's platform can take back. Raises NotPossible: nothing-to-undo, or
    not-reversible.
    """
    entry = to_undo(store, entry_id)
    assert entry.decision is not None
    if entry.state in outbox.WITHDRAWABLE:
        try:
            return withdraw(store, entry.id, now=now)
        except NotPossible:
            pass  # it went out between the look and the deed: reverse it then
    if entry.kind == "reversal" or entry.decision.action not in reversible:
        raise NotPossible("not-reversible")
    return _reverse(store, entry, by=by, now=now)


def _reverse(store: Store, entry: OutboxEntry, *, by: str, now: datetime) -> Recorded:
    assert entry.decision is not None
    original = entry.decision
    with store.write(urgent=True) as session:
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
        _post(session, "reversal", reversal, now, 0, case)
    return _recorded(reversal)


def skip(store: Store, ref: CaseRef, *, now: datetime) -> Changes:
    """Put a case behind all others until something happens to it."""
    with store.write(urgent=True) as session:
        ledger.record(session, to_ms(now), "skipped", ref, "")
        return set_skipped(session, ref, True)


def unskip(store: Store, ref: CaseRef, *, now: datetime) -> Changes:
    """Take a skipped case back to its place."""
    with store.write(urgent=True) as session:
        ledger.record(session, to_ms(now), "unskipped", ref, "")
        return set_skipped(session, ref, False)


def add_note(store: Store, ref: CaseRef, text: str, *, now: datetime) -> Recorded:
    """Record an internal note on a case. Raises NotPossible("empty-note")."""
    if not text.strip():
        raise NotPossible("empty-note")
    return _plain(store, ref, "note", text, now)


def claim(store: Store, ref: CaseRef, *, now: datetime) -> Recorded:
    """Ask the platform for the case (a lease of some minutes)."""
    return _plain(store, ref, "claim", "", now)


def release(store: Store, ref: CaseRef, *, now: datetime) -> Recorded:
    """Give a claimed case back."""
    return _plain(store, ref, "release", "", now)


def retry(store: Store, entry_id: str, *, now: datetime) -> Recorded:
    """Try a waiting or blocked entry again at once, unchanged. Raises NotPossible("too-late") for a finished one."""
    with store.write(urgent=True) as session:
        entry = outbox.entry(session, entry_id)
        if entry is None or entry.state not in outbox.WITHDRAWABLE:
            raise NotPossible("too-late")
        changes = outbox.move(session, entry_id, "waiting", why=entry.why, next_try=to_ms(now))
        ledger.record(session, to_ms(now), "retried", entry.ref, entry_id)
    return Recorded(entry_id, entry.ref, changes)


def apply_again(store: Store, entry_id: str, *, by: str, now: datetime, undo_s: int) -> Recorded:
    """Settle a conflict by deciding the same again on the case as it is now: a new decision in place of the old one.

    An edit keeps the moderator's text. Raises NotPossible when there is nothing to apply it to.
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
        case = read_case(session, entry.ref)
        if case is None:
            raise NotPossible("unknown-case")
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
        _post(session, kind, again, now, undo_s, case)
    return _recorded(again)


def _is_open(entry: OutboxEntry) -> bool:
    return entry.kind in ("decision", "reversal") and entry.state in outbox.UNFINISHED


def _decision(
    ref: CaseRef, draft: Draft, by: str, now: datetime, seen: Case, rule: Guideline | None
) -> Decision:
    fields = {name: getattr(draft, name) for name in draft.__struct_fields__}
    fields["guideline"] = draft.guideline or seen.guideline
    return Decision(
        id=str(uuid.uuid4()),
        account=ref.account,
        case_id=ref.case_id,
        case_version=seen.version,
        item_id=seen.item.id,
        member_id=seen.item.author.id,
        by=by,
        at=now,
        item_revision=seen.item.revision,
        guideline_version=rule.version if rule else "",
        fence=seen.claim.fence if seen.claim and seen.claim.holder.id == by else None,
        **fields,
    )


def _post(
    session: Session, kind: str, decision: Decision, now: datetime, undo_s: int, seen: Case | None
) -> None:
    outbox.append(
        session,
        outbox.Posting(
            id=decision.id,
            ref=decision.ref,
            member_id=decision.member_id,
            kind=kind,
            action=decision.action,
            created_at=to_ms(now),
            send_after=to_ms(now + timedelta(seconds=min(max(undo_s, 0), 60))),
            body=decision,
            seen=seen,
        ),
    )
    ledger.record(session, to_ms(now), "decided", decision.ref, decision.id, _json(decision).decode())


def _plain(store: Store, ref: CaseRef, kind: str, text: str, now: datetime) -> Recorded:
    entry_id = str(uuid.uuid4())
    with store.write(urgent=True) as session:
        case = read_case(session, ref)
        if case is None:
            raise NotPossible("unknown-case")
        posting = outbox.Posting(entry_id, ref, "", kind, kind, to_ms(now), to_ms(now), text)
        outbox.append(session, posting)
        ledger.record(session, to_ms(now), kind, ref, entry_id, text)
    return Recorded(entry_id, ref, Changes(cases=frozenset((ref,)), outbox=True))


def _recorded(decision: Decision) -> Recorded:
    changes = Changes(
        cases=frozenset((decision.ref,)),
        members=frozenset(((decision.account, decision.member_id),)),
        outbox=True,
    )
    return Recorded(decision.id, decision.ref, changes)
