"""A note on the case, written in place."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from moderator_desk.ui.field_keys import FieldKeys
from moderator_desk.ui.key_button import KeyButton
from moderator_desk.ui.safe import SafeEdit, SafeLabel, named
from moderator_desk.ui.theme import SPACE
from moderator_desk.ui.words import decision as words

_LINES = 3


class NoteBar(QFrame):
    """Hidden until opened.

    noted(text): to be recorded, by Enter (Shift+Enter begins a new line); the bar stays until its owner closes it, so
    that a refused note is not lost. cancelled(): Esc closed it. typed(): its text is another. left(): it is about to
    close, for whatever reason, and still holds its text.
    """

    noted = Signal(str)
    cancelled = Signal()
    typed = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "bar")
        named(self, words.CASE_NOTE)
        self._field = SafeEdit()
        self._field.setFixedHeight(_LINES * self._field.fontMetrics().lineSpacing() + 4 * SPACE)
        self._keys = FieldKeys(self)
        self._keys.watch(self._field, plain_enter=True)
        self._keys.record.connect(self._record)
        self._keys.back.connect(self._leave)
        record = KeyButton("Enter", words.RECORD, primary=True)
        record.clicked.connect(self._record)
        close = KeyButton("Esc", words.CLOSE)
        close.clicked.connect(self._leave)
        self._record_button = record
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        self._drafted = SafeLabel("", "dim")
        head.addWidget(SafeLabel(words.CASE_NOTE, "title"))
        head.addWidget(self._drafted, 1)
        head.addWidget(close)
        head.addWidget(record)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addLayout(head)
        column.addWidget(self._field)
        self._field.textChanged.connect(self._typed)
        self._typed()
        self.hide()

    def open_bar(self, *, kept: bool = False, text: str = "", says: str = "") -> None:
        """Open with `text` in the field and the focus behind it; the key that opened it types nothing. `kept`: the
        platform has no notes, so that this one stays here. `says` stands beside the head."""
        hint = words.CASE_NOTE_KEPT if kept else words.CASE_NOTE_HINT
        self._field.setPlaceholderText(hint)
        named(self._field, words.CASE_NOTE, hint)
        self._field.setPlainText(text)
        self._field.moveCursor(QTextCursor.MoveOperation.End)
        self._drafted.setText(says)
        self._keys.guard()
        self.show()
        self.take_focus()

    @property
    def is_open(self) -> bool:
        """Whether it is to be seen."""
        return not self.isHidden()

    def text(self) -> str:
        """What was typed so far."""
        return self._field.toPlainText()

    def take_focus(self) -> None:
        """The focus into the field."""
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_bar(self) -> None:
        """Close it; what was typed is gone."""
        if self.is_open:
            self.left.emit()
            self.hide()

    @Slot()
    def _typed(self) -> None:
        self._record_button.set_off(not self._field.toPlainText().strip())
        self.typed.emit()

    @Slot()
    def _record(self) -> None:
        text = self._field.toPlainText().strip()
        if text:
            self.noted.emit(text)

    @Slot()
    def _leave(self) -> None:
        self.close_bar()
        self.cancelled.emit()
