"""Every wording of the item that was seen, over the case: the list at the left, what each changed at the right."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QVBoxLayout, QWidget

from moderator_desk.models.values import Wording
from moderator_desk.ui.diff_text import DiffText
from moderator_desk.ui.over import EDGE, Over
from moderator_desk.ui.safe import SafeLabel, named
from moderator_desk.ui.theme import SPACE
from moderator_desk.ui.words import wordings as words

_LIST_WIDTH = 220
_LONGEST_DIFF = 12_000
"""Characters of two wordings together beyond which a diff would keep the window waiting: the wording stands alone."""


class WordingsSheet(Over):
    """Up and Down choose a wording. left(): Esc closed it."""

    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._wordings: tuple[Wording, ...] = ()
        self._list = QListWidget()
        self._list.setProperty("role", "quiet")
        self._list.setFixedWidth(_LIST_WIDTH)
        self._list.currentRowChanged.connect(self._show)
        named(self._list, words.LIST)
        self._heading = SafeLabel(role="heading")
        self._text = DiffText()
        named(self, words.TITLE, words.KEYS)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(SafeLabel(words.TITLE, "title"), 1)
        head.addWidget(SafeLabel(words.KEYS, "dim"))
        right = QVBoxLayout()
        right.setSpacing(SPACE)
        right.addWidget(self._heading)
        right.addWidget(self._text, 1)
        columns = QHBoxLayout()
        columns.setSpacing(3 * SPACE)
        columns.addWidget(self._list)
        columns.addLayout(right, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(4 * SPACE, 3 * SPACE, 4 * SPACE, 4 * SPACE)
        outer.setSpacing(2 * SPACE)
        outer.addLayout(head)
        outer.addLayout(columns, 1)

    def open_on(self, wordings: tuple[Wording, ...], now: datetime) -> None:
        """Show these, the earliest first; the last one is chosen."""
        self._wordings = wordings
        self._list.clear()
        for place, each in enumerate(wordings):
            self._list.addItem(words.wording_line(place, len(wordings), each.at, now))
        self._list.setCurrentRow(len(wordings) - 1)
        self.lay_over()
        self._list.setFocus()

    def shown(self) -> tuple[list[str], str]:
        """The list's lines, and the text beside them as it is seen."""
        lines = [self._list.item(row).text() for row in range(self._list.count())]
        return lines, self._text.toPlainText()

    def wanted(self) -> tuple[int, int]:
        """Room for two paragraphs, and no wider than a text is read with ease."""
        area = self._over.rect()
        return min(area.width() - 4 * EDGE, 900), min(area.height() - 3 * EDGE, 460)

    @Slot(int)
    def _show(self, row: int) -> None:
        if not 0 <= row < len(self._wordings):
            return
        text = self._wordings[row].text
        before = self._wordings[row - 1].text if row else text
        whole = len(before) + len(text) > _LONGEST_DIFF
        self._heading.setText(words.heading(row, whole=whole))
        named(self._text, words.heading(row, whole=whole))
        self._text.show_diff(text if whole else before, text, text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_sheet()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays on the sheet: what is beneath is not to be worked unseen."""
        (self._text if self._list.hasFocus() else self._list).setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def close_sheet(self) -> None:
        """Put it away."""
        if not self.isHidden():
            self.hide()
            self._wordings = ()
            self._list.clear()
            self._text.forget()
            self.left.emit()
