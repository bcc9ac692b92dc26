"""The open decision bar: only what the action asks for, and a note if wanted. It never covers the case."""

import msgspec
from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from moderator_desk.models.values import Action
from moderator_desk.rules import (
    Draft,
    Suggestion,
    needs,
    problems,
    proposal,
    stronger_than_suggested,
    unfilled,
)
from moderator_desk.ui.decision_fields import FormFields, Question
from moderator_desk.ui.field_keys import FieldKeys
from moderator_desk.ui.safe import named
from moderator_desk.ui.theme import SPACE
from moderator_desk.ui.wave_plan import WavePlan
from moderator_desk.ui.words import decision as words

_OF_CLAUSE = ("clause", "clause_text")
_RESTS = {Qt.Key.Key_R: Action.REMOVE, Qt.Key.Key_D: Action.DISMISS}
"""In a batch: what becomes of the other cases of a member."""

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class DecisionForm(QFrame):
    """Asks a Question and holds the draft. settled(): something changed, ask missing() again. record(): the moderator
    wants to commit. closed(): Esc outside a text field."""

    settled = Signal()
    record = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._question: Question | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._keys = FieldKeys(self)
        self._keys.record.connect(self.record)
        self._keys.back.connect(self._leave_field)
        self.fields = FormFields(self._keys)
        self._lay_out()
        fields = self.fields
        for changed in (fields.clause.changed, fields.duration.chosen, fields.scope.chosen):
            changed.connect(self._chosen)
        for changed in (
            fields.notice.changed,
            fields.edit.changed,
            fields.reason.changed,
            fields.many.changed,
        ):
            changed.connect(self.settled)
        fields.note.textChanged.connect(self.settled)
        fields.switch.switched.connect(self._switched)
        named(self, words.RECORD, words.FORM_HELP)

    def _lay_out(self) -> None:
        inside = QWidget()
        columns = QHBoxLayout(inside)
        columns.setContentsMargins(0, 0, 2, 0)
        columns.setSpacing(4 * SPACE)
        columns.addLayout(self.fields.left, 4)
        columns.addWidget(self.fields.right, 5)
        self._inside = inside
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(inside)
        self._area.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._area)

    def ask(self, question: Question) -> None:
        """Begin a decision; the focus goes to what is missing first."""
        self._question = question
        self.fields.show_question(question)
        self._area.verticalScrollBar().setValue(0)
        self._show_reason()
        self.settled.emit()

    def take_wave(self, plan: WavePlan) -> None:
        """The batch that is being decided has other cases now; what was typed and chosen stays."""
        if self._question is not None:
            self._question = msgspec.structs.replace(self._question, wave=plan)
            self._chosen()

    def draft(self) -> Draft:
        """The decision as it stands. Only after ask()."""
        assert self._question is not None
        return self.fields.draft(self._question)

    def missing(self) -> tuple[str, ...]:
        """What keeps it from being recorded, in words, in the order of the form."""
        question = self._question
        if question is None:
            return ()
        return _missing_words(self.draft(), question, self.fields)

    def choose_clause(self, number: int) -> None:
        """The clause with this number, from 1; then on to what is still missing."""
        if self.fields.clause.isVisibleTo(self) and self.fields.clause.row.choose(number - 1):
            self.go_on()

    def go_on(self) -> None:
        """The focus to the next thing that has to be typed; to the form itself when it is a choice or nothing."""
        fields = self.fields
        self._keys.guard()
        if fields.clause.isVisibleTo(self) and not fields.clause.clause:
            self.setFocus()
        elif fields.edit.isVisibleTo(self) and not fields.edit.is_changed:
            fields.edit.field.setFocus()
        elif fields.reason_part.isVisibleTo(self) and not fields.reason.words():
            fields.reason.line.setFocus()
            # once the part has its place
            QTimer.singleShot(0, self, lambda: self._area.ensureWidgetVisible(fields.reason, 0, SPACE))
        elif fields.notice.isVisibleTo(self) and not fields.notice.text().strip():
            fields.notice.field.setFocus()
        else:
            self.setFocus()

    def wanted_height(self) -> int:
        """The height that shows every field without scrolling."""
        return self._inside.minimumSizeHint().height() + 2 * self._area.frameWidth() + 2

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if event.isAutoRepeat() and key in (*_ENTER, Qt.Key.Key_Escape):
            return
        if key in _ENTER:
            self.record.emit()
        elif key == Qt.Key.Key_Escape:
            self.closed.emit()
        elif not _choose_by(self, event):
            super().keyPressEvent(event)

    @Slot()
    def _leave_field(self) -> None:
        self.setFocus()

    @Slot()
    def _chosen(self) -> None:
        question = self._question
        if question is None:
            return
        self.fields.follow(question)
        self._show_reason()
        self.settled.emit()

    @Slot()
    def _switched(self) -> None:
        was_in_it = self.fields.notice.isAncestorOf(self.focusWidget() or self)
        self._chosen()
        if self.fields.switch.on:
            self._area.ensureWidgetVisible(self.fields.notice)
            if self.fields.notice.isVisibleTo(self) and not self.fields.notice.text().strip():
                self.fields.notice.field.setFocus()
        elif was_in_it:
            self.setFocus()

    def _show_reason(self) -> None:
        draft, question = self.draft(), self._question
        stronger = question is not None and stronger_than_suggested(draft, _suggestion(draft, question))
        self.fields.reason_part.setVisible(needs(draft.action).reason or stronger)


def _suggestion(draft: Draft, question: Question) -> Suggestion | None:
    """The ladder's under the guideline that the draft cites, which may be another than the reported one."""
    file = question.file
    if question.wave is not None:
        return question.wave.hardest(draft, question.now)
    cited = file.guidelines.find(draft.guideline) if file.guidelines else None
    return proposal(file.case, cited or file.guideline, file.member, question.now)


def _in_words(codes: list[str], draft: Draft, clauses: int) -> tuple[str, ...]:
    """What is missing, one sentence each; what the clause fills is not asked for beside the clause."""
    names = tuple(name for name in unfilled(draft.message) if draft.clause or name not in _OF_CLAUSE)
    asked = (code for code in codes if names or code != "placeholder")
    return tuple(words.missing_words(code, draft, names, clauses) for code in asked)


def _missing_codes(draft: Draft, question: Question, *, tells: bool) -> list[str]:
    codes = list(problems(draft, question.file.case, _suggestion(draft, question)))
    if tells and not draft.message and "message" not in codes:
        codes.append("message")
    return codes


def _missing_words(draft: Draft, question: Question, fields: FormFields) -> tuple[str, ...]:
    codes = _missing_codes(draft, question, tells=fields.switch.on)
    if question.wave is not None:
        codes = [f"{code}-many" if code == "message" else code for code in codes]
        codes += ["rest"] if question.wave.asks_rest and fields.many.rest is None else []
    rule = fields.clause.guideline
    if "clause" in codes and rule is None:
        codes[codes.index("clause")] = "no-guidelines"
    return _in_words(codes, draft, len(rule.clauses) if rule else 0)


def _choose_by(form: DecisionForm, event: QKeyEvent) -> bool:
    """A choice by a key that no field has taken; whether it was one."""
    key, fields = event.key(), form.fields
    if "1" <= event.text() <= "9" and fields.clause.isVisibleTo(form):
        form.choose_clause(int(event.text()))
    elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and fields.duration_part.isVisibleTo(form):
        fields.duration.step(-1 if key == Qt.Key.Key_Left else 1)
    elif event.text() in ("[", "]") and fields.clause.isVisibleTo(form):
        fields.clause.step(-1 if event.text() == "[" else 1)
    elif key == Qt.Key.Key_M and fields.edit.isVisibleTo(form) and fields.edit.can_redact:
        fields.edit.redact()
    else:
        rest = _RESTS.get(Qt.Key(key))
        return rest is not None and fields.many.choose_rest(rest)
    return True
