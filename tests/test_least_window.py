"""The smallest window: nothing is cut off at its lower edge, whatever stands over the panes."""

import pytest
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from moderator_desk.app import Desk
from moderator_desk.driver import press
from moderator_desk.ui.layouts import settle_layouts
from moderator_desk.ui.safe import SafeLabel
from moderator_desk.ui.window import LEAST_HEIGHT, LEAST_WIDTH
from tests.test_desk_keys import go_to


@pytest.mark.parametrize(("verb", "key"), [("edit", "E"), ("remove", "R"), ("warn", "W"), ("ban", "B")])
@pytest.mark.parametrize("strips", [False, True])
def test_the_open_form_stands_whole(desk: Desk, qtbot: QtBot, verb: str, key: str, strips: bool) -> None:
    window = desk.parts.window
    window.resize(LEAST_WIDTH, LEAST_HEIGHT)
    press(window, "Ctrl+Shift+G")  # a high pane behind the case's
    press(window, "Esc", "Esc")
    go_to(desk, verb)
    if strips:
        window.alert.show_alert("A life may be in danger. Call somebody now. " * 4)
        window.rest.show_banner("info", "You have looked at hard cases for an hour. " * 3)
    press(window, key)
    qtbot.waitUntil(lambda: window.bar.is_open)
    settle_layouts()
    bar, column = window.bar, window.bar.parentWidget()
    assert column is not None
    assert window.size().height() == LEAST_HEIGHT
    assert column.rect().contains(bar.geometry())
    shown = bar._record.mapTo(window, bar._record.rect().bottomLeft()).y()
    assert shown < window.status.mapTo(window, window.status.rect().topLeft()).y()


def test_every_key_of_the_cheat_sheet_has_its_height_and_is_scrolled_to(desk: Desk) -> None:
    window, sheet = desk.parts.window, desk.parts.sheets.cheat_sheet
    window.resize(LEAST_WIDTH, LEAST_HEIGHT)
    press(window, "?")
    squeezed = [
        each.full_text() for each in sheet.findChildren(SafeLabel) if each.height() < each.sizeHint().height()
    ]
    assert squeezed == []
    bar = sheet.findChildren(QScrollArea)[0].verticalScrollBar()
    assert bar.maximum() > 0
    press(window, *["Down"] * 40)
    assert bar.value() == bar.maximum()
    press(window, "Up")
    assert bar.value() < bar.maximum()
