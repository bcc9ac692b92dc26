"""A search line over a list, laid over the window: what is typed narrows the list, arrows and Enter choose from it."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from moderator_desk.ui.over import Over
from moderator_desk.ui.safe import SafeLine, named
from moderator_desk.ui.theme import SPACE

CODE = Qt.ItemDataRole.UserRole
"""Where a line keeps the code that it stands for."""


class SearchSheet(Over):
    """What palette and languages have in common. `heads` stand over the line. left(): it was closed, by Esc or by a
    choice."""

    left = Signal()
    title = ""
    """What a screen reader calls the list."""

    def __init__(self, parent: QWidget, line: SafeLine, *heads: QWidget) -> None:
        super().__init__(parent, top=56)
        self._line = line
        self._line.textChanged.connect(self._search)
        self._list = QListWidget()
        self._list.setProperty("role", "quiet")
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.itemClicked.connect(self._clicked)
        named(self._list, self.title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        for widget in (*heads, self._line, self._list):
            layout.addWidget(widget)

    def lines(self, query: str) -> list[QListWidgetItem]:
        """What is offered for a query, each line with its code."""
        raise NotImplementedError

    def take(self, code: str) -> None:
        """A line was chosen, and the sheet is closed."""
        raise NotImplementedError

    def begin(self) -> None:
        """Show it with an empty line, the focus in it."""
        self._line.clear()
        self._search("")
        self.lay_over()
        self._line.setFocus()

    def found(self) -> list[str]:
        """The codes now listed, in order."""
        return [self._list.item(row).data(CODE) for row in range(self._list.count())]

    @Slot(str)
    def _search(self, query: str) -> None:
        self._list.clear()
        for item in self.lines(query):
            self._list.addItem(item)
        self._list.setCurrentRow(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_sheet()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            self._list.setCurrentRow(min(max(self._list.currentRow() + step, 0), self._list.count() - 1))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            item = self._list.currentItem()
            if item is not None:
                self._clicked(item)
        else:
            super().keyPressEvent(event)

    @Slot(QListWidgetItem)
    def _clicked(self, item: QListWidgetItem) -> None:
        code = str(item.data(CODE))
        self.close_sheet()
        self.take(code)

    def close_sheet(self) -> None:
        """Hide it and give the focus back."""
        self.hide()
        self.left.emit()
