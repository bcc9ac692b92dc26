"""Deciding several cases at once: one transaction, one batch id, an outbox entry for each case, one undo for all."""

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime

import msgspec
from msgspec import Struct

from moderator_desk.models import drafts, guidelines, outbox
from moderator_desk.models.batches import can_be_undone, read_batch
from moderator_desk.models.cases import read_case
from moderator_desk.models.store import Session, Store
from moderator_desk.models.values import Case, CaseRef, Changes, GuidelineSet
from moderator_desk.models.values.drafts import DECISION
from moderator_desk.review.deciding import check_free, check_thawed, decision_of, ladder_proposal
from moderator_desk.review.recording import NotPossible, Recorded, post, recorded
from moderator_desk.review.undoing import to_undo, undo_in
from moderator_desk.rules import Draft, problems
from moderator_desk.rules.waves import is_grave

MOST = 500
"""Cases in one batch: one transaction, of some tenths of a second at the most."""


class Part(Struct, frozen=True):
    """A case of a batch as it was seen, and what is decided on it."""

    ref: CaseRef
    case: Case
    draft: Draft


class Batch(Struct, frozen=True):
    """What became of a batch: what was recorded, case by case, and which were left out, with the code why."""

    id: str
    recorded: tuple[Recorded, ...]
    left_out: dict[CaseRef, str]

    @property
    def changes(self) -> Changes:
        """All it touched."""
        touched = Changes()
        for each in self.recorded:
            touched |= each.changes
        return touched


def decide_many(store: Store, parts: Sequence[Part], *, by: str, now: datetime, undo_s: int) -> Batch:
    """Record these decisions as one batch, in their order; sent after `undo_s` seconds (0 to 60).

    A case is left out when it changed since it was seen (changed), when a decision on it is under way (waiting), for
    what is missing there, or because its member's warning or ban was left out (with-it): nobody's other cases go without
    it. Raises NotPossible: member-twice when a member would be warned or banned more than once, notice-many when one
    would get more than one notice, too-many, or read-only; nothing is recorded then.
    """
    _check(parts)
    batch = str(uuid.uuid4())
    done: list[Recorded] = []
    left_out: dict[CaseRef, str] = {}
    without: set[str] = set()
    with store.write(urgent=True) as session:
        for part in parts:
            rules_set = guidelines.present_guidelines(session, part.ref.account)
            member = part.case.item.author.id
            refused = "with-it" if member in without else _refused(session, part, rules_set, now)
            if refused:
                left_out[part.ref] = refused
                without |= {member} if is_grave(part.draft.action) else set()
                continue
            rule = rules_set.find(part.draft.guideline or part.case.guideline) if rules_set else None
            made = decision_of(part.ref, part.draft, by, now, part.case, rule)
            made = msgspec.structs.replace(made, batch=batch)
            post(session, "decision", made, now, undo_s, part.case)
            drafts.drop(session, part.ref, DECISION)
            done.append(recorded(made))
    return Batch(batch, tuple(done), left_out)


def _check(parts: Sequence[Part]) -> None:
    if len(parts) > MOST:
        raise NotPossible("too-many")
    grave = [each.case.item.author.id for each in parts if is_grave(each.draft.action)]
    told = [each.case.item.author.id for each in parts if each.draft.message]
    for members, code in ((grave, "member-twice"), (told, "notice-many")):
        if len(set(members)) < len(members):
            raise NotPossible(code)


def _refused(session: Session, part: Part, rules_set: GuidelineSet | None, now: datetime) -> str:
    """Why a case cannot be decided so now: it changed, a decision on it is under way, it is frozen, or something is
    missing; "" when it can."""
    present = read_case(session, part.ref)
    if present is None or present.version != part.case.version:
        return "changed"
    try:
        check_free(session, part.ref)
        check_thawed(session, part.ref)
    except NotPossible as error:
        return error.code
    proposed = ladder_proposal(session, part.ref, part.draft, part.case, rules_set, now)
    return next(iter(problems(part.draft, part.case, proposed)), "")


class Undoable(Struct, frozen=True):
    """What one undo takes back: entries of one account, in order; `batch` is "" for a decision taken alone."""

    account: str
    batch: str
    ids: tuple[str, ...]


def undoable(store: Store, *, entry_id: str = "", batch: str = "") -> Undoable:
    """The last decision, or the one named, and with it all that was decided in the same batch and still stands; or what
    stands of the batch named. Raises NotPossible as to_undo()."""
    if not batch:
        with store.read() as session:
            first = outbox.entry(session, entry_id) if entry_id else outbox.newest_decision(session)
        batch = first.decision.batch if first and first.decision else ""
        if first is None or not batch:
            first = to_undo(store, entry_id)
            return Undoable(first.account, "", (first.id,))
    with store.read() as session:
        every = read_batch(session, batch)
    standing = [each.entry for each in every if can_be_undone(each)]
    if not standing:
        unneeded = any(each.outcome == "unneeded" for each in every)
        raise NotPossible("took-no-effect" if unneeded else "nothing-to-undo")
    return Undoable(standing[0].account, batch, tuple(each.id for each in standing))


def undo_batch(
    store: Store,
    wanted: Undoable,
    *,
    by: str,
    now: datetime,
    reversible: Collection[str],
    irreversible_scopes: Collection[str] = (),
) -> Batch:
    """Undo all of it in one transaction.

    What cannot be undone any more is left out, with the code why. Raises NotPossible as undo() when nothing of it can be.
    """
    done: list[Recorded] = []
    left_out: dict[CaseRef, str] = {}
    with store.write(urgent=True) as session:
        for each in wanted.ids:
            try:
                back = undo_in(
                    session,
                    each,
                    by=by,
                    now=now,
                    reversible=reversible,
                    irreversible_scopes=irreversible_scopes,
                )
                done.append(back)
            except NotPossible as error:  # nothing of this one was written
                entry = outbox.entry(session, each)
                if entry is not None:
                    left_out[entry.ref] = error.code
    if not done:
        raise NotPossible(next(iter(left_out.values()), "nothing-to-undo"))
    return Batch(wanted.batch, tuple(done), left_out)
