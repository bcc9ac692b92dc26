"""The two forms of the sheet of reporters: what somebody is told, and for how long their reports are left aside."""

from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from moderator_desk.models.values import Reporter
from moderator_desk.rules import fill
from moderator_desk.rules.reporters import MUTE_DAYS
from moderator_desk.ui.choices import Choices
from moderator_desk.ui.field_keys import FieldKeys
from moderator_desk.ui.key_button import KeyButton
from moderator_desk.ui.safe import SafeEdit, SafeLabel, SafeLine, named
from moderator_desk.ui.theme import SPACE
from moderator_desk.ui.words import reporters as words
from moderator_desk.ui.words.languages import language_words
from moderator_desk.ui.words.notices import appeal_words


class ReporterForm(QWidget):
    """A form of the sheet. recorded(): Enter or Ctrl+Enter; back(): Esc."""

    recorded = Signal()
    back = Signal()

    def __init__(self, record: str, keys: str) -> None:
        super().__init__()
        self._keys = FieldKeys(self)
        self._keys.record.connect(self.recorded)
        self._keys.back.connect(self.back)
        self._head = SafeLabel(role="heading")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE)
        self._column.addWidget(self._head)
        button = KeyButton("Ctrl+Enter" if keys == words.MESSAGE_KEYS else "Enter", record, primary=True)
        button.clicked.connect(self.recorded)
        back = KeyButton("Esc", words.CLOSE)
        back.clicked.connect(self.back)
        self._foot = QHBoxLayout()
        self._foot.addWidget(SafeLabel(keys, "dim"), 1)
        self._foot.addWidget(back)
        self._foot.addWidget(button)
        self.hide()


class WarnForm(ReporterForm):
    """The message, in the language that is chosen, filled and open to change."""

    def __init__(self) -> None:
        super().__init__(words.SEND, words.MESSAGE_KEYS)
        self._row = Choices(words.LANGUAGE, digits=False)
        self._field = SafeEdit()
        self._line = SafeLabel("", "dim", wrap=True)
        self._field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._field.setMinimumHeight(5 * self.fontMetrics().lineSpacing())
        self._keys.watch(self._field, self._row)
        for part in (self._row, self._field, self._line):
            self._column.addWidget(part, int(part is self._field))
        self._column.addLayout(self._foot)
        self._texts: Mapping[str, str] = {}
        self._codes: tuple[str, ...] = ()
        self._handle = self._filled = ""
        self._row.chosen.connect(self._choose)

    def begin(self, reporter: Reporter, texts: Mapping[str, str], languages: tuple[str, ...]) -> None:
        """Begin anew with the set's texts, in the first of `languages` there is, else in English."""
        self._head.setText(words.message_heading(reporter))
        named(self._field, words.message_heading(reporter), words.MESSAGE_KEYS)
        self._texts, self._handle = texts, reporter.handle or reporter.id
        likely = [code for each in (*languages, "en") if (code := each.split("-")[0]) in texts]
        self._codes = tuple(dict.fromkeys([*likely, *texts]))
        self._row.show_options(tuple(language_words(code) for code in self._codes), 0 if self._codes else -1)
        self._row.setVisible(bool(self._codes))
        self._line.setText("" if self._codes else words.NO_TEXT)
        self._line.setVisible(not self._codes)
        self._fill()
        self.show()
        self._keys.guard()
        self._field.setFocus()

    @property
    def language(self) -> str:
        """The code of the chosen language, "" where the set has no text."""
        row = self._row.current
        return self._codes[row] if 0 <= row < len(self._codes) else ""

    def text(self) -> str:
        """The message as it would be sent."""
        return self._field.toPlainText()

    def _fill(self) -> None:
        code = self.language
        values = {"handle": self._handle, "appeal": appeal_words(code)}
        self._filled = fill(self._texts.get(code, ""), values)
        self._field.setPlainText(self._filled)

    @Slot(int)
    def _choose(self, _number: int) -> None:
        self._fill()


class MuteForm(ReporterForm):
    """The length by digit, why, and what it does."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__(words.RECORD_MUTE, words.MUTE_KEYS)
        self._now = now
        self._row = Choices(words.LENGTH)
        self._why = SafeLine(words.WHY)
        named(self._why, words.WHY, words.MUTE_KEYS)
        self._says = SafeLabel("", "dim", wrap=True)
        self._says.setMinimumWidth(1)
        self._keys.watch(self._row, self._why)
        for part in (self._row, self._why, self._says):
            self._column.addWidget(part)
        self._column.addStretch(1)
        self._column.addLayout(self._foot)
        self._row.chosen.connect(self._tell)

    def begin(self, reporter: Reporter, days: int) -> None:
        """Begin anew, with the usual length chosen."""
        self._head.setText(words.mute_heading(reporter))
        self._row.show_options(tuple(map(words.days_words, MUTE_DAYS)), MUTE_DAYS.index(days))
        self._why.clear()
        self._tell()
        self.show()
        self._keys.guard()
        self._row.setFocus()

    @property
    def days(self) -> int:
        """The chosen length."""
        return MUTE_DAYS[self._row.current]

    def reason(self) -> str:
        """Why, in the moderator's words."""
        return self._why.text()

    @Slot()
    def _tell(self) -> None:
        self._says.setText(words.mute_says(self.days, self._now()))
