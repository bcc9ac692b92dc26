"""A note on the case, written in place."""

from PySide6.QtCore import Qt, Signal, Slot
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
    that a refused note is not lost. cancelled(): Esc closed it.
    """

    noted = Signal(str)
    cancelled = Signal()

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
        head.addWidget(SafeLabel(words.CASE_NOTE, "title"), 1)
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

    def open_bar(self, *, kept: bool = False) -> None:
        """Open with an empty field and the focus in it; the key that opened it types nothing. `kept`: the platform has no
        notes, so that this one stays here."""
        hint = words.CASE_NOTE_KEPT if kept else words.CASE_NOTE_HINT
        self._field.setPlaceholderText(hint)
        named(self._field, words.CASE_NOTE, hint)
        self._field.clear()
        self._keys.guard()
        self.show()
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def is_open(self) -> bool:
        """Whether it is to be seen."""
        return not self.isHidden()

    @Slot()
    def _typed(self) -> None:
        self._record_button.set_off(not self._field.toPlainText().strip())

    @Slot()
    def _record(self) -> None:
        text = self._field.toPlainText().strip()
        if text:
            self.noted.emit(text)

    @Slot()
    def _leave(self) -> None:
        self.hide()
        self.cancelled.emit()
