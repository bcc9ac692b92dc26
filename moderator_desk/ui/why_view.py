"""Why less is not enough: a reason of the guideline set by its digit, with a moderator's own words if wanted."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from moderator_desk.content.visible import one_line
from moderator_desk.models.values import Reason
from moderator_desk.ui.choices import Choices
from moderator_desk.ui.field_keys import FieldKeys
from moderator_desk.ui.safe import SafeLine
from moderator_desk.ui.theme import SPACE
from moderator_desk.ui.words import decision as words

_LENGTH = 200


class WhyView(QWidget):
    """The reasons by number over a line for words. While the line is empty its digits choose; the line alone is there
    where a set has no reasons. changed(): another reason, or other words."""

    changed = Signal()

    def __init__(self, keys: FieldKeys) -> None:
        super().__init__()
        self._reasons: tuple[Reason, ...] = ()
        self._row = Choices(words.REASON, lines=True)
        self._row.setFocusPolicy(
            Qt.FocusPolicy.ClickFocus
        )  # its digits act in the line: no stop of its own for Tab
        self.line = SafeLine(words.REASON_HINT)
        keys.watch(self.line)
        self.line.installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE // 2)
        column.addWidget(self._row)
        column.addWidget(self.line)
        self._row.chosen.connect(self._chosen)
        self.line.textChanged.connect(self.changed)

    def ask(self, reasons: tuple[Reason, ...]) -> None:
        """Begin anew, with these to choose from."""
        self._reasons = reasons[:9]
        self._row.show_options(tuple(one_line(each.text, _LENGTH) for each in self._reasons), -1)
        self._row.setVisible(bool(reasons))
        self.line.setPlaceholderText(words.WHY_HINT if reasons else words.REASON_HINT)
        self.line.clear()

    def take_up(self, code: str, said: str) -> None:
        """A reason that was given before: `said` is the sentence of the set with the words behind it."""
        row = next((n for n, each in enumerate(self._reasons) if each.code == code), -1)
        sentence = self._reasons[row].text if row >= 0 else ""
        self._row.choose(row)
        self.line.setText(said.removeprefix(sentence).strip())

    @property
    def code(self) -> str:
        """The chosen reason's code, "" for none."""
        return self._reasons[self._row.current].code if self._row.current >= 0 else ""

    def words(self) -> str:
        """What is kept and sent as the reason: the set's sentence and the moderator's own words; "" for neither."""
        chosen = self._reasons[self._row.current].text if self._row.current >= 0 else ""
        return " ".join(part for part in (chosen, self.line.text().strip()) if part)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self.line or not isinstance(event, QKeyEvent) or self.line.text():
            return False
        digit = event.text() if "1" <= event.text() <= "9" else ""
        if not digit or int(digit) > len(self._reasons):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and not event.isAutoRepeat():
            self._row.choose(int(digit) - 1)
        return event.type() == QEvent.Type.KeyPress

    @Slot(int)
    def _chosen(self, _number: int) -> None:
        self.changed.emit()
