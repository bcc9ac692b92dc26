"""Drafts by key events: what was begun is kept, taken up again, and gone with the decision."""

import pytest
from pytestqt.qtbot import QtBot

from moderator_desk.app import Desk
from moderator_desk.driver import press, type_text
from moderator_desk.models import drafts
from moderator_desk.models.store import Store
from moderator_desk.models.values import CaseRef, KeptDraft
from moderator_desk.ui.words.drafts import DISCARDED, KEPT
from tests.fixtures_server import PlatformServer
from tests.test_desk_keys import all_sent, go_to, on_screen


def kept(store: Store, ref: CaseRef) -> tuple[KeptDraft, ...]:
    with store.read() as session:
        return drafts.of_case(session, ref)


def begin_removal(desk: Desk, words: str = "third time this week") -> CaseRef:
    ref = go_to(desk, "remove")
    window = desk.parts.window
    press(window, "R", "1")
    window.bar.form.fields.note.setFocus()
    type_text(window, words)
    return ref


def said(desk: Desk) -> str:
    return desk.parts.window.status.said()


def test_a_half_made_decision_is_on_the_disk_soon_after_the_last_key(
    desk: Desk, desk_store: Store, qtbot: QtBot
) -> None:
    ref = begin_removal(desk)
    qtbot.waitUntil(lambda: bool(kept(desk_store, ref)))
    (found,) = kept(desk_store, ref)
    assert found.kind == "decision"
    assert b"third time this week" in found.body
    line = desk.parts.model.line(desk.parts.model.row_of(ref))
    assert line is not None
    assert line.draft


def test_esc_keeps_it_and_the_verb_brings_it_back(desk: Desk, desk_store: Store) -> None:
    window = desk.parts.window
    ref = begin_removal(desk)
    clause = window.bar.form.draft().clause
    press(window, "Esc", "Esc")
    assert not window.bar.is_open
    assert said(desk) == KEPT
    assert len(kept(desk_store, ref)) == 1
    press(window, "R")
    draft = window.bar.form.draft()
    assert (draft.clause, draft.note) == (clause, "third time this week")
    assert window.bar.form.fields.drafted.text().startswith("Your draft of ")


def test_another_esc_throws_it_away(desk: Desk, desk_store: Store) -> None:
    window = desk.parts.window
    ref = begin_removal(desk)
    press(window, "Esc", "Esc", "Esc")
    assert said(desk) == DISCARDED
    assert kept(desk_store, ref) == ()
    press(window, "R")
    assert window.bar.form.draft().note == ""


def test_the_key_throws_it_away_out_of_the_open_form(desk: Desk, desk_store: Store, qtbot: QtBot) -> None:
    window = desk.parts.window
    ref = begin_removal(desk)
    qtbot.waitUntil(lambda: bool(kept(desk_store, ref)))
    press(window, "Ctrl+Shift+D")
    assert not window.bar.is_open
    assert kept(desk_store, ref) == ()
    press(window, "Ctrl+Shift+D")
    assert said(desk) == "There is no draft here."


def test_a_form_left_as_it_opened_is_no_draft(desk: Desk, desk_store: Store) -> None:
    ref = go_to(desk, "remove")
    press(desk.parts.window, "R", "Esc")
    assert kept(desk_store, ref) == ()
    assert said(desk) != KEPT


def test_it_opens_by_itself_when_its_case_comes_again(desk: Desk, desk_store: Store, qtbot: QtBot) -> None:
    window = desk.parts.window
    ref = begin_removal(desk)
    press(window, "Esc", "Esc", "Space")
    assert on_screen(desk) != ref
    assert not window.bar.is_open
    press(window, "K")
    assert on_screen(desk) == ref
    assert window.bar.is_open
    assert window.bar.form.draft().note == "third time this week"
    assert window.bar.isAncestorOf(window.focusWidget())


def test_a_click_on_another_case_keeps_it_and_closes_the_form(desk: Desk, desk_store: Store) -> None:
    window = desk.parts.window
    ref = begin_removal(desk)
    other = desk.parts.model.next_open_after(ref, 1)
    window.queue.case_chosen.emit(other)
    assert on_screen(desk) == other
    assert not window.bar.is_open
    assert len(kept(desk_store, ref)) == 1


def test_the_decision_takes_it_away(
    desk: Desk, desk_store: Store, platform: PlatformServer, qtbot: QtBot
) -> None:
    window = desk.parts.window
    ref = begin_removal(desk)
    qtbot.waitUntil(lambda: bool(kept(desk_store, ref)))
    press(window, "Ctrl+Return")
    assert on_screen(desk) != ref
    assert kept(desk_store, ref) == ()
    qtbot.waitUntil(lambda: all_sent(desk_store))
    assert kept(desk_store, ref) == ()
    assert platform.case(ref.case_id)["state"] == "decided"


def test_dismissing_takes_the_half_made_decision_away(desk: Desk, desk_store: Store) -> None:
    ref = begin_removal(desk)
    press(desk.parts.window, "Esc", "Esc", "D")
    assert on_screen(desk) != ref
    assert kept(desk_store, ref) == ()


def test_the_next_case_comes_with_its_draft_and_the_focus_is_in_it(desk: Desk) -> None:
    window = desk.parts.window
    press(window, "F5")  # all that came meanwhile is in its place
    first = go_to(desk, "dismiss")
    press(window, "Space", "N")
    second = on_screen(desk)
    type_text(window, "look at her other posts")
    press(window, "Esc", "K")
    assert on_screen(desk) == first
    assert desk.parts.model.next_open_after(first, 1) == second
    press(window, "D")
    assert on_screen(desk) == second
    assert window.note.is_open
    assert window.note.text() == "look at her other posts"
    type_text(window, "!")
    assert window.note.text() == "look at her other posts!"


def test_a_note_that_is_recorded_is_no_draft_any_more(desk: Desk, desk_store: Store, qtbot: QtBot) -> None:
    window, ref = desk.parts.window, on_screen(desk)
    press(window, "N")
    type_text(window, "asked before")
    qtbot.waitUntil(lambda: bool(kept(desk_store, ref)))
    press(window, "Return")
    assert kept(desk_store, ref) == ()
    assert not window.note.is_open


def test_what_is_open_is_kept_when_the_window_goes(desk: Desk, desk_store: Store) -> None:
    ref = begin_removal(desk)
    desk.parts.window.close()
    assert len(kept(desk_store, ref)) == 1


@pytest.mark.parametrize("key", ["E", "X"])
def test_every_kind_of_form_is_taken_up_as_it_was_left(desk: Desk, key: str) -> None:
    window = desk.parts.window
    ref = go_to(desk, {"E": "edit", "X": "escalate"}[key])
    press(window, key)
    if key == "E":
        press(window, "1")
        window.bar.form.fields.edit.field.setFocus()
        type_text(window, "Better so. ")
        press(window, "Esc", "Ctrl+T")
    else:
        type_text(window, "Not mine to say")
        press(window, "Esc")
    before = window.bar.form.draft()
    press(window, "Esc", "Space", "K")
    assert on_screen(desk) == ref
    assert window.bar.form.draft() == before
