"""One who reported the case: their record, what may follow, and the forms for it."""

from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from moderator_desk.review import Standing
from moderator_desk.rules.reporters import usual_days, why_no_mute
from moderator_desk.ui.reporter_forms import MuteForm, WarnForm
from moderator_desk.ui.safe import SafeLabel
from moderator_desk.ui.theme import SPACE
from moderator_desk.ui.words import reporters as words
from moderator_desk.ui.words.problems import refusal_words


class ReporterRecord(QWidget):
    """warned(text, language) and muted(days, why): a form was recorded; refused(code): why there is none; closed(): the
    focus goes back to the list."""

    warned = Signal(str, str)
    muted = Signal(int, str)
    refused = Signal(str)
    closed = Signal()

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._now = now
        self._who: Standing | None = None
        self._name = SafeLabel(role="heading")
        self._record, self._ways = SafeLabel("", wrap=True), SafeLabel("", "dim", wrap=True)
        for label in (self._record, self._ways):
            label.setMinimumWidth(1)
        self.warn_form, self.mute_form = WarnForm(), MuteForm(now)
        self.warn_form.recorded.connect(self._send)
        self.mute_form.recorded.connect(self._mute)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        for part in (self._name, self._record, self._ways, self.warn_form, self.mute_form):
            column.addWidget(part, int(part in (self.warn_form, self.mute_form)))
        column.addStretch(0)
        for form in (self.warn_form, self.mute_form):
            form.back.connect(self.close_forms)

    def show_who(self, who: Standing | None) -> None:
        """Show somebody's record; an open form stays as it is."""
        self._who = who
        if who is not None:
            self._name.setText(words.name(who.reporter))
            self._record.setText(words.record_lines(who.reporter, who.steps, who.waiting, self._now()))
            self._ways.setText(refusal_words(why) if (why := self.why_no_mute()) else "")
            self._show_ways()

    def open_warning(self, texts: Mapping[str, str], languages: tuple[str, ...]) -> None:
        """Open the form of a message to them."""
        if self._who is not None:
            self.mute_form.hide()
            self.warn_form.begin(self._who.reporter, texts, languages)
            self._show_ways()

    @Slot()
    def open_mute(self) -> None:
        """Open the form of a mute, unless a warning is owed before."""
        if self._who is None:
            return
        if code := self.why_no_mute():
            self.refused.emit(code)
            return
        self.warn_form.hide()
        self.mute_form.begin(self._who.reporter, usual_days(self._who.steps))

    @Slot()
    def close_forms(self) -> None:
        """Put them away."""
        self.warn_form.hide()
        self.mute_form.hide()
        self._show_ways()
        self.closed.emit()

    def _show_ways(self) -> None:
        """Why there is no mute, while nothing is being written."""
        written = self.warn_form.isVisibleTo(self) or self.mute_form.isVisibleTo(self)
        self._ways.setVisible(bool(self._ways.full_text()) and not written)

    def why_no_mute(self) -> str:
        """Why they cannot be muted now, as a code; "" when they can, and for nobody."""
        who = self._who
        if who is None:
            return ""
        return why_no_mute(who.steps, who.reported_at, self._now(), waiting=who.waiting is not None)

    @Slot()
    def _send(self) -> None:
        self.warned.emit(self.warn_form.text(), self.warn_form.language)

    @Slot()
    def _mute(self) -> None:
        self.muted.emit(self.mute_form.days, self.mute_form.reason())
