"""Keeps the window true to the store: what changed goes to the panes it touches; banner, counts and status follow.

Only the queue's rows and the case are brought up at once; the rest waits until the screen has been painted, so that a
key press never pays for it.
"""

from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from moderator_desk.models import outbox
from moderator_desk.models.accounts import accounts
from moderator_desk.models.queue import QueueFacets, queue_counts, queue_facets
from moderator_desk.models.values import Answer, CaseRef, Changes
from moderator_desk.ui.accounting import Accounting
from moderator_desk.ui.deeds import Deeds
from moderator_desk.ui.earlier import Earlier
from moderator_desk.ui.finding import Finding
from moderator_desk.ui.guideline_editing import GuidelineEditing
from moderator_desk.ui.queue_model import QueueListModel
from moderator_desk.ui.reviewing import OnScreen
from moderator_desk.ui.saying import Saying
from moderator_desk.ui.searching import Searching
from moderator_desk.ui.showing import Showing
from moderator_desk.ui.standing import show_banner, show_status
from moderator_desk.ui.tools import Tools
from moderator_desk.ui.window import Window

FACETS = "facets"


class Following(QObject):
    """Follows what happens, here and on the sync thread.

    brought_up() is emitted whenever the slower parts were brought up to date.
    """

    brought_up = Signal()

    def __init__(
        self,
        window: Window,
        tools: Tools,
        model: QueueListModel,
        screen: OnScreen,
        deeds: Deeds,
        showing: Showing,
    ) -> None:
        super().__init__(window)
        self._window, self._tools, self._model = window, tools, model
        self._screen, self._showing = screen, showing
        self._facets_wanted = True
        self._untouched: CaseRef | None = None
        self._ended = self._wake_wanted = False
        self.accounting = Accounting(window, tools)
        self.accounting.accounts_wanted.connect(self.bring_up)
        self.earlier = Earlier(window, tools, screen)
        self.earlier.refused.connect(deeds.refused)
        self.editing = GuidelineEditing(window, tools)
        self.editing.set_changed.connect(screen.accounts_changed)
        self.searching = Searching(window, tools, model, screen)
        self.finding = Finding(window, tools)
        self.finding.case_wanted.connect(screen.show)
        showing.shown.connect(self.finding.shown)
        self.saying = Saying(window, tools, screen)
        showing.shown.connect(self.saying.shown)
        askers = (self.searching, self.accounting, self.finding, self.earlier, self.editing)
        self.answers = [each.take for each in askers]
        self._soon = _timer(self, 60, once=True)  # well after the next case has been painted
        self._second = _timer(self, 1000, once=False)
        for timer in (self._soon, self._second):
            timer.timeout.connect(self.bring_up)
        deeds.touched.connect(self._touched_here)
        for refuses in (deeds.refused, screen.at_end, self.finding.refused):
            refuses.connect(self.saying.refused)
        for done in (self.saying.done, self._done):
            deeds.done.connect(done)
        window.closing.connect(self.stop)

    def start(self) -> None:
        """Begin to follow the clock."""
        self._second.start()
        self._soon.start()

    @Slot()
    def stop(self) -> None:
        """No more timers; the window is going, and what still arrives is for nobody."""
        self._ended = True
        for timer in (self._second, self._soon, self.finding):
            timer.stop()

    @Slot(object)
    def arrived(self, value: object) -> None:
        """Something from another thread: what a write touched, or the answer to a question."""
        if isinstance(value, Changes):
            self.changed(value)
        elif isinstance(value, Answer):
            if value.name == FACETS and isinstance(value.result, QueueFacets):
                self._window.queue.filters.show_facets(value.result)
            elif not any(take(value) for take in self.answers):
                self._showing.take(value)

    def changed(self, changes: Changes) -> None:
        """Bring up the rows and the case that were touched; the rest soon."""
        if changes.cases:
            self._model.refresh(changes.cases)
            self._facets_wanted = True
        self._screen.refresh(changes)
        if not self._soon.isActive():
            self._soon.start()
        if self._screen.file is None and changes.cases:
            self._first_case()

    @Slot(object)
    def _touched_here(self, changes: Changes) -> None:
        self._model.refresh(changes.cases)
        self._screen.let_go(changes)
        self._soon.start()
        self._wake_wanted = True

    def _first_case(self) -> None:
        """The desk stood empty and cases came, or more of them before anybody did anything: show the first."""
        self._model.reload()
        self._untouched = self._model.next_open_after(None, 1)
        if self._untouched is not None:
            self._screen.show(self._untouched)

    @Slot()
    def bring_up(self) -> None:
        """Counts, banner, status line, outbox pane and filter choices."""
        if self._ended:
            return
        if self._wake_wanted:  # not before the paint: the sync thread would take its time from it
            self._wake_wanted = False
            self._tools.wake(False)
        file = self._screen.file
        if self._model.fresh and file is not None and file.ref == self._untouched:
            self._first_case()
        now = self._tools.now()
        with self._tools.store.read() as session:
            counts = queue_counts(session)
            waits = outbox.counts(session)
            known = accounts(session)
            finished = outbox.lately_finished(session, limit=30) if self._outbox_open() else ()
            entries = outbox.unfinished(session) if self._outbox_open() else ()
        if known != self._window.known.every:
            self.accounting.known(known, self._showing, self._screen, self._model)
        self._window.queue.show_counts(counts, now)
        show_banner(self._window.banner, self._tools, known, waits)
        show_status(self._window.status, self._screen.file, known, waits)
        if self._outbox_open():
            self._window.outbox.show_entries(entries, finished, now, self._window.known.outbox_names())
        if self._facets_wanted:
            self._facets_wanted = False
            self._tools.ask(FACETS, self._read_facets)
        self._look_ahead(now)
        self.brought_up.emit()

    def _look_ahead(self, now: datetime) -> None:
        """Read the next case and paint it, unless the panes have another shape for the moment."""
        file = self._screen.read_ahead()
        if not (self._window.bar.is_open or self._window.note.is_open):
            self._showing.ahead.prepare(file, now)

    def _outbox_open(self) -> bool:
        return self._window.middle.currentWidget() is self._window.outbox

    def _read_facets(self) -> QueueFacets:
        with self._tools.store.read() as session:
            return queue_facets(session)

    @Slot(str, object, str)
    def _done(self, _verb: str, _ref: CaseRef, _entry: str) -> None:
        self._untouched = None


def _timer(parent: QObject, after_ms: int, *, once: bool) -> QTimer:
    made = QTimer(parent)
    made.setSingleShot(once)
    made.setInterval(after_ms)
    return made
