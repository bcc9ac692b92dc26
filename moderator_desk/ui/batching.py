"""What became of a batch: read off the main thread, shown case by case, kept true while it is open, undone in one go."""

from PySide6.QtCore import QObject, Signal, Slot

from moderator_desk.models.batches import BatchCase, batch_to_show, read_batch
from moderator_desk.models.values import Answer, CaseRef
from moderator_desk.ui.deeds import Deeds
from moderator_desk.ui.reviewing import OnScreen
from moderator_desk.ui.tools import Tools
from moderator_desk.ui.window import Window
from moderator_desk.ui.words import batches as words

_BATCH = "batch"


class Batching(QObject):
    """case_wanted(CaseRef): Enter on a case. refused(code)."""

    case_wanted = Signal(object)
    refused = Signal(str)

    def __init__(self, window: Window, tools: Tools, screen: OnScreen, deeds: Deeds) -> None:
        super().__init__(window)
        self._window, self._tools, self._screen, self._deeds = window, tools, screen, deeds
        self._batch, self._asked = "", False
        window.batch.way_wanted.connect(self._go)

    @property
    def is_open(self) -> bool:
        """Whether a batch stands in the place of the case."""
        return self._window.middle.currentWidget() is self._window.batch

    def toggle(self) -> None:
        """The batch that the case on the screen was decided in, else the newest; or back to the case."""
        if self.is_open:
            self.leave()
            return
        file = self._screen.file
        ref = file.ref if file else None
        self._tools.ask((_BATCH, ""), lambda: self._find(ref))

    def _find(self, ref: CaseRef | None) -> tuple[str, tuple[BatchCase, ...]]:
        with self._tools.store.read() as session:
            batch = batch_to_show(session, ref)
            return batch, read_batch(session, batch)

    def _read(self, batch: str) -> tuple[str, tuple[BatchCase, ...]]:
        with self._tools.store.read() as session:
            return batch, read_batch(session, batch)

    def take(self, answer: Answer) -> bool:
        """Whether an answer was one of ours; one for a batch that is no longer shown is dropped."""
        name = answer.name
        if not (isinstance(name, tuple) and name and name[0] == _BATCH):
            return False
        self._asked = False
        if isinstance(answer.result, tuple) and (not name[1] or (self.is_open and name[1] == self._batch)):
            self._show(*answer.result, opens=not name[1])
        return True

    def _show(self, batch: str, cases: tuple[BatchCase, ...], *, opens: bool) -> None:
        if not cases:
            self.refused.emit("no-batch")
            return
        self._batch = batch
        covered, now = self._window.case.reveals.comfort.covered, self._tools.now()
        self._window.batch.show_cases(cases, [words.line_words(each, now, covered) for each in cases])
        if opens:
            self._window.bar.close_bar()
            self._window.middle.setCurrentWidget(self._window.batch)
            self._window.batch.setFocus()

    @Slot()
    def follow(self) -> None:
        """Something may have changed: read it again while it is open."""
        if self.is_open and not self._asked:
            self._asked = True
            batch = self._batch
            self._tools.ask((_BATCH, batch), lambda: self._read(batch))

    @Slot(str)
    def _go(self, way: str) -> None:
        current = self._window.batch.current()
        if way == "leave":
            self.leave()
        elif way == "undo":
            self._deeds.undo(self._batch)
            self.follow()
        elif current is not None:
            self.leave()
            self.case_wanted.emit(current.entry.ref)

    def leave(self) -> None:
        """Back to the case."""
        self._window.middle.setCurrentWidget(self._window.case)
        self._window.queue.take_focus()
