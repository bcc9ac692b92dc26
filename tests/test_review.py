"""The moderator's verbs on a real store: what each writes, and why it may be refused."""

from datetime import timedelta

import pytest

from moderator_desk import review
from moderator_desk.models import outbox
from moderator_desk.models.cases import upsert
from moderator_desk.models.queue import QueueCounts, queue_counts
from moderator_desk.models.store import Store
from moderator_desk.models.values import Action, CaseRef, OutboxEntry
from moderator_desk.review import NotPossible
from moderator_desk.rules import Draft
from tests.models.making import NOW, a_case, filled

REF = CaseRef("here", "a")
NOBODY = CaseRef("here", "never")


def decided(store: Store, *, undo_s: int = 10, draft: Draft | None = None, version: int = 1) -> OutboxEntry:
    """A decision on the case as it was on the screen at this version."""
    chosen = draft or Draft(Action.DISMISS)
    seen = a_case("a", version=version)
    made = review.decide(store, REF, chosen, by="mod-01", now=NOW, undo_s=undo_s, seen=seen)
    return entry(store, made.entry_id)


def entry(store: Store, entry_id: str) -> OutboxEntry:
    with store.read() as session:
        found = outbox.entry(session, entry_id)
    assert found is not None
    return found


def counts(store: Store) -> QueueCounts:
    with store.read() as session:
        return queue_counts(session)


@pytest.fixture
def store(desk_store: Store) -> Store:
    """A store with the case `a` at version 1."""
    filled(desk_store, a_case("a"))
    return desk_store


@pytest.mark.parametrize(("asked", "held"), [(-5, 0), (0, 0), (10, 10), (60, 60), (999, 60)])
def test_a_decision_is_held_for_the_time_to_undo(store: Store, asked: int, held: int) -> None:
    assert decided(store, undo_s=asked).send_after == NOW + timedelta(seconds=held)


def test_a_decision_is_bound_to_what_was_on_the_screen(store: Store) -> None:
    with store.write() as session:
        upsert(session, "here", [a_case("a", version=7)])
    decision = decided(store, version=1).decision
    assert decision is not None
    assert (decision.case_version, decision.item_revision, decision.guideline) == (1, "r1", "HAR")


def test_an_incomplete_draft_and_a_second_decision_are_refused(store: Store) -> None:
    with pytest.raises(NotPossible, match="clause"):
        decided(store, draft=Draft(Action.REMOVE))
    decided(store)
    assert counts(store) == QueueCounts(done=1)
    with pytest.raises(NotPossible, match="waiting"):
        decided(store)


def test_taken_back_before_it_is_sent_the_case_is_to_do_again(store: Store) -> None:
    made = decided(store)
    review.withdraw(store, made.id, now=NOW)
    assert counts(store) == QueueCounts(to_do=1)
    with pytest.raises(NotPossible, match="too-late"):
        review.withdraw(store, made.id, now=NOW)
    assert decided(store).state == "waiting"


def test_skipping_and_back(store: Store) -> None:
    review.skip(store, REF, now=NOW)
    assert counts(store) == QueueCounts(skipped=1)
    review.unskip(store, REF, now=NOW)
    assert counts(store) == QueueCounts(to_do=1)


def test_notes_and_claims_are_entries_of_their_own(store: Store) -> None:
    note = entry(store, review.add_note(store, REF, "seen before", now=NOW).entry_id)
    assert (note.kind, note.text, note.decision) == ("note", "seen before", None)
    assert entry(store, review.claim(store, REF, now=NOW).entry_id).kind == "claim"
    assert entry(store, review.release(store, REF, now=NOW).entry_id).kind == "release"
    with pytest.raises(NotPossible, match="empty-note"):
        review.add_note(store, REF, " \n", now=NOW)
    for verb in (review.claim, review.release):
        with pytest.raises(NotPossible, match="unknown-case"):
            verb(store, NOBODY, now=NOW)


def blocked(store: Store) -> OutboxEntry:
    made = decided(store)
    with store.write() as session:
        outbox.move(session, made.id, "blocked", why="case-changed")
        upsert(session, "here", [a_case("a", version=4)])
    assert counts(store) == QueueCounts(came_back=1)
    return made


def test_a_blocked_decision_can_be_tried_again_unchanged(store: Store) -> None:
    made = blocked(store)
    review.retry(store, made.id, now=NOW)
    assert entry(store, made.id).state == "waiting"
    assert entry(store, made.id).decision == made.decision


@pytest.mark.parametrize("handed", [False, True])
def test_a_conflict_is_settled_by_a_decision_on_the_case_as_it_is_now(store: Store, handed: bool) -> None:
    made = blocked(store)
    verb = review.hand_over if handed else review.apply_again
    new = entry(store, verb(store, made.id, by="mod-02", now=NOW, undo_s=0).entry_id)
    assert new.decision is not None
    assert (new.decision.case_version, new.decision.by) == (4, "mod-02")
    assert new.decision.action == (Action.ESCALATE if handed else Action.DISMISS)
    assert new.id != made.id
    assert entry(store, made.id).state == "withdrawn"
    with pytest.raises(NotPossible, match="too-late"):
        verb(store, made.id, by="mod-02", now=NOW, undo_s=0)
