"""The moderator's run through the queue: which case is on the screen, and what a key does to it.

No widgets here. It knows the store (through the verbs of review), the queue's order (through `Course`), and the guard
against keys that were meant for the case before: a decision is taken only once a case has been on the screen for a
moment, and never twice by a key held down.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import QElapsedTimer, QObject, Signal

from moderator_desk import review
from moderator_desk.models.store import Store
from moderator_desk.models.values import Abilities, Action, CaseFile, CaseRef, Changes, Duty, OutboxEntry
from moderator_desk.review import NotPossible, Recorded
from moderator_desk.rules import Draft


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
    author = (file.ref.account, file.case.item.author.id)
    return file.ref in changes.cases or author in changes.members


class Deeds(QObject):
    """The verbs on the case that is on the screen; each is on the disk before the screen moves.

    touched(Changes): something was written. refused(code): a verb was not possible, and why. done(verb, CaseRef, entry
    id): a verb was recorded.
    """

    touched = Signal(object)
    refused = Signal(str)
    done = Signal(str, object, str)

    def __init__(
        self,
        store: Store,
        screen: OnScreen,
        now: Callable[[], datetime],
        who: Callable[[str], str],
        abilities: Callable[[str], Abilities],
        *,
        undo_s: int,
        duty: Duty,
    ) -> None:
        super().__init__()
        self._store = store
        self._screen = screen
        self._now = now
        self._who = who
        self._abilities = abilities
        self._undo_s, self._duty = undo_s, duty

    def decide(self, draft: Draft) -> bool:
        """Record a decision on the case as it stands on the screen, then show the next. False when it was refused."""
        if self._screen.file is None:
            return self._no("no-case")
        if not self._screen.armed:
            return self._no("too-soon")
        file = self._screen.file
        self._screen.hush()
        try:
            recorded = review.decide(
                self._store,
                file.ref,
                draft,
                by=self._who(file.ref.account),
                now=self._now(),
                undo_s=self._undo_s,
                seen=file.case,
                duty=self._duty,
            )
        except NotPossible as error:
            return self._no(error.code)
        self._after(draft.action, recorded)
        self._screen.next()
        return True

    def skip(self) -> None:
        """Put the case behind all others and go on."""
        if self._screen.file is None:
            self._no("no-case")
            return
        ref = self._screen.file.ref
        following = self._screen.following(ref)
        self.touched.emit(review.skip(self._store, ref, now=self._now()))
        self.done.emit("skip", ref, "")
        self._screen.show(following or ref)

    def undo(self, entry_id: str = "") -> None:
        """Undo the last decision, and put its case back on the screen."""
        try:
            account = review.to_undo(self._store, entry_id).account
            can = self._abilities(account)
            recorded = review.undo(
                self._store,
                by=self._who(account),
                now=self._now(),
                reversible=can.reversible,
                irreversible_scopes=can.irreversible_scopes,
                entry_id=entry_id,
            )
        except NotPossible as error:
            self._no(error.code)
            return
        self._after("undo", recorded)
        self._screen.show(recorded.ref)

    def note(self, text: str) -> bool:
        """Record a note on the case."""
        return self._verb(
            "note",
            lambda ref: review.add_note(self._store, ref, text, now=self._now(), by=self._who(ref.account)),
        )

    def toggle_claim(self) -> None:
        """Ask for the case, or give it back when it is ours."""
        if self._screen.file is None:
            self._no("no-case")
            return
        ref = self._screen.file.ref
        mine = review.is_claimed_by(self._store, ref, self._who(ref.account))
        verb = review.release if mine else review.claim
        self._verb("release" if mine else "claim", lambda ref: verb(self._store, ref, now=self._now()))

    def repair(self, entry: OutboxEntry, way: str) -> bool:
        """Settle an outbox entry: way is retry, withdraw, lift, apply-again or hand-over."""
        who, can = self._who(entry.account), self._abilities(entry.account)
        if way == "hand-over" and Action.ESCALATE not in can.actions:
            return self._no(can.missing.get(Action.ESCALATE, "not-here"))
        try:
            if way == "retry":
                recorded = review.retry(self._store, entry.id, now=self._now())
            elif way == "withdraw":
                recorded = review.withdraw(self._store, entry.id, now=self._now())
            elif way == "lift":
                recorded = review.lift_now(self._store, entry.id, by=who, now=self._now())
            elif way == "apply-again":
                recorded = review.apply_again(
                    self._store, entry.id, by=who, now=self._now(), undo_s=self._undo_s
                )
            else:
                recorded = review.hand_over(
                    self._store, entry.id, by=who, now=self._now(), undo_s=self._undo_s
                )
        except NotPossible as error:
            return self._no(error.code)
        self._after(way, recorded)
        return True

    def _verb(self, name: str, run: Callable[[CaseRef], Recorded]) -> bool:
        if self._screen.file is None:
            return self._no("no-case")
        try:
            recorded = run(self._screen.file.ref)
        except NotPossible as error:
            return self._no(error.code)
        self._after(name, recorded)
        return True

    def _after(self, name: Action | str, recorded: Recorded) -> None:
        self.touched.emit(recorded.changes)
        self.done.emit(str(name), recorded.ref, recorded.entry_id)

    def _no(self, code: str) -> bool:
        self.refused.emit(code)
        return False
