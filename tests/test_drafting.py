"""Drafts in the store: one a case and kind, what changed since they were begun, and gone with what they become."""

import pytest

from moderator_desk import review
from moderator_desk.models import drafts
from moderator_desk.models.account_changes import remove
from moderator_desk.models.store import Store
from moderator_desk.models.values import Action, CaseRef, KeptDraft, Span
from moderator_desk.review.drafting import DECISION, NOTE, discard, keep_decision, keep_note, taken_up
from moderator_desk.rules import Draft
from tests.models.making import NOW, NOW_MS, a_case, filled

REF = CaseRef("here", "a")
DRAFT = Draft(Action.REMOVE, "HAR", "HAR.1", note="third time", spans=(Span(0, 4),))


@pytest.fixture
def store(desk_store: Store) -> Store:
    filled(desk_store, a_case("a"), a_case("b"))
    keep_decision(desk_store, REF, a_case("a"), DRAFT, tells=True, now=NOW)
    keep_note(desk_store, REF, a_case("a"), "look at 你好", now=NOW)
    return desk_store


def kinds(store: Store) -> list[str]:
    with store.read() as session:
        return [each.kind for each in drafts.of_case(session, REF)]


def test_both_kinds_come_back_as_they_were(store: Store) -> None:
    found = taken_up(store, REF, a_case("a"))
    assert found.decision is not None
    assert (found.decision.draft, found.decision.tells) == (DRAFT, True)
    assert (found.note, found.noted_at, found.decided_at) == ("look at 你好", NOW, NOW)
    assert (found.changed, found.text_changed) == (False, False)
    assert taken_up(store, CaseRef("here", "b"), a_case("b")) == review.drafting.TakenUp()


def test_a_later_one_takes_the_place_of_the_earlier(store: Store) -> None:
    keep_note(store, REF, a_case("a"), "another", now=NOW)
    assert taken_up(store, REF, a_case("a")).note == "another"
    assert kinds(store) == [DECISION, NOTE]


def test_another_version_is_said_and_marks_in_the_same_text_are_kept(store: Store) -> None:
    found = taken_up(store, REF, a_case("a", version=2))
    assert (found.changed, found.text_changed) == (True, False)
    assert found.decision is not None
    assert found.decision.draft.spans == (Span(0, 4),)


def test_marks_in_another_text_are_let_go_and_nothing_else(store: Store) -> None:
    found = taken_up(store, REF, a_case("a", version=2, text="other words"))
    assert found.text_changed
    assert found.decision is not None
    assert found.decision.draft.spans == ()
    assert found.decision.draft.note == "third time"


def test_a_note_is_a_note_and_takes_only_its_own_draft(store: Store) -> None:
    review.add_note(store, REF, "look", now=NOW)
    assert kinds(store) == [DECISION]


def test_a_refused_decision_leaves_the_draft_where_it_is(store: Store) -> None:
    with pytest.raises(review.NotPossible):
        review.decide(store, REF, Draft(Action.REMOVE), by="mod", now=NOW, undo_s=0, seen=a_case("a"))
    assert kinds(store) == [DECISION, NOTE]
    review.decide(store, REF, Draft(Action.DISMISS), by="mod", now=NOW, undo_s=0, seen=a_case("a"))
    assert kinds(store) == [NOTE]


def test_one_of_a_later_program_is_left_alone(store: Store) -> None:
    with store.write() as session:
        drafts.keep(session, KeptDraft(REF, DECISION, NOW, 1, "", b'{"shape": "unknown"}'))
    assert taken_up(store, REF, a_case("a")).decision is None
    assert kinds(store) == [DECISION, NOTE]


def test_thrown_away_and_gone_with_the_account(store: Store) -> None:
    assert discard(store, REF, NOTE)
    assert not discard(store, REF, NOTE)
    with store.write() as session:
        remove(session, "here", NOW_MS)
    assert kinds(store) == []
