"""From a key to a recorded decision: opens the bar when more is asked, and hands the finished draft to the deeds."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from moderator_desk.models.modes import READ_ONLY
from moderator_desk.models.values import Action
from moderator_desk.rules import Draft
from moderator_desk.ui.deeds import Deeds
from moderator_desk.ui.drafting import Drafting
from moderator_desk.ui.opening import Opening
from moderator_desk.ui.reviewing import OnScreen
from moderator_desk.ui.showing import Showing
from moderator_desk.ui.tools import Tools
from moderator_desk.ui.wave_plan import WavePlan
from moderator_desk.ui.window import Window


class Deciding(QObject):
    """The verbs as the keys call them."""

    def __init__(
        self, window: Window, tools: Tools, screen: OnScreen, deeds: Deeds, showing: Showing
    ) -> None:
        super().__init__(window)
        self._window = window
        self._tools = tools
        self._screen = screen
        self._deeds = deeds
        self._showing = showing
        self._instead: Callable[[Draft], bool] | None = None
        self.drafting = Drafting(
            window, tools, showing, deeds
        )  # first: it hears of a decision before the bar closes
        self._opening = Opening(window, tools, showing, self.drafting)
        self._opening.note_wanted.connect(self.open_note)
        self.drafting.refused.connect(deeds.refused)
        window.bar.committed.connect(self._commit)
        window.bar.cancelled.connect(self._cancelled)
        window.note.noted.connect(self._note)
        window.note.cancelled.connect(self.rest)
        window.conflict.way_chosen.connect(self._repair)
        deeds.done.connect(self._recorded)

    def open(self, action: Action) -> None:
        """Dismiss at once; open the bar for what asks for more; say why when it cannot be."""
        file = self._screen.file
        why = self._showing.availability()[action.value]
        if file is None or why:
            self._deeds.refused.emit(why or "no-case")
            if why == "came-back":
                self._window.conflict.setFocus()  # where A, W and H act
            return
        if not self._screen.armed:
            self._deeds.refused.emit("too-soon")
            return
        if action is Action.DISMISS:
            clause, rule = self._showing.clause, self._showing.cited()
            cited = rule.code if clause and rule else file.case.guideline
            spans = self._window.case.spans()
            self._deeds.decide(Draft(action, guideline=cited, clause=clause, spans=spans))
            return
        self._instead = None
        self._opening.decision(action, file)

    def discard_draft(self) -> None:
        """Throw away what is being written, or was begun before."""
        self.drafting.discard()
        self.rest()

    @Slot(object)
    def _commit(self, draft: Draft) -> None:
        instead = self._instead
        if instead(draft) if instead is not None else self._deeds.decide(draft):
            self._window.bar.close_bar()
            self._cancelled()

    @Slot()
    def _cancelled(self) -> None:
        self._instead = None
        self.rest()

    def open_wave(self, plan: WavePlan, run: Callable[[Draft], bool]) -> None:
        """Open the bar for a batch that `run` records in place of a decision on the case on the screen; it says whether
        it did."""
        file = self._screen.file
        if file is not None:
            self._instead = run
            self._opening.decision(plan.action, file, wave=plan)

    @Slot()
    def _recorded(self) -> None:
        self._window.bar.close_bar()  # before the next case comes, so that it finds the panes at their full height

    def open_note(self) -> None:
        """The note field, in place."""
        if self._screen.file is None:
            self._deeds.refused.emit("no-case")
            return
        account = self._screen.file.ref.account
        can = self._tools.abilities(account)
        if self._window.known.mode(account) == READ_ONLY:
            self._deeds.refused.emit("read-only")
        elif not can.notes and "notes" not in can.carries:
            self._deeds.refused.emit("no-notes")
        else:
            self._opening.note(self._screen.file, kept=not can.notes)

    @Slot(str)
    def _note(self, text: str) -> None:
        if self._deeds.note(text):
            self._window.note.close_bar()
            self.rest()

    def switch_notice(self) -> None:
        """A notice to the member with the open decision, or none; say why where there is nothing to choose."""
        switch, is_open = self._window.bar.form.fields.switch, self._window.bar.is_open
        if is_open and not switch.refused:
            switch.toggle()
        else:
            self._deeds.refused.emit(switch.refused if is_open else "no-form")

    def claim(self) -> None:
        """Claim the case, or give it back."""
        file = self._screen.file
        if file is not None and not self._tools.abilities(file.ref.account).claims:
            self._deeds.refused.emit("no-claims")
        else:
            self._deeds.toggle_claim()

    @Slot(str, str)
    def _repair(self, entry_id: str, way: str) -> None:
        file = self._screen.file
        entry = next((each for each in (file.outbox if file else ()) if each.id == entry_id), None)
        if entry is not None and self._deeds.repair(entry, way):
            self._screen.show(entry.ref)
            self.rest()

    @Slot()
    def rest(self) -> None:
        """Focus back to where plain keys act; into the form when the next case came with a draft."""
        if self._window.bar.is_open:
            self._window.bar.form.go_on()
            return
        if self._window.note.is_open:
            self._window.note.take_focus()
            return
        middle = self._window.middle.currentWidget()
        if middle is not None and middle is not self._window.case:
            middle.setFocus()
        else:
            self._window.queue.take_focus()
