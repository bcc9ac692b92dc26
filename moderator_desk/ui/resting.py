"""The moderator's own rest: guidelines left out for today, time with hard cases, and the suggestion of a break. All of it
stays on this machine; nothing is blocked by it."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Slot

from moderator_desk.models import wellbeing
from moderator_desk.models.accounts import accounts
from moderator_desk.models.guidelines import present_guidelines
from moderator_desk.models.times import to_ms
from moderator_desk.models.values import CaseFile, Guideline
from moderator_desk.review import resting
from moderator_desk.ui.following import Following
from moderator_desk.ui.left_out_sheet import LeftOutSheet
from moderator_desk.ui.media_tile import MediaTile
from moderator_desk.ui.queue_model import QueueListModel
from moderator_desk.ui.reviewing import OnScreen
from moderator_desk.ui.text_sheet import TextSheet
from moderator_desk.ui.tools import Tools
from moderator_desk.ui.window import Window
from moderator_desk.ui.words import rest as words

HARD = ("high", "urgent")
"""Severities whose time on the screen is added up."""

_STEP_S = 60
"""A longer pause between two looks at the clock was none of looking: the machine slept."""

_KEEP_S = 15
"""Seconds that are added up before they are written: at most this much is lost."""


class Resting(QObject):
    """Leaves out, adds up and suggests."""

    def __init__(
        self, window: Window, tools: Tools, model: QueueListModel, screen: OnScreen, following: Following
    ) -> None:
        super().__init__(window)
        self._window, self._tools, self._model, self._screen = window, tools, model, screen
        self._looked: datetime | None = None
        self._seconds: dict[str, float] = {}
        self._since = 0.0
        self.out_sheet = LeftOutSheet(window)
        self.time_sheet = TextSheet(window, words.TIME_TITLE, words.TIME_HINT)
        self.out_sheet.switched.connect(self._switch)
        for sheet in (self.out_sheet, self.time_sheet):
            sheet.left.connect(window.queue.take_focus)
        following.brought_up.connect(self.look)
        window.closing.connect(self._keep)

    @property
    def is_open(self) -> bool:
        """Whether a sheet takes the keys."""
        return not (self.out_sheet.isHidden() and self.time_sheet.isHidden())

    def verbs(self) -> dict[str, Callable[[], object]]:
        """Command id -> what it does."""
        return {"not-today": self.open_left_out, "my-time": self.show_time, "break-later": self.put_away}

    @Slot()
    def look(self) -> None:
        """Add up the time since the last look, say what is left out, and suggest a break when it is time."""
        now, before = self._tools.now(), self._looked
        self._looked = now
        passed = (now - before).total_seconds() if before else 0.0
        file = self._screen.file
        seen = self._window.isActiveWindow() and self._window.middle.currentWidget() is self._window.case
        if file is not None and seen and 0 < passed <= _STEP_S and self._is_hard(file):
            severity = file.case.severity
            self._seconds[severity] = self._seconds.get(severity, 0.0) + passed
            self._since += passed
        if sum(self._seconds.values()) >= _KEEP_S:
            self._keep()
        limit = 60 * self._tools.settings.break_minutes
        if limit and self._since >= limit:
            self._window.rest.show_banner("info", words.break_words(int(self._since)))
        self._show_left_out(now)

    def _is_hard(self, file: CaseFile) -> bool:
        special = file.guideline is not None and file.guideline.special in ("crisis", "life-threat")
        return file.case.severity in HARD or special or self._sees_picture()

    def _sees_picture(self) -> bool:
        tiles = self._window.case.findChildren(MediaTile)
        return any(each.state == "revealed" and each.isVisible() for each in tiles)

    @Slot()
    def _keep(self) -> None:
        """Write what was added up, in whole seconds; the rest is carried on."""
        whole = {each: int(number) for each, number in self._seconds.items() if number >= 1}
        if whole:
            resting.spend_time(self._tools.store, whole, now=self._tools.now())
            self._seconds = {each: number - whole.get(each, 0) for each, number in self._seconds.items()}

    def put_away(self) -> None:
        """The suggestion is gone; the time until the next one begins anew."""
        self._window.rest.show_banner("", "")
        self._since = 0.0

    def show_time(self) -> None:
        """Today's time by severity, for the moderator alone."""
        self._keep()
        with self._tools.store.read() as session:
            seconds = wellbeing.spent(session, self._tools.now().astimezone().date().isoformat())
        self.time_sheet.open("", words.time_lines(seconds))

    def open_left_out(self) -> None:
        """Choose what is left out."""
        self._show_rules()
        self.out_sheet.open()

    def _show_rules(self) -> None:
        found: dict[str, Guideline] = {}
        with self._tools.store.read() as session:
            for account in accounts(session):
                known = present_guidelines(session, account.id)
                found.update({rule.code: rule for rule in (known.guidelines if known else ())})
            out = wellbeing.left_out(session, to_ms(self._tools.now()))
        self.out_sheet.show_rules(tuple(found.values()), out)

    @Slot(str)
    def _switch(self, code: str) -> None:
        resting.switch_left_out(self._tools.store, code, now=self._tools.now())
        self._show_rules()
        self._model.reload()
        self._show_left_out(self._tools.now())
        file = self._screen.file
        if file is not None and self._model.row_of(file.ref) >= 0:
            self._window.queue.select(file.ref)
        else:
            self._screen.show(self._model.next_open_after(None, 1))
        self.out_sheet.setFocus()

    def _show_left_out(self, now: datetime) -> None:
        with self._tools.store.read() as session:
            codes = wellbeing.left_out(session, to_ms(now))
            number = wellbeing.cases_left_out(session, codes)
        text, label = words.left_out_words(number, codes), self._window.queue.left_out
        if text != label.full_text():
            label.setText(text)
            label.setVisible(bool(text))
