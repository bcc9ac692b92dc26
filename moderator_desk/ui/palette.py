"""The palette: every command by name, with its key, and why one cannot be used just now."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from moderator_desk.commands import COMMANDS, Command, Keys, find
from moderator_desk.ui.live_keys import filled
from moderator_desk.ui.over import Over
from moderator_desk.ui.safe import SafeLine, named
from moderator_desk.ui.theme import SPACE, current

_COMMAND = Qt.ItemDataRole.UserRole
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


class Palette(Over):
    """A search line over the list of commands, laid over the window. run_wanted(command id); left()."""

    run_wanted = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget, why_not: Callable[[str], str]) -> None:
        super().__init__(parent, top=56)
        self._why_not = why_not
        self._keys = Keys({})
        self._recent: tuple[str, ...] = ()
        self._line = SafeLine("Type a command")
        named(self._line, "Command to run")
        self._line.textChanged.connect(self._search)
        self._list = QListWidget()
        self._list.setProperty("role", "quiet")
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setItemDelegate(PaletteDelegate(self._list))
        self._list.itemClicked.connect(self._clicked)
        named(self._list, "Commands")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        layout.addWidget(self._line)
        layout.addWidget(self._list)

    def open(self, keys: Keys) -> None:
        """Show it over the window, all commands listed."""
        self._keys = keys
        self._line.clear()
        self._search("")
        self.lay_over()
        self._line.setFocus()

    def wanted(self) -> tuple[int, int]:
        """A line and some ten commands."""
        return 620, 440

    def found(self) -> list[str]:
        """The ids now listed, in order."""
        return [self._list.item(row).data(_COMMAND) for row in range(self._list.count())]

    @Slot(str)
    def _search(self, query: str) -> None:
        self._list.clear()
        for command in find(query, COMMANDS, self._recent):
            self._list.addItem(self._item(command))
        self._list.setCurrentRow(0)

    def _item(self, command: Command) -> QListWidgetItem:
        why, key = filled(self._why_not(command.id)), self._keys.first(command.id)
        item = QListWidgetItem(command.title)
        item.setData(_COMMAND, command.id)
        item.setData(_WHY, why)
        item.setData(_KEY, key)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(filter(None, (command.title, key, why))))
        return item

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_palette()
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
        command_id = item.data(_COMMAND)
        self._recent = (command_id, *(each for each in self._recent if each != command_id))[:8]
        self.close_palette()
        self.run_wanted.emit(command_id)

    def close_palette(self) -> None:
        """Hide it and give the focus back."""
        self.hide()
        self.left.emit()
