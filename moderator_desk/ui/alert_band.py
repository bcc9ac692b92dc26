"""The band over the panes while a life may be in danger and nobody has acknowledged it, and the line in which somebody's
name is written down."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from moderator_desk.ui.field_keys import FieldKeys
from moderator_desk.ui.key_button import KeyButton
from moderator_desk.ui.safe import SafeLabel, SafeLine, named
from moderator_desk.ui.theme import SPACE, give_role
from moderator_desk.ui.words import care as words
from moderator_desk.ui.words.decision import CLOSE, RECORD


class AlertBand(QFrame):
    """Hidden while there is nothing to say. noted(text): a name, by Enter. left(): Esc closed
    the line; the band stays."""

    noted = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        give_role(self, "banner-danger")
        self._word, self._text = SafeLabel("Life", "danger"), SafeLabel("", wrap=True)
        self._text.setMinimumWidth(1)
        self._ask = SafeLabel(words.ACKNOWLEDGE, "title")
        self.field = SafeLine(words.ACKNOWLEDGE_HINT)
        named(self.field, words.ACKNOWLEDGE, words.ACKNOWLEDGE_HINT)
        self._record, self._close = KeyButton("Enter", RECORD, primary=True), KeyButton("Esc", CLOSE)
        self._keys = FieldKeys(self)
        self._keys.watch(self.field)
        self._keys.record.connect(self._enter)
        self._keys.back.connect(self._leave)
        self._record.clicked.connect(self._enter)
        self._close.clicked.connect(self._leave)
        column, head, foot = QVBoxLayout(self), QHBoxLayout(), QHBoxLayout()
        column.setContentsMargins(4 * SPACE, SPACE + 1, 4 * SPACE, SPACE + 1)
        column.setSpacing(SPACE)
        for row, parts in (
            (head, (self._word, self._text)),
            (foot, (self._ask, self.field, self._close, self._record)),
        ):
            row.setSpacing(2 * SPACE)
            for part in parts:
                row.addWidget(part, 1 if part in (self._text, self.field) else 0)
            column.addLayout(row)
        self._show_line(False)
        self.hide()

    @property
    def is_open(self) -> bool:
        """Whether a name is asked for."""
        return not self.field.isHidden()

    def text(self) -> str:
        """What the band says."""
        return self._text.full_text()

    def show_alert(self, text: str) -> None:
        """Say this; "" says nothing any more."""
        self._word.setVisible(bool(text))
        self._text.setVisible(bool(text))
        if text != self.text():
            self._text.setText(text)
            named(self, text)
        self.setVisible(bool(text) or self.is_open)

    def ask(self, case_id: str) -> None:
        """Ask for the name of who has this case."""
        self._ask.setText(words.who_words(case_id))
        self.field.clear()
        self._keys.guard()
        self._show_line(True)
        self.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_line(self) -> None:
        """No name is asked for any more."""
        self._show_line(False)
        self.setVisible(bool(self.text()))

    def _show_line(self, shown: bool) -> None:
        for part in (self._ask, self.field, self._close, self._record):
            part.setVisible(shown)

    @Slot()
    def _enter(self) -> None:
        self.noted.emit(self.field.text().strip())

    @Slot()
    def _leave(self) -> None:
        self.close_line()
        self.left.emit()
