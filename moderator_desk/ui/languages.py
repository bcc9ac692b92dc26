"""Language help at work: reads tables and terms once the first case stands, sets a case's language, asks a translator."""

from PySide6.QtCore import QObject, Slot

from moderator_desk import review
from moderator_desk.content.hints import read_tables
from moderator_desk.content.language import guess_language
from moderator_desk.content.terms import TermList, TermsProblem
from moderator_desk.models.values import Answer, CaseFile
from moderator_desk.review import NotPossible
from moderator_desk.ui.deeds import Deeds
from moderator_desk.ui.hints_view import text_now
from moderator_desk.ui.language_sheet import LanguageSheet
from moderator_desk.ui.reviewing import OnScreen
from moderator_desk.ui.tools import Tools
from moderator_desk.ui.window import Window
from moderator_desk.ui.words.hints import terms_words
from moderator_desk.ui.words.languages import asking_words, translated_words

HELP, TRANSLATION = "language-help", "translation"


class Languages(QObject):
    """Owns the sheet of languages, and what was read for language help."""

    def __init__(self, window: Window, tools: Tools, screen: OnScreen, deeds: Deeds) -> None:
        super().__init__(window)
        self._window, self._tools, self._screen, self._deeds = window, tools, screen, deeds
        self._asked = False
        self._asking: object = None
        self.sheet = LanguageSheet(window)
        self.sheet.chosen.connect(self._choose)
        self.sheet.left.connect(window.queue.take_focus)

    @property
    def is_open(self) -> bool:
        """Whether the sheet lies over the window."""
        return not self.sheet.isHidden()

    @Slot()
    def prepare(self) -> None:
        """Have tables and terms read off the main thread, once."""
        if not self._asked:
            self._asked = True
            self._tools.ask(HELP, self._read)

    def _read(self) -> TermList | TermsProblem:
        read_tables()
        try:
            return self._tools.read_terms()
        except TermsProblem as problem:
            return problem

    def take(self, answer: Answer) -> bool:
        """Whether an answer was one of ours: tables and terms, or a translation."""
        if answer.name == HELP:
            self._begin(answer.result)
            return True
        if isinstance(answer.name, tuple) and answer.name[:1] == (TRANSLATION,):
            file = self._screen.file
            if isinstance(answer.result, str) and file is not None and answer.name == self._name(file):
                self._window.case.hints.show_translation(self._said(answer.result))
            elif answer.error:
                self._deeds.refused.emit("not-translated")
            return True
        return False

    def _begin(self, found: object) -> None:
        if isinstance(found, TermList):
            self._window.case.hints.terms = found
        elif isinstance(found, TermsProblem):
            self._window.status.show_said(terms_words(found, "terms.toml"), True)
        if self._screen.file is not None:
            self._screen.case_changed.emit(self._screen.file)

    def open(self) -> None:
        """The sheet of languages, the likely ones first."""
        file = self._screen.file
        if file is None:
            self._deeds.refused.emit("no-case")
            return
        member = file.member.member.languages if file.member else ()
        guess = "" if file.case.sealed else guess_language(text_now(file.case.item))
        codes = (file.language_set, guess, file.case.item.language or "", *member)
        self.sheet.open(tuple(dict.fromkeys(each.split("-")[0].lower() for each in codes if each)))

    @Slot(str)
    def _choose(self, code: str) -> None:
        if self._screen.file is None:
            return
        try:
            changes = review.set_language(
                self._tools.store, self._screen.file.ref, code, now=self._tools.now()
            )
        except NotPossible as error:
            self._deeds.refused.emit(error.code)
            return
        self._deeds.touched.emit(changes)
        self._screen.refresh(changes)

    def translate(self) -> None:
        """Ask the translator that was set up, if there is one, after consent for this case: by the same command again."""
        file, translator = self._screen.file, self._tools.translator
        if file is None or translator is None:
            self._deeds.refused.emit("no-translator" if translator is None else "no-case")
            return
        text = "" if file.case.sealed else text_now(file.case.item)
        if not text:
            self._deeds.refused.emit("no-text")
            return
        name = self._name(file)
        if not review.may_translate(self._tools.store, file.ref, translator.name):
            if self._asking != name:
                self._asking = name
                self._window.status.show_said(asking_words(translator.name, translator.goes_to), True)
                return
            review.allow_translation(self._tools.store, file.ref, translator.name, now=self._tools.now())
        source = file.language_set or file.case.item.language or guess_language(text)
        self._tools.ask(name, lambda: translator.translate(text, source, "en"))

    def _name(self, file: CaseFile) -> tuple[str, object, str]:
        return TRANSLATION, file.ref, text_now(file.case.item)

    def _said(self, text: str) -> str:
        translator = self._tools.translator
        return translated_words(translator.name if translator else "", text)
