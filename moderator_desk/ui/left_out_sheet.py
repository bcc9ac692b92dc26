"""The sheet on which a moderator leaves guidelines out for today."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from moderator_desk.models.values import Guideline
from moderator_desk.ui.choices import Choices
from moderator_desk.ui.over import Over
from moderator_desk.ui.safe import SafeLabel, named
from moderator_desk.ui.theme import SPACE
from moderator_desk.ui.words import rest as words

_WIDTH = 620


class LeftOutSheet(Over):
    """Guidelines by digit. switched(code): leave it out, or let it in; left(): closed by Esc."""

    switched = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        named(self, words.OUT_TITLE, words.OUT_HINT)
        self._rules: tuple[Guideline, ...] = ()
        self.row = Choices(words.OUT_TITLE, lines=True)
        self.row.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        hint = SafeLabel(words.OUT_HINT, "dim", wrap=True)
        hint.setMinimumWidth(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(5 * SPACE, 4 * SPACE, 5 * SPACE, 4 * SPACE)
        column.setSpacing(3 * SPACE)
        for part in (SafeLabel(words.OUT_TITLE, "title"), self.row, hint):
            column.addWidget(part)

    def show_rules(self, rules: tuple[Guideline, ...], out: tuple[str, ...]) -> None:
        """The guidelines, and which are left out now."""
        self._rules = rules
        current = self.row.current if 0 <= self.row.current < len(rules) else 0
        self.row.show_options(
            tuple(words.option_words(rule, out=rule.code in out) for rule in rules), current
        )

    def open(self) -> None:
        """Lay it over the window."""
        self.lay_over()
        self.setFocus()

    def wanted(self) -> tuple[int, int]:
        """As high as its lines are."""
        high = self.heightForWidth(_WIDTH)
        return _WIDTH, high if high > 0 else self.sizeHint().height()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, row = event.key(), self.row.current
        if key == Qt.Key.Key_Escape:
            self.hide()
            self.left.emit()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.row.step(-1 if key == Qt.Key.Key_Up else 1)
        elif event.isAutoRepeat():
            return
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Return) and 0 <= row < len(self._rules):
            self.switched.emit(self._rules[row].code)
        elif "1" <= event.text() <= "9" and int(event.text()) <= len(self._rules):
            self.row.choose(int(event.text()) - 1)
            self.switched.emit(self._rules[self.row.current].code)
        else:
            super().keyPressEvent(event)
