"""Through the queue by key events alone: filters, search, skipping, and the way back."""

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QListView
from pytestqt.qtbot import QtBot

from moderator_desk.app import Desk
from moderator_desk.driver import press, type_text
from moderator_desk.models.store import Store
from moderator_desk.models.values import CaseRef, QueueLine
from moderator_desk.ui.layouts import settle_layouts
from tests.fixtures_server import PlatformServer
from tests.test_desk_keys import all_sent, applied, on_screen


def lines(desk: Desk) -> list[QueueLine]:
    """The queue as it is listed."""
    model = desk.parts.model
    return [line for row in range(model.rowCount()) if (line := model.line(row)) is not None]


def all_listed(desk: Desk, qtbot: QtBot) -> list[QueueLine]:
    """The queue once everything that was pulled stands in it and its filters are offered."""
    combo = combos(desk)["Filter: Language"]
    qtbot.waitUntil(lambda: len(lines(desk)) == 9 and combo.count() > 3)
    return lines(desk)


def combos(desk: Desk) -> dict[str, QComboBox]:
    """The filter boxes by their accessible names."""
    return {box.accessibleName(): box for box in desk.parts.window.queue.findChildren(QComboBox)}


def to_filter(desk: Desk, name: str) -> QComboBox:
    """From the search line on with Tab to a filter box."""
    press(desk.parts.window, "/")
    for _ in range(6):
        press(desk.parts.window, "Tab")
        focus = QApplication.focusWidget()
        if isinstance(focus, QComboBox) and focus.accessibleName() == name:
            return focus
    raise AssertionError(f"Tab does not lead to {name}")


@pytest.mark.parametrize(
    ("name", "field", "code"),
    [
        ("Filter: Guideline", "guideline", "PRIV"),
        ("Filter: Severity", "severity", "medium"),
        ("Filter: Language", "language", "ar"),
    ],
)
def test_a_filter_is_chosen_by_keys(desk: Desk, qtbot: QtBot, name: str, field: str, code: str) -> None:
    everything = all_listed(desk, qtbot)
    wanted = {each.ref for each in everything if getattr(each, field) == code}
    assert 0 < len(wanted) < len(everything)
    box = to_filter(desk, name)
    while box.currentData() != code:
        assert box.currentIndex() < box.count() - 1
        press(desk.parts.window, "Down")
    qtbot.waitUntil(lambda: {each.ref for each in lines(desk)} == wanted)
    assert on_screen(desk) in wanted
    press(desk.parts.window, "Ctrl+Shift+L")
    qtbot.waitUntil(lambda: [each.ref for each in lines(desk)] == [each.ref for each in everything])
    assert box.currentIndex() == 0


def test_cases_that_are_done_are_shown_by_keys(desk: Desk, qtbot: QtBot) -> None:
    all_listed(desk, qtbot)
    to_filter(desk, "Filter: Show")
    press(desk.parts.window, "Down")
    qtbot.waitUntil(lambda: [each.ref.case_id for each in lines(desk)] == ["c-done"])
    press(desk.parts.window, "Down")
    qtbot.waitUntil(lambda: len(lines(desk)) == 10)


def test_letters_in_a_filter_box_decide_nothing(desk: Desk, desk_store: Store, qtbot: QtBot) -> None:
    all_listed(desk, qtbot)
    before = on_screen(desk)
    to_filter(desk, "Filter: Severity")
    press(desk.parts.window, "D", "R", "W", "B", "X")  # no severity begins like these
    assert on_screen(desk) == before
    assert not desk.parts.window.bar.is_open
    assert all_sent(desk_store)
    press(desk.parts.window, "Esc")
    assert desk.parts.actions.by_id["dismiss"].isEnabled()


def test_search_and_filter_together_and_cleared_in_one(desk: Desk, qtbot: QtBot) -> None:
    everything = all_listed(desk, qtbot)
    press(desk.parts.window, "/")
    type_text(desk.parts.window, "capsules")
    press(desk.parts.window, "Return")
    qtbot.waitUntil(lambda: [each.ref.case_id for each in lines(desk)] == ["c-spam"])
    to_filter(desk, "Filter: Language")
    press(desk.parts.window, "Down", "Down")
    qtbot.waitUntil(lambda: lines(desk) == [])
    press(desk.parts.window, "Ctrl+Shift+L")
    qtbot.waitUntil(lambda: len(lines(desk)) == len(everything))


def test_a_skipped_case_comes_last(desk: Desk, desk_store: Store, qtbot: QtBot) -> None:
    all_listed(desk, qtbot)
    press(desk.parts.window, "F5")
    first = on_screen(desk)
    press(desk.parts.window, "S")
    assert on_screen(desk) != first
    press(desk.parts.window, "F5")
    assert lines(desk)[-1].ref == first
    assert lines(desk)[-1].skipped
    seen: list[CaseRef] = []
    while on_screen(desk) not in seen:
        seen.append(on_screen(desk))
        press(desk.parts.window, "Space")
    assert seen[-1] == first
    assert all_sent(desk_store)


def test_back_shows_what_was_on_the_screen_before(desk: Desk, qtbot: QtBot) -> None:
    all_listed(desk, qtbot)
    way = [on_screen(desk)]
    for key in ("Space", "J", "S"):
        press(desk.parts.window, key)
        way.append(on_screen(desk))
    assert len(set(way)) == 4
    for expected in reversed(way[:-1]):
        press(desk.parts.window, "K")
        assert on_screen(desk) == expected


def test_up_and_down_in_the_list_choose_a_case(desk: Desk, qtbot: QtBot) -> None:
    listed = [each.ref for each in all_listed(desk, qtbot)]
    press(desk.parts.window, "Home")
    assert on_screen(desk) == listed[0]
    press(desk.parts.window, "Down", "Down", "Up")
    assert on_screen(desk) == listed[1]
    press(desk.parts.window, "End")
    assert on_screen(desk) == listed[-1]


def test_looking_about_changes_nothing_at_the_server(
    desk: Desk, platform: PlatformServer, qtbot: QtBot
) -> None:
    all_listed(desk, qtbot)
    before = applied(platform)
    press(desk.parts.window, "Space", "K", "V", "H", "L", "Y", "]", "[", "3", "M", "F6", "Shift+F6", "F5")
    press(desk.parts.window, "Ctrl+Shift+H", "Ctrl+R", "O", "Esc")
    assert applied(platform) == before
    assert platform.control("log")["writes"] == []


def test_a_lower_window_keeps_the_line_of_its_case_in_sight(desk: Desk, qtbot: QtBot) -> None:
    all_listed(desk, qtbot)
    window = desk.parts.window
    listed = window.queue.findChild(QListView)
    assert listed is not None
    for _ in range(5):  # to the lower end of what a tall window shows
        press(window, "Space")
    window.resize(1024, 640)
    settle_layouts()
    assert listed.viewport().rect().contains(listed.visualRect(listed.currentIndex()))


def test_why_a_key_did_nothing_goes_with_its_case(desk: Desk, qtbot: QtBot) -> None:
    all_listed(desk, qtbot)
    status = desk.parts.window.status
    press(desk.parts.window, "P")
    assert status.said() == "No decided case resembles this one."
    press(desk.parts.window, "Space")
    assert status.said() == ""
    press(desk.parts.window, "S")
    said = status.said()
    assert said
    press(desk.parts.window, "Space")
    assert status.said() == said  # what was done stands until something else is


def test_the_list_has_its_frame_whole_when_the_focus_comes(desk: Desk, qtbot: QtBot) -> None:
    all_listed(desk, qtbot)
    listed = desk.parts.window.queue.findChild(QListView)
    assert listed is not None
    press(desk.parts.window, "/")
    assert not listed.hasFocus()
    inside = listed.viewport().geometry()
    press(desk.parts.window, "Esc")
    assert listed.hasFocus()
    assert listed.viewport().geometry() == inside
    assert listed.rect().contains(inside.adjusted(-1, -1, 1, 1))
