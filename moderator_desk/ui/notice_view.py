"""The notice a member will get: filled from the guideline's template, in their language, and open to change."""

from msgspec import Struct
from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from moderator_desk.care import CareLine, with_lines
from moderator_desk.models.values import Action, Guideline, Template
from moderator_desk.rules import template_for
from moderator_desk.ui.choices import Choices
from moderator_desk.ui.field_keys import FieldKeys
from moderator_desk.ui.notice_text import filled_notice, raw_notice
from moderator_desk.ui.safe import SafeEdit, SafeLabel, named
from moderator_desk.ui.theme import SPACE, give_role
from moderator_desk.ui.words import decision as words
from moderator_desk.ui.words.languages import language_words


class CareHelp(Struct, frozen=True):
    """What a message of care names: lines of the member's country, and what the moderator is told of them;
    `lacking` when that asks for something to be done."""

    lines: tuple[CareLine, ...] = ()
    says: str = ""
    lacking: bool = False


NO_HELP = CareHelp()


class _NoticeFields(QWidget):
    """Rows of templates and languages over the text, and two lines below it. changed(): by key, mouse or typing."""

    changed = Signal()

    def __init__(self, keys: FieldKeys) -> None:
        super().__init__()
        self._template_row = Choices(words.TEMPLATE, digits=False)
        self._language_row = Choices(words.LANGUAGE, digits=False)
        self.field = SafeEdit()
        keys.watch(self.field)
        self._line, self._care = SafeLabel("", "dim", wrap=True), SafeLabel("", "dim", wrap=True)
        self._care.setMinimumWidth(1)
        self._head = SafeLabel(words.NOTICE, "heading")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        for widget in (
            self._head,
            self._template_row,
            self._language_row,
            self.field,
            self._care,
            self._line,
        ):
            column.addWidget(widget, int(widget is self.field))
        # its own wish for height would make the form scroll
        self.field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.field.setMinimumHeight(3 * self.fontMetrics().lineSpacing() + 3 * SPACE)


class NoticeView(_NoticeFields):
    """Templates and languages to choose from, and the exact text to be sent."""

    def __init__(self, keys: FieldKeys) -> None:
        super().__init__(keys)
        self._guideline: Guideline | None = None
        self._templates: tuple[Template, ...] = ()
        self._wanted: tuple[str, ...] = ()
        self._codes: tuple[str, ...] = ()
        self._action = Action.DISMISS
        self._every = False
        self._language_shown = self._filled = ""
        self._values: dict[str, str] = {}
        self._length: int | None = None
        self._help = NO_HELP
        self._template_row.chosen.connect(self._choose_template)
        self._language_row.chosen.connect(self._choose_language)
        self.field.textChanged.connect(self._typed)

    def show_notice(
        self,
        guideline: Guideline | None,
        action: Action,
        languages: tuple[str, ...],
        values: dict[str, str],
        length_hours: int | None,
        help_: CareHelp = NO_HELP,
        severity: str = "",
    ) -> None:
        """Begin anew: the guideline's notices for an action, in the first of `languages` there is; `values` fill its
        placeholders, except the length, how to object, the guideline's name and the clause's sentence, which are
        said in the notice's own language. `help_` is what a message of care names besides."""
        self._guideline = guideline
        self._help = help_
        give_role(self._care, "warning" if help_.lacking else "dim")
        self._care.setText(help_.says)
        self._care.setVisible(bool(help_.says))
        self._wanted, self._values, self._length = languages, values, length_hours
        self._action = action
        head = words.CARE if action is Action.ESCALATE else words.NOTICE
        self._head.setText(head)
        named(self.field, head, words.FORM_HELP)
        self._templates = _of_action(guideline, action)
        best = template_for(guideline, action, languages, severity) if guideline else None
        self._template_row.show_options(
            tuple(each.id for each in self._templates), self._templates.index(best[0]) if best else -1
        )
        self._template_row.setVisible(len(self._templates) > 1)
        self._every = False
        self._offer_languages(best[1] if best else "")
        self._fill()

    def follow(self, values: dict[str, str], length_hours: int | None) -> None:
        """Other values: filled in anew, unless the moderator has changed the wording."""
        if values == self._values and length_hours == self._length:
            return
        self._values, self._length = values, length_hours
        if self.text() == self._filled:
            self._fill()
        else:
            self._tell()

    def take_up(self, template: str, language: str, text: str) -> None:
        """A wording that was begun before, with its template and language where they still are."""
        self._template_row.choose([*(each.id for each in self._templates), template].index(template))
        self._every = self._every or language not in self._codes
        self._offer_languages(language or self.language)
        self._fill()
        if text != self.text().strip():
            self.field.setPlainText(text)
            self._tell()

    def text(self) -> str:
        """The notice as it would be sent."""
        return self.field.toPlainText()

    @property
    def language(self) -> str:
        """The chosen language's code, "" when there is no ready notice."""
        row = self._language_row.current
        return self._codes[row] if 0 <= row < len(self._codes) else ""

    @property
    def template(self) -> Template | None:
        """The chosen template."""
        row = self._template_row.current
        return self._templates[row] if 0 <= row < len(self._templates) else None

    def _offer_languages(self, first: str) -> None:
        texts = self.template.texts if self.template else {}
        likely = _likely(texts, self._wanted, first)
        # a dozen languages would take the room of the notice: those nobody named wait behind one choice
        self._codes = tuple(dict.fromkeys([*likely, *(texts if self._every or not likely else ())]))
        names = [language_words(code) for code in self._codes]
        if len(texts) > len(self._codes):
            names.append(words.more_languages_words(len(texts) - len(self._codes)))
        row = self._codes.index(first) if first in self._codes else -1
        self._language_row.show_options(tuple(names), row)
        self._language_row.setVisible(bool(self._codes))

    def _fill(self) -> None:
        language = self._language_shown = self.language
        raw = raw_notice(self._action, self.template, language)
        if self._help.says:
            raw = with_lines(raw, self._help.lines)
        self._filled = filled_notice(raw, self._guideline, language, self._values, self._length)
        self.field.setPlainText(self._filled)
        self._filled = self.text()
        self._tell()

    def _tell(self) -> None:
        kept = self.text() != self._filled
        line = words.KEPT_WORDING if kept and self.template else ("" if self.template else words.NO_TEMPLATE)
        self._line.setText(line)
        self._line.setVisible(bool(line))

    @Slot(int)
    def _choose_template(self, _number: int) -> None:
        self._offer_languages(self.language)
        if self._language_row.current < 0:
            self._language_row.choose(0)
        self._fill()

    @Slot(int)
    def _choose_language(self, number: int) -> None:
        if number < len(self._codes):
            self._fill()
        else:
            self._every = True
            self._offer_languages(self._language_shown)

    @Slot()
    def _typed(self) -> None:
        self.changed.emit()


def _of_action(guideline: Guideline | None, action: Action) -> tuple[Template, ...]:
    templates = guideline.templates if guideline else ()
    return tuple(each for each in templates if each.action == action and each.texts)


def _likely(texts: dict[str, str], wanted: tuple[str, ...], first: str) -> dict[str, None]:
    """The languages there are that somebody named, and English, in that order."""
    codes = (*(each.split("-")[0] for each in wanted), "en", first)
    return dict.fromkeys(code for code in codes if code in texts)
