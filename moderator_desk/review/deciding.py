"""Deciding a case, and reading all that is needed to decide it."""

import uuid
from datetime import datetime

from moderator_desk.models import carried, guidelines, outbox
from moderator_desk.models.cases import read_case
from moderator_desk.models.members import read_member
from moderator_desk.models.store import Session, Store
from moderator_desk.models.values import (
    Action,
    Case,
    CaseFile,
    CaseRef,
    Conflict,
    Decision,
    Guideline,
    GuidelineSet,
    OutboxEntry,
)
from moderator_desk.review.recording import NotPossible, Recorded, post, recorded
from moderator_desk.rules import Draft, Suggestion, problems, proposal


def case_file(store: Store, ref: CaseRef) -> CaseFile | None:
    """All that one screen shows of a case, read in one transaction; None when the desk does not have it."""
    with store.read() as session:
        case = read_case(session, ref)
        if case is None:
            return None
        entries = outbox.of_case(session, ref)
        rules_set = guidelines.present_guidelines(session, ref.account)
        blocked = next((each for each in entries if each.state == "blocked" and _decides(each)), None)
        conflict = None
        if blocked:
            seen = outbox.seen_case(session, blocked.id) or case
            conflict = Conflict(blocked, seen, case)
        author = case.item.author.id
        member = read_member(session, ref.account, author)
        carries = carried.carries(session, ref.account)
        return CaseFile(
            ref=ref,
            case=case,
            member=carried.complete(session, ref.account, member, rules_set, carries),
            guideline=rules_set.find(case.guideline) if rules_set else None,
            guidelines=rules_set,
            outbox=entries,
            conflict=conflict,
            notes=carried.notes_of_case(session, ref) if carried.NOTES in carries else (),
        )


def decide(
    store: Store, ref: CaseRef, draft: Draft, *, by: str, now: datetime, undo_s: int, seen: Case
) -> Recorded:
    """Record a decision on the case as it was on the screen (`seen`); it is sent after `undo_s` seconds (0 to 60).

    Raises NotPossible when the draft is incomplete or an earlier decision on the case is still on its way.
    """
    with store.write(urgent=True) as session:
        for each in outbox.of_case(session, ref):
            if _is_open(each):
                raise NotPossible("rehearsed" if each.rehearsal else "waiting")
        rules_set = guidelines.present_guidelines(session, ref.account)
        rule = rules_set.find(draft.guideline or seen.guideline) if rules_set else None
        missing = problems(draft, seen, _proposal(session, ref, draft, seen, rules_set, rule, now))
        if missing:
            raise NotPossible(missing[0])
        decision = _decision(ref, draft, by, now, seen, rule)
        post(session, "decision", decision, now, undo_s, seen)
    return recorded(decision)


def _proposal(
    session: Session,
    ref: CaseRef,
    draft: Draft,
    seen: Case,
    rules_set: GuidelineSet | None,
    rule: Guideline | None,
    now: datetime,
) -> Suggestion | None:
    """The ladder's, where a draft without a reason may go beyond it; the member is read for no other."""
    if draft.reason or rule is None or draft.action is Action.DISMISS:
        return None
    member = read_member(session, ref.account, seen.item.author.id)
    carries = carried.carries(session, ref.account)
    known = carried.complete(session, ref.account, member, rules_set, carries)
    return proposal(seen, rule, known, now)


def _is_open(entry: OutboxEntry) -> bool:
    return _decides(entry) and (entry.state in outbox.UNFINISHED or entry.stands_rehearsed)


def _decides(entry: OutboxEntry) -> bool:
    return entry.kind in ("decision", "reversal")


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
