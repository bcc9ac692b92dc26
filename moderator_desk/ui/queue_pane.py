"""The queue on the left: search and filters, counts, and the list that never jumps."""

from datetime import datetime

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QVBoxLayout

from moderator_desk.models.queue import QueueCounts, QueueFilter
from moderator_desk.models.values import CaseRef
from moderator_desk.ui.filter_row import FilterRow
from moderator_desk.ui.known_accounts import KnownAccounts
from moderator_desk.ui.queue_delegate import QueueDelegate
from moderator_desk.ui.queue_model import QueueListModel
from moderator_desk.ui.safe import SafeLabel, named
from moderator_desk.ui.stand_in import show_or_stand_in
from moderator_desk.ui.theme import SPACE
from moderator_desk.ui.words import queue as words


class QueueList(QListView):
    """The list itself. Enter chooses; plain letters are left to the window's commands."""

    taking_focus = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())  # a lower window keeps the case it shows in sight

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt makes the first line current in a list without any, which would bring another case onto the screen."""
        had_one = self.currentIndex().isValid()
        self.taking_focus = True
        super().focusInEvent(event)
        if not had_one:
            self.selectionModel().clear()
        self.taking_focus = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() and event.text().isprintable() and event.key() not in (Qt.Key.Key_Space,):
            event.ignore()  # no search-as-you-type in the list: a letter is a command
            return
        super().keyPressEvent(event)


class QueuePane(QFrame):
    """Shows the model's lines. case_chosen(CaseRef) when the person picks one; filter_changed(QueueFilter).
    `left_out` says what is not listed for this moderator today."""

    case_chosen = Signal(object)
    filter_changed = Signal(object)

    def __init__(self, model: QueueListModel, known: KnownAccounts) -> None:
        super().__init__()
        self.setProperty("role", "pane")
        self._model = model
        self._known = known
        self._counts = QueueCounts()
        self._fresh = 0
        self._leading = False
        self.filters = FilterRow()
        self.filters.changed.connect(self._apply)
        self.filters.done.connect(self.take_focus)
        self._line = SafeLabel("", "heading")
        self.left_out = SafeLabel("", "dim", wrap=True)
        self.left_out.setMinimumWidth(1)
        self.left_out.hide()
        self._list = QueueList()
        self._empty = SafeLabel("", "dim", wrap=True)
        self._lay_out(model)

    def _lay_out(self, model: QueueListModel) -> None:
        self._list.setProperty("role", "quiet")
        self._list.setModel(model)
        self._delegate = QueueDelegate(self._list, model.now(), self._known)
        self._list.setItemDelegate(self._delegate)
        self._list.setUniformItemSizes(True)
        self._list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._list.selectionModel().currentChanged.connect(self._current_changed)
        named(self._list, "Cases", "Up and down choose a case")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, SPACE)
        column.setSpacing(SPACE + 2)
        column.addWidget(self.filters)
        column.addWidget(self._line)
        column.addWidget(self.left_out)
        column.addWidget(self._list, 1)
        column.addWidget(self._empty, 1)
        self.setFocusProxy(self._list)
        model.modelReset.connect(self._show_emptiness)
        model.rowsInserted.connect(self._show_emptiness)
        model.fresh_changed.connect(self._fresh_changed)
        self._show_emptiness()

    @Slot(QModelIndex, QModelIndex)
    def _current_changed(self, index: QModelIndex, _before: QModelIndex) -> None:
        line = self._model.line(index.row())
        if line is not None and not self._leading and not self._list.taking_focus:
            self.case_chosen.emit(line.ref)

    def select(self, ref: CaseRef) -> None:
        """Mark a case as the one on the screen, scrolling no further than needed."""
        row = self._model.row_of(ref)
        index = self._model.index(row)
        self._leading = True
        if row < 0:
            self._list.selectionModel().clear()
        elif self._list.currentIndex() != index or not self._list.selectionModel().isSelected(index):
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self._list.selectionModel().setCurrentIndex(index, flags)
            self._list.scrollTo(index)
        self._leading = False

    def paint_now(self) -> None:
        """Have the list on the screen as it stands when this returns."""
        self._list.viewport().repaint()

    @Slot()
    def take_focus(self) -> None:
        """Focus on the list, where plain keys act; on the pane while the list is empty."""
        (self.focusProxy() or self).setFocus()

    def focus_search(self) -> None:
        """Focus in the search line, its text selected."""
        self.filters.focus_search()

    def clear_filters(self) -> None:
        """No search and no filters."""
        self.filters.clear()
        self.take_focus()

    def show_accounts(self) -> None:
        """Names and colours of accounts, on the lines and as a filter, as they are known now."""
        self.filters.show_accounts([(each.id, each.name) for each in self._known.every])
        self._list.scheduleDelayedItemsLayout()
        self._list.viewport().update()

    def show_counts(self, counts: QueueCounts, now: datetime) -> None:
        """The counts over the list, and the moment by which ages are told."""
        self._counts = counts
        self._delegate.now = now
        self._line.setText(words.counts_words(counts, self._fresh))
        self._list.viewport().update()

    @Slot(int)
    def _fresh_changed(self, number: int) -> None:
        self._fresh = number
        self._line.setText(words.counts_words(self._counts, number))

    @Slot(object)
    def _apply(self, wanted: QueueFilter) -> None:
        if wanted != self._model.filter:
            self.filter_changed.emit(wanted)

    @Slot()
    def _show_emptiness(self) -> None:
        empty = self._model.rowCount() == 0
        filtered = self._model.filter != QueueFilter()
        self._empty.setText(words.EMPTY_FILTER if filtered else words.EMPTY_TODO)
        self._empty.setVisible(empty)
        show_or_stand_in(self, self._list, not empty)
