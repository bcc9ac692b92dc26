"""Search over everything and precedents: asked off the main thread, shown in sheets, dropped when no longer wanted."""

from msgspec import Struct
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from moderator_desk.models.precedents import Precedents, precedents_of
from moderator_desk.models.search import Found, search
from moderator_desk.models.values import Answer, CaseFile, CaseRef
from moderator_desk.models.waves import waiting_kin
from moderator_desk.ui.case_list import CaseSheet
from moderator_desk.ui.tools import Tools
from moderator_desk.ui.window import Window
from moderator_desk.ui.words import finding as words

_SEARCH, _LIKE = "search everything", "precedents"
PAUSE_MS = 40
"""After a letter: a fast typist's whole word is one question."""

SETTLED_MS = 150
"""After a case appears: somebody who runs through the queue asks for nothing on the way."""


class _Like(Struct, frozen=True):
    """What is like a case: what was decided before, and how many wait."""

    before: Precedents
    waiting: int


class Finding(QObject):
    """case_wanted(CaseRef): a case chosen in one of its sheets. refused(code)."""

    case_wanted = Signal(object)
    refused = Signal(str)

    def __init__(self, window: Window, tools: Tools) -> None:
        super().__init__(window)
        self._window, self._tools = window, tools
        self._file: CaseFile | None = None
        self._told = Precedents()
        self.everything = CaseSheet(window, words.SEARCH, hint=words.SEARCH_HINT)
        self.before = CaseSheet(window, words.PRECEDENTS)
        self._pause, self._settled = QTimer(self), QTimer(self)
        for timer, after, run in (
            (self._pause, PAUSE_MS, self._ask),
            (self._settled, SETTLED_MS, self._look),
        ):
            timer.setSingleShot(True)
            timer.setInterval(after)
            timer.timeout.connect(run)
        self.everything.asked.connect(self._typed)
        for sheet in (self.everything, self.before):
            sheet.case_wanted.connect(self.case_wanted)
            sheet.left.connect(window.queue.take_focus)
        window.closing.connect(self.stop)

    @property
    def is_open(self) -> bool:
        """Whether one of its sheets lies over the window."""
        return not (self.everything.isHidden() and self.before.isHidden())

    @Slot()
    def stop(self) -> None:
        """No more questions."""
        self._pause.stop()
        self._settled.stop()

    def open_search(self) -> None:
        """Search over everything stored; what was asked last time still stands there."""
        if not self.everything.line.text():
            self.everything.show_cases(words.NOTHING_ASKED, ())
        self.everything.open()
        self._pause.start()

    def open_precedents(self) -> None:
        """The decided cases that resemble the one on the screen."""
        if not self._told.nearest:
            self.refused.emit("no-precedents")
            return
        covered = self._window.case.reveals.comfort.covered
        cases = tuple((each.ref, words.precedent_words(each, covered)) for each in self._told.nearest)
        self.before.show_cases(words.precedents_line(self._told), cases)
        self.before.open()

    @Slot(object)
    def shown(self, file: CaseFile | None) -> None:
        """Another case is on the screen, or the same one anew."""
        same = file is not None and self._file is not None and file.ref == self._file.ref
        self._file = file
        if same:
            return
        self._told = Precedents()
        sealed = file is not None and file.case.sealed
        self._window.precedents.setText(words.SEALED if sealed else words.LOOKING if file else "")
        if file is not None and not sealed:
            self._settled.start()

    @Slot()
    def _look(self) -> None:
        if self._file is not None:
            ref = self._file.ref
            self._tools.ask((_LIKE, ref), lambda: self._precedents(ref))

    def _precedents(self, ref: CaseRef) -> _Like:
        with self._tools.store.read() as session:
            return _Like(precedents_of(session, ref), waiting_kin(session, ref))

    @Slot(str)
    def _typed(self, _: str) -> None:
        self._pause.start()

    @Slot()
    def _ask(self) -> None:
        question = self.everything.line.text()
        self._tools.ask((_SEARCH, question), lambda: self._search(question))

    def _search(self, question: str) -> Found:
        with self._tools.store.read() as session:
            return search(session, question)

    def take(self, answer: Answer) -> bool:
        """Whether an answer was one of ours; one that came too late is dropped."""
        name, result = answer.name, answer.result
        if not (isinstance(name, tuple) and name and name[0] in (_SEARCH, _LIKE)):
            return False
        if isinstance(result, Found) and name[1] == self.everything.line.text():
            self._show(result)
        elif isinstance(result, _Like) and self._file is not None and name[1] == self._file.ref:
            self._told = result.before
            self._window.precedents.setText(words.like_line(result.before, result.waiting))
        return True

    def _show(self, found: Found) -> None:
        now = self._tools.now()
        covered = self._window.case.reveals.comfort.covered
        cases = tuple((hit.ref, words.hit_words(hit, now, covered)) for hit in found.hits)
        asked = bool(self.everything.line.text().strip())
        self.everything.show_cases(words.found_line(found) if asked else words.NOTHING_ASKED, cases)
