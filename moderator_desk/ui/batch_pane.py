"""The cases of a batch in the place of the case: what became of each, and one undo for all."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from moderator_desk.models.batches import BatchCase
from moderator_desk.ui.key_button import KeyButton
from moderator_desk.ui.keyed_list import KeyedList
from moderator_desk.ui.safe import SafeLabel
from moderator_desk.ui.theme import SPACE
from moderator_desk.ui.words import batches as words

_WAYS = {
    Qt.Key.Key_Return: "open",
    Qt.Key.Key_Enter: "open",
    Qt.Key.Key_U: "undo",
    Qt.Key.Key_Escape: "leave",
}


class BatchPane(QFrame):
    """way_wanted(way): open, undo or leave."""

    way_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "pane")
        self.cases: tuple[BatchCase, ...] = ()
        self.list = KeyedList(words.LIST, _WAYS)
        self.list.way_wanted.connect(self.way_wanted)
        self.count = SafeLabel("", "heading", wrap=True)
        self.setFocusProxy(self.list)
        row = QHBoxLayout()
        row.setSpacing(0)
        for way, key, word in words.KEYS:
            button = KeyButton(key, word)
            button.setObjectName(way)
            button.clicked.connect(self._clicked)
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        for widget in (SafeLabel(words.TITLE, "title"), SafeLabel(words.HELP, "dim", wrap=True), self.count):
            column.addWidget(widget)
        column.addWidget(self.list, 1)
        column.addLayout(row)

    def show_cases(self, cases: tuple[BatchCase, ...], lines: list[str]) -> None:
        """Show these, a line each; the same row stays the current one."""
        self.cases = cases
        self.count.setText(words.count_words(cases) if cases else words.READING)
        self.list.show_lines(*lines)

    def current(self) -> BatchCase | None:
        """The case the keys act on."""
        row = self.list.currentRow()
        return self.cases[row] if 0 <= row < len(self.cases) else None

    @Slot()
    def _clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, KeyButton):
            self.way_wanted.emit(sender.objectName())
