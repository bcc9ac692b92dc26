"""The verbs on the case that is on the screen, each recorded before anything moves."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from moderator_desk import review
from moderator_desk.models.store import Store
from moderator_desk.models.values import Abilities, Action, CaseRef, Duty, OutboxEntry
from moderator_desk.review import NotPossible, Recorded
from moderator_desk.rules import Draft
from moderator_desk.ui.reviewing import OnScreen


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
                beside=review.beside(file),
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

    def undo(self, batch: str = "") -> None:
        """Undo the last decision, or all of a batch, and put its case back on the screen."""
        try:
            wanted = review.undoable(self._store, batch=batch)
            can = self._abilities(wanted.account)
            undone = review.undo_batch(
                self._store,
                wanted,
                by=self._who(wanted.account),
                now=self._now(),
                reversible=can.reversible,
                irreversible_scopes=can.irreversible_scopes,
            )
        except NotPossible as error:
            self._no(error.code)
            return
        self.after_many("undo", undone)
        self._screen.show(undone.recorded[0].ref)

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

    def after_many(self, name: str, batch: review.Batch) -> None:
        """Tell what a verb on several cases wrote."""
        for each in batch.recorded[:1]:
            self._after(name, Recorded(each.entry_id, each.ref, batch.changes))

    def _no(self, code: str) -> bool:
        self.refused.emit(code)
        return False
