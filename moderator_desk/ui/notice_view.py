"""The notice a member will get: filled from the guideline's template, in their language, and open to change."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from moderator_desk.models.values import Action, Guideline, Template
from moderator_desk.rules import fill, template_for
from moderator_desk.ui.choices import Choices
from moderator_desk.ui.field_keys import FieldKeys
from moderator_desk.ui.safe import SafeEdit, SafeLabel, named
from moderator_desk.ui.theme import SPACE
from moderator_desk.ui.words import decision as words
from moderator_desk.ui.words.notices import appeal_words, length_words
from moderator_desk.ui.words.queue import language_words
from moderator_desk.ui.words.statements import statement_template


class NoticeView(QWidget):
    """Templates and languages to choose from, and the exact text to be sent. changed(): by key, mouse or typing."""

    changed = Signal()

    def __init__(self, keys: FieldKeys) -> None:
        super().__init__()
        self._templates: tuple[Template, ...] = ()
        self._wanted: tuple[str, ...] = ()
        self._codes: tuple[str, ...] = ()
        self._action = Action.DISMISS
        self._every = False
        self._language_shown = ""
        self._values: dict[str, str] = {}
        self._length: int | None = None
        self._filled = ""
        self._template_row = Choices(words.TEMPLATE, digits=False)
        self._language_row = Choices(words.LANGUAGE, digits=False)
        self.field = SafeEdit()
        keys.watch(self.field)
        self._line = SafeLabel("", "dim", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        self._head = SafeLabel(words.NOTICE, "heading")
        column.addWidget(self._head)
        column.addWidget(self._template_row)
        column.addWidget(self._language_row)
        column.addWidget(self.field, 1)
        column.addWidget(self._line)
        # its own wish for height would make the form scroll
        self.field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.field.setMinimumHeight(3 * self.fontMetrics().lineSpacing() + 3 * SPACE)
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
        severity: str = "",
    ) -> None:
        """Begin anew: the guideline's notices for an action, in the first of `languages` there is; `values` fill its
        placeholders, except the length and how to object, which are said in the notice's own language."""
        self._wanted, self._values, self._length = languages, values, length_hours
        self._action = action
        head = words.CARE if action is Action.ESCALATE else words.NOTICE
        self._head.setText(head)
        named(self.field, head, words.FORM_HELP)
        self._templates = tuple(
            each
            for each in (guideline.templates if guideline else ())
            if each.action == action and each.texts
        )
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
        mine = [code for code in dict.fromkeys(each.split("-")[0] for each in self._wanted) if code in texts]
        likely = dict.fromkeys(
            [*mine, *(["en"] if "en" in texts else []), *([first] if first in texts else [])]
        )
        # a dozen languages would take the room of the notice: those nobody named wait behind one choice
        self._codes = tuple(dict.fromkeys([*likely, *(texts if self._every or not likely else ())]))
        names = [language_words(code) for code in self._codes]
        if len(texts) > len(self._codes):
            names.append(words.more_languages_words(len(texts) - len(self._codes)))
        self._language_row.show_options(
            tuple(names), self._codes.index(first) if first in self._codes else -1
        )
        self._language_row.setVisible(bool(self._codes))

    def _fill(self) -> None:
        language = self._language_shown = self.language
        raw = self.template.texts.get(language, "") if self.template else ""
        if raw and (facts := statement_template(self._action, language, raw)):
            raw = f"{raw}\n\n{facts}"
        length = length_words(self._length, language)
        values = {"duration": length, "appeal": appeal_words(language), **self._values}
        self._filled = fill(raw, values)
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
