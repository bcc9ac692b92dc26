"""Keeps what is being written: a half-made decision or note is on the disk a moment after each change.

A decision removes its draft in its own transaction (review.decide), so nothing here has to be sure of an order.
"""

from datetime import datetime

import msgspec
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent

from moderator_desk.models.problems import StoreProblem
from moderator_desk.models.store import Store
from moderator_desk.models.values import Action, CaseFile, CaseRef
from moderator_desk.review import drafting
from moderator_desk.review.drafting import DECISION, NOTE, HalfMade, TakenUp
from moderator_desk.ui.deeds import Deeds
from moderator_desk.ui.showing import Showing
from moderator_desk.ui.tools import Tools
from moderator_desk.ui.window import Window
from moderator_desk.ui.words import drafts as words

AFTER_MS = 700
"""From the first change that is not on the disk to the write; going on typing does not put it off."""

_VERBS = {**{action.value: DECISION for action in Action}, "note": NOTE}


class CaseDrafts:
    """The drafts of the case on the screen, as the store has them: `kept`. What is written here is on the disk."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.kept = TakenUp()

    def read(self, file: CaseFile | None) -> None:
        """Take those of this case."""
        self.kept = drafting.taken_up(self._store, file.ref, file.case) if file else TakenUp()

    def has(self, kind: str) -> bool:
        """Whether there is one of this kind."""
        return self.kept.decision is not None if kind == DECISION else bool(self.kept.note)

    def without(self, kind: str) -> None:
        """The store no longer has the one of this kind."""
        none = {"decision": None, "decided_at": None} if kind == DECISION else {"note": "", "noted_at": None}
        self.kept = msgspec.structs.replace(self.kept, **none)

    def drop(self, kind: str, ref: CaseRef) -> bool:
        """Throw one away; whether there was one."""
        self.without(kind)
        return drafting.discard(self._store, ref, kind)

    def keep(self, file: CaseFile, written: HalfMade | str, now: datetime) -> bool:
        """Write one down; whether the case had none of its kind before. Raises StoreProblem."""
        if isinstance(written, HalfMade):
            fresh, made = not self.has(DECISION), written
            drafting.keep_decision(self._store, file.ref, file.case, made.draft, tells=made.tells, now=now)
        else:
            fresh = not self.has(NOTE)
            drafting.keep_note(self._store, file.ref, file.case, written, now=now)
        self.read(file)
        return fresh


class Drafting(QObject):
    """Writes the form that is open into `drafts`.

    found(CaseFile): a case with a draft has just come to the screen. said(text, whether it is a warning):
    for the status line. touched(frozenset of CaseRef): a case has a draft now, or none any more. refused(code).
    """

    found = Signal(object)
    said = Signal(str, bool)
    touched = Signal(object)
    refused = Signal(str)

    def __init__(self, window: Window, tools: Tools, showing: Showing, deeds: Deeds) -> None:
        super().__init__(window)
        self._window, self._tools = window, tools
        self.drafts = CaseDrafts(tools.store)
        self._file: CaseFile | None = None
        self._open: tuple[str, CaseFile] | None = None
        self._pristine: HalfMade | str | None = None
        self._left = ""
        self._dirty = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(AFTER_MS)
        self._soon.timeout.connect(self.save)
        window.bar.form.settled.connect(self._changed)
        window.note.typed.connect(self._changed)
        for bar in (window.bar, window.note):
            bar.left.connect(self._end)
            bar.cancelled.connect(self._cancelled)
        deeds.done.connect(self._done)
        showing.leaving.connect(self._leave)
        showing.shown.connect(self._shown)
        window.closing.connect(self.save)
        window.installEventFilter(self)

    def begin(self, kind: str, file: CaseFile, *, taken_up: bool) -> None:
        """A form has been opened on this case, with a draft in it or as it opens by itself."""
        self._pristine = None if taken_up else self._written(kind)
        self._open, self._left, self._dirty = (kind, file), "", False

    @Slot()
    def _changed(self) -> None:
        if self._open is None:
            return
        self._dirty = True
        if not self._soon.isActive():
            self._soon.start()

    @Slot()
    def save(self) -> None:
        """Write what is open and was changed, now."""
        self._soon.stop()
        if self._open is None or not self._dirty:
            return
        self._dirty = False
        kind, file = self._open
        written = self._written(kind)
        try:
            if not written or written == self._pristine:
                touched = self.drafts.drop(kind, file.ref)
            else:
                touched = self.drafts.keep(file, written, self._tools.now())
        except StoreProblem:
            self._dirty = True  # the next change, or closing the form, tries again
            self.said.emit(words.NOT_KEPT, True)
            return
        if touched:
            self.touched.emit(frozenset((file.ref,)))

    def _written(self, kind: str) -> HalfMade | str:
        form = self._window.bar.form
        return (
            HalfMade(form.draft(), form.fields.switch.on)
            if kind == DECISION
            else self._window.note.text().strip()
        )

    def discard(self) -> None:
        """Throw away the draft that is open, else the one kept on the case on the screen."""
        file = self._open[1] if self._open else self._file
        kind = self._open[0] if self._open else DECISION if self.drafts.has(DECISION) else NOTE
        if file is None or not (self._open or self.drafts.has(kind)):
            self.refused.emit("no-draft")
            return
        self._forget()
        self._window.bar.close_bar()
        self._window.note.close_bar()
        if self.drafts.drop(kind, file.ref):
            self.touched.emit(frozenset((file.ref,)))
        self._left = ""
        self.said.emit(words.DISCARDED, False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc that no field took, right after the Esc that left a form with a draft."""
        if not self._left or event.type() != QEvent.Type.KeyPress or watched is not self._window:
            return False
        if isinstance(event, QKeyEvent) and not event.isAutoRepeat() and event.key() == Qt.Key.Key_Escape:
            self.discard()
            return True
        self._left = ""
        return False

    def _forget(self) -> None:
        self._soon.stop()
        self._open, self._dirty = None, False

    @Slot()
    def _end(self) -> None:
        """The form is about to close."""
        self.save()
        self._left = self._open[0] if self._open else ""
        self._forget()

    @Slot()
    def _cancelled(self) -> None:
        if self._left and self.drafts.has(self._left):
            self.said.emit(words.KEPT, False)
        else:
            self._left = ""

    @Slot(str, object, str)
    def _done(self, verb: str, _ref: CaseRef, _entry: str) -> None:
        kind = _VERBS.get(verb, "")
        if kind:
            if self._open and self._open[0] == kind:
                self._forget()
            self.drafts.without(kind)

    @Slot()
    def _leave(self) -> None:
        """Another case is about to be shown: what is open was meant for this one."""
        was_open = self._window.bar.is_open or self._window.note.is_open
        self._window.bar.close_bar()
        self._window.note.close_bar()
        if self._left:  # what was said of Esc holds for this case only
            self.said.emit("", False)
        self._left = ""
        if was_open:
            self.refused.emit("form-closed")

    @Slot(object)
    def _shown(self, file: CaseFile | None) -> None:
        same = self._file is not None and file is not None and self._file.ref == file.ref
        self._file = file
        if same:
            return
        self.drafts.read(file)
        if self.drafts.has(DECISION) or self.drafts.has(NOTE):
            self.found.emit(file)
