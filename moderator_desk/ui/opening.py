"""Opening the decision bar and the note field, with a draft in them where one was begun."""

from PySide6.QtCore import QObject, Signal, Slot

from moderator_desk.models.values import Action, CaseFile
from moderator_desk.review.drafting import DECISION, NOTE
from moderator_desk.ui.caring import duty_of
from moderator_desk.ui.draft_fields import put_back
from moderator_desk.ui.drafting import Drafting
from moderator_desk.ui.notice_view import NO_HELP, CareHelp
from moderator_desk.ui.showing import Showing
from moderator_desk.ui.tools import Tools
from moderator_desk.ui.wave_plan import WavePlan
from moderator_desk.ui.window import Window
from moderator_desk.ui.words.care import care_words
from moderator_desk.ui.words.drafts import draft_words, not_open_words
from moderator_desk.ui.words.problems import refusal_words


class Opening(QObject):
    """Opens the forms on a case, and by itself on a case that comes to the screen with a draft.

    note_wanted(): that draft is a note; whether notes can be taken here is for others to say.
    """

    note_wanted = Signal()

    def __init__(self, window: Window, tools: Tools, showing: Showing, drafting: Drafting) -> None:
        super().__init__(window)
        self._window, self._tools, self._showing, self._drafting = window, tools, showing, drafting
        drafting.found.connect(self._take_up)

    def decision(self, action: Action, file: CaseFile, *, wave: WavePlan | None = None) -> None:
        """The bar for an action, in place. Of what is decided on a whole wave no draft is kept."""
        window, made = self._window, self._drafting.drafts.kept.decision
        begun = made.draft if made and made.draft.action is action and wave is None else None
        cited, clause, spans = self._showing.cited(), self._showing.clause, window.case.spans()
        if begun is not None:
            rules_set = file.guidelines
            cited, clause = (rules_set.find(begun.guideline) if rules_set else None) or cited, begun.clause
            spans = spans or begun.spans
            window.case.item.take_spans(spans)
        member = file.member.member if file.member else None
        said = tuple(filter(None, (file.case.item.language,)))
        by_hand = tuple(filter(None, (file.language_set,)))
        window.note.close_bar()
        window.bar.open_for(
            action,
            file,
            self._tools.abilities(file.ref.account),
            suggestion=self._showing.suggestion(),
            cited=cited,
            clause=clause,
            spans=spans,
            languages=(*by_hand, *(member.languages if member else ()), *said),
            now=self._tools.now(),
            care=self._care(action, file),
            wave=wave,
        )
        if begun is not None:
            self._fill_in()
        if wave is None:
            self._drafting.begin(DECISION, file, taken_up=begun is not None)

    def _care(self, action: Action, file: CaseFile) -> CareHelp:
        """What a message of care names, by the member's country; nothing where the matter is another."""
        rule = self._showing.cited()
        if action is not Action.ESCALATE or rule is None or rule.special != "crisis":
            return NO_HELP
        country = file.member.member.country if file.member else ""
        book, problem = self._tools.care()
        lines = book.lines(country)
        says = care_words(country, lines, duty_of(self._tools.settings), problem)
        return CareHelp(lines, says, not lines or bool(problem))

    def _fill_in(self) -> None:
        kept, bar = self._drafting.drafts.kept, self._window.bar
        if kept.decision is None or bar.question is None:
            return
        says = draft_words(
            kept.decided_at, self._tools.now(), changed=kept.changed, text_changed=kept.text_changed
        )
        made = kept.decision
        put_back(bar.form.fields, bar.question, made.draft, tells=made.tells, says=says)
        bar.form.go_on()

    def note(self, file: CaseFile, *, kept: bool) -> None:
        """The note field, in place; `kept`: the platform has no notes."""
        self._window.bar.close_bar()
        found = self._drafting.drafts.kept
        says = draft_words(found.noted_at, self._tools.now())
        self._window.note.open_bar(kept=kept, text=found.note, says=says)
        self._drafting.begin(NOTE, file, taken_up=bool(found.note))

    @Slot(object)
    def _take_up(self, file: CaseFile) -> None:
        """The case that came has a draft: on with it, where the case is seen and can still be decided so."""
        made = self._drafting.drafts.kept.decision
        if self._window.middle.currentWidget() is not self._window.case:
            return
        if made is None:
            self.note_wanted.emit()
            return
        why = self._showing.availability().get(made.draft.action.value, "not-here")
        if why:
            self._drafting.said.emit(not_open_words(refusal_words(why)), True)
        else:
            self.decision(made.draft.action, file)
