"""Working the desk as a person does, by key events, for the scripted demo, the screenshots and the benchmarks."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

_MODIFIERS = {
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
}


def wait_until(true: Callable[[], bool], what: str, seconds: float = 20.0) -> None:
    """Run the event loop until something holds. Raises TimeoutError naming it."""
    ends = time.monotonic() + seconds
    while not true():
        if time.monotonic() > ends:
            raise TimeoutError(what)
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)


def press(window: QWidget, *keys: str) -> None:
    """Press keys one after the other on whatever has the focus: "D", "Ctrl+Return", "Esc"."""
    for key in keys:
        *modifiers, name = [*key[:-1].rstrip("+").split("+"), "+"] if key.endswith("+") else key.split("+")
        held = Qt.KeyboardModifier.NoModifier
        for each in filter(None, modifiers):
            held |= _MODIFIERS[each]
        target = QApplication.focusWidget() or window
        QTest.keyClick(target, _key(name), held)


def type_text(window: QWidget, text: str) -> None:
    """Type into whatever has the focus."""
    QTest.keyClicks(QApplication.focusWidget() or window, text)


def _key(name: str) -> Qt.Key:
    named = {
        "F1": Qt.Key.Key_F1,
        "F8": Qt.Key.Key_F8,
        "Delete": Qt.Key.Key_Delete,
        "Return": Qt.Key.Key_Return,
        "Esc": Qt.Key.Key_Escape,
        "Space": Qt.Key.Key_Space,
        "/": Qt.Key.Key_Slash,
    }
    named |= {"Tab": Qt.Key.Key_Tab, "?": Qt.Key.Key_Question, "F5": Qt.Key.Key_F5, "F6": Qt.Key.Key_F6}
    named |= {
        "Up": Qt.Key.Key_Up,
        "Down": Qt.Key.Key_Down,
        "Right": Qt.Key.Key_Right,
        "Left": Qt.Key.Key_Left,
    }
    named |= {
        "[": Qt.Key.Key_BracketLeft,
        "]": Qt.Key.Key_BracketRight,
        "Home": Qt.Key.Key_Home,
        "End": Qt.Key.Key_End,
    }
    return named.get(name) or Qt.Key(ord(name.upper()))
