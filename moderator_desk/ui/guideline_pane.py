"""The guideline a case was reported under: what the ladder proposes, the clauses by number, what decides, examples."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from moderator_desk.models.values import Clause, Guideline, GuidelineSet
from moderator_desk.rules import Suggestion
from moderator_desk.ui.safe import SafeLabel, named
from moderator_desk.ui.theme import SPACE, give_role
from moderator_desk.ui.words import guideline as words
from moderator_desk.ui.words.case import breakable


class GuidelinePane(QFrame):
    """Shows one guideline of a set. clause_chosen(clause code): a clause was chosen by its number.

    Each guideline has a page of its own, made when it is first looked at: laying a dozen wrapped sentences out anew for
    every case was most of the time between a key and the next case.
    """

    clause_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "pane")
        self._set: GuidelineSet | None = None
        self._reported = ""
        self._clause = ""
        self._suggestion: Suggestion | None = None
        self._shown: Guideline | None = None
        self._pages: dict[str, _Page] = {}
        self._empty = _Page(None)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.addWidget(self._stack)
        self.setFocusProxy(self._empty)
        self.show_guideline(None, "", "", None, datetime.min)

    @Slot(object, str, str, object, object)
    def show_guideline(
        self, known: GuidelineSet | None, code: str, clause: str, suggestion: Suggestion | None, now: datetime
    ) -> None:
        """Show the guideline `code` of a set with a clause marked; `suggestion` is the ladder's for this member."""
        if known is not self._set and known != self._set:
            self._drop_pages()
        self._set, self._reported, self._clause = known, code, clause
        self._suggestion = suggestion
        self._show(known.find(code) if known else None)

    def choose_clause(self, number: int) -> str | None:
        """Choose the clause with this number (1 to 9) of the guideline on the screen; its code, None without one."""
        clauses = self._shown.clauses if self._shown else ()
        if not 1 <= number <= min(len(clauses), 9):
            return None
        self._clause = clauses[number - 1].code
        self._page().mark(self._clause)
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
        page = self._page()
        own = rule is not None and rule.code == self._reported
        page.show_ladder(words.suggestion(self._suggestion, rule.special) if own and rule else "")
        page.show_version(words.version(self._set, rule, reported=own) if rule and self._set else words.NONE)
        page.mark(self._clause)
        if rule != before:
            page.verticalScrollBar().setValue(0)
            self.setFocusProxy(page)
            self._stack.setCurrentWidget(page)

    def _page(self) -> "_Page":
        rule = self._shown
        if rule is None:
            return self._empty
        if rule.code not in self._pages:
            self._pages[rule.code] = _Page(rule)
            self._stack.addWidget(self._pages[rule.code])
        return self._pages[rule.code]

    def _drop_pages(self) -> None:
        self._stack.setCurrentWidget(self._empty)
        for page in self._pages.values():
            self._stack.removeWidget(page)
            page.deleteLater()
        self._pages, self._shown = {}, None


class _Page(QScrollArea):
    """All of one guideline; of none, the words for that."""

    def __init__(self, rule: Guideline | None) -> None:
        super().__init__()
        self._version = _sentence("dim")
        self._ladder = _sentence("")
        self._clauses: list[_ClauseLine] = []
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        for label in (
            SafeLabel(words.head(rule) if rule else words.PANE, "title"),
            self._version,
            self._ladder,
        ):
            column.addWidget(label)
        if rule is not None:
            self._fill(column, rule)
        column.addStretch(1)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(body)
        for ground in (body, self.viewport()):
            ground.setAutoFillBackground(False)  # the pane's own ground shows through
        named(self, words.PANE)

    def _fill(self, column: QVBoxLayout, rule: Guideline) -> None:
        if special := words.special(rule.special):
            column.addWidget(_sentence("danger", special))
        inner = _section(column, words.CLAUSES)
        for number, clause in enumerate(rule.clauses, 1):
            line = _ClauseLine(number, clause)
            self._clauses.append(line)
            inner.addWidget(line)
        inner = _section(column, words.QUESTIONS)
        for question in rule.questions:
            inner.addWidget(_sentence("", f"· {breakable(question)}"))
        inner = _section(column, words.EXAMPLES)
        for example in rule.examples:
            inner.addWidget(_sentence("", breakable(words.example(example))))
        if rule.text:
            column.addWidget(_sentence("dim", breakable(rule.text)))

    def show_ladder(self, text: str) -> None:
        """The ladder's proposal for the member, "" for none."""
        _put(self._ladder, text)

    def show_version(self, text: str) -> None:
        """Which set, and whether the case was reported under this guideline."""
        _put(self._version, text)

    def mark(self, clause: str) -> None:
        """Show a clause as chosen."""
        for line in self._clauses:
            line.mark(line.code == clause and bool(clause))


class _ClauseLine(QWidget):
    """A clause with the digit that chooses it; beyond nine there is no digit."""

    def __init__(self, number: int, clause: Clause) -> None:
        super().__init__()
        self.code = clause.code
        self._words = breakable(f"{clause.code} {clause.text}")
        self._text = _sentence("", self._words)
        self._marked = False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * SPACE)
        digit = SafeLabel(str(number) if number <= 9 else "·", "key")
        row.addWidget(digit, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)

    def mark(self, on: bool) -> None:
        """Show as chosen: bold and ticked."""
        if on == self._marked:
            return
        self._marked = on
        give_role(self._text, "title" if on else "")
        self._text.setText(f"✓ {self._words}" if on else self._words)


def _section(column: QVBoxLayout, title: str) -> QVBoxLayout:
    column.addWidget(SafeLabel(title, "heading"))
    inner = QVBoxLayout()
    inner.setSpacing(SPACE)
    column.addLayout(inner)
    return inner


def _sentence(role: str, text: str = "") -> SafeLabel:
    label = SafeLabel(text, role, wrap=True)
    label.setMinimumWidth(1)  # a long run in it must not widen the pane
    return label


def _put(label: SafeLabel, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))
