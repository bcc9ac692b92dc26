"""The only room where widgets that can hold text are made: plain text always, hidden characters shown, layout capped.

A default label draws markup and loads local images named in its text, a tool tip guesses, an editor freezes on one long
line. So the rest of ui/ builds from these and nothing else; a test reads the source for strays.
"""

import html
import math

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QResizeEvent,
    QShowEvent,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QSizePolicy, QTextEdit, QWidget

from moderator_desk.content.visible import LIMIT, ShownText, show_text
from moderator_desk.models.values import Span
from moderator_desk.ui.live_keys import names_keys
from moderator_desk.ui.theme import current

_SURELY_SCROLLS = 6_000
"""Letters that no field of ours shows without a scroll bar."""


@names_keys
def set_tip(widget: QWidget, text: str) -> None:
    """A tool tip in which nothing is markup; a screen reader is told it as plain words, unless it has better ones."""
    escaped = html.escape(text)
    if widget.accessibleDescription() in ("", widget.property("tip")):
        widget.setAccessibleDescription(text)
    widget.setProperty("tip", text)
    widget.setToolTip(f"<span>{escaped}</span>" if text else "")


@names_keys
def named(widget: QWidget, name: str, description: str = "") -> None:
    """What a screen reader says of a widget."""
    widget.setAccessibleName(name)
    if description:
        widget.setAccessibleDescription(description)


_OVERHANG = 4
"""Pixels by which the last letter of a label may stand out over its advance, and what rounding takes."""


class SafeLabel(QLabel):
    """A label for plain text. Without `wrap` it keeps to one line and ends in an ellipsis where room is short; its full
    text is then in the tip."""

    def __init__(
        self, text: str = "", role: str = "", parent: QWidget | None = None, *, wrap: bool = False
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self._full = self._told = ""
        self._hint: QSize | None = None
        self._wraps = wrap
        self.setWordWrap(wrap)
        if role:
            self.setProperty("role", role)
        if not wrap:
            self.setMinimumWidth(0)
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setText(text)

    @names_keys
    def setText(self, text: str) -> None:
        """Show this text; nothing happens when it is there already."""
        if text == self._full and text:
            return
        self._full, self._hint = text, None
        self._show()
        self.updateGeometry()

    def full_text(self) -> str:
        """The text whole, however much of it there is room for."""
        return self._full

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._wraps:
            self._show()  # what was set while hidden has not been fitted yet

    def sizeHint(self) -> QSize:
        self.ensurePolished()  # a bold role is wider, and the style gives it only then
        if self._wraps:
            return super().sizeHint()
        if self._hint is None:  # layouts ask again and again
            margins = self.contentsMargins()
            width = self.fontMetrics().horizontalAdvance(self._full) + margins.left() + margins.right()
            self._hint = QSize(width + _OVERHANG, super().sizeHint().height())
        return self._hint

    def changeEvent(self, event: QEvent) -> None:
        self._hint = None  # another font or style
        super().changeEvent(event)

    def minimumSizeHint(self) -> QSize:
        if self._wraps:
            return super().minimumSizeHint()
        short = self.property("role") in ("chip", "key")
        return QSize(self.sizeHint().width() if short else 16, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._wraps:
            self._show()

    def _show(self) -> None:
        text = self._full
        if not self._wraps and self.width() > 0:
            room = self.contentsRect().width()
            if self.isVisible() and self.fontMetrics().horizontalAdvance(text) > room:
                text = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, max(room, 0))
                set_tip(self, self._full)
            elif self.toolTip():
                set_tip(self, "")
            self._tell(self._full if text != self._full else "")
        super().setText(text)

    def _tell(self, name: str) -> None:
        """A screen reader reads the whole of a text that is cut off, unless somebody named this label otherwise."""
        if name != self._told and self.accessibleName() == self._told:
            self._told = name
            self.setAccessibleName(name)


class SafeText(QPlainTextEdit):
    """Reported text to read and select: plain, capped, hidden characters as tokens, direction by each paragraph."""

    def __init__(self, parent: QWidget | None = None, *, role: str = "quiet") -> None:
        super().__init__(parent)
        self.setProperty("role", role)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setAcceptDrops(False)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(4)
        option = self.document().defaultTextOption()
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        self.document().setDefaultTextOption(option)
        self._raw: str | None = None
        self._shown: ShownText = show_text("")
        self._reveal = False
        self._limit = LIMIT
        self._most_lines = 0
        self._marked: tuple[Span, ...] = ()
        self._found: tuple[Span, ...] = ()

    def show_text(self, raw: str, *, limit: int = LIMIT) -> None:
        """Show a text as stored; the same text again costs nothing."""
        if raw == self._raw and limit == self._limit:
            return
        self._raw, self._limit = raw, limit
        self._lay_out()

    def set_reveal(self, on: bool) -> None:
        """Show joiners and variation selectors too."""
        if on != self._reveal:
            self._reveal = on
            self._lay_out()

    def shown(self) -> ShownText:
        """What is on the screen, with what was left out and marked."""
        return self._shown

    def selected_span(self) -> tuple[int, int] | None:
        """The selection as offsets in the stored text, or None."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return None
        start, end = (
            self._shown.raw_offset(cursor.selectionStart()),
            self._shown.raw_offset(cursor.selectionEnd()),
        )
        return (start, end) if end > start else None

    def mark_spans(self, spans: tuple[Span, ...]) -> None:
        """Highlight parts of the stored text."""
        self._marked = spans
        self._select()

    def mark_found(self, spans: tuple[Span, ...]) -> None:
        """Underline parts of the stored text that something was found in."""
        self._found = spans
        self._select()

    def _select(self) -> None:
        marks = []
        for place, span in enumerate((*self._found, *self._marked)):
            mark = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.document())
            end = self.document().characterCount() - 1
            cursor.setPosition(min(self._shown.shown_offset(span.start), end))
            cursor.setPosition(min(self._shown.shown_offset(span.end), end), QTextCursor.MoveMode.KeepAnchor)
            style = QTextCharFormat()
            if place >= len(self._found):
                style.setBackground(QColor(current().mark))
            style.setFontUnderline(True)
            mark.cursor, mark.format = cursor, style
            marks.append(mark)
        self.setExtraSelections(marks)

    def fit_height(self, most_lines: int) -> None:
        """Grow with the text up to this many lines, and scroll inside beyond."""
        self._most_lines = most_lines
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._fit()

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy takes along plain text as stored, and no markup."""
        data = QMimeData()
        span = self.selected_span()
        data.setText(self._raw[span[0] : span[1]] if span and self._raw is not None else "")
        return data

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def _lay_out(self) -> None:
        self._shown = show_text(self._raw or "", limit=self._limit, reveal=self._reveal)
        text = self._shown.text.encode("utf-8", "replace").decode() if self._raw else ""
        left = f"\n… {self._shown.cut:,} more characters are not laid out." if self._shown.cut else ""
        option = self.document().defaultTextOption()
        start = QTextDocument(text[:500])  # kept alive: a block of a document that is gone crashes
        right = start.firstBlock().textDirection() == Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        if option.alignment() != side:  # a plain document knows one side for all its paragraphs
            self.clear()  # or the old text would be laid out once more
            option.setAlignment(side)
            self.document().setDefaultTextOption(option)
        if self._most_lines:
            # a bar that comes when the text is there makes it be laid out twice
            bar = Qt.ScrollBarPolicy
            long = len(text) > _SURELY_SCROLLS
            self.setVerticalScrollBarPolicy(bar.ScrollBarAlwaysOn if long else bar.ScrollBarAsNeeded)
        self.setPlainText(text + left)
        self._marked = self._found = ()
        self.setExtraSelections([])
        self._fit()

    def _fit(self) -> None:
        if not self._most_lines or self.viewport().width() < 20:
            return
        lines, high = 0, 0.0
        block = self.document().firstBlock()
        while block.isValid() and lines < self._most_lines:
            self.blockBoundingRect(block)  # lays the paragraph out at the present width
            here = min(max(block.layout().lineCount(), 1), self._most_lines - lines)
            last = block.layout().lineAt(here - 1)  # scripts differ in height, so lines are measured
            high += last.rect().bottom() if last.isValid() else self.fontMetrics().lineSpacing()
            lines += here
            block = block.next()
        height = math.ceil(high) + 2 * round(self.document().documentMargin())
        wanted = height + 2 * self.frameWidth() + 4
        if self.height() != wanted or self.minimumHeight() != wanted:
            self.setFixedHeight(wanted)


class SafeEdit(QPlainTextEdit):
    """A field for the moderator's own words: plain text in, plain text out. Tab moves on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option = self.document().defaultTextOption()
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        self.document().setDefaultTextOption(option)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste takes the plain text only."""
        if source.hasText():
            self.insertPlainText(source.text())


class SafeLine(QLineEdit):
    """One line for the moderator's own words."""

    setPlaceholderText = names_keys(QLineEdit.setPlaceholderText)

    def __init__(self, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
