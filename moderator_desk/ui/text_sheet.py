"""A sheet of plain lines over the window: the legal route of a sealed case (no word or picture of the item is ever in
it), and the moderator's own time."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from moderator_desk.ui.over import Over
from moderator_desk.ui.safe import SafeLabel, named
from moderator_desk.ui.theme import SPACE
from moderator_desk.ui.words import care as words

_WIDTH = 720


class TextSheet(Over):
    """A title, a line of facts and numbered steps over the window. left(): Esc or Enter closed it."""

    left = Signal()

    def __init__(self, parent: QWidget, title: str, hint: str) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title = title
        self._facts, self._steps = SafeLabel("", "dim", wrap=True), SafeLabel("", wrap=True)
        for label in (self._facts, self._steps):
            label.setMinimumWidth(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(5 * SPACE, 4 * SPACE, 5 * SPACE, 4 * SPACE)
        column.setSpacing(3 * SPACE)
        for part in (SafeLabel(title, "title"), self._facts, self._steps, SafeLabel(hint, "dim", wrap=True)):
            column.addWidget(part)

    def open(self, facts: str, lines: tuple[str, ...]) -> None:
        """Show these."""
        self._facts.setText(facts)
        self._facts.setVisible(bool(facts))
        self._steps.setText("\n".join(lines))
        named(self, self._title, self.text())
        self.lay_over()
        self.setFocus()

    def text(self) -> str:
        """What is shown."""
        return f"{self._facts.full_text()}\n{self._steps.full_text()}"

    def wanted(self) -> tuple[int, int]:
        """As high as its words are at its width."""
        high = self.heightForWidth(_WIDTH)
        return _WIDTH, high if high > 0 else self.sizeHint().height()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.hide()
            self.left.emit()
        else:
            super().keyPressEvent(event)


def legal_sheet(parent: QWidget) -> TextSheet:
    """The sheet of the legal route."""
    return TextSheet(parent, words.LEGAL_TITLE, words.LEGAL_HINT)
