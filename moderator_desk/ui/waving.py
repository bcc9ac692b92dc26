"""A wave: gathered off the main thread, shown whole, decided in one batch with the exceptions a person makes."""

from PySide6.QtCore import QObject, Signal, Slot

from moderator_desk.models.values import Action, Answer, CaseRef
from moderator_desk.review import NotPossible, decide_many
from moderator_desk.review.gathering import Wave, gather
from moderator_desk.rules import Draft
from moderator_desk.ui.deciding import Deciding
from moderator_desk.ui.deeds import Deeds
from moderator_desk.ui.reviewing import OnScreen
from moderator_desk.ui.tools import Tools
from moderator_desk.ui.wave_rows import WaveRows
from moderator_desk.ui.window import Window
from moderator_desk.ui.words import waves as words

_WAVE = "wave"
_VERBS = {each.value: each for each in (Action.DISMISS, Action.REMOVE, Action.WARN, Action.BAN)}


class Waving(QObject):
    """case_wanted(CaseRef): Enter on a case. refused(code)."""

    case_wanted = Signal(object)
    refused = Signal(str)

    def __init__(
        self, window: Window, tools: Tools, screen: OnScreen, deeds: Deeds, deciding: Deciding
    ) -> None:
        super().__init__(window)
        self._window, self._tools, self._screen = window, tools, screen
        self._deeds, self._deciding = deeds, deciding
        self._rows = WaveRows(tools)
        window.wave.way_wanted.connect(self._go)
        window.bar.cancelled.connect(self._bar_closed)
        window.bar.form.settled.connect(self._settled)

    def open(self) -> None:
        """Gather what belongs with the case on the screen."""
        file = self._screen.file
        if file is None or file.case.sealed:
            self.refused.emit("sealed" if file else "no-case")
            return
        ref = file.ref
        self._tools.ask((_WAVE, ref), lambda: gather(self._tools.store, ref))

    def take(self, answer: Answer) -> bool:
        """Whether an answer was one of ours; it is dropped when it is for another case than that on the screen, or when a
        form was opened meanwhile."""
        name = answer.name
        if not (isinstance(name, tuple) and name and name[0] == _WAVE):
            return False
        file, busy = self._screen.file, self._window.bar.is_open or self._window.note.is_open
        if file is not None and file.ref == name[1] and isinstance(answer.result, Wave) and not busy:
            self._show(file.ref, answer.result)
        return True

    def _show(self, ref: CaseRef, wave: Wave) -> None:
        if len(wave.cases) < 2:
            self.refused.emit("no-wave")
            return
        pane = self._window.wave
        pane.say("")
        pane.covered = self._window.case.reveals.comfort.covered
        pane.members = ()
        pane.show_members(self._rows.take(ref, wave))
        self._window.middle.setCurrentWidget(pane)
        pane.setFocus()

    @Slot(str)
    def _go(self, way: str) -> None:
        pane = self._window.wave
        current = pane.current()
        if way == "leave":
            self.leave()
        elif way in _VERBS:
            self._ask(_VERBS[way])
        elif way == "other":
            self.refused.emit("one-by-one")
        elif way == "otherwise":
            self._follow(self._rows.leave_out_otherwise())
        elif current is not None and way == "open":
            self.leave()
            self.case_wanted.emit(current.ref)
        elif current is not None and not (current.left or current.cannot):
            current.chosen = not current.chosen
            self._follow()

    def leave(self) -> None:
        """Back to the case."""
        self._window.bar.close_bar()
        self._window.middle.setCurrentWidget(self._window.case)
        self._window.queue.take_focus()

    def _ask(self, action: Action) -> None:
        """Leave out what cannot be decided this way, and open the bar for the rest."""
        plan = self._rows.begin(action)
        self._window.wave.show_members(self._rows.members)
        if plan is None or not plan.cases:
            self._window.bar.close_bar()
            self._bar_closed()
            self.refused.emit(self._rows.why_none)
            return
        self._window.bar.show()
        self._deciding.open_wave(plan, self._record)

    def _asking(self) -> bool:
        """Whether the bar is open for the wave."""
        question = self._window.bar.question
        return self._window.bar.is_open and question is not None and question.wave is not None

    def _follow(self, refused: str = "") -> None:
        """Other cases are in: the rows, and the bar where it is open."""
        if refused:
            self.refused.emit(refused)
            return
        self._window.wave.show_members(self._rows.judge())
        plan = self._rows.plan() if self._asking() else None
        if plan is not None and plan.cases:
            self._window.bar.take_wave(plan)
        elif plan is not None:
            self._window.bar.close_bar()
            self._bar_closed()
            self.refused.emit("all-out")

    @Slot()
    def _settled(self) -> None:
        """Another clause or length in the bar may be what the ladder suggests, or not any more."""
        if self._asking() and self._rows.follows(self._window.bar.form.draft()):
            self._window.wave.show_members(self._rows.judge())

    def _record(self, draft: Draft) -> bool:
        pane, fields = self._window.wave, self._window.bar.form.fields
        plan = self._rows.plan()
        parts, left_out = plan.parts(draft, fields.many.rest, fields.many.notices) if plan else ((), {})
        self._screen.hush()
        try:
            if not parts:
                raise NotPossible(next(iter(left_out.values()), "all-out"))
            batch = decide_many(
                self._tools.store,
                parts,
                by=self._tools.who(parts[0].ref.account),
                now=self._tools.now(),
                undo_s=self._tools.settings.undo_seconds,
            )
        except NotPossible as error:
            self.refused.emit(error.code)
            return False
        self._deeds.after_many(draft.action.value, batch)
        gone, left_out = {each.ref for each in batch.recorded}, left_out | batch.left_out
        pane.show_members(self._rows.end(gone, left_out))
        done = [each.draft.action for each in parts if each.ref in gone]
        pane.say(words.outcome_words(done, left_out))
        self._bar_closed()
        if not pane.members:
            self.leave()
            self._screen.next()
        return True

    @Slot()
    def _bar_closed(self) -> None:
        """The verbs of one case have no place beside a wave."""
        if self._window.middle.currentWidget() is self._window.wave:
            self._window.bar.hide()
