"""The guideline a case was reported under: what the ladder proposes, the clauses by number, what decides, examples."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from moderator_desk.models.values import Clause, Guideline, GuidelineSet
from moderator_desk.rules import Suggestion
from moderator_desk.ui.pool import Pool
from moderator_desk.ui.safe import SafeLabel, named
from moderator_desk.ui.theme import SPACE, give_role
from moderator_desk.ui.words import guideline as words
from moderator_desk.ui.words.case import breakable


class GuidelinePane(QFrame):
    """Shows one guideline of a set. clause_chosen(clause code): a clause was chosen by its number."""

    clause_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "pane")
        self._set: GuidelineSet | None = None
        self._reported = ""
        self._clause = ""
        self._suggestion: Suggestion | None = None
        self._shown: Guideline | None = None
        self._title, self._version = SafeLabel(role="title"), SafeLabel(role="dim")
        self._ladder, self._special = _sentence(""), _sentence("danger")
        self._text = _sentence("dim")
        self._lay_out()
        self.show_guideline(None, "", "", None, datetime.min)

    def _lay_out(self) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        for label in (self._title, self._version, self._ladder, self._special):
            column.addWidget(label)
        self._clauses: Pool[_ClauseLine] = Pool(_section(column, words.CLAUSES), _ClauseLine)
        self._questions = Pool(_section(column, words.QUESTIONS), lambda: _sentence(""))
        self._examples = Pool(_section(column, words.EXAMPLES), lambda: _sentence(""))
        column.addWidget(self._text)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(body)
        for ground in (body, scroll.viewport()):
            ground.setAutoFillBackground(False)  # the pane's own ground shows through
        named(scroll, words.PANE)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.addWidget(scroll)
        self._scroll, self._body = scroll, body
        self.setFocusProxy(scroll)

    @Slot(object, str, str, object, object)
    def show_guideline(
        self, known: GuidelineSet | None, code: str, clause: str, suggestion: Suggestion | None, now: datetime
    ) -> None:
        """Show the guideline `code` of a set with a clause marked; `suggestion` is the ladder's for this member."""
        self._set, self._reported, self._clause = known, code, clause
        self._suggestion = suggestion
        self._show(known.find(code) if known else None)

    def choose_clause(self, number: int) -> str | None:
        """Choose the clause with this number (1 to 9) of the guideline on the screen; its code, None without one."""
        clauses = self._shown.clauses if self._shown else ()
        if not 1 <= number <= min(len(clauses), 9):
            return None
        self._clause = clauses[number - 1].code
        self._mark()
        self.clause_chosen.emit(self._clause)
        return self._clause

    def step(self, by: int) -> None:
        """Look at the next (1) or previous (-1) guideline of the set, round and round."""
        every = self._set.guidelines if self._set else ()
        if every:
            place = every.index(self._shown) if self._shown in every else -1 if by > 0 else 0
            self._show(every[(place + by) % len(every)])

    @property
    def shown_code(self) -> str:
        """Code of the guideline on the screen, "" when there is none."""
        return self._shown.code if self._shown else ""

    def _show(self, rule: Guideline | None) -> None:
        before, self._shown = self._shown, rule
        own = rule is not None and rule.code == self._reported
        _put(self._ladder, words.suggestion(self._suggestion) if own else "")
        if rule is None or self._set is None:
            self._title.setText(words.PANE)
            _put(self._version, words.NONE)
        else:
            self._title.setText(words.head(rule))
            _put(self._version, words.version(self._set, rule, reported=own))
        if rule != before:
            self._fill(rule)
            self._scroll.verticalScrollBar().setValue(0)
        self._mark()

    def _fill(self, rule: Guideline | None) -> None:
        _put(self._special, words.special(rule.special) if rule else "")
        _put(self._text, breakable(rule.text) if rule else "")
        clauses = rule.clauses if rule else ()
        for number, (line, clause) in enumerate(
            zip(self._clauses.take(len(clauses)), clauses, strict=True), 1
        ):
            line.show_clause(number, clause)
        questions = rule.questions if rule else ()
        for label, question in zip(self._questions.take(len(questions)), questions, strict=True):
            label.setText(f"· {breakable(question)}")
        examples = rule.examples if rule else ()
        for label, example in zip(self._examples.take(len(examples)), examples, strict=True):
            label.setText(breakable(words.example(example)))
        for heading in self._body.findChildren(SafeLabel):
            if heading.property("role") == "heading":
                heading.setVisible(rule is not None)

    def _mark(self) -> None:
        for line in self._clauses.used():
            line.mark(line.code == self._clause and bool(self._clause))


class _ClauseLine(QWidget):
    """A clause with the digit that chooses it."""

    def __init__(self) -> None:
        super().__init__()
        self.code = ""
        self._number = SafeLabel(role="key")
        self._text = _sentence("")
        self._words = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * SPACE)
        row.addWidget(self._number, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)

    def show_clause(self, number: int, clause: Clause) -> None:
        """Stand for this clause; beyond nine there is no digit."""
        self.code = clause.code
        self._number.setText(str(number) if number <= 9 else "·")
        self._words = breakable(f"{clause.code} {clause.text}")
        self._text.setText(self._words)

    def mark(self, on: bool) -> None:
        """Show as chosen: bold and ticked."""
        give_role(self._text, "title" if on else "")
        self._text.setText(f"✓ {self._words}" if on else self._words)


def _section(column: QVBoxLayout, title: str) -> QVBoxLayout:
    column.addWidget(SafeLabel(title, "heading"))
    inner = QVBoxLayout()
    inner.setSpacing(SPACE)
    column.addLayout(inner)
    return inner


def _sentence(role: str) -> SafeLabel:
    label = SafeLabel(role=role, wrap=True)
    label.setMinimumWidth(1)  # a long run in it must not widen the pane
    return label


def _put(label: SafeLabel, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))
