"""Whether a notice to the member goes with a decision that does not need one: a key, and how it stands."""

from PySide6.QtCore import Signal, Slot

from moderator_desk.models.values import Action, Case, Guideline
from moderator_desk.rules import why_no_choice
from moderator_desk.ui.key_button import KeyButton
from moderator_desk.ui.words import decision as words


class NoticeSwitch(KeyButton):
    """A button at the head of the form; not to be seen where there is nothing to choose. `on`: a notice goes
    with the decision. `refused`: why it cannot be chosen, as a code. switched(): by key or mouse."""

    switched = Signal()

    def __init__(self) -> None:
        super().__init__("", "")
        self._action = Action.DISMISS
        self.on = False
        self.refused = "no-form"
        self.clicked.connect(self.toggle)
        self.hide()

    def ask(self, action: Action, case: Case, guideline: Guideline | None, sendable: tuple[str, ...]) -> None:
        """Begin anew. A message of care is meant to go, and everything that must; a removal or an edit is done without
        a word until the moderator wants one (docs/decisions/0010)."""
        self._action = action
        self.refused = why_no_choice(action, case, guideline, sendable)
        self.on = self.refused == "notice-always" or (action is Action.ESCALATE and not self.refused)
        self.setVisible(not self.refused)
        self._tell()

    @Slot()
    def toggle(self) -> None:
        """The other way round, where there is a choice."""
        if not self.refused:
            self.on = not self.on
            self._tell()
            self.switched.emit()

    def _tell(self) -> None:
        self.set_word(words.notice_switch_words(self._action, self.on))
