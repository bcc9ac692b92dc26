"""Warning and muting those who report, from the sheet over the case."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from moderator_desk import review
from moderator_desk.models.values import CaseFile, CaseRef, Changes
from moderator_desk.review import NotPossible, Standing
from moderator_desk.ui.deeds import Deeds
from moderator_desk.ui.following import Following
from moderator_desk.ui.reporters_sheet import ReportersSheet
from moderator_desk.ui.reviewing import OnScreen
from moderator_desk.ui.tools import Tools
from moderator_desk.ui.window import Window


class Reporting(QObject):
    """The sheet with what it does."""

    def __init__(
        self, window: Window, tools: Tools, screen: OnScreen, deeds: Deeds, following: Following
    ) -> None:
        super().__init__(window)
        self._tools, self._screen, self._deeds, self._saying = tools, screen, deeds, following.saying
        self._file: CaseFile | None = None
        self.sheet = ReportersSheet(window, tools.now)
        self.sheet.left.connect(window.queue.take_focus)
        self.sheet.warning_wanted.connect(self._open_warning)
        self.sheet.record.warned.connect(self._warn)
        self.sheet.record.muted.connect(self._mute)
        self.sheet.took_back.connect(self._take_back)
        self.sheet.record.refused.connect(deeds.refused)
        screen.case_changed.connect(self._beneath)

    @property
    def is_open(self) -> bool:
        """Whether the sheet lies over the window."""
        return not self.sheet.isHidden()

    def open(self) -> None:
        """Everybody who reported the case on the screen."""
        file = self._screen.file
        if file is None or file.case.sealed:
            self._deeds.refused.emit("sealed-reporters" if file else "no-case")
            return
        people = review.standings(self._tools.store, file.ref)
        if not people:
            self._deeds.refused.emit("no-reporter")
            return
        self._file = file
        self.sheet.show_people(people)
        self.sheet.open()

    @Slot(object)
    def _beneath(self, file: CaseFile | None) -> None:
        """What is over a case goes with it, and when it is sealed."""
        if not self.is_open or self._file is None:
            return
        if file is None or file.ref != self._file.ref or file.case.sealed:
            self.sheet.close_sheet()
        else:
            self._file = file
            self.sheet.show_people(review.standings(self._tools.store, file.ref))

    @Slot()
    def _open_warning(self) -> None:
        file, each = self._file, self.sheet.chosen
        if file is None or each is None:
            return
        if each.waiting is not None:
            self._deeds.refused.emit("warning-waits")
        elif not self._tools.abilities(file.ref.account).reporter_warnings:
            self._deeds.refused.emit("no-reporter-warnings")
        else:
            texts = file.guidelines.reporter_warning if file.guidelines else {}
            languages = review.languages_of(self._tools.store, file.ref.account, each.reporter.id)
            self.sheet.record.open_warning(texts, languages)

    @Slot(str, str)
    def _warn(self, text: str, language: str) -> None:
        def verb(ref: CaseRef, each: Standing) -> Changes:
            return review.warn_reporter(
                self._tools.store,
                ref,
                each.reporter.id,
                text,
                language=language,
                by=self._tools.who(ref.account),
                now=self._tools.now(),
                undo_s=self._tools.settings.undo_seconds,
            ).changes

        self._run("warn-reporter", verb)

    @Slot(int, str)
    def _mute(self, days: int, why: str) -> None:
        def verb(ref: CaseRef, each: Standing) -> Changes:
            by, now = self._tools.who(ref.account), self._tools.now()
            return review.mute_reporter(
                self._tools.store, ref, each.reporter.id, days=days, reason=why, by=by, now=now
            )

        self._run("mute-reporter", verb)

    @Slot()
    def _take_back(self) -> None:
        """A warning that was not sent yet, else the mute in force."""

        def verb(ref: CaseRef, each: Standing) -> Changes:
            store, now = self._tools.store, self._tools.now()
            if each.waiting is not None:
                return review.withdraw(store, each.waiting.id, now=now).changes
            return review.hear_reporter(store, ref, each.reporter.id, now=now)

        self._run("hear-reporter", verb)

    def _run(self, name: str, verb: Callable[[CaseRef, Standing], Changes]) -> None:
        file, each = self._file, self.sheet.chosen
        if file is None or each is None:
            return
        try:
            changes = verb(file.ref, each)
        except NotPossible as error:
            self._deeds.refused.emit(error.code)
            return
        self.sheet.record.close_forms()
        self._deeds.touched.emit(changes)
        self._screen.refresh(changes)
        self.sheet.show_people(review.standings(self._tools.store, file.ref))
        self._saying.done(name, file.ref, "")
