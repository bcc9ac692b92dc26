"""The moderator's run through the queue: which case is on the screen, and what a key does to it.

No widgets here. It knows the store, the queue's order (through `Course`), and the guard against keys meant for the case
before: a decision is taken only once a case has been on the screen for a moment, and never twice by a key held down.
"""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QElapsedTimer, QObject, Signal

from moderator_desk import review
from moderator_desk.models.store import Store
from moderator_desk.models.values import CaseFile, CaseRef, Changes


class Course(Protocol):
    """The order of the queue as the moderator sees it."""

    def next_open_after(self, ref: CaseRef | None, step: int) -> CaseRef | None:
        """The next (step 1) or previous (-1) case still to decide, seen from `ref`; None at the end."""
        ...

    def peek_after(self, ref: CaseRef) -> CaseRef | None:
        """The next case still to decide as the list stands, with nothing let in for it."""
        ...


class OnScreen(QObject):
    """The case on the screen, and the way through the queue.

    case_changed(CaseFile or None): show this. at_end(code): there is no case that way (last-case, first-case).
    """

    case_changed = Signal(object)
    at_end = Signal(str)

    def __init__(self, store: Store, course: Course, *, arm_ms: int, hush: Callable[[], None]) -> None:
        super().__init__()
        self._store = store
        self._course = course
        self._arm_ms = arm_ms
        self.hush = hush
        self._shown = QElapsedTimer()
        self._trail: list[CaseRef] = []
        self._ahead: CaseFile | None = None
        self.file: CaseFile | None = None

    @property
    def armed(self) -> bool:
        """Whether the case has been on the screen long enough for a decision to be meant for it."""
        return self.file is not None and self._shown.elapsed() >= self._arm_ms

    def show(self, ref: CaseRef | None) -> None:
        """Put a case on the screen, or nothing."""
        self.hush()
        before = self.file.ref if self.file else None
        ahead, self._ahead = self._ahead, None
        if ahead is not None and ahead.ref == ref:
            self.file = ahead
        else:
            self.file = review.case_file(self._store, ref) if ref else None
        if before is not None and before != ref:
            self._trail = [*self._trail[-200:], before]
        self._shown.start()
        self.case_changed.emit(self.file)

    def read_ahead(self) -> CaseFile | None:
        """Read the next case while nobody waits for it; next() shows it as read, unless something touched it since."""
        ref = self._course.peek_after(self.file.ref) if self.file else None
        if ref is not None and (self._ahead is None or self._ahead.ref != ref):
            self._ahead = review.case_file(self._store, ref)
        return self._ahead

    def let_go(self, changes: Changes) -> None:
        """Something was written: what was read ahead of it no longer holds."""
        if self._ahead is not None and (changes.accounts or _touches(changes, self._ahead)):
            self._ahead = None

    def refresh(self, changes: Changes) -> None:
        """Read the case again when something touched it; new content on the screen starts the guard again."""
        self.let_go(changes)
        if self.file is None or not _touches(changes, self.file):
            return
        fresh = review.case_file(self._store, self.file.ref)
        if fresh is None or fresh == self.file:
            return
        if fresh.case.item != self.file.case.item or fresh.case.state != self.file.case.state:
            self._shown.start()
        self.file = fresh
        self.case_changed.emit(fresh)

    def accounts_changed(self) -> None:
        """A case of an account that went goes from the screen with it; a rehearsal may have ended on the one shown."""
        self._ahead = None
        if self.file is None:
            return
        fresh = review.case_file(self._store, self.file.ref)
        if fresh is None:
            self._trail.clear()
            self.show(self._course.next_open_after(None, 1))
        elif fresh != self.file:
            self.file = fresh
            self.case_changed.emit(fresh)

    def following(self, ref: CaseRef) -> CaseRef | None:
        """The next case to decide after this one."""
        return self._course.next_open_after(ref, 1)

    def next(self) -> None:
        """On to the next case to decide; stays when there is none and this one is still open."""
        ref = self._course.next_open_after(self.file.ref if self.file else None, 1)
        if ref is None and self.file is not None and not self._is_decided(self.file):
            self.at_end.emit("last-case")
            return
        self.show(ref)

    def back(self) -> None:
        """To the case that was on the screen before this one, else the previous one of the queue."""
        while self._trail:
            ref = self._trail.pop()
            if self.file is None or ref != self.file.ref:
                self._go_back_to(ref)
                return
        previous = self._course.next_open_after(self.file.ref if self.file else None, -1)
        if previous is None:
            self.at_end.emit("first-case")
        else:
            self._go_back_to(previous)

    def _go_back_to(self, ref: CaseRef) -> None:
        trail = self._trail
        self.show(ref)
        self._trail = trail

    @staticmethod
    def _is_decided(file: CaseFile) -> bool:
        open_states = ("waiting", "sending")
        waits = any(
            e.kind == "decision" and (e.state in open_states or e.stands_rehearsed) for e in file.outbox
        )
        return waits or file.case.state == "decided"


def _touches(changes: Changes, file: CaseFile) -> bool:
    if file.ref in changes.cases or not changes.members:
        return file.ref in changes.cases
    people = [file.case.item.author.id, *(each.reporter.id for each in file.case.reports if each.reporter)]
    return any((file.ref.account, each) in changes.members for each in people)
