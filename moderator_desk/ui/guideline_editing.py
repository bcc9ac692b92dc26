"""The guideline editor at work: texts are read and sets saved off the main thread, and shown when the answer comes."""

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal, Slot

from moderator_desk.models.values import Answer, Guideline
from moderator_desk.rulebook import Fault, next_version, read_guideline, what_changed
from moderator_desk.ui.guideline_editor import GuidelineEditor
from moderator_desk.ui.tools import Tools
from moderator_desk.ui.window import Window
from moderator_desk.ui.words import rulebook as words

_NAME = "guideline-text"


class Looked(Struct, frozen=True):
    """What came of a text: the guideline in it, its mistakes, and whether it was saved."""

    text: str
    made: Guideline | None
    faults: tuple[Fault, ...]
    saved: bool = False


class GuidelineEditing(QObject):
    """Opens and closes the editor, and carries out what it asks for. The editor is made when it is first wanted.
    set_changed(): another version is in force."""

    set_changed = Signal()

    def __init__(self, window: Window, tools: Tools) -> None:
        super().__init__(window)
        self._window, self._tools = window, tools
        self.pane: GuidelineEditor | None = None

    @property
    def is_open(self) -> bool:
        """Whether the editor stands in the place of the case."""
        return self.pane is not None and self._window.middle.currentWidget() is self.pane

    def toggle(self) -> None:
        """The guidelines in the place of the case, or back."""
        if self.is_open:
            self.leave()
            return
        known = self._tools.guidelines.present()
        if known is None:
            return
        pane = self.pane or self._make()
        self._window.bar.close_bar()
        self._window.note.hide()
        pane.show_set(known, pane.code or self._window.guideline.shown_code)
        self._window.middle.setCurrentWidget(pane)
        pane.setFocus()

    def _make(self) -> GuidelineEditor:
        pane = self.pane = GuidelineEditor()
        self._window.middle.addWidget(pane)
        pane.check_wanted.connect(self._check)
        pane.save_wanted.connect(self._save)
        pane.left.connect(self.leave)
        return pane

    @Slot()
    def leave(self) -> None:
        """Back to the case; a changed text is kept."""
        if self.pane is not None:
            self.pane.keep()
        self._window.middle.setCurrentWidget(self._window.case)
        self._window.queue.take_focus()

    @Slot(str)
    def _check(self, text: str) -> None:
        self._tools.ask((_NAME, "check"), lambda: Looked(text, *read_guideline(text)))

    @Slot(str)
    def _save(self, text: str) -> None:
        known = self._tools.guidelines.present()
        before = known.find(self.pane.code) if known and self.pane else None
        self._tools.ask((_NAME, "save"), lambda: self._saved(text, before))

    def _saved(self, text: str, before: Guideline | None) -> Looked:
        """On another thread: read the text, give it the proposed version unless it has one of its own, and save it."""
        made, faults = read_guideline(text)
        if made is None or before is None or made.code != before.code:
            return Looked(text, made, faults)
        change = what_changed(before, made)
        if not change:
            return Looked(text, made, faults)
        if made.version == before.version:
            made = replace(made, version=next_version(before.version, change))
        faults = self._tools.guidelines.save(made)
        return Looked(text, made, faults, saved=not faults)

    def take(self, answer: Answer) -> bool:
        """Whether an answer was one of ours."""
        if not (isinstance(answer.name, tuple) and answer.name[0] == _NAME):
            return False
        result, pane = answer.result, self.pane
        if pane is None:
            return True
        if not isinstance(result, Looked):
            pane.say(words.fault_words(Fault("not-saved", detail=answer.error)), trouble=True)
            return True
        if result.saved and result.made is not None:
            self._show_saved(pane, result.made)
        else:
            pane.take(result.text, result.made, result.faults)
        return True

    def _show_saved(self, pane: GuidelineEditor, made: Guideline) -> None:
        known = self._tools.guidelines.present()
        if known is not None:
            pane.saved(known, made.code, words.saved_words(made.version, known.version))
        self.set_changed.emit()
