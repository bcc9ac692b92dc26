"""Deciding several cases at once: one transaction, one batch id, an outbox entry for each case, one undo for all."""

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime

import msgspec
from msgspec import Struct

from moderator_desk.models import drafts, guidelines, outbox
from moderator_desk.models.cases import read_case
from moderator_desk.models.store import Session, Store
from moderator_desk.models.values import Case, CaseRef, Changes
from moderator_desk.models.values.drafts import DECISION
from moderator_desk.review.deciding import check_free, check_thawed, decision_of
from moderator_desk.review.recording import NotPossible, Recorded, post, recorded
from moderator_desk.review.undoing import to_undo, undo
from moderator_desk.rules import Draft, problems

MOST = 500
"""Cases in one batch: one transaction, of a tenth of a second at the most."""


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


def decide_many(
    store: Store, seen: Sequence[tuple[CaseRef, Case]], draft: Draft, *, by: str, now: datetime, undo_s: int
) -> Batch:
    """Record the same decision on every case as it was `seen`; sent after `undo_s` seconds (0 to 60).

    A case is left out when it changed since it was seen (changed), when a decision on it is under way (waiting), or for
    what is missing there. A notice names its member, so a draft with one is for one case only. Raises NotPossible:
    notice-many, too-many, or read-only; nothing is recorded then.
    """
    if draft.message:
        raise NotPossible("notice-many")
    if len(seen) > MOST:
        raise NotPossible("too-many")
    batch = str(uuid.uuid4())
    done: list[Recorded] = []
    left_out: dict[CaseRef, str] = {}
    with store.write(urgent=True) as session:
        for ref, case in seen:
            present = read_case(session, ref)
            missing = problems(draft, case)
            if present is None or present.version != case.version:
                left_out[ref] = "changed"
            elif refused := _refused(session, ref) or next(iter(missing), ""):
                left_out[ref] = refused
            else:
                rules_set = guidelines.present_guidelines(session, ref.account)
                rule = rules_set.find(draft.guideline or case.guideline) if rules_set else None
                made = msgspec.structs.replace(decision_of(ref, draft, by, now, case, rule), batch=batch)
                post(session, "decision", made, now, undo_s, case)
                drafts.drop(session, ref, DECISION)
                done.append(recorded(made))
    return Batch(batch, tuple(done), left_out)


def _refused(session: Session, ref: CaseRef) -> str:
    """Why a case cannot be decided now: a decision on it is under way, or it is frozen; "" when it can."""
    try:
        check_free(session, ref)
        check_thawed(session, ref)
    except NotPossible as error:
        return error.code
    return ""


def undo_batch(
    store: Store,
    *,
    by: str,
    now: datetime,
    reversible: Collection[str],
    irreversible_scopes: Collection[str] = (),
    entry_id: str = "",
) -> Batch:
    """Undo the last decision, or the one named, and with it all that was decided in the same batch.

    What cannot be undone any more is left out, with the code why. Raises NotPossible as undo() when nothing of it can be.
    """
    first = to_undo(store, entry_id)
    batch = first.decision.batch if first.decision else ""
    with store.read() as session:
        ids = outbox.batch_of(session, first, batch) if batch else (first.id,)
    done: list[Recorded] = []
    left_out: dict[CaseRef, str] = {}
    for each in ids:
        try:
            done.append(
                undo(
                    store,
                    by=by,
                    now=now,
                    reversible=reversible,
                    irreversible_scopes=irreversible_scopes,
                    entry_id=each,
                )
            )
        except NotPossible as error:
            if len(ids) == 1:
                raise
            with store.read() as session:
                entry = outbox.entry(session, each)
            if entry is not None:
                left_out[entry.ref] = error.code
    if not done:
        raise NotPossible(next(iter(left_out.values()), "nothing-to-undo"))
    return Batch(batch, tuple(done), left_out)
