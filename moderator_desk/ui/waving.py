"""A wave: gathered off the main thread, shown whole, decided in one batch with the exceptions a person makes."""

from PySide6.QtCore import QObject, Signal, Slot

from moderator_desk.models.cases import read_case
from moderator_desk.models.values import Action, Answer, CaseRef
from moderator_desk.models.waves import ALIKE_ENOUGH, wave_of
from moderator_desk.review import NotPossible, decide_many
from moderator_desk.rules import Draft, unavailable
from moderator_desk.ui.deciding import Deciding
from moderator_desk.ui.deeds import Deeds
from moderator_desk.ui.reviewing import OnScreen
from moderator_desk.ui.tools import Tools
from moderator_desk.ui.wave_pane import Member
from moderator_desk.ui.window import Window
from moderator_desk.ui.words import waves as words

_WAVE = "wave"
_VERBS = {"dismiss": Action.DISMISS, "remove": Action.REMOVE}


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
        self._action = Action.DISMISS
        window.wave.way_wanted.connect(self._go)
        window.bar.cancelled.connect(self._bar_closed)

    def open(self) -> None:
        """Gather what belongs with the case on the screen."""
        file = self._screen.file
        if file is None or file.case.sealed:
            self.refused.emit("sealed" if file else "no-case")
            return
        ref = file.ref
        self._tools.ask((_WAVE, ref), lambda: self._gather(ref))

    def _gather(self, ref: CaseRef) -> tuple[Member, ...]:
        with self._tools.store.read() as session:
            found = [(kin, read_case(session, kin.line.ref)) for kin in wave_of(session, ref)]
        return tuple(
            Member(kin, case, chosen=kin.line.ref == ref or bool(ALIKE_ENOUGH & set(kin.why)))
            for kin, case in found
            if case is not None
        )

    def take(self, answer: Answer) -> bool:
        """Whether an answer was one of ours; one for another case than that on the screen is dropped."""
        name = answer.name
        if not (isinstance(name, tuple) and name and name[0] == _WAVE):
            return False
        file = self._screen.file
        if file is not None and file.ref == name[1] and isinstance(answer.result, tuple):
            self._show(answer.result)
        return True

    def _show(self, members: tuple[Member, ...]) -> None:
        if len(members) < 2:
            self.refused.emit("no-wave")
            return
        self._window.wave.say("")
        self._window.wave.covered = self._window.case.reveals.comfort.covered
        self._window.wave.show_members(members)
        self._window.middle.setCurrentWidget(self._window.wave)
        self._window.wave.setFocus()

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
        elif current is not None and way == "open":
            self.leave()
            self.case_wanted.emit(current.ref)
        elif current is not None:
            current.chosen = not current.chosen and not current.left
            pane.show_members(pane.members)

    def leave(self) -> None:
        """Back to the case."""
        self._window.middle.setCurrentWidget(self._window.case)
        self._window.queue.take_focus()

    def _ask(self, action: Action) -> None:
        """Leave out what cannot be decided this way, and open the bar for the rest."""
        pane = self._window.wave
        can = self._tools.abilities(pane.members[0].ref.account)
        for each in pane.members:
            why = unavailable(action, each.case, can.actions, can.missing)
            if why:
                each.chosen, each.left = False, why
        pane.show_members(pane.members)
        chosen = [each for each in pane.members if each.chosen]
        if not chosen:
            self.refused.emit("all-out")
            return
        self._action = action
        members = len({each.case.item.author.id for each in chosen})
        self._window.bar.show()
        self._deciding.open_instead(action, self._record, words.head_words(action, len(chosen), members))

    def _record(self, draft: Draft) -> bool:
        pane = self._window.wave
        chosen = [(each.ref, each.case) for each in pane.members if each.chosen]
        self._screen.hush()
        try:
            batch = decide_many(
                self._tools.store,
                chosen,
                draft,
                by=self._tools.who(chosen[0][0].account),
                now=self._tools.now(),
                undo_s=self._tools.settings.undo_seconds,
            )
        except NotPossible as error:
            self.refused.emit(error.code)
            return False
        self._deeds.after_many(self._action.value, batch)
        gone = {each.ref for each in batch.recorded}
        for each in pane.members:
            each.left = batch.left_out.get(each.ref, each.left)
            each.chosen = each.chosen and each.ref not in gone and not each.left
        pane.show_members(tuple(each for each in pane.members if each.ref not in gone))
        pane.say(words.outcome_words(self._action, len(gone), batch.left_out))
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
