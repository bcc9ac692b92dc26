"""A member's items as a list: what each is, how its case stands, and how it begins."""

from datetime import datetime

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListView

from moderator_desk.models.values import CaseRef, QueueLine
from moderator_desk.ui.history_list import LINE, HistoryDelegate, HistoryLine
from moderator_desk.ui.safe import named
from moderator_desk.ui.words import earlier as words
from moderator_desk.ui.words.ages import ago

_TOP = QModelIndex()


class ItemsListModel(QAbstractListModel):
    """Lines of cases, painted as lines of history are."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[QueueLine, ...] = ()
        self._now = datetime.min

    def show_items(self, lines: tuple[QueueLine, ...], now: datetime) -> None:
        """Show these, in this order."""
        self.beginResetModel()
        self._lines, self._now = lines, now
        self.endResetModel()

    def ref(self, row: int) -> CaseRef | None:
        """The case of a line, None for no such line."""
        return self._lines[row].ref if 0 <= row < len(self._lines) else None

    def row_of(self, ref: CaseRef) -> int:
        """Where a case stands, -1 where it does not."""
        return next((row for row, line in enumerate(self._lines) if line.ref == ref), -1)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _TOP) -> int:
        """How many lines."""
        return 0 if parent.isValid() else len(self._lines)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The line under LINE; its words for screen readers."""
        if not 0 <= index.row() < len(self._lines):
            return None
        if role not in (LINE, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        line = self._lines[index.row()]
        shown = HistoryLine(
            words.item_head(line), words.item_words(line), ago(line.opened_at, self._now), "all"
        )
        return shown if role == LINE else f"{shown.head}, {shown.age}. {shown.words}"


class ItemsList(QListView):
    """The list of them; nothing in it is edited or dragged."""

    def __init__(self, model: ItemsListModel) -> None:
        super().__init__()
        self.setProperty("role", "quiet")
        self.setUniformItemSizes(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setModel(model)
        self.setItemDelegate(HistoryDelegate(self))
        named(self, words.ITEMS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().strip():
            event.ignore()  # letters are for the sheet, not for a search by first letter
        else:
            super().keyPressEvent(event)
