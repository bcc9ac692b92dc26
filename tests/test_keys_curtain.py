"""The key that hides everything: nothing is to be seen, no key acts behind it, and what was written stays."""

from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from moderator_desk.app import Desk
from moderator_desk.driver import press
from moderator_desk.models.values import CaseRef


def test_the_curtain_hides_everything_and_no_key_acts_behind_it(desk: Desk, qtbot: QtBot) -> None:
    window, curtain = desk.parts.window, desk.parts.comforts.curtain
    desk.parts.screen.show(CaseRef("here", "c-photo"))
    (tile,) = window.case.tiles()
    press(window, "V")
    qtbot.waitUntil(lambda: tile.state == "first")
    press(window, "V", "Ctrl+Shift+H")
    assert curtain.isVisible()
    assert curtain.geometry() == window.rect()
    assert tile.state == "covered"
    before = desk.parts.screen.file
    window.resize(1100, 700)
    QApplication.processEvents()
    assert curtain.geometry() == window.rect()
    press(window, "D", "Space", "N", "V", "B", "Ctrl+K", "Ctrl+Return", "/", "F6")
    assert desk.parts.screen.file is before
    assert (window.bar.is_open, window.note.is_open, desk.parts.sheets.is_open) == (False, False, False)
    assert tile.state == "covered"
    press(window, "Ctrl+Shift+H")
    assert curtain.isHidden()
    press(window, "Ctrl+Shift+H", "Esc")
    assert curtain.isHidden()
    press(window, "V")
    assert tile.state == "first"


def test_the_curtain_over_a_note_leaves_it_as_it_was(desk: Desk) -> None:
    window = desk.parts.window
    press(window, "N")
    field = QApplication.focusWidget()
    press(window, "Ctrl+Shift+H", "x", "Ctrl+Shift+H")
    assert QApplication.focusWidget() is field
    assert window.note.is_open
    assert isinstance(field, QPlainTextEdit)
    assert field.toPlainText() == ""
