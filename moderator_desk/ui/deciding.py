"""From a key to a recorded decision: opens the bar when more is asked, and hands the finished draft to the deeds."""

from PySide6.QtCore import QObject, Slot

from moderator_desk.models.modes import READ_ONLY
from moderator_desk.models.values import Action
from moderator_desk.rules import Draft
from moderator_desk.ui.caring import duty_of
from moderator_desk.ui.notice_view import NO_HELP, CareHelp
from moderator_desk.ui.reviewing import Deeds, OnScreen
from moderator_desk.ui.showing import Showing
from moderator_desk.ui.tools import Tools
from moderator_desk.ui.window import Window
from moderator_desk.ui.words.care import care_words


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
        window.bar.committed.connect(self._commit)
        window.bar.cancelled.connect(self.rest)
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
            self._deeds.decide(Draft(action, guideline=cited, clause=clause))
            return
        member = file.member.member if file.member else None
        languages = (*((file.case.item.language,) if file.case.item.language else ()),)
        self._window.note.hide()
        self._window.bar.open_for(
            action,
            file,
            self._tools.abilities(file.ref.account),
            suggestion=self._showing.suggestion(),
            cited=self._showing.cited(),
            clause=self._showing.clause,
            spans=self._window.case.spans(),
            notice_languages=(*(member.languages if member else ()), *languages),
            now=self._tools.now(),
            care=self._care(action),
        )

    def _care(self, action: Action) -> CareHelp:
        """What a message of care names, by the member's country; nothing where the matter is another."""
        file, rule = self._screen.file, self._showing.cited()
        if action is not Action.ESCALATE or file is None or rule is None or rule.special != "crisis":
            return NO_HELP
        country = file.member.member.country if file.member else ""
        book, problem = self._tools.care()
        lines = book.lines(country)
        return CareHelp(
            lines,
            care_words(country, lines, duty_of(self._tools.settings), problem),
            not lines or bool(problem),
        )

    @Slot(object)
    def _commit(self, draft: Draft) -> None:
        if self._deeds.decide(draft):
            self.rest()

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
            self._window.bar.close_bar()
            self._window.note.open_bar(kept=not can.notes)

    @Slot(str)
    def _note(self, text: str) -> None:
        if self._deeds.note(text):
            self._window.note.hide()
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

    def choose_clause(self, number: int) -> None:
        """A digit: the clause with that number, in the open form or beside the case."""
        if self._window.bar.is_open:
            self._window.bar.form.choose_clause(number)
        else:
            self._window.guideline.choose_clause(number)

    @Slot(str, str)
    def _repair(self, entry_id: str, way: str) -> None:
        file = self._screen.file
        entry = next((each for each in (file.outbox if file else ()) if each.id == entry_id), None)
        if entry is not None and self._deeds.repair(entry, way):
            self._screen.show(entry.ref)
            self.rest()

    @Slot()
    def rest(self) -> None:
        """Focus back to where plain keys act."""
        middle = self._window.middle.currentWidget()
        if middle is self._window.outbox or middle is self._window.accounts:
            middle.setFocus()
        else:
            self._window.queue.take_focus()
