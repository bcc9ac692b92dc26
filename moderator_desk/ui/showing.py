"""Puts the current case before the moderator: case, member, guideline, conflict and what can be done about it."""

from PySide6.QtCore import QObject, Signal, Slot

from moderator_desk.content.contacts import contacts_in
from moderator_desk.content.domains import registered_domain
from moderator_desk.content.images import DecodedImage, Refusal
from moderator_desk.models.modes import READ_ONLY
from moderator_desk.models.values import Action, Answer, CaseFile, Guideline
from moderator_desk.rules import Suggestion, current_text, proposal, unavailable
from moderator_desk.ui.known_accounts import NONE
from moderator_desk.ui.layouts import settle_layouts
from moderator_desk.ui.painted_ahead import CasePanes, PaintedAhead
from moderator_desk.ui.reviewing import OnScreen
from moderator_desk.ui.tools import Tools
from moderator_desk.ui.window import Window

DECISIONS = (Action.DISMISS, Action.EDIT, Action.REMOVE, Action.WARN, Action.BAN, Action.ESCALATE)


class Showing(QObject):
    """Feeds the panes whenever the case on the screen changes; late answers for another case are dropped.

    shown(CaseFile or None) follows every such change; leaving() goes before one that brings another case.
    """

    shown = Signal(object)
    leaving = Signal()

    def __init__(self, window: Window, tools: Tools, screen: OnScreen) -> None:
        super().__init__(window)
        self._window = window
        self._tools = tools
        self._screen = screen
        self._code = ""
        self.clause = ""
        self._panes = CasePanes(window.case, window.member, window.guideline)
        self.ahead = PaintedAhead(self._panes, self._suggest)
        window.closing.connect(self.ahead.close)
        self._cited = ""
        screen.case_changed.connect(self.show)
        window.case.media_wanted.connect(self._ask_media)
        window.case.finds.contacts_wanted.connect(self._ask_contacts)
        window.link_gate.domain_wanted.connect(self._ask_domain)
        window.guideline.clause_chosen.connect(self._choose)

    @Slot(object)
    def show(self, file: CaseFile | None) -> None:
        """Show a case in every pane; the same case again keeps what was chosen."""
        window, now = self._window, self._tools.now()
        key = f"{file.ref}" if file else ""
        if key != self._code:
            self.leaving.emit()
            self._code, self.clause, self._cited = key, "", ""
        if file is not None:
            window.queue.select(file.ref)
        self.show_place()
        window.bar.strip.show_available(self.availability())
        window.conflict.show_conflict(file.conflict if file else None)
        window.settle()
        painted = self.ahead.lay_over(file)
        if painted:
            window.queue.paint_now()
        self._panes.show_file(file, self.clause, self.suggestion(), now)
        settle_layouts()
        if painted:
            self.ahead.lift()
        self.shown.emit(file)

    def show_place(self) -> None:
        """In which account the case on the screen is, over it and in the decision bar."""
        file = self._screen.file
        mark = self._window.known.mark(file.ref.account) if file else NONE
        self._window.band.show_mark(mark)
        self._window.bar.show_mark(mark)

    def guideline(self) -> Guideline | None:
        """The guideline the case was reported under."""
        return self._screen.file.guideline if self._screen.file else None

    def cited(self) -> Guideline | None:
        """The guideline a decision would name: that of the clause chosen beside the case, else the one looked at there,
        which is the one reported under until somebody steps on."""
        file = self._screen.file
        if file is None or file.guidelines is None:
            return None
        return file.guidelines.find(self._cited or self._window.guideline.shown_code) or file.guideline

    def suggestion(self) -> Suggestion | None:
        """What the ladder proposes for the member now."""
        return self._suggest(self._screen.file)

    def _suggest(self, file: CaseFile | None) -> Suggestion | None:
        return proposal(file.case, file.guideline, file.member, self._tools.now()) if file else None

    def availability(self) -> dict[str, str]:
        """For each decision, why it cannot be taken now ("" when it can)."""
        file = self._screen.file
        if file is None:
            return {action.value: "no-case" for action in DECISIONS}
        if self._window.known.mode(file.ref.account) == READ_ONLY:
            return {action.value: "read-only" for action in DECISIONS}
        can = self._tools.abilities(file.ref.account)
        return {
            action.value: unavailable(
                action, file.case, can.actions, can.missing, file.outbox, frozen=file.frozen
            )
            for action in DECISIONS
        }

    @Slot(str)
    def _choose(self, clause: str) -> None:
        self.clause, self._cited = clause, self._window.guideline.shown_code

    @Slot(str)
    def _ask_media(self, media_id: str) -> None:
        file = self._screen.file
        if file is None or not file.case.may_open(media_id):
            return
        ref = file.ref
        self._tools.ask(("picture", ref, media_id), lambda: self._tools.picture(ref, media_id))

    @Slot(object)
    def _ask_contacts(self, file: CaseFile) -> None:
        self._tools.ask(("contacts", file.ref), lambda: (file, contacts_in(current_text(file.case))))

    @Slot(str)
    def _ask_domain(self, host: str) -> None:
        self._tools.ask(("domain", host), lambda: registered_domain(host))

    def take(self, answer: Answer) -> None:
        """A picture, whose site a link leads to, or what a long text holds: shown when what it was asked for is still on
        the screen, dropped otherwise."""
        name = answer.name
        if isinstance(name, tuple) and name[0] == "contacts" and isinstance(answer.result, tuple):
            self._window.case.finds.show_contacts(*answer.result)
        if isinstance(name, tuple) and name[0] == "domain" and isinstance(answer.result, str):
            self._window.link_gate.show_domain(name[1], answer.result)
        if not (isinstance(name, tuple) and name[0] == "picture"):
            return
        file = self._screen.file
        if file is not None and file.ref == name[1]:
            result = answer.result
            if not isinstance(result, DecodedImage | Refusal | str):
                result = "crashed"
            self._window.case.reveals.take(name[2], result)
