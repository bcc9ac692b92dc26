"""Words with a head line: messages around an item, notes, earlier decisions. Plain text, each in a room of its own."""

from datetime import datetime

from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from moderator_desk.models.values import Case, ContextMessage
from moderator_desk.ui.pool import Pool
from moderator_desk.ui.safe import SafeLabel, SafeText, named
from moderator_desk.ui.theme import SPACE, current
from moderator_desk.ui.words import case as words

MOST_EACH_SIDE = 8
_LIMIT = 3_000
_LINES = 5


class Saying(QWidget):
    """A head line and the words under it, with a stroke at its left; the reported member's own are stroked in accent."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, 0, 0, 0)
        column.setSpacing(0)
        self._head = SafeLabel(role="dim")
        self._head.setContentsMargins(SPACE, 0, 0, 0)  # in line with the words below
        self._text = SafeText()
        self._text.fit_height(_LINES)
        self._has_words = False
        self._marked = self._covered = False
        column.addWidget(self._head)
        column.addWidget(self._text)

    def say(self, head: str, text: str, *, marked: bool = False) -> None:
        """Show a head line and, when there are any, words."""
        self._head.setText(head)
        self._has_words = bool(text)
        self._text.setVisible(self._has_words and not self._covered)
        if text:
            self._text.show_text(text, limit=_LIMIT)
            named(self._text, head)
        if marked != self._marked:
            self._marked = marked
            self.update()

    def set_reveal(self, on: bool) -> None:
        """Show joiners and variation selectors too."""
        self._text.set_reveal(on)

    def set_covered(self, on: bool) -> None:
        """Show the head line alone."""
        self._covered = on
        self._text.setVisible(self._has_words and not on)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = current()
        width = 3 if self._marked else 1
        QPainter(self).fillRect(
            0, 2, width, self.height() - 4, QColor(look.accent if self._marked else look.line)
        )


class ThreadView(QWidget):
    """The messages before and after the item, with the item's own place between them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(SafeLabel(words.THREAD, "heading"))
        inner = QVBoxLayout()
        inner.setSpacing(SPACE)
        column.addLayout(inner)
        self._sayings = Pool(inner, Saying)
        self.hide()

    def show_thread(self, case: Case, now: datetime) -> None:
        """Show what stands around the item; hidden when nothing does."""
        context = () if case.sealed else case.context
        lines = _lines(case, context, now) if context else []
        for saying, (head, text, marked) in zip(self._sayings.take(len(lines)), lines, strict=True):
            saying.say(head, text, marked=marked)
        self.setVisible(bool(context))

    def set_reveal(self, on: bool) -> None:
        """Show joiners and variation selectors too."""
        for saying in self._sayings.used():
            saying.set_reveal(on)

    def set_covered(self, on: bool) -> None:
        """Show who wrote and when, and no words."""
        for saying in self._sayings.used():
            saying.set_covered(on)


def _lines(case: Case, context: tuple[ContextMessage, ...], now: datetime) -> list[tuple[str, str, bool]]:
    """Head, words and mark of every line, the reported item's place among them."""
    before = [each for each in context if each.position != "after"]
    after = [each for each in context if each.position == "after"]
    lines: list[tuple[str, str, bool]] = []
    kept = [each for each in before if each.position == "parent"] + [
        each for each in before if each.position != "parent"
    ][-MOST_EACH_SIDE:]
    if len(before) > len(kept):
        lines.append((words.left_out(len(before) - len(kept), "before"), "", False))
    lines += [_line(case, each, now) for each in kept]
    lines.append((words.THIS_ITEM, "", True))
    lines += [_line(case, each, now) for each in after[:MOST_EACH_SIDE]]
    if len(after) > MOST_EACH_SIDE:
        lines.append((words.left_out(len(after) - MOST_EACH_SIDE, "after"), "", False))
    return lines


def _line(case: Case, message: ContextMessage, now: datetime) -> tuple[str, str, bool]:
    own = message.author.id == case.item.author.id
    parent = message.position == "parent"
    head = words.message_head(message.author, message.at, now, reported=own, parent=parent)
    return head, message.text or words.NO_TEXT, False
