"""Deciding a case, and reading all that is needed to decide it."""

import uuid
from datetime import datetime

from moderator_desk.models import carried, drafts, guidelines, handoffs, languages, ledger, names, outbox
from moderator_desk.models.accounts import who_we_are
from moderator_desk.models.cases import read_case
from moderator_desk.models.members import read_member
from moderator_desk.models.shown import Beside
from moderator_desk.models.store import Session, Store
from moderator_desk.models.timeline import with_other_cases
from moderator_desk.models.times import to_ms
from moderator_desk.models.values import (
    HAND_OFF,
    Action,
    Case,
    CaseFile,
    CaseRef,
    Conflict,
    Decision,
    Duty,
    Guideline,
    GuidelineSet,
    Handoff,
    OutboxEntry,
)
from moderator_desk.models.values.drafts import DECISION
from moderator_desk.models.wordings import wordings
from moderator_desk.review.recording import NotPossible, Recorded, post, recorded
from moderator_desk.rules import HANDED, Draft, Suggestion, current_text, is_frozen, problems, proposal

NOBODY = Duty()
"""Nobody was named: the platform's own supervisors."""


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
            # what one decided on may have been sealed since
            conflict = Conflict(blocked, seen.metadata_only() if case.sealed else seen, case)
        author = case.item.author.id
        carries = carried.carries(session, ref.account)
        told = read_member(session, ref.account, author)
        member = carried.complete(session, ref.account, told, rules_set, carries)
        if carried.HISTORY in carries:  # a platform that keeps its history is believed
            member = with_other_cases(session, ref, member)
        handed = handoffs.of_case(session, ref)
        return CaseFile(
            ref=ref,
            case=case,
            member=member,
            guideline=rules_set.find(case.guideline) if rules_set else None,
            guidelines=rules_set,
            outbox=entries,
            conflict=conflict,
            notes=carried.notes_of_case(session, ref) if carried.NOTES in carries else (),
            alike=names.alike(session, ref.account, author),
            language_set=languages.language_set(session, ref),
            me=who_we_are(session, ref.account),
            handoffs=handed,
            frozen=bool(handed) and is_frozen(handed, handoffs.role_at(session, ref.account)),
            wordings=wordings(session, ref, case),
            quotes=_quotes(session, case, entries),
        )


def _quotes(session: Session, case: Case, entries: tuple[OutboxEntry, ...]) -> dict[str, str]:
    """For each decision on the case that was taken here about marked words: these, as they stood then."""
    taken = {each.id for each in case.decisions} if not case.sealed else set()
    quotes: dict[str, str] = {}
    for entry in entries:
        if entry.decision is None or entry.decision.id not in taken or not entry.decision.spans:
            continue
        seen = outbox.seen_case(session, entry.id)
        text = current_text(seen) if seen else ""
        quotes[entry.decision.id] = " … ".join(text[each.start : each.end] for each in entry.decision.spans)
    return quotes


def beside(file: CaseFile) -> Beside:
    """What stands beside a case on the screen: the member as they stand, and which guidelines."""
    version = file.guidelines.version if file.guidelines else ""
    return Beside(file.member.member if file.member else None, version)


def decide(
    store: Store,
    ref: CaseRef,
    draft: Draft,
    *,
    by: str,
    now: datetime,
    undo_s: int,
    seen: Case,
    beside: Beside | None = None,
    duty: Duty = NOBODY,
) -> Recorded:
    """Record a decision on the case as it was on the screen (`seen`, and what stood `beside` it); it is sent after
    `undo_s` seconds (0 to 60). What is escalated for care, or sealed, is handed to whoever is on `duty` in the same
    transaction.

    Raises NotPossible when the draft is incomplete, an earlier decision on the case is still on its way, or it is frozen.
    """
    with store.write(urgent=True) as session:
        check_free(session, ref)
        if draft.action is not Action.ESCALATE:
            check_thawed(session, ref)
        rules_set = guidelines.present_guidelines(session, ref.account)
        rule = rules_set.find(draft.guideline or seen.guideline) if rules_set else None
        missing = problems(draft, seen, ladder_proposal(session, ref, draft, seen, rules_set, now))
        if missing:
            raise NotPossible(missing[0])
        decision = decision_of(ref, draft, by, now, seen, rule)
        post(session, "decision", decision, now, undo_s, seen, beside)
        if draft.action is Action.ESCALATE and (seen.sealed or (rule is not None and rule.special in HANDED)):
            handed = Handoff(decision.id, *ref, HAND_OFF, now, by, duty, decision.id)
            handoffs.keep(session, handed, seen, None)
            ledger.record(session, to_ms(now), "handed-off", ref, decision.id, duty.name)
        drafts.drop(session, ref, DECISION)
    return recorded(decision)


def ladder_proposal(
    session: Session, ref: CaseRef, draft: Draft, seen: Case, rules_set: GuidelineSet | None, now: datetime
) -> Suggestion | None:
    """The ladder's, where a draft without a reason may go beyond it; the member is read for no other."""
    rule = rules_set.find(draft.guideline or seen.guideline) if rules_set else None
    if draft.reason or rule is None or draft.action is Action.DISMISS:
        return None
    member = read_member(session, ref.account, seen.item.author.id)
    carries = carried.carries(session, ref.account)
    known = carried.complete(session, ref.account, member, rules_set, carries)
    return proposal(seen, rule, known, now)


def check_free(session: Session, ref: CaseRef) -> None:
    """Raises NotPossible when an earlier decision on the case is still on its way: waiting or rehearsed."""
    for each in outbox.of_case(session, ref):
        if is_open(each):
            raise NotPossible("rehearsed" if each.rehearsal else "waiting")


def check_thawed(session: Session, ref: CaseRef) -> None:
    """Raises NotPossible("frozen") while a threat to life keeps the ordinary verbs from the case."""
    handed = handoffs.of_case(session, ref)
    if handed and is_frozen(handed, handoffs.role_at(session, ref.account)):
        raise NotPossible("frozen")


def is_open(entry: OutboxEntry) -> bool:
    """Whether an entry is a decision of ours that has not come to its end."""
    return _decides(entry) and (entry.state in outbox.UNFINISHED or entry.stands_rehearsed)


def _decides(entry: OutboxEntry) -> bool:
    return entry.kind in ("decision", "reversal")


def decision_of(
    ref: CaseRef, draft: Draft, by: str, now: datetime, seen: Case, rule: Guideline | None
) -> Decision:
    """A draft as the decision on a case as it was seen; `rule` is the guideline in force that it names."""
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
