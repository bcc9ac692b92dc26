"""The outbox: what waits and why, what came back, what was lately finished, and the keys that repair it."""

from datetime import datetime

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from moderator_desk.content.visible import one_line
from moderator_desk.models.values import OutboxEntry
from moderator_desk.ui.key_button import KeyButton
from moderator_desk.ui.live_keys import filled
from moderator_desk.ui.outbox_ways import way_of, ways
from moderator_desk.ui.safe import SafeLabel, named
from moderator_desk.ui.theme import SPACE, current
from moderator_desk.ui.words import outbox as words
from moderator_desk.ui.words.ages import ago

_ENTRY = Qt.ItemDataRole.UserRole + 1
_LINES = Qt.ItemDataRole.UserRole + 2
_Index = QModelIndex | QPersistentModelIndex


class OutboxListModel(QAbstractListModel):
    """The entries, unfinished first. The same entries again only repaint."""

    def __init__(self) -> None:
        super().__init__()
        self._entries: tuple[OutboxEntry, ...] = ()
        self._lines: list[tuple[str, str, str]] = []

    def take(self, entries: tuple[OutboxEntry, ...], now: datetime, names: dict[str, str]) -> bool:
        """Hold these; whether the rows are others than before."""
        lines = [_lines(entry, now, names) for entry in entries]
        if [each.id for each in entries] != [each.id for each in self._entries]:
            self.beginResetModel()
            self._entries, self._lines = entries, lines
            self.endResetModel()
            return True
        if entries != self._entries or lines != self._lines:
            self._entries, self._lines = entries, lines
            self.dataChanged.emit(self.index(0), self.index(len(entries) - 1))
        return False

    def entry(self, row: int) -> OutboxEntry | None:
        """The entry of a row."""
        return self._entries[row] if 0 <= row < len(self._entries) else None

    def row_of(self, entry_id: str) -> int:
        """The row of an entry, -1 without one."""
        return next((n for n, each in enumerate(self._entries) if each.id == entry_id), -1)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not 0 <= index.row() < len(self._entries):
            return None
        if role == _ENTRY:
            return self._entries[index.row()]
        lines = tuple(map(filled, self._lines[index.row()]))
        if role == _LINES:
            return lines
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return ". ".join(lines)
        return None


class OutboxDelegate(QStyledItemDelegate):
    """Two lines a row: what and where, then how it stands."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(120, 2 * option.fontMetrics.lineSpacing() + 4 * SPACE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        entry, lines = index.data(_ENTRY), index.data(_LINES)
        if not isinstance(entry, OutboxEntry):
            return
        theme, rect = current(), option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(theme.selection))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(theme.accent))
        painter.setPen(QColor(theme.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        area = rect.adjusted(3 * SPACE, 2 * SPACE - 2, -3 * SPACE, -2 * SPACE + 2)
        self._draw(painter, area, entry, lines, option.font)
        painter.restore()

    @staticmethod
    def _draw(
        painter: QPainter, area: QRect, entry: OutboxEntry, lines: tuple[str, str, str], font: QFont
    ) -> None:
        theme, plain, bold = current(), QFontMetrics(font), QFont(font)
        bold.setBold(True)
        what, where, state = lines
        done = entry.state in ("settled", "withdrawn", "rehearsed")
        painter.setFont(bold)
        painter.setPen(QColor(theme.dim if done else theme.text))
        painter.drawText(area.left(), area.top() + plain.ascent(), what)
        left = area.left() + QFontMetrics(bold).horizontalAdvance(what) + 3 * SPACE
        painter.setFont(font)
        painter.setPen(QColor(theme.dim))
        shown = plain.elidedText(where, Qt.TextElideMode.ElideRight, max(area.right() - left, 0))
        painter.drawText(left, area.top() + plain.ascent(), shown)
        tone = {"blocked": theme.warning, "settled": theme.good}.get(entry.state, theme.dim)
        if entry.why == "unconfirmed":
            tone = theme.warning
        painter.setPen(QColor(tone))
        shown = plain.elidedText(state, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area.left(), area.top() + plain.lineSpacing() + plain.ascent() + 1, shown)


class OutboxList(QListView):
    """The list; its letters are its own while it has the focus. way_wanted(way)."""

    way_wanted = Signal(str)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and way_of(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = way_of(event)
        if not way:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.way_wanted.emit(way)


class OutboxPane(QFrame):
    """What waits to be sent and what was lately finished.

    The five ...wanted(entry id) ask for a repair, case_wanted(CaseRef) for the case on the screen, left() for the case
    that was there before. Only what is possible for the chosen entry is asked for.
    """

    retry_wanted = Signal(str)
    withdraw_wanted = Signal(str)
    apply_again_wanted = Signal(str)
    hand_over_wanted = Signal(str)
    lift_wanted = Signal(str)
    case_wanted = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "pane")
        self._model = OutboxListModel()
        self.list = OutboxList()
        self.list.setProperty("role", "quiet")
        self.list.setModel(self._model)
        self._delegate = OutboxDelegate(self.list)
        self.list.setItemDelegate(self._delegate)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        named(self.list, words.TITLE)
        self._title = SafeLabel(words.TITLE, "title")
        self._empty = SafeLabel(words.EMPTY, "dim", wrap=True)
        self._said = SafeLabel("", "dim", wrap=True)
        self._buttons = {way: KeyButton(key, word) for way, key, word in words.KEYS}
        self._lay_out()
        self.list.way_wanted.connect(self._go)
        self.list.selectionModel().currentChanged.connect(self._current_changed)
        self.setFocusProxy(self.list)
        self._show_ways()

    def _lay_out(self) -> None:
        keys = QHBoxLayout()
        keys.setSpacing(SPACE)
        for way, button in self._buttons.items():
            button.setObjectName(way)
            button.clicked.connect(self._clicked)
            keys.addWidget(button)
        keys.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        for widget in (self._title, self._empty):
            column.addWidget(widget)
        column.addWidget(self.list, 1)
        column.addWidget(self._said)
        column.addLayout(keys)

    def show_entries(
        self,
        unfinished: tuple[OutboxEntry, ...],
        finished: tuple[OutboxEntry, ...],
        now: datetime,
        names: dict[str, str],
    ) -> None:
        """Show what waits and what is done; the chosen entry stays chosen. `names` are the accounts'."""
        before = self.chosen()
        row = self.list.currentIndex().row()
        entries = (*unfinished, *finished)
        if self._model.take(entries, now, names) and entries:
            kept = self._model.row_of(before.id) if before else -1
            row = kept if kept >= 0 else min(max(row, 0), len(entries) - 1)
            self.list.setCurrentIndex(self._model.index(row))
        self._empty.setVisible(not unfinished)
        self._show_ways()

    def chosen(self) -> OutboxEntry | None:
        """The entry the keys act on."""
        return self._model.entry(self.list.currentIndex().row())

    @Slot()
    def _current_changed(self) -> None:
        self._show_ways()

    def _show_ways(self) -> None:
        entry = self.chosen()
        possible = ways(entry)
        for way, button in self._buttons.items():
            button.setVisible(way in possible)
        said = words.said_words(one_line(entry.detail, 300)) if entry and entry.detail else ""
        self._said.setText(said)
        self._said.setVisible(bool(said))

    @Slot()
    def _clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, KeyButton):
            self._go(sender.objectName())

    @Slot(str)
    def _go(self, way: str) -> None:
        entry = self.chosen()
        if way not in ways(entry):
            return
        if way == "leave":
            self.left.emit()
        elif entry is not None and way == "open":
            self.case_wanted.emit(entry.ref)
        elif entry is not None:
            signal = {
                "retry": self.retry_wanted,
                "withdraw": self.withdraw_wanted,
                "apply-again": self.apply_again_wanted,
                "lift": self.lift_wanted,
            }.get(way, self.hand_over_wanted)
            signal.emit(entry.id)


def _lines(entry: OutboxEntry, now: datetime, names: dict[str, str]) -> tuple[str, str, str]:
    age = ago(entry.created_at, now)
    parts = [one_line(entry.case_id, 60), one_line(names.get(entry.account, entry.account), 40), age]
    state = words.state_words(entry, now)
    return words.action_words(entry), " · ".join(filter(None, parts)), state
