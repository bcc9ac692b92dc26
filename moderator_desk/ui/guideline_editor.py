"""The team's guidelines in the place of the case: one as text, what is wrong in it, what changes, how it will look."""

from datetime import datetime

from PySide6.QtCore import QEvent, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from moderator_desk.models.values import Guideline, GuidelineSet
from moderator_desk.rulebook import Fault, what_changed, write_guideline
from moderator_desk.ui.choices import Choices
from moderator_desk.ui.diff_text import DiffText
from moderator_desk.ui.field_keys import FieldKeys
from moderator_desk.ui.guideline_pane import GuidelinePane
from moderator_desk.ui.safe import SafeEdit, SafeLabel, named
from moderator_desk.ui.theme import SPACE, give_role
from moderator_desk.ui.words import rulebook as words


class GuidelineEditor(QFrame):
    """check_wanted(text): look at this text and answer by take(). save_wanted(text): the same, and save it if it is good.
    left(): back to the case. A text that was changed is kept while another guideline is looked at."""

    check_wanted = Signal(str)
    save_wanted = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "pane")
        self._known: GuidelineSet | None = None
        self._texts: dict[str, str] = {}
        self._before = self._shown = self._note = ""
        self.row = Choices(words.WHICH, digits=False)
        self.field = SafeEdit()
        self.diff = DiffText()
        self.preview = GuidelinePane()
        self.line = SafeLabel("", "dim", wrap=True)
        self._title = SafeLabel(words.EDITOR, "title")
        self._keys = FieldKeys(self)
        self._keys.watch(self.field, self.row)
        self._keys.record.connect(self._save)
        self._keys.back.connect(self.left)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(200)
        self._soon.timeout.connect(self._check)
        self.row.chosen.connect(self._choose)
        self.field.textChanged.connect(self._soon.start)
        self._lay_out()

    def _lay_out(self) -> None:
        for part, name in (
            (self.field, words.TEXT),
            (self.diff, words.CHANGES),
            (self.preview, words.PREVIEW),
        ):
            named(part, name, words.EDITOR_HELP)
        beside = QVBoxLayout()
        beside.addWidget(SafeLabel(words.CHANGES, "heading"))
        beside.addWidget(self.diff, 2)
        beside.addWidget(SafeLabel(words.PREVIEW, "heading"))
        beside.addWidget(self.preview, 3)
        parts = QHBoxLayout()
        parts.setSpacing(2 * SPACE)
        parts.addWidget(self.field, 3)
        parts.addLayout(beside, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self._title)
        column.addWidget(self.row)
        column.addLayout(parts, 1)
        column.addWidget(self.line)
        column.addWidget(SafeLabel(words.EDITOR_HELP, "dim", wrap=True))
        self.setFocusProxy(self.field)

    def show_set(self, known: GuidelineSet, code: str) -> None:
        """Show the set in force, with this guideline (else the first) to be changed. Texts changed before stay."""
        self._known = known
        codes = [rule.code for rule in known.guidelines]
        number = codes.index(code) if code in codes else 0
        self._title.setText(words.editor_title(known))
        self.row.show_options(tuple(map(words.code_words, codes)), number)
        self._show(known.guidelines[number])

    def take(self, text: str, made: Guideline | None, faults: tuple[Fault, ...]) -> None:
        """What was found in a text; an answer about an older one is not shown."""
        if text != self.field.toPlainText():
            return
        self.diff.show_diff(self._before, text, words.NO_CHANGE)
        rule = self._rule()
        if made is not None and rule is not None and made.code != rule.code:
            made, faults = None, (Fault("code", "code", rule.code),)
        if faults:
            self.say(words.faults_words(faults), trouble=True)
        elif made is not None and rule is not None and self._known is not None:
            change = what_changed(rule, made)
            told = words.change_words(change, rule.version, made.version)
            self.say(told if change else self._note or words.NO_CHANGE, trouble=False)
            shown = GuidelineSet(self._known.version, self._known.locale, self._known.name, (made,))
            self.preview.show_guideline(shown, made.code, "", None, datetime.min)

    def saved(self, known: GuidelineSet, code: str, note: str) -> None:
        """The text on the screen is in force, in this set; `note` says so until there is another change."""
        self._texts.pop(code, None)
        self.show_set(known, code)
        self._note = note

    def say(self, text: str, *, trouble: bool) -> None:
        """What is to be known about the text."""
        give_role(self.line, "danger" if trouble else "dim")
        self.line.setText(text)

    @property
    def code(self) -> str:
        """The guideline being changed, "" for none."""
        rule = self._rule()
        return rule.code if rule else ""

    def _rule(self) -> Guideline | None:
        rules = self._known.guidelines if self._known else ()
        return rules[self.row.current] if 0 <= self.row.current < len(rules) else None

    def _show(self, rule: Guideline) -> None:
        self._before = write_guideline(rule)
        self.field.setPlainText(self._texts.get(rule.code, self._before))
        self._shown, self._note = rule.code, ""
        self._check()

    @Slot(int)
    def _choose(self, number: int) -> None:
        self.keep()
        if self._known is not None:
            self._show(self._known.guidelines[number])

    def keep(self) -> None:
        """Remember a changed text for when its guideline is looked at again."""
        text = self.field.toPlainText()
        if text != self._before:
            self._texts[self._shown] = text
        else:
            self._texts.pop(self._shown, None)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._known is not None:
            self._soon.start()  # the diff is drawn in the theme's own colours

    @Slot()
    def _check(self) -> None:
        self._soon.stop()
        self.check_wanted.emit(self.field.toPlainText())

    @Slot()
    def _save(self) -> None:
        self.save_wanted.emit(self.field.toPlainText())
