"""What a batch sends to its members: how many notices in which language, one of each to be read exactly as it would be
sent, and what becomes of the other cases of a member who is warned or banned once."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from moderator_desk.models.values import Action
from moderator_desk.rules.waves import RESTS
from moderator_desk.ui.choices import Choices
from moderator_desk.ui.safe import SafeLabel, SafeText, named
from moderator_desk.ui.theme import SPACE, give_role
from moderator_desk.ui.wave_plan import Notice, WavePlan
from moderator_desk.ui.words import waves as words


class WaveNotices(QWidget):
    """changed(): somebody said what becomes of the other cases. `notices` are those to be sent, as last shown."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.notices: tuple[Notice, ...] = ()
        self._groups: dict[str, list[Notice]] = {}
        self._plan: WavePlan | None = None
        self._counted, self._to = SafeLabel("", "dim", wrap=True), SafeLabel("", "heading")
        self._rest_head = SafeLabel(words.REST, "heading")
        self._rest_row = Choices(words.REST, digits=False)
        self._language_row = Choices(words.LANGUAGES, digits=False)
        self._text = SafeText()
        named(self._text, words.NOTICES)
        self._rest_row.chosen.connect(self._rest_chosen)
        self._language_row.chosen.connect(self._show_one)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        for widget in (
            self._rest_head,
            self._rest_row,
            self._counted,
            self._to,
            self._language_row,
            self._text,
        ):
            column.addWidget(widget, int(widget is self._text))
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._text.setMinimumHeight(3 * self.fontMetrics().lineSpacing() + 3 * SPACE)

    def show_plan(self, plan: WavePlan, notices: tuple[Notice, ...]) -> None:
        """Show what this batch does and sends; what was chosen stays chosen."""
        options = tuple(map(words.rest_words, RESTS))
        self._rest_row.show_options(options, self._rest_row.current if plan.asks_rest else -1)
        self._rest_head.setVisible(plan.asks_rest)
        self._rest_row.setVisible(plan.asks_rest)
        self._plan = plan
        self._tell()
        self.notices = notices
        before = self._language_row.current
        self._groups = {}
        for each in sorted(notices, key=lambda each: each.whole):
            self._groups.setdefault(words.group_words(each.language, whole=each.whole), []).append(each)
        labels = tuple(words.count_of(name, len(each)) for name, each in self._groups.items())
        self._language_row.show_options(
            labels, (before if 0 <= before < len(labels) else 0) if labels else -1
        )
        for widget in (self._to, self._language_row, self._text):
            widget.setVisible(bool(labels))
        self._show_one()

    def _tell(self) -> None:
        plan = self._plan
        said = words.counted_words(plan.action, len(plan.told()), plan.others, self.rest) if plan else ""
        self._counted.setText(said)
        self._counted.setVisible(bool(said))

    @property
    def rest(self) -> Action | None:
        """What becomes of a member's other cases; None until somebody said."""
        row = self._rest_row.current
        return RESTS[row] if 0 <= row < len(RESTS) else None

    @property
    def message(self) -> Notice | None:
        """The notice that stands for all: the first that cannot be sent as it is, else the first."""
        return next((each for each in self.notices if not each.whole), next(iter(self.notices), None))

    def choose_rest(self, action: Action) -> bool:
        """Say it by key; whether it is asked."""
        return self._rest_row.isVisibleTo(self) and self._rest_row.choose(RESTS.index(action))

    @Slot()
    def _rest_chosen(self) -> None:
        self._tell()
        self.changed.emit()

    @Slot()
    def _show_one(self) -> None:
        row = self._language_row.current
        if not 0 <= row < len(self._groups):
            return
        group = list(self._groups.values())[row]
        self._text.show_text(group[0].text)
        self._to.setText(words.to_words(group[0].handle, len(group), whole=group[0].whole))
        give_role(self._to, "heading" if group[0].whole else "warning")
