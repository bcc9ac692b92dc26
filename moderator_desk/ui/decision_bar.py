"""The strip under the case: the verbs with their keys; opened, what the chosen verb asks for. Never a modal."""

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from moderator_desk.commands import Keys
from moderator_desk.models.modes import REHEARSAL
from moderator_desk.models.values import Abilities, Action, CaseFile, Guideline, Span
from moderator_desk.rules import Draft, Suggestion, needs
from moderator_desk.ui.decision_fields import Question, member_name
from moderator_desk.ui.decision_form import DecisionForm
from moderator_desk.ui.key_button import KeyButton
from moderator_desk.ui.known_accounts import Mark
from moderator_desk.ui.layouts import settle_layouts
from moderator_desk.ui.notice_view import NO_HELP, CareHelp
from moderator_desk.ui.place_band import PlaceBand
from moderator_desk.ui.safe import SafeLabel, named, set_tip
from moderator_desk.ui.theme import SPACE
from moderator_desk.ui.wave_plan import WavePlan
from moderator_desk.ui.words import decision as words

_SHARE = 45
"""Percent of the window's height that the open bar may take."""


class VerbStrip(QWidget):
    """The verbs in one row, or in two where there is little room. pressed(command id): by mouse."""

    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._codes: dict[str, str] = {}
        self.buttons: dict[str, KeyButton] = {}
        for command_id, word in words.VERBS:
            button = KeyButton("", word)
            button.setParent(self)
            button.setObjectName(command_id)
            button.clicked.connect(self._clicked)
            self.buttons[command_id] = button
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_keys(self, keys: Keys) -> None:
        """Put the keys in force on the caps."""
        for command_id, button in self.buttons.items():
            button.set_key(keys.first(command_id))
        self._tell()
        self._place()

    def show_available(self, codes: Mapping[str, str]) -> None:
        """For each action why it cannot be taken now ("" when it can): those are dimmed, and say why."""
        if dict(codes) != self._codes:
            self._codes = dict(codes)
            self._tell()

    def sizeHint(self) -> QSize:
        return QSize(200, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _tell(self) -> None:
        for command_id, word in words.VERBS:
            button, code = self.buttons[command_id], self._codes.get(command_id, "")
            button.set_off(bool(code))
            tip = words.verb_tip(word, button.key(), code)
            set_tip(button, tip)
            named(button, tip)

    def _place(self) -> None:
        sizes = [button.sizeHint() for button in self.buttons.values()]
        room, height = self.width(), max(size.height() for size in sizes)
        rows = 1 if sum(size.width() for size in sizes) <= room else 2
        a_row = -(-len(sizes) // rows)
        gap = 0 if rows == 1 and room - sum(size.width() for size in sizes) < 8 * SPACE else SPACE
        for number, (button, size) in enumerate(zip(self.buttons.values(), sizes, strict=True)):
            if number % a_row == 0:
                left = 0
            column_width = size.width()
            if rows == 2:
                column_width = max(sizes[n].width() for n in range(number % a_row, len(sizes), a_row))
            button.setGeometry(QRect(left, number // a_row * height, size.width(), height))
            left += column_width + gap
        if self.minimumHeight() != rows * height:
            self.setFixedHeight(rows * height)

    @Slot()
    def _clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, KeyButton):
            self.pressed.emit(sender.objectName())


class DecisionBar(QFrame):
    """Closed it is a strip of verbs, open the form of one of them.

    committed(Draft): Enter, and nothing is missing; the bar stays open until its owner closes it. cancelled(): Esc
    closed it. verb_chosen(command id): a verb was pressed by mouse, available or not. left(): the form is about to
    close and still holds what was typed. `question` is what it was last opened with.
    """

    committed = Signal(object)
    cancelled = Signal()
    verb_chosen = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "bar")
        self.strip, self.form, self.band, self._open = VerbStrip(), DecisionForm(), PlaceBand(), QWidget()
        self.strip.pressed.connect(self.verb_chosen)
        roles = ("title", "dim", "warning")
        self._title, self._ladder, self._missing = (SafeLabel("", role) for role in roles)
        self._record = KeyButton("Enter", words.RECORD, primary=True)
        self._close = KeyButton("Esc", words.CLOSE)
        self.question: Question | None = None
        self._lay_out()
        self.form.settled.connect(self._show_missing)
        self.form.record.connect(self.commit)
        self._record.clicked.connect(self.commit)
        self.form.closed.connect(self._cancel)
        self._close.clicked.connect(self._cancel)
        self._show_open(False)

    def _lay_out(self) -> None:
        self._head = head = _row(3 * SPACE, self._title, self._ladder)
        head.addStretch(1)
        head.addWidget(self.form.fields.switch)
        self._foot = foot = _row(2 * SPACE, self._missing, self._close, self._record)
        foot.setStretch(0, 1)
        inside = QVBoxLayout(self._open)
        inside.setContentsMargins(0, SPACE, 0, SPACE)
        inside.setSpacing(SPACE)
        inside.addLayout(head)
        inside.addWidget(self.form, 1)
        inside.addLayout(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * SPACE, SPACE, 3 * SPACE, SPACE)
        column.setSpacing(0)
        for part in (self.band, self._open, self.strip):
            column.addWidget(part)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_keys(self, keys: Keys) -> None:
        """The keys in force, on the caps of the verbs and of the switch for the notice."""
        self.strip.show_keys(keys)
        self.form.fields.switch.set_key(keys.first("notice"))
        self.form.fields.edit.show_key(keys.first("redact-all"))

    def show_mark(self, mark: Mark) -> None:
        """In which account a decision would be taken, and what its mode makes of it."""
        self.band.show_mark(mark)
        self._record.set_word(words.REHEARSE if mark.mode == REHEARSAL else words.RECORD)

    @property
    def is_open(self) -> bool:
        """Whether a form is open."""
        return not self._open.isHidden()

    def open_for(
        self,
        action: Action,
        file: CaseFile,
        abilities: Abilities,
        *,
        suggestion: Suggestion | None,
        cited: Guideline | None,
        clause: str,
        spans: tuple[Span, ...],
        languages: tuple[str, ...],
        now: datetime,
        care: CareHelp = NO_HELP,
        wave: WavePlan | None = None,
    ) -> None:
        """Open for an action on a case, or on those of a wave, in place; the focus goes to what is missing."""
        asked = (suggestion, cited, clause, spans, languages, now, care, wave)
        self.question = Question(action, file, abilities, *asked)
        self._title.setText(wave.head if wave else words.head_words(action, member_name(file)))
        self._show_open(True)
        self.form.ask(self.question)
        self._fit()
        self.form.go_on()

    def take_wave(self, plan: WavePlan) -> None:
        """The wave it was opened for has other cases now; what was typed stays."""
        self._title.setText(plan.head)
        self.form.take_wave(plan)

    def _show_open(self, is_open: bool) -> None:
        self._open.setVisible(is_open)
        self.band.stand_back(not is_open)
        self.strip.setVisible(not is_open)

    def close_bar(self) -> None:
        """Back to the strip; what was typed is gone."""
        if self.is_open:
            self.left.emit()
            if self.isAncestorOf(self.focusWidget() or self):
                self.setFocus()
            self._show_open(False)
            self.setMinimumHeight(0)
            self.setMaximumHeight(16_777_215)

    @Slot()
    def commit(self) -> None:
        """Hand over the draft when nothing is missing; otherwise go to what is."""
        if self.is_open and self.form.missing():
            self.form.go_on()
        elif self.is_open:
            self.committed.emit(self.form.draft())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.is_open and event.key() == Qt.Key.Key_Escape and not event.isAutoRepeat():
            self._cancel()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _cancel(self) -> None:
        self.close_bar()
        self.cancelled.emit()

    @Slot()
    def _show_missing(self) -> None:
        missing = self.form.missing()
        if self.question is not None:
            self._ladder.setText(_beside(self.question, self.form.draft()))
            self._missing.setText(_below(self.question, self.form.draft(), missing))
        self._record.set_off(bool(missing))
        if self.is_open:
            self._fit()

    def _fit(self) -> None:
        """As high as the form wants, within its share of the window."""
        settle_layouts()  # what has just been shown or hidden counts
        around = self._head.sizeHint().height() + self._foot.sizeHint().height() + 6 * SPACE
        around += 0 if self.band.isHidden() else self.band.sizeHint().height()
        most, a_line = self.window().height() * _SHARE // 100, self.fontMetrics().lineSpacing()
        many = self.question is not None and self.question.wave is not None
        least = a_line * needs_room(self.form.draft().action, tells=self.form.fields.switch.on, many=many)
        wanted = min(max(self.form.wanted_height(), least) + around, most)
        if self.height() != wanted or self.maximumHeight() != wanted:
            self.setFixedHeight(wanted)


def _row(spacing: int, *widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(spacing)
    for widget in widgets:
        row.addWidget(widget)
    return row


def _beside(question: Question, draft: Draft) -> str:
    """The ladder's proposal, and what the decision as it stands does besides."""
    can = question.abilities
    ends = "desk-ends" if draft.duration_hours and "durations" in can.carries else ""
    helps = (
        draft.action is Action.ESCALATE and question.cited is not None and question.cited.special == "crisis"
    )
    quiet = helps or question.wave is not None  # the rows of a wave say it of each member
    warning = can.warning(draft.action, draft.scope)
    return words.beside_words(
        None if quiet else question.suggestion, "help-first" if helps else "", warning, ends
    )


def _below(question: Question, draft: Draft, missing: tuple[str, ...]) -> str:
    """What is still missing, and whether the decision as it stands can be taken back."""
    can = question.abilities
    lasts = draft.action not in can.reversible or draft.scope in can.irreversible_scopes
    return " ".join((*missing, *((words.LASTS,) if lasts else ())))


def needs_room(action: Action, *, tells: bool, many: bool = False) -> int:
    """Lines that the fields of an action look well in, with a notice to the member (or to `many` of them) or without."""
    texts = tells + needs(action).text + (tells and many)
    return (0, 14, 20)[texts]
