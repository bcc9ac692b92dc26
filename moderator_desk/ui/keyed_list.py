"""A list with keys of its own: letters act on its lines instead of on the case."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget

from moderator_desk.ui.safe import named


class KeyedList(QListWidget):
    """A list whose letters are its own while it has the focus. way_wanted(way)."""

    way_wanted = Signal(str)

    def __init__(self, name: str, ways: dict[Qt.Key, str]) -> None:
        super().__init__()
        self._ways = ways
        self.setProperty("role", "quiet")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setUniformItemSizes(True)
        named(self, name)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._way(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = self._way(event)
        if not way:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.way_wanted.emit(way)

    def _way(self, event: QKeyEvent) -> str:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        return self._ways.get(Qt.Key(event.key()), "") if held == Qt.KeyboardModifier.NoModifier else ""
