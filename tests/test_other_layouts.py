"""Keys of a layout without Latin letters: the place of a key decides, and never while somebody types."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from moderator_desk.app import Desk
from moderator_desk.driver import press
from moderator_desk.models import outbox
from moderator_desk.models.store import Store

D_PLACE = 40  # evdev's code for the key printed D on a US board, and eight, as X reports it


def strike(letter: str, place: int, *, repeated: bool = False) -> None:
    """A key as the window system reports it: first the question whether it is a shortcut, then the key."""
    target = QApplication.focusWidget()
    assert target is not None
    key, none = ord(letter.upper()), Qt.KeyboardModifier.NoModifier
    for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
        event = QKeyEvent(kind, key, none, place, 0, 0, letter, repeated)
        QApplication.sendEvent(target, event)
        if kind == QEvent.Type.ShortcutOverride and event.isAccepted():
            return


def decided(store: Store) -> int:
    with store.read() as session:
        return len(outbox.unfinished(session)) + len(outbox.lately_finished(session))


@pytest.mark.parametrize("letter", ["в", "ي", "δ", "ד", "ㅇ", "द"])
def test_the_key_in_the_place_of_d_dismisses(desk: Desk, desk_store: Store, letter: str) -> None:
    before = desk.parts.screen.file
    assert before is not None
    while desk.parts.showing.availability()["dismiss"]:
        press(desk.parts.window, "Space")
    strike(letter, D_PLACE)
    assert decided(desk_store) == 1
    assert desk.parts.screen.file is not None
    assert desk.parts.screen.file.ref != before.ref


def test_a_key_held_down_decides_nothing(desk: Desk, desk_store: Store) -> None:
    strike("в", D_PLACE, repeated=True)
    assert decided(desk_store) == 0


def test_letters_stay_letters_in_a_field(desk: Desk, desk_store: Store, qtbot: QtBot) -> None:
    press(desk.parts.window, "/")
    strike("в", D_PLACE)
    assert decided(desk_store) == 0
