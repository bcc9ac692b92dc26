"""The line under everything: what was just done, how sending stands, who is signed in where."""

from PySide6.QtWidgets import QFrame, QHBoxLayout

from moderator_desk.ui.safe import SafeLabel, named
from moderator_desk.ui.theme import SPACE, give_role

_SAID, _SENDING, _WHO = "What was just done", "Sending", "Signed in as"


class StatusLine(QFrame):
    """Three short texts; nothing here takes the focus."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "bar")
        self._said = SafeLabel()
        self._state = SafeLabel("", "dim")
        self._who = SafeLabel("", "dim")
        for label, name in ((self._said, _SAID), (self._state, _SENDING), (self._who, _WHO)):
            named(label, name)
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
        named(self._state, f"{_SENDING}: {state}")
        named(self._who, f"{_WHO}: {who}")

    def show_said(self, text: str, refused: bool) -> None:
        """What a key did, or why it did nothing."""
        give_role(self._said, "warning" if refused else "")
        self._said.setText(text)
        named(self._said, f"{_SAID}: {text}" if text else _SAID)

    def said(self) -> str:
        """What stands there."""
        return self._said.full_text()
