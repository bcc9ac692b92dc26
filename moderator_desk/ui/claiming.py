"""The claim on the case on the screen: its countdown, its renewal while somebody works, and what is said of its loss."""

from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QObject, Signal, Slot

from moderator_desk.models.values import CaseFile, CaseRef, Claim
from moderator_desk.ui.showing import Showing
from moderator_desk.ui.tools import Tools
from moderator_desk.ui.window import Window
from moderator_desk.ui.words.claims import lost_words

AT_WORK = timedelta(minutes=2)
"""So long after a key or a letter typed the moderator counts as working on the case."""

SHARE = 0.55
"""A lease is renewed when this much of it is over."""

AGAIN = timedelta(seconds=30)
"""Between two tries to renew the same lease."""

_KEYS = (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)


class Claiming(QObject):
    """Follows the claim of the case on the screen by the platform's clock. `tick()` is called every second; `now` is the
    desk's clock. lost(): the claim is ours no longer. said(text, whether it is a warning): for the status line."""

    lost = Signal()
    said = Signal(str, bool)

    def __init__(self, window: Window, tools: Tools, showing: Showing) -> None:
        super().__init__(window)
        self._window, self._tools, self.now = window, tools, tools.now
        self._file: CaseFile | None = None
        self._mine: Claim | None = None
        self._lease = timedelta(0)
        self._worked_at = self._asked_at = datetime.min
        self._asked = False
        showing.shown.connect(self._shown)
        window.bar.form.settled.connect(self._work)
        window.note.typed.connect(self._work)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A key that no field took for itself is work, too."""
        if event.type() in _KEYS and watched is self._window:
            self._work()
        return False

    @Slot()
    def _work(self) -> None:
        self._worked_at = self.now()

    @Slot(object)
    def _shown(self, file: CaseFile | None) -> None:
        before, self._file = self._file, file
        same = before is not None and file is not None and before.ref == file.ref
        had, self._mine = self._mine if same else None, _mine(file, self.now())
        if self._mine is not None and (had is None or had.until != self._mine.until):
            self._lease = self._mine.until - _there(file, self.now())
            self._asked = False
        if had is None or self._mine is not None or file is None:
            return
        held = file.case.claim
        taken = held is not None and (file.me is None or held.holder.id != file.me.id)
        if taken or had.until <= _there(file, self.now()):
            self.lost.emit()
            self.said.emit(lost_words(held.holder if held and taken else None), True)

    @Slot()
    def tick(self) -> None:
        """Show what is left of the lease, and renew it when it is time and somebody works."""
        file, mine = self._file, self._mine
        if file is None or file.case.claim is None:
            return
        now = self.now()
        self._window.case.head.show_standing(file, now)
        if mine is None:
            return
        left = mine.until - _there(file, now)
        if left <= timedelta(0):
            self._mine = None
            self.lost.emit()
            self.said.emit(lost_words(None), True)
        elif left <= self._lease * (1 - SHARE) and self._is_at_work(now) and self._may_ask(now):
            self._ask(file.ref, now)

    def _is_at_work(self, now: datetime) -> bool:
        return self._worked_at is not datetime.min and now - self._worked_at < AT_WORK

    def _may_ask(self, now: datetime) -> bool:
        return not self._asked or now - self._asked_at >= AGAIN

    def _ask(self, ref: CaseRef, now: datetime) -> None:
        self._asked, self._asked_at = True, now
        self._tools.ask(("renew", ref), lambda: self._tools.renew(ref))


def _there(file: CaseFile | None, now: datetime) -> datetime:
    """The moment by the platform's clock."""
    return now + timedelta(seconds=file.me.clock_ahead_s) if file is not None and file.me else now


def _mine(file: CaseFile | None, now: datetime) -> Claim | None:
    """The claim, when it is ours and still holds."""
    if file is None or file.me is None or file.case.claim is None:
        return None
    claim = file.case.claim
    return claim if claim.holder.id == file.me.id and claim.until > _there(file, now) else None
