"""The care paths at the desk: one key for a threat to life, the band that calls again, who has it, and the legal route of
what is sealed."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication

from moderator_desk import review
from moderator_desk.models.values import Action, CaseFile, CaseRef, Duty, Handoff
from moderator_desk.review import NotPossible
from moderator_desk.rules import Draft
from moderator_desk.settings import Settings
from moderator_desk.ui.deeds import Deeds
from moderator_desk.ui.following import Following
from moderator_desk.ui.reviewing import OnScreen
from moderator_desk.ui.showing import Showing
from moderator_desk.ui.text_sheet import legal_sheet
from moderator_desk.ui.tools import Tools
from moderator_desk.ui.window import Window
from moderator_desk.ui.words import care as words
from moderator_desk.ui.words.status import done_words

_STOPS = ("waiting", "came-back", "decided", "rehearsed", "no-case")
"""What of an escalation's own reasons also stops a freeze: the rest only means that nothing is sent."""


def duty_of(settings: Settings) -> Duty:
    """Who is called, as the team wrote it down."""
    return Duty(settings.duty_name, settings.duty_phone, settings.duty_hours)


class Caring(QObject):
    """Freezes, calls again, acknowledges, and opens the legal route."""

    def __init__(
        self,
        window: Window,
        tools: Tools,
        screen: OnScreen,
        deeds: Deeds,
        showing: Showing,
        following: Following,
    ) -> None:
        super().__init__(window)
        self._window, self._tools, self._screen = window, tools, screen
        self._deeds, self._showing = deeds, showing
        self._sealed: CaseRef | None = None
        self._waiting: tuple[Handoff, ...] = ()
        self._asked: Handoff | None = None
        self.legal = legal_sheet(window)
        self.legal.left.connect(window.queue.take_focus)
        window.alert.noted.connect(self._acknowledge)
        window.alert.left.connect(window.queue.take_focus)
        showing.shown.connect(self._shown)
        following.brought_up.connect(self.look)

    @property
    def is_open(self) -> bool:
        """Whether a sheet or a line of ours takes the keys."""
        return not self.legal.isHidden() or self._window.alert.is_open

    def verbs(self) -> dict[str, Callable[[], object]]:
        """Command id -> what it does."""
        return {
            "life-threat": self.freeze,
            "acknowledge": self.ask_name,
            "legal-route": self.open_legal_route,
        }

    def freeze(self) -> None:
        """A life may be in danger: one key."""
        file = self._screen.file
        why = self._showing.availability()[Action.ESCALATE.value]
        if file is None or why in _STOPS or not self._screen.armed:
            self._deeds.refused.emit(why if file is None or why in _STOPS else "too-soon")
            return
        draft = Draft(Action.ESCALATE, guideline=file.case.guideline, reason=words.LIFE_REASON)
        try:
            recorded = review.freeze(
                self._tools.store,
                file.ref,
                None if why else draft,
                by=self._tools.who(file.ref.account),
                now=self._tools.now(),
                undo_s=self._tools.settings.undo_seconds,
                seen=file.case,
                duty=duty_of(self._tools.settings),
                alert_s=60 * self._tools.settings.alert_minutes,
            )
        except NotPossible as error:
            self._deeds.refused.emit(error.code)
            return
        self._deeds.touched.emit(recorded.changes)
        self._deeds.done.emit("life-threat", file.ref, recorded.entry_id)
        self._screen.refresh(recorded.changes)
        self.look()

    @Slot()
    def look(self) -> None:
        """Whether anybody still waits for an answer, and whether it is time to call again."""
        now = self._tools.now()
        self._waiting, again = review.call_again(
            self._tools.store, now=now, every_s=60 * self._tools.settings.alert_minutes
        )
        self._window.alert.show_alert(words.alert_words(self._waiting, now) if self._waiting else "")
        if again:
            QApplication.alert(self._window, 0)
            self._window.status.show_said(done_words("call-again", 0), True)

    def ask_name(self) -> None:
        """Who has it: of the case on the screen, else of the threat to life that waits longest."""
        file = self._screen.file
        here = [each for each in (file.handoffs if file else ()) if each.waits]
        self._asked = next(iter((*here, *self._waiting)), None)
        if self._asked is None:
            self._deeds.refused.emit("nothing-to-acknowledge")
        else:
            self._window.alert.ask(self._asked.case_id)

    @Slot(str)
    def _acknowledge(self, text: str) -> None:
        if self._asked is None:
            return
        name, _, how = text.partition(",")
        ref = self._asked.ref
        try:
            recorded = review.acknowledge(
                self._tools.store,
                self._asked.id,
                name=name,
                how=how.strip(),
                by=self._tools.who(ref.account),
                now=self._tools.now(),
            )
        except NotPossible as error:
            self._deeds.refused.emit(error.code)
            return
        self._window.alert.close_line()
        self._deeds.touched.emit(recorded.changes)
        self._deeds.done.emit("acknowledge", ref, "")
        self._screen.refresh(recorded.changes)
        self.look()
        self._window.queue.take_focus()

    @Slot(object)
    def _shown(self, file: CaseFile | None) -> None:
        before, self._sealed = self._sealed, file.ref if file and file.case.sealed else None
        if self._sealed is not None and self._sealed != before:
            who = self._tools.who(self._sealed.account)
            review.sealed_shown(self._tools.store, self._sealed, by=who, now=self._tools.now())

    def open_legal_route(self) -> None:
        """What is to be done with a sealed case, for those whose role it is."""
        file = self._screen.file
        if file is None:
            self._deeds.refused.emit("no-case")
            return
        now, who = self._tools.now(), self._tools.who(file.ref.account)
        try:
            case = review.open_legal_route(self._tools.store, file.ref, by=who, now=now)
        except NotPossible as error:
            self._deeds.refused.emit(error.code)
            return
        book, _ = self._tools.care()
        steps = tuple(f"{number}. {step}" for number, step in enumerate(book.legal.steps, 1))
        self.legal.open(words.legal_facts(case, now), steps)
