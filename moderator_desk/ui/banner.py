"""A strip over the panes for what lasts: offline, a sign-in that ended, decisions that came back. Never in the way."""

from PySide6.QtWidgets import QFrame, QHBoxLayout

from moderator_desk.ui.safe import SafeLabel, named
from moderator_desk.ui.theme import SPACE, give_role

_WORD = {"info": "Note", "warning": "Look", "danger": "Trouble"}


class Banner(QFrame):
    """One sentence, of kind info, warning or danger; hidden without one."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "banner")
        self._word = SafeLabel("", "title")
        self._text = SafeLabel("", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(4 * SPACE, SPACE + 1, 4 * SPACE, SPACE + 1)
        row.setSpacing(2 * SPACE)
        row.addWidget(self._word)
        row.addWidget(self._text, 1)
        self.hide()

    def show_banner(self, kind: str, text: str) -> None:
        """Show a sentence; kind "" hides the strip."""
        if not kind:
            self.hide()
            return
        give_role(self, "banner-danger" if kind == "danger" else "banner")
        self._word.setText(_WORD[kind])
        self._text.setText(text)
        named(self, f"{_WORD[kind]}: {text}")
        self.show()

    def text(self) -> str:
        """The sentence shown."""
        return self._text.full_text()
