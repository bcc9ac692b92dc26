"""Getting about: panes, search, links, the outbox, the palette and the other sheets, looks and sizes."""

from collections.abc import Callable

import msgspec
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from moderator_desk.commands import COMMANDS, settle_keys
from moderator_desk.models.values import CaseRef
from moderator_desk.settings import Settings
from moderator_desk.ui.actions import Actions
from moderator_desk.ui.cheat_sheet import CheatSheet
from moderator_desk.ui.key_editor import KeyEditor
from moderator_desk.ui.palette import Palette
from moderator_desk.ui.reviewing import OnScreen
from moderator_desk.ui.theme import apply_theme, current
from moderator_desk.ui.tools import Tools
from moderator_desk.ui.window import Window


class Panes(QObject):
    """Going from pane to pane, and between the case and the outbox. case_wanted(CaseRef); outbox_opened();
    refused(code): something stands before the case that a key was meant for."""

    case_wanted = Signal(object)
    outbox_opened = Signal()
    refused = Signal(str)

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        window.outbox.left.connect(self.leave_outbox)
        window.outbox.case_wanted.connect(self._case_of_outbox)

    def step(self, by: int) -> None:
        """The next or previous pane takes the focus."""
        panes = self._window.panes()
        focus = QApplication.focusWidget()
        here = next((n for n, pane in enumerate(panes) if _within(focus, pane)), -1)
        target = panes[(here + by) % len(panes)]
        chosen = first_in(target)
        chosen.setFocus()

    def on_case(self, verb: Callable[[], object]) -> None:
        """Do what acts on the case, if it is the case that is seen: nobody decides what is out of sight."""
        if self._window.middle.currentWidget() is self._window.case:
            verb()
        else:
            self.refused.emit("not-seen")

    def leaving_outbox(self, verb: Callable[[], object]) -> None:
        """Do what brings another case, and let it be seen."""
        window = self._window
        if window.middle.currentWidget() in (window.outbox, window.wave, window.batch):
            self.leave_outbox()
        verb()

    def _outbox_is_open(self) -> bool:
        return self._window.middle.currentWidget() is self._window.outbox

    def toggle_outbox(self) -> None:
        """The outbox in the place of the case, or back."""
        if self._outbox_is_open():
            self.leave_outbox()
            return
        self._window.middle.setCurrentWidget(self._window.outbox)
        self.outbox_opened.emit()
        self._window.outbox.setFocus()

    @Slot()
    def leave_outbox(self) -> None:
        """Back to the case."""
        self._window.middle.setCurrentWidget(self._window.case)
        self._window.queue.take_focus()

    @Slot(object)
    def _case_of_outbox(self, ref: CaseRef) -> None:
        self.leave_outbox()
        self.case_wanted.emit(ref)


class Sheets(QObject):
    """The palette, the cheat sheet and the key editor, and the settings that keys change. run_wanted(command id)."""

    run_wanted = Signal(str)

    def __init__(self, window: Window, tools: Tools, actions: Actions, palette: Palette) -> None:
        super().__init__(window)
        self._window, self._tools, self._actions = window, tools, actions
        self._settings: Settings = tools.settings
        self.palette = palette
        self.cheat_sheet = CheatSheet(window)
        self.key_editor = KeyEditor(window)
        for sheet in (self.palette, self.cheat_sheet, self.key_editor):
            sheet.left.connect(self._rest)
        self.key_editor.changed.connect(self._keys_changed)

    @property
    def is_open(self) -> bool:
        """Whether one of them lies over the window."""
        return not all(each.isHidden() for each in (self.palette, self.cheat_sheet, self.key_editor))

    def open_palette(self) -> None:
        """Every command by name."""
        self.palette.open(self._actions.keys)

    def open_cheat_sheet(self) -> None:
        """Keys at a glance."""
        self.cheat_sheet.open(self._actions.keys)

    def open_key_editor(self) -> None:
        """Change keys."""
        self.key_editor.open(dict(self._settings.keys))

    def toggle_theme(self) -> None:
        """Light or dark, kept for next time."""
        self.keep(theme="light" if current().name == "dark" else "dark")
        self._look()

    def zoom(self, by: int) -> None:
        """Larger or smaller text, 80 to 200 percent."""
        self.keep(text_percent=min(max(self._settings.text_percent + by, 80), 200))
        self._look()

    def keep_shape(self) -> None:
        """Remember the window's size and columns."""
        geometry, columns = self._window.shape()
        self.keep(window=geometry, columns=columns)

    def _look(self) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_theme(app, self._settings.theme, percent=self._settings.text_percent)

    @property
    def settings(self) -> Settings:
        """The settings as they are now."""
        return self._settings

    def keep(self, **changes: object) -> None:
        """Change some settings for good."""
        self._settings = msgspec.structs.replace(self._settings, **changes)
        self._tools.save_settings(self._settings)

    @Slot(object)
    def _keys_changed(self, overrides: dict[str, tuple[str, ...]]) -> None:
        self.keep(keys=overrides)
        self._actions.set_keys(settle_keys(COMMANDS, overrides))
        self._window.bar.show_keys(self._actions.keys)

    @Slot()
    def _rest(self) -> None:
        self._window.queue.take_focus()


class Sights(QObject):
    """What the panes can be made to show: links, marked words, a part of the history. refused(code)."""

    refused = Signal(str)

    def __init__(self, window: Window, screen: OnScreen) -> None:
        super().__init__(window)
        self._window, self._screen = window, screen
        window.case.finds.link_chosen.connect(window.link_gate.show_link)
        window.member.filtered.connect(self._narrowed)

    @Slot(str)
    def _narrowed(self, said: str) -> None:
        self._window.status.show_said(said, False)

    def link(self) -> None:
        """Look at the next link of the text, in the gate."""
        if not self._window.case.finds.next_link():
            self.refused.emit("no-link")

    def terms(self) -> None:
        """Show where known terms stand and all that is known of them, or their meaning alone."""
        hints = self._window.case.hints
        if not hints.show_meanings(not hints.meanings) and hints.meanings:
            hints.show_meanings(False)
            self.refused.emit("no-terms")

    def mark(self) -> None:
        """Mark the selected words as what the decision is about."""
        if self._window.case.mark_selection() is None:
            self.refused.emit("no-selection")


def _within(widget: QWidget | None, pane: QWidget) -> bool:
    return widget is not None and (widget is pane or pane.isAncestorOf(widget))


def first_in(pane: QWidget) -> QWidget:
    """Where the focus goes in a pane: its proxy, or the pane itself."""
    return pane.focusProxy() or pane
