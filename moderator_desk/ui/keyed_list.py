"""A list with keys of its own: letters act on its lines instead of on the case."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem

from moderator_desk.ui.live_keys import names_keys
from moderator_desk.ui.safe import named
from moderator_desk.ui.theme import SPACE


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

    @names_keys
    def show_lines(self, *texts: str) -> None:
        """Show cases, each in two lines of text; the current row stays, as far as there are as many."""
        row, height = max(self.currentRow(), 0), 2 * self.fontMetrics().lineSpacing() + 3 * SPACE
        if len(texts) != self.count():
            self.clear()
            for _ in texts:
                self.addItem(QListWidgetItem())
        for place, text in enumerate(texts):
            self.item(place).setText(text)
            self.item(place).setSizeHint(QSize(100, height))
        self.setCurrentRow(min(row, len(texts) - 1))

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
