"""Opens the wordings of the item on the screen, unless its words are covered."""

from PySide6.QtCore import QObject, Signal, Slot

from moderator_desk.models.values import CaseFile, CaseRef
from moderator_desk.ui.reviewing import OnScreen
from moderator_desk.ui.tools import Tools
from moderator_desk.ui.window import Window
from moderator_desk.ui.wordings_sheet import WordingsSheet


class Wordings(QObject):
    """The sheet with what it shows. refused(code): there is nothing to open."""

    refused = Signal(str)

    def __init__(self, window: Window, tools: Tools, screen: OnScreen) -> None:
        super().__init__(window)
        self._window, self._tools, self._screen = window, tools, screen
        self._over: CaseRef | None = None
        self.sheet = WordingsSheet(window)
        self.sheet.left.connect(window.queue.take_focus)
        screen.case_changed.connect(self._beneath)

    @property
    def is_open(self) -> bool:
        """Whether the sheet lies over the window."""
        return not self.sheet.isHidden()

    def open(self) -> None:
        """Every wording that was seen."""
        file = self._screen.file
        if file is None or file.case.sealed:
            self.refused.emit("sealed" if file else "no-case")
        elif self._window.case.reveals.words_covered:
            self.refused.emit("words-covered")
        elif len(file.wordings) < 2:
            self.refused.emit("one-wording")
        else:
            self._over = file.ref
            self.sheet.open_on(file.wordings, self._tools.now())

    @Slot(object)
    def _beneath(self, file: CaseFile | None) -> None:
        """What is over a case goes with it, and when it is sealed."""
        if self.is_open and (file is None or file.ref != self._over or file.case.sealed):
            self.sheet.close_sheet()
