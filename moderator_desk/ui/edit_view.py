"""The item's text to change, with the change under it as it grows."""

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from moderator_desk.content.contacts import contacts_in, is_quick
from moderator_desk.content.visible import LIMIT
from moderator_desk.models.values import Span
from moderator_desk.ui.diff_text import DiffText
from moderator_desk.ui.field_keys import FieldKeys
from moderator_desk.ui.key_button import KeyButton
from moderator_desk.ui.safe import SafeEdit, SafeLabel, named
from moderator_desk.ui.theme import SPACE
from moderator_desk.ui.words import decision as words
from moderator_desk.ui.words.contacts import IN_PLACE, take_out_words

_SMALL = 5_000
_PAUSE_MS = 120


class EditView(QWidget):
    """Shows a text, lets it be changed, and tells the change. changed(): by typing or by the redact button.

    Only the first 20,000 characters can be changed here; what follows stays as it is.
    """

    changed = Signal()

    def __init__(self, keys: FieldKeys) -> None:
        super().__init__()
        self._original = self._tail = self._laid_out = ""
        self._marked: tuple[tuple[int, str], ...] = ()
        self.field = SafeEdit()
        named(self.field, words.TEXT, words.FORM_HELP)
        keys.watch(self.field)
        self._diff = DiffText()
        named(self._diff, words.CHANGE)
        self._redact = KeyButton("M", words.REDACT)
        self._redact.clicked.connect(self.redact)
        self._contacts = KeyButton("", "")
        self._contacts.clicked.connect(self.take_out)
        self._tail_line = SafeLabel("", "dim", wrap=True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._show_change)
        self.field.textChanged.connect(self._typed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(self.field, 1)
        column.addWidget(self._tail_line)
        column.addWidget(self._redact)
        column.addWidget(self._contacts)
        column.addWidget(self._diff, 1)
        for text in (self.field, self._diff):
            # its own wish for height would push a notice below out of sight
            text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
            text.setMinimumHeight(2 * self.fontMetrics().lineSpacing() + 3 * SPACE)

    def show_edit(self, now: str, spans: tuple[Span, ...]) -> None:
        """Begin with the text as it is `now`; `spans` mark words of it."""
        self._original, self._tail = now, now[LIMIT:]
        self._marked = tuple((span.start, now[span.start : span.end]) for span in spans)
        self.field.setPlainText(now[:LIMIT].encode("utf-8", "replace").decode())
        self._laid_out = self._typed_text()
        self._tail_line.setText(words.STAYS.format(count=len(self._tail)))
        self._tail_line.setVisible(bool(self._tail))
        self._redact.setVisible(any(word for _, word in self._marked))
        self._pause.stop()
        self._show_change()

    def take_up(self, text: str) -> bool:
        """A text that was begun before, in the place of the present one; whether its end, which cannot be changed here,
        is that of the present text."""
        if not text.endswith(self._tail):
            return False
        self.field.setPlainText(text.removesuffix(self._tail))
        return True

    def new_text(self) -> str:
        """The whole text as it would be; the very same text while nothing was changed."""
        typed = self._typed_text()
        return self._original if typed == self._laid_out else typed + self._tail

    @property
    def is_changed(self) -> bool:
        """Whether the text differs from what it was."""
        return self.new_text() != self._original

    @Slot()
    def redact(self) -> None:
        """Put […] in the place of the marked words, from the last to the first so that the places keep."""
        text = self._typed_text()
        for start, word in sorted(self._marked, reverse=True):
            at = start if word and text[start : start + len(word)] == word else text.find(word)
            if word and at >= 0:
                text = text[:at] + words.REDACTED + text[at + len(word) :]
        if text != self._typed_text():
            self.field.selectAll()
            self.field.insertPlainText(text)  # unlike setPlainText, Ctrl+Z takes it back

    @Slot()
    def take_out(self, *, every: bool = True) -> bool:
        """Put a word for its kind in the place of every contact detail, or of the first one; whether there was one. From
        the last to the first, so that the places keep; all of it is one step for Ctrl+Z."""
        text, cursor = self._typed_text(), self.field.textCursor()
        found = contacts_in(text) if every else contacts_in(text)[:1]
        cursor.beginEditBlock()
        for each in reversed(found):
            cursor.setPosition(_units(text[: each.start]))
            cursor.setPosition(_units(text[: each.end]), QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(IN_PLACE[each.kind])
        cursor.endEditBlock()
        if found:
            self.field.setTextCursor(cursor)
            self.field.ensureCursorVisible()
        return bool(found)

    def show_key(self, key: str) -> None:
        """The key in force for taking out all of them."""
        self._contacts.set_key(key)

    @property
    def can_redact(self) -> bool:
        """Whether any words are marked."""
        return not self._redact.isHidden()

    def _typed_text(self) -> str:
        # toPlainText() would turn every no-break space into a plain one
        return self.field.document().toRawText().replace("\u2029", "\n")

    @Slot()
    def _typed(self) -> None:
        self._pause.setInterval(0 if len(self._original) < _SMALL else _PAUSE_MS)
        self._pause.start()
        self.changed.emit()

    @Slot()
    def _show_change(self) -> None:
        self._diff.show_diff(self._original, self.new_text(), words.NO_CHANGE)
        text = self._typed_text()
        at_once = is_quick(text)  # a longer one is looked through when the key or the button asks for it
        found = contacts_in(text) if at_once else ()
        self._contacts.setVisible(bool(found) or not at_once)
        self._contacts.set_word(take_out_words(found))


def _units(text: str) -> int:
    """How long a text is for Qt, which counts in units of UTF-16."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
