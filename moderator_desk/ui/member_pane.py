"""The member behind the item: who they are, how they stand, and what happened before, newest first."""

from datetime import datetime

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QGridLayout,
    QListView,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from moderator_desk.models.values import MemberFile, OutboxEntry
from moderator_desk.ui.history_list import HistoryDelegate, HistoryListModel
from moderator_desk.ui.safe import SafeLabel, named, set_tip
from moderator_desk.ui.stand_in import show_or_stand_in
from moderator_desk.ui.standing_view import StandingView
from moderator_desk.ui.theme import SPACE, current
from moderator_desk.ui.words import member as words

_ABREAST = 3
"""Choices in one row: with their counts more are too wide for the narrowest pane."""


class Toggle(QAbstractButton):
    """One of a row of choices that share its width."""

    def __init__(self, key: str, text: str, tip: str) -> None:
        super().__init__()
        self.key = key
        self.setText(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        named(self, tip)
        set_tip(self, tip)

    def say(self, number: int) -> None:
        """Say how many lines this choice has."""
        text, name = words.filter_text(self.key, number), f"{words.FILTER_TIPS[self.key]}, {number:,}"
        if text != self.text() or name != self.accessibleName():
            self.setText(text)
            named(self, name)

    def sizeHint(self) -> QSize:
        text = self.fontMetrics()
        return QSize(text.horizontalAdvance(self.text()) + 2 * SPACE, text.height() + SPACE)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(look.accent if self.isChecked() or self.hasFocus() else look.line))
        painter.setBrush(QColor(look.selection if self.isChecked() else look.raised))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(QColor(look.text if self.isChecked() else look.dim))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())


class MemberPane(QFrame):
    """Shows a member's file.

    filtered(what): the history was narrowed, in words. line_opened(HistoryEntry or OutboxEntry): a line of it is wanted
    in full.
    """

    filtered = Signal(str)
    line_opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "pane")
        self._model = HistoryListModel(self)
        self._head = StandingView()
        self._list = _History()
        self._list.setModel(self._model)
        self._list.setItemDelegate(HistoryDelegate(self._list))
        self._list.activated.connect(self._opened)
        self._empty = SafeLabel(words.EMPTY, "dim", wrap=True)
        self._toggles = [Toggle(key, text, words.FILTER_TIPS[key]) for key, text in words.FILTERS]
        self._below = QWidget()
        self._lay_out()
        self._show_filter()
        self.setFocusProxy(self._list)
        self.show_member(None, (), "", datetime.min)

    def _lay_out(self) -> None:
        below = QVBoxLayout(self._below)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(SPACE)
        grid = QGridLayout()
        grid.setSpacing(SPACE // 2)
        for place, toggle in enumerate(self._toggles):
            toggle.clicked.connect(self._toggled)
            grid.addWidget(toggle, place // _ABREAST, place % _ABREAST)
        below.addLayout(grid)
        below.addWidget(self._empty)
        below.addWidget(self._list, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * SPACE, 2 * SPACE, 2 * SPACE, SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self._head)
        column.addWidget(self._below, 1)

    @Slot(object, object, str, object)
    def show_member(
        self,
        file: MemberFile | None,
        entries: tuple[OutboxEntry, ...],
        guideline_code: str,
        now: datetime,
        alike: str = "",
    ) -> None:
        """Show a member, or that nothing was read yet; decisions of ours on the way stand on top as waiting. `alike` says
        whom their name may be taken for."""
        self._head.show_standing(file, guideline_code, now)
        self._head.show_alike(alike)
        self._model.show_history(file.history if file else (), entries, now)
        something = file is not None or self._model.total > 0
        if something:
            self._below.show()
        self._show_filter()
        self._show_empty()  # while the part below is to be seen, so that the focus finds its way
        self._below.setVisible(something)
        self._list.scrollToTop()

    @property
    def kind(self) -> str:
        """What the history is narrowed to, a key of words.FILTERS."""
        return self._model.kind

    def look_like(self, other: "MemberPane") -> None:
        """Narrow the history as another pane of this kind does."""
        if other.kind != self.kind:
            self._narrow(other.kind)

    def cycle_filter(self) -> str:
        """Narrow the history to the next kind there is something of; which one it is now."""
        counts = self._model.counts()
        keys = [key for key, _ in words.FILTERS if key in ("all", self._model.kind) or counts[key]]
        self._narrow(keys[(keys.index(self._model.kind) + 1) % len(keys)])
        return self._model.kind

    @Slot()
    def _toggled(self) -> None:
        sender = self.sender()
        if isinstance(sender, Toggle):
            self._narrow(sender.key)

    def _narrow(self, kind: str) -> None:
        self._model.narrow(kind)
        self._show_filter()
        self._show_empty()
        self.filtered.emit(words.narrowed(kind, self._model.rowCount(), self._model.total))

    @Slot(QModelIndex)
    def _opened(self, index: QModelIndex) -> None:
        entry = self._model.entry(index.row())
        if entry is not None:
            self.line_opened.emit(entry)

    def _show_filter(self) -> None:
        counts = self._model.counts()
        counts["all"] = self._model.total
        for toggle in self._toggles:
            toggle.setChecked(toggle.key == self._model.kind)
            toggle.say(counts[toggle.key])

    def _show_empty(self) -> None:
        nothing = self._model.rowCount() == 0
        self._empty.setText(words.EMPTY_KIND if self._model.total else words.EMPTY)
        self._empty.setVisible(nothing)
        show_or_stand_in(self, self._list, not nothing)


class _History(QListView):
    """The list of history; nothing in it is edited or dragged."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "quiet")
        self.setUniformItemSizes(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(SPACE * 12)
        named(self, words.HISTORY, words.HISTORY_HINT)
