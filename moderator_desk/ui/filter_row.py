"""Search line and filters over the queue."""

from PySide6.QtCore import QPointF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from moderator_desk.content.visible import one_line
from moderator_desk.models.queue import QueueFacets, QueueFilter
from moderator_desk.ui.safe import SafeLine, named
from moderator_desk.ui.theme import SPACE, current
from moderator_desk.ui.words import queue as words
from moderator_desk.ui.words.languages import language_words

_SEARCH_PAUSE_MS = 150


class FilterBox(QComboBox):
    """A choice with a mark of its own: the style's has a raised corner that belongs to no theme of ours."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(current().dim))
        x, y = self.width() - 3 * SPACE, self.height() / 2
        painter.drawPolygon([QPointF(x - 4, y - 2), QPointF(x + 4, y - 2), QPointF(x, y + 3)])
        painter.end()


class FilterRow(QWidget):
    """changed(QueueFilter) soon after typing or at once after a choice; done() when Enter or Esc leaves the line."""

    changed = Signal(object)
    done = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._search = SafeLine(words.SEARCH)
        named(self._search, "Search the queue")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_SEARCH_PAUSE_MS)
        self._pause.timeout.connect(self._tell)
        self._search.textChanged.connect(self._typed)
        self._search.returnPressed.connect(self._leave)
        self._guideline = self._combo("Guideline")
        self._severity = self._combo("Severity")
        self._language = self._combo("Language")
        self._account = self._combo("Every account")
        self._account.hide()
        self._show = self._combo("Show")
        self._show.clear()
        for code, word in words.SHOW.items():
            self._show.addItem(word, code)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(SPACE)
        grid.addWidget(self._search, 0, 0, 1, 2)
        grid.addWidget(self._account, 3, 0, 1, 2)
        for n, box in enumerate((self._guideline, self._severity, self._language, self._show)):
            grid.addWidget(box, 1 + n // 2, n % 2)

    def _combo(self, name: str) -> QComboBox:
        box = FilterBox()
        box.addItem(name, "")
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(6)
        box.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        box.activated.connect(self._tell)
        named(box, f"Filter: {name}")
        return box

    def focus_search(self) -> None:
        """Focus in the search line, its text selected."""
        self._search.setFocus()
        self._search.selectAll()

    def clear(self) -> None:
        """No search and no filters."""
        self._search.clear()
        for box in (self._guideline, self._severity, self._language, self._show, self._account):
            box.setCurrentIndex(0)
        self._tell()

    def show_facets(self, facets: QueueFacets) -> None:
        """Offer what the queue holds, keeping what is chosen."""
        self._offer(
            self._guideline, "Guideline", [(code, code, number) for code, number in facets.guidelines]
        )
        severities = [(code, words.severity_words(code), number) for code, number in facets.severities]
        self._offer(self._severity, "Severity", severities)
        languages = [(code, language_words(code), number) for code, number in facets.languages]
        self._offer(self._language, "Language", languages)

    def show_accounts(self, found: list[tuple[str, str]]) -> None:
        """Offer these accounts, id and name; hidden while there is only one."""
        chosen = self._account.currentData() or ""
        self._account.clear()
        self._account.addItem("Every account", "")
        for account, name in found:
            self._account.addItem(one_line(name, 40), account)
        self._account.setVisible(len(found) > 1)
        self._account.setCurrentIndex(max(self._account.findData(chosen if len(found) > 1 else ""), 0))
        if (self._account.currentData() or "") != chosen:
            self._tell()

    def next_account(self) -> bool:
        """The next account alone, after the last all of them; False when there is only one."""
        if self._account.count() <= 2:
            return False
        self._account.setCurrentIndex((self._account.currentIndex() + 1) % self._account.count())
        self._tell()
        return True

    def _offer(self, box: QComboBox, name: str, found: list[tuple[str, str, int]]) -> None:
        chosen = box.currentData()
        entries = [(name, "")] + [(f"{word} ({number:,})", code) for code, word, number in found]
        same = entries == [(box.itemText(n), box.itemData(n)) for n in range(box.count())]
        if same or box.view().isVisible():
            return
        box.clear()
        for text, code in entries:
            box.addItem(text, code)
        box.setCurrentIndex(max(box.findData(chosen), 0))

    def wanted(self) -> QueueFilter:
        """The filter as it stands."""
        return QueueFilter(
            show=self._show.currentData() or "todo",
            guideline=self._guideline.currentData() or "",
            severity=self._severity.currentData() or "",
            language=self._language.currentData() or "",
            account=self._account.currentData() or "",
            words=self._search.text(),
        )

    @Slot(str)
    def _typed(self, _text: str) -> None:
        self._pause.start()

    @Slot()
    def _tell(self) -> None:
        self._pause.stop()
        self.changed.emit(self.wanted())

    @Slot()
    def _leave(self) -> None:
        self._tell()
        self.done.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.done.emit()
        else:
            super().keyPressEvent(event)
