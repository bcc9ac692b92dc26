"""A sheet over the window: every language by name, to say in which one a case is."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from moderator_desk.ui.over import Over
from moderator_desk.ui.safe import SafeLabel, SafeLine, named
from moderator_desk.ui.theme import SPACE
from moderator_desk.ui.words import languages as words

_CODE = Qt.ItemDataRole.UserRole


class LanguageSheet(Over):
    """A search line over the list of languages. chosen(code): "" for none; left()."""

    chosen = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, top=56)
        self._likely: tuple[str, ...] = ()
        self._line = SafeLine(words.SHEET_LINE)
        named(self._line, words.SHEET, words.SHEET_LINE)
        self._line.textChanged.connect(self._search)
        self._list = QListWidget()
        self._list.setProperty("role", "quiet")
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.itemClicked.connect(self._take)
        named(self._list, words.SHEET)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        layout.addWidget(SafeLabel(words.SHEET, "heading"))
        layout.addWidget(self._line)
        layout.addWidget(self._list)

    def open(self, likely: tuple[str, ...]) -> None:
        """Show it, with the likely codes first."""
        self._likely = likely
        self._line.clear()
        self._search("")
        self.lay_over()
        self._line.setFocus()

    def wanted(self) -> tuple[int, int]:
        """A line and some dozen languages."""
        return 460, 440

    def found(self) -> list[str]:
        """The codes now listed, in order."""
        return [self._list.item(row).data(_CODE) for row in range(self._list.count())]

    @Slot(str)
    def _search(self, query: str) -> None:
        self._list.clear()
        wanted = query.strip().casefold()
        every = dict.fromkeys([*self._likely, "", *sorted(words.NAMES, key=words.NAMES.__getitem__)])
        for code in sorted(every, key=lambda each: _rank(each, wanted)):
            if _rank(code, wanted) < _NO_MATCH:
                name = words.language_words(code) if code else words.NOT_SET
                item = QListWidgetItem(f"{name}   {code}".rstrip())
                item.setData(_CODE, code)
                self._list.addItem(item)
        self._list.setCurrentRow(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            self._list.setCurrentRow(min(max(self._list.currentRow() + step, 0), self._list.count() - 1))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            item = self._list.currentItem()
            if item is not None:
                self._take(item)
        else:
            super().keyPressEvent(event)

    @Slot(QListWidgetItem)
    def _take(self, item: QListWidgetItem) -> None:
        code = str(item.data(_CODE))
        self._close()
        self.chosen.emit(code)

    def _close(self) -> None:
        self.hide()
        self.left.emit()


_NO_MATCH = 3


def _rank(code: str, wanted: str) -> int:
    """0 for the code itself, 1 for the beginning of a name, 2 for a part of one, _NO_MATCH for nothing of it. Without a
    query all are equal and keep their order."""
    name = words.language_words(code).casefold() if code else words.NOT_SET.casefold()
    if not wanted:
        return 1
    if code == wanted:
        return 0
    return 1 if name.startswith(wanted) else 2 if wanted in name else _NO_MATCH
