"""Which clause of which guideline a decision cites."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from moderator_desk.content.visible import show_name
from moderator_desk.models.values import Guideline, GuidelineSet
from moderator_desk.ui.choices import Choices
from moderator_desk.ui.safe import SafeLabel
from moderator_desk.ui.theme import SPACE
from moderator_desk.ui.words import decision as words


class ClauseView(QWidget):
    """The clauses of a guideline by number. changed(): another clause or guideline."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._set: GuidelineSet | None = None
        self.guideline: Guideline | None = None
        self._head = SafeLabel("", "heading")
        self.row = Choices(words.CLAUSE, lines=True)
        self.row.chosen.connect(self._chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE // 2)
        column.addWidget(self._head)
        column.addWidget(self.row)

    def show_clauses(self, known: GuidelineSet | None, cited: Guideline | None, clause: str) -> None:
        """Offer the clauses of this guideline, else of the first there is, with `clause` chosen."""
        self._set = known
        every = known.guidelines if known else ()
        self._offer(cited or (every[0] if every else None), clause)

    def step(self, by: int) -> None:
        """The next or previous guideline of the set, going round."""
        every = self._set.guidelines if self._set else ()
        if len(every) < 2:
            return
        codes = [rule.code for rule in every]
        here = codes.index(self.guideline.code) if self.guideline and self.guideline.code in codes else -by
        self._offer(every[(here + by) % len(every)], "")
        self.changed.emit()

    @property
    def clause(self) -> str:
        """The chosen clause's code, "" for none yet. A guideline without clauses is cited whole."""
        if self.guideline is None:
            return ""
        if not self.guideline.clauses:
            return self.guideline.code
        row = self.row.current
        return self.guideline.clauses[row].code if row >= 0 else ""

    def _offer(self, guideline: Guideline | None, clause: str) -> None:
        self.guideline = guideline
        clauses = guideline.clauses if guideline else ()
        if guideline:
            stepping = f"  ·  {words.OTHER_GUIDELINES}" if self._set and len(self._set.guidelines) > 1 else ""
            self._head.setText(f"{words.CLAUSE}: {show_name(guideline.title)}{stepping}")
        else:
            self._head.setText(words.CLAUSE)
        chosen = next((n for n, each in enumerate(clauses) if each.code == clause), -1)
        self.row.show_options(tuple(f"{each.code}  {each.text}" for each in clauses), chosen)

    @Slot(int)
    def _chosen(self, _number: int) -> None:
        self.changed.emit()
