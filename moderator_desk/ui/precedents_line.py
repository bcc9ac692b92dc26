"""Under member and guideline: what was decided in cases like this one, and how many of them wait."""

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from moderator_desk.ui.safe import SafeLabel, named
from moderator_desk.ui.theme import SPACE
from moderator_desk.ui.words.finding import PRECEDENTS

LINES = 3


class PrecedentsLine(QFrame):
    """Always as high, so that nothing moves when the answer comes."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "pane")
        self._text = SafeLabel("", "dim", wrap=True)
        self._text.setFixedHeight(LINES * self._text.fontMetrics().lineSpacing() + SPACE)
        named(self._text, PRECEDENTS)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(3 * SPACE, SPACE, 3 * SPACE, SPACE)
        inside.addWidget(self._text)

    def setText(self, text: str) -> None:
        """Say this (safe to show)."""
        self._text.setText(text)
        named(self._text, f"{PRECEDENTS}: {text}" if text else PRECEDENTS)

    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def under(self, panes: QWidget) -> QWidget:
        """A column of these panes with this below."""
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * SPACE)
        column.addWidget(panes, 1)
        column.addWidget(self)
        return side
