"""A member's history as a list: two lines an entry, decisions of ours that are still on their way on top."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from moderator_desk.models.values import HistoryEntry, OutboxEntry
from moderator_desk.ui.painted_rows import PaintedRows
from moderator_desk.ui.theme import SPACE, current
from moderator_desk.ui.words import member as words
from moderator_desk.ui.words.ages import ago

_Index = QModelIndex | QPersistentModelIndex
LINE = Qt.ItemDataRole.UserRole
_TOP = QModelIndex()


@dataclass(frozen=True)
class HistoryLine:
    """One entry as shown: `group` is the filter it belongs to, `waiting` when the platform has not confirmed it."""

    head: str
    words: str
    age: str
    group: str
    waiting: bool = False


class HistoryListModel(QAbstractListModel):
    """The history narrowed to one kind; words are made only for lines that are looked at."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.kind = "all"
        self._all: tuple[HistoryEntry | OutboxEntry, ...] = ()
        self._rows: tuple[HistoryEntry | OutboxEntry, ...] = ()
        self._now = datetime.min

    @property
    def total(self) -> int:
        """How many entries there are of all kinds."""
        return len(self._all)

    def counts(self) -> Counter[str]:
        """How many entries there are of each kind."""
        return Counter(map(_group, self._all))

    def entry(self, row: int) -> HistoryEntry | OutboxEntry | None:
        """The entry behind a line, None for no such line."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def show_history(
        self, history: tuple[HistoryEntry, ...], entries: tuple[OutboxEntry, ...], now: datetime
    ) -> None:
        """Show this history, newest first, under the unconfirmed decisions among `entries`."""
        open_ = [
            each
            for each in entries
            if each.kind in ("decision", "reversal") and each.state in ("waiting", "sending", "blocked")
        ]
        newest = sorted(history, key=lambda each: each.at, reverse=True)
        self.beginResetModel()
        self._all = (*reversed(open_), *newest)
        self._now = now
        self._rows = self._narrowed()
        self.endResetModel()

    def narrow(self, kind: str) -> None:
        """Show only one kind, "all" for every kind."""
        if kind != self.kind:
            self.beginResetModel()
            self.kind = kind
            self._rows = self._narrowed()
            self.endResetModel()

    def _narrowed(self) -> tuple[HistoryEntry | OutboxEntry, ...]:
        if self.kind == "all":
            return self._all
        return tuple(each for each in self._all if _group(each) == self.kind)

    def rowCount(self, parent: _Index = _TOP) -> int:
        """How many entries are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The line under LINE; both its lines as text for screen readers."""
        if not 0 <= index.row() < len(self._rows):
            return None
        if role not in (LINE, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        line = self.line(index.row())
        return line if role == LINE else f"{line.head}, {line.age}. {line.words}"

    def line(self, row: int) -> HistoryLine:
        """One entry as shown."""
        entry = self._rows[row]
        if isinstance(entry, OutboxEntry):
            age = ago(entry.created_at, self._now)
            head, said = words.waiting_head(entry), words.waiting_words(entry)
            return HistoryLine(head, said, age, _group(entry), waiting=True)
        age = ago(entry.at, self._now)
        return HistoryLine(words.entry_head(entry), words.entry_words(entry), age, _group(entry))


class HistoryDelegate(QStyledItemDelegate):
    """Paints a line: what and how it ended, its age at the right, and under it in whose words."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows = PaintedRows()

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Two lines of text, as wide as the list."""
        return QSize(80, 2 * option.fontMetrics.height() + 2 * SPACE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one entry."""
        line = index.data(LINE)
        if not isinstance(line, HistoryLine):
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        font, ground = option.font, current().selection if chosen else current().pane
        what = (line, font.key())
        self._rows.draw(painter, option.rect, what, ground, lambda brush, rect: _row(brush, rect, line, font))


def _row(painter: QPainter, rect: QRect, line: HistoryLine, font: QFont) -> None:
    look, metrics = current(), QFontMetrics(font)
    painter.setFont(font)
    box = rect.adjusted(SPACE, SPACE - 1, -SPACE, -SPACE)
    high = metrics.height()
    age_width = metrics.horizontalAdvance(line.age)
    flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine)
    head = QRect(box.left(), box.top(), max(box.width() - age_width - 2 * SPACE, 0), high)
    painter.setPen(QColor(look.warning if line.waiting else look.text))
    painter.drawText(head, flags, metrics.elidedText(line.head, Qt.TextElideMode.ElideRight, head.width()))
    painter.setPen(QColor(look.dim))
    painter.drawText(QRect(box.right() - age_width, box.top(), age_width + 1, high), flags, line.age)
    below = QRect(box.left(), box.top() + high, box.width(), high)
    painter.drawText(below, flags, metrics.elidedText(line.words, Qt.TextElideMode.ElideRight, below.width()))
    painter.setPen(QColor(look.line))
    painter.drawLine(box.left(), rect.bottom(), box.right(), rect.bottom())


def _group(entry: HistoryEntry | OutboxEntry) -> str:
    return "decisions" if isinstance(entry, OutboxEntry) else words.group_of(entry.kind)
