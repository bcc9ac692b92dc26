"""The fields of the open decision bar, filled from the case and read back as a draft."""

from datetime import datetime

from msgspec import Struct
from PySide6.QtWidgets import QVBoxLayout, QWidget

from moderator_desk.content.visible import one_line, show_name
from moderator_desk.models.values import Abilities, Action, CaseFile, Guideline, Span
from moderator_desk.rules import Draft, Suggestion, current_text, needs
from moderator_desk.ui.choices import Choices
from moderator_desk.ui.clause_view import ClauseView
from moderator_desk.ui.edit_view import EditView
from moderator_desk.ui.field_keys import FieldKeys
from moderator_desk.ui.notice_switch import NoticeSwitch
from moderator_desk.ui.notice_text import notice_values
from moderator_desk.ui.notice_view import NO_HELP, CareHelp, NoticeView
from moderator_desk.ui.safe import SafeLabel, SafeLine, named
from moderator_desk.ui.theme import SPACE
from moderator_desk.ui.wave_notices import WaveNotices
from moderator_desk.ui.wave_plan import WavePlan
from moderator_desk.ui.why_view import WhyView
from moderator_desk.ui.words import decision as words
from moderator_desk.ui.words.ages import hours

_QUOTE = 160


class Question(Struct, frozen=True):
    """What the form is opened with: the action, the case, what the platform can do, what the ladder proposes, and what
    was chosen beside the case already (guideline, clause, marked words). `languages` are the member's, best first.
    `wave` is the batch it is about when that is more than this case."""

    action: Action
    file: CaseFile
    abilities: Abilities
    suggestion: Suggestion | None
    cited: Guideline | None
    clause: str
    spans: tuple[Span, ...]
    languages: tuple[str, ...]
    now: datetime
    care: CareHelp = NO_HELP
    wave: WavePlan | None = None

    def quote(self, limit: int) -> str:
        """The marked words, else the beginning of the text, on one line; safe to show."""
        text = current_text(self.file.case)
        marked = " … ".join(text[span.start : span.end] for span in self.spans)
        return one_line(marked or text, limit)


class FormFields:
    """The widgets of the form in two columns: choices on the left, the text and the notice on the right. `switch` stands
    where its owner puts it."""

    def __init__(self, keys: FieldKeys) -> None:
        self._noticed = ""
        self.drafted, self.marked = SafeLabel("", "dim", wrap=True), SafeLabel("", "dim")
        self.drafted.hide()
        self.clause = ClauseView()
        self.duration = Choices(words.DURATION)
        self.scope = Choices(words.SCOPE)
        self.reason, self.note = WhyView(keys), SafeLine(words.NOTE_HINT)
        self.notice, self.edit, self.switch = NoticeView(keys), EditView(keys), NoticeSwitch()
        self.many = WaveNotices()
        self.reason_head = SafeLabel(words.REASON, "heading")
        self.duration_part = _part(SafeLabel(words.DURATION, "heading"), self.duration)
        self.scope_part = _part(SafeLabel(words.SCOPE, "heading"), self.scope)
        self.reason_part = _part(self.reason_head, self.reason)
        note_part = _part(SafeLabel(words.NOTE, "heading"), self.note)
        named(self.note, words.NOTE, words.NOTE_HINT)
        keys.watch(self.note)
        self.left = QVBoxLayout()
        self.left.setSpacing(SPACE + 2)
        for part in (
            self.drafted,
            self.marked,
            self.clause,
            self.duration_part,
            self.scope_part,
            self.reason_part,
            note_part,
        ):
            self.left.addWidget(part)
        self.left.addStretch(1)
        self.right = QWidget()
        column = QVBoxLayout(self.right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * SPACE)
        column.addWidget(self.edit, 3)
        column.addWidget(self.notice, 2)
        column.addWidget(self.many, 2)

    def show_question(self, question: Question) -> None:
        """Fill every field anew, and show those that this action needs."""
        asked, case = needs(question.action), question.file.case
        known = question.file.guidelines
        self.reason.ask(known.reasons if known and question.action is not Action.ESCALATE else ())
        self.note.clear()
        self.reason_head.setText(words.reason_words(question.action))
        named(self.reason.line, words.reason_words(question.action), words.FORM_HELP)
        self.marked.setText(f"{words.MARKED}: {question.quote(_QUOTE)}" if question.spans else "")
        self.marked.setVisible(bool(question.spans))
        self.drafted.hide()
        self.clause.setVisible(asked.clause)
        self.clause.show_clauses(question.file.guidelines, question.cited, question.clause)
        lengths = question.abilities.durations
        self.duration.show_options(tuple(map(hours, lengths)), _first_length(question))
        scopes = _scopes(question)
        self.scope.show_options(tuple(map(words.scope_words, scopes)), 0 if scopes else -1)
        self.scope_part.setVisible(len(scopes) > 1)
        self.edit.setVisible(asked.text)
        if asked.text:
            self.edit.show_edit(current_text(case), question.spans)
        self._noticed = ""
        self.switch.ask(question.action, case, self.clause.guideline, question.abilities.notices)
        self.follow(question)

    def follow(self, question: Question) -> None:
        """Let the notice follow the switch, the clause and the length; another guideline has notices of its own. What
        lasts for good has no length."""
        self.duration_part.setVisible(self._ends(question))
        wave, rule = question.wave, self.clause.guideline
        self.notice.setVisible(self.switch.on and wave is None)
        self.many.setVisible(wave is not None)
        asks = wave is not None and wave.asks_rest
        self.right.setVisible(self.switch.on or needs(question.action).text or asks)
        if wave is not None:
            length, tells = self.length(question), self.switch.on
            self.many.show_plan(wave, wave.notices(rule, self.clause.clause, length) if tells else ())
        if wave is not None or not self.switch.on:
            return
        values, length = self.values(question), self.length(question)
        code = rule.code if rule else "-"
        if code == self._noticed:
            self.notice.follow(values, length)
            return
        self._noticed = code
        severity = question.file.case.severity
        self.notice.show_notice(
            rule, question.action, question.languages, values, length, question.care, severity
        )

    def length(self, question: Question) -> int | None:
        """The chosen length in hours; None is without end."""
        lengths, row = question.abilities.durations, self.duration.current
        return lengths[row] if self._ends(question) and 0 <= row < len(lengths) else None

    def _ends(self, question: Question) -> bool:
        """Whether there is a length to choose for the decision as it stands."""
        can, scopes = question.abilities, _scopes(question)
        scope = scopes[self.scope.current] if scopes else ""
        asked = needs(question.action).duration and bool(can.durations)
        return asked and scope not in can.irreversible_scopes

    def values(self, question: Question) -> dict[str, str]:
        """What fills the placeholders of a notice whatever its language; empty values stay open."""
        handle = question.file.member.member.handle if question.file.member else ""
        quote = question.quote(_QUOTE)
        return notice_values(question.file.case, handle, self.clause.guideline, self.clause.clause, quote)

    def draft(self, question: Question) -> Draft:
        """The decision as the fields stand."""
        asked, scopes = needs(question.action), _scopes(question)
        rule, tells = self.clause.guideline, self.switch.on
        message, language, template = self._told(question)
        scope = scopes[self.scope.current] if scopes else ""
        return Draft(
            question.action,
            guideline=_guideline_of(question, rule if asked.clause or tells else None),
            clause=self.clause.clause if asked.clause else question.clause,
            reason=self.reason.words(),
            why_less=self.reason.code,
            note=self.note.text().strip(),
            new_text=self.edit.new_text() if asked.text else None,
            duration_hours=self.length(question),
            scope=scope,
            message=message,
            language=language,
            template=template,
            spans=question.spans,
        )

    def _told(self, question: Question) -> tuple[str, str, str]:
        """The notice, its language and its template; of a batch the one that stands for all."""
        if not self.switch.on:
            return "", "", ""
        if question.wave is not None:
            one = self.many.message
            return (one.text, one.language, one.template) if one else ("", "", "")
        template = self.notice.template
        return self.notice.text().strip(), self.notice.language, template.id if template else ""


def member_name(file: CaseFile) -> str:
    """The member's name for a head line, safe to show."""
    author = file.case.item.author
    return show_name((file.member.member.handle if file.member else "") or author.handle or author.id, 40)


def _scopes(question: Question) -> tuple[str, ...]:
    return question.abilities.scopes_on(question.action, question.file.case)


def _first_length(question: Question) -> int:
    lengths = question.abilities.durations
    proposed = question.suggestion
    if proposed and proposed.action == "ban" and proposed.duration_hours in lengths:
        return lengths.index(proposed.duration_hours)
    return 0 if lengths else -1


def _part(head: QWidget, field: QWidget) -> QWidget:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE // 2)
    column.addWidget(head)
    column.addWidget(field)
    return part


def _guideline_of(question: Question, chosen: Guideline | None) -> str:
    """The code a decision names: of the clause in the form, else of that chosen beside the case, else as reported."""
    if chosen is not None:
        return chosen.code
    return question.cited.code if question.clause and question.cited else question.file.case.guideline
