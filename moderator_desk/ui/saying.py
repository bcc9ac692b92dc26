"""What the line under everything says of the last key: what it did, or why it did nothing."""

from PySide6.QtCore import QObject, Slot

from moderator_desk.models.values import CaseFile, CaseRef
from moderator_desk.ui.reviewing import OnScreen
from moderator_desk.ui.tools import Tools
from moderator_desk.ui.window import Window
from moderator_desk.ui.words.problems import refusal_words
from moderator_desk.ui.words.status import done_words


class Saying(QObject):
    """The last thing said stands until the next; why a key did nothing only while its case is on the screen."""

    def __init__(self, window: Window, tools: Tools, screen: OnScreen) -> None:
        super().__init__(window)
        self._window, self._tools, self._screen = window, tools, screen
        self._why_not = False
        self._about: CaseRef | None = None
        self.said = ""

    @Slot(str)
    def refused(self, code: str) -> None:
        """Why it did nothing."""
        self._say(refusal_words(code), why_not=True)

    @Slot(str, object, str)
    def done(self, verb: str, _ref: CaseRef, _entry: str) -> None:
        """What it did."""
        self._say(done_words(verb, self._tools.settings.undo_seconds), why_not=False)

    @Slot(object)
    def shown(self, file: CaseFile | None) -> None:
        """This case is on the screen."""
        if self._why_not and self._about != (file.ref if file else None):
            self._say("", why_not=False)

    def _say(self, text: str, *, why_not: bool) -> None:
        self.said, self._why_not = text, why_not
        self._about = self._screen.file.ref if self._screen.file else None
        self._window.status.show_said(text, why_not)
