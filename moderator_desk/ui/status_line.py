"""The line under everything: what was just done, how sending stands, who is signed in where."""

from PySide6.QtWidgets import QFrame, QHBoxLayout

from moderator_desk.ui.safe import SafeLabel, named
from moderator_desk.ui.theme import SPACE, give_role


class StatusLine(QFrame):
    """Three short texts; nothing here takes the focus."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "bar")
        self._said = SafeLabel()
        self._state = SafeLabel("", "dim")
        self._who = SafeLabel("", "dim")
        named(self._said, "What was just done")
        named(self._state, "Sending")
        named(self._who, "Signed in as")
        row = QHBoxLayout(self)
        row.setContentsMargins(4 * SPACE, SPACE, 4 * SPACE, SPACE)
        row.setSpacing(6 * SPACE)
        row.addWidget(self._said, 1)
        row.addWidget(self._state)
        row.addWidget(self._who)

    def show_status(self, state: str, who: str, *, warned: bool = False) -> None:
        """How sending stands, and who we are; `warned` where decisions are not sent."""
        give_role(self._who, "warning" if warned else "dim")
        self._state.setText(state)
        self._who.setText(who)

    def show_said(self, text: str, refused: bool) -> None:
        """What a key did, or why it did nothing."""
        give_role(self._said, "warning" if refused else "")
        self._said.setText(text)

    def said(self) -> str:
        """What stands there."""
        return self._said.full_text()
