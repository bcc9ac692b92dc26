"""The palette: every command by name, with its key, and why one cannot be used just now."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from moderator_desk.commands import COMMANDS, Command, Keys, find
from moderator_desk.ui.live_keys import filled
from moderator_desk.ui.safe import SafeLine, named
from moderator_desk.ui.search_sheet import CODE, SearchSheet
from moderator_desk.ui.theme import SPACE, current

_WHY = Qt.ItemDataRole.UserRole + 1
_KEY = Qt.ItemDataRole.UserRole + 2


class PaletteDelegate(QStyledItemDelegate):
    """A command on one line: title left, the reason it is shut in the middle, the key on the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:  # type: ignore[override]
        return QSize(200, option.fontMetrics.lineSpacing() + 3 * SPACE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:  # type: ignore[override]
        theme = current()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(option.rect, QColor(theme.selection))
        area = option.rect.adjusted(3 * SPACE, 0, -3 * SPACE, 0)
        why, key = index.data(_WHY), index.data(_KEY)
        metrics = option.fontMetrics
        painter.setFont(option.font)
        painter.setPen(QColor(theme.dim if why else theme.text))
        middle = Qt.AlignmentFlag.AlignVCenter
        title = str(index.data(Qt.ItemDataRole.DisplayRole))
        painter.drawText(area, middle | Qt.AlignmentFlag.AlignLeft, title)
        if key:
            painter.setPen(QColor(theme.dim))
            painter.drawText(area, middle | Qt.AlignmentFlag.AlignRight, key)
        if why:
            left = metrics.horizontalAdvance(title) + 6 * SPACE
            right = metrics.horizontalAdvance(key) + 6 * SPACE
            room = area.adjusted(left, 0, -right, 0)
            painter.setPen(QColor(theme.warning))
            said = metrics.elidedText(why, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, middle | Qt.AlignmentFlag.AlignLeft, said)


class Palette(SearchSheet):
    """Every command, or the likely ones. run_wanted(command id)."""

    run_wanted = Signal(str)
    title = "Commands"

    def __init__(self, parent: QWidget, why_not: Callable[[str], str]) -> None:
        line = SafeLine("Type a command")
        named(line, "Command to run")
        super().__init__(parent, line)
        self._why_not = why_not
        self._keys = Keys({})
        self._recent: tuple[str, ...] = ()
        self._list.setItemDelegate(PaletteDelegate(self._list))

    def open(self, keys: Keys) -> None:
        """Show it over the window, all commands listed."""
        self._keys = keys
        self.begin()

    def wanted(self) -> tuple[int, int]:
        """A line and some ten commands."""
        return 620, 440

    def lines(self, query: str) -> list[QListWidgetItem]:
        return [self._item(command) for command in find(query, COMMANDS, self._recent)]

    def _item(self, command: Command) -> QListWidgetItem:
        why, key = filled(self._why_not(command.id)), self._keys.first(command.id)
        item = QListWidgetItem(command.title)
        item.setData(CODE, command.id)
        item.setData(_WHY, why)
        item.setData(_KEY, key)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(filter(None, (command.title, key, why))))
        return item

    def take(self, code: str) -> None:
        self._recent = (code, *(each for each in self._recent if each != code))[:8]
        self.run_wanted.emit(code)
