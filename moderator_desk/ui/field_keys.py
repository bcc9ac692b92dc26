"""Keys inside the moderator's own text fields: Enter or Ctrl+Enter records, Esc steps back.

A window's shortcut would swallow Ctrl+Enter before the field sees it; so the field claims it first.
"""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FieldKeys(QObject):
    """Watches the fields it is given.

    record(): Ctrl+Enter anywhere, or Enter in a single line. back(): Esc. After `guard()` the repeats of a key that is
    still held down from before are not typed into a field.
    """

    record = Signal()
    back = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._guarded = False
        self._by_enter: set[QObject] = set()

    def watch(self, *fields: QWidget, plain_enter: bool = False) -> None:
        """Watch these fields too; with `plain_enter` Enter records and Shift+Enter begins a new line."""
        for field in fields:
            field.installEventFilter(self)
            if plain_enter or isinstance(field, QLineEdit):
                self._by_enter.add(field)

    def guard(self) -> None:
        """The focus is about to move into a field by a key that may still be held down."""
        self._guarded = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind not in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride) or not isinstance(
            event, QKeyEvent
        ):
            return False
        ours = self._is_record(watched, event) or event.key() == Qt.Key.Key_Escape
        if kind == QEvent.Type.ShortcutOverride:
            if ours:
                event.accept()
            return ours
        if event.isAutoRepeat() and (self._guarded or ours):
            return True
        self._guarded = False
        if ours:
            (self.back if event.key() == Qt.Key.Key_Escape else self.record).emit()
        return ours

    def _is_record(self, watched: QObject, event: QKeyEvent) -> bool:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        with_ctrl = bool(held & Qt.KeyboardModifier.ControlModifier)
        plain = held == Qt.KeyboardModifier.NoModifier and watched in self._by_enter
        return event.key() in _ENTER and (with_ctrl or plain)
