"""Who reported the item, under which guideline, in whose words, and how far earlier reports of theirs held.

What a reporter attached stands apart under a line that says whose claim it is.
"""

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from moderator_desk.models.values import Case, Evidence, Report, ReporterStep
from moderator_desk.ui.media_tile import MediaTile
from moderator_desk.ui.media_view import MediaStrip
from moderator_desk.ui.pool import Pool
from moderator_desk.ui.reliability_bar import ReliabilityBar
from moderator_desk.ui.safe import SafeLabel, SafeText, named
from moderator_desk.ui.theme import SPACE
from moderator_desk.ui.thread_view import Saying
from moderator_desk.ui.words import case as words
from moderator_desk.ui.words import reporters

SHOWN_AT_ONCE = 4
_LINES = 6
_LIMIT = 2_000

Known = Mapping[str, tuple[ReporterStep, ...]]
"""What is on record about those who report, by member."""


class ReportBlock(QFrame):
    """One report. wanted(media id) as of the tiles of its evidence."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "raised")
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        column.setSpacing(SPACE // 2)
        self._head = SafeLabel(role="title")
        self._guideline = SafeLabel(role="chip")
        top = QHBoxLayout()
        top.setSpacing(2 * SPACE)
        top.addWidget(self._head, 1)
        top.addWidget(self._guideline)
        column.addLayout(top)
        self._reliability = SafeLabel(role="dim")
        self._bar = ReliabilityBar()
        record = QHBoxLayout()
        record.setSpacing(2 * SPACE)
        record.addWidget(self._reliability, 1)
        record.addWidget(self._bar)
        column.addLayout(record)
        for label in (self._head, self._reliability):
            label.setContentsMargins(SPACE, 0, 0, 0)  # in line with the words below
        self._words = SafeText()
        self._words.fit_height(_LINES)
        self._has_words = False
        column.addWidget(self._words)
        self._claim = SafeLabel(role="warning")
        column.addWidget(self._claim)
        inner = QVBoxLayout()
        inner.setSpacing(SPACE)
        column.addLayout(inner)
        self._texts = Pool(inner, Saying)
        self._strip = MediaStrip()
        self._strip.wanted.connect(self.wanted)
        column.addWidget(self._strip)

    def show_report(
        self, report: Report, titles: Mapping[str, str], known: Known, now: datetime, *, sealed: bool
    ) -> None:
        """Show a report; `titles` are the guidelines' by code, `known` is what is on record about those who report. Of a
        sealed case no evidence is shown."""
        self._head.setText(words.report_head(report, now))
        self._guideline.setText(words.guideline_chip(report.guideline, titles))
        self._guideline.setVisible(bool(report.guideline))
        steps = known.get(report.reporter.id, ()) if report.reporter else ()
        reliability = reporters.reliability(report.reporter, steps, now)
        self._reliability.setText(reliability)
        self._reliability.setVisible(bool(reliability))
        self._has_words = bool(report.words)
        self._words.setVisible(self._has_words)
        self._bar.show_reporter(report.reporter)
        if report.words:
            self._words.show_text(report.words, limit=_LIMIT)
            named(self._words, words.report_head(report, now))
        self._claim.setText(words.BY_MACHINE if report.automated else words.BY_REPORTER)
        self._show_evidence(() if sealed else report.evidence)

    def _show_evidence(self, evidence: tuple[Evidence, ...]) -> None:
        said = [each for each in evidence if each.text or each.media is None]
        for saying, each in zip(self._texts.take(len(said)), said, strict=True):
            saying.say(words.evidence_head(each), each.text)
        self._strip.show_refs(tuple(each.media for each in evidence if each.media is not None))
        self._claim.setVisible(bool(evidence))

    def drop(self) -> None:
        """Forget the pictures."""
        self._strip.drop()

    def tiles(self) -> tuple[MediaTile, ...]:
        """The pictures of the evidence."""
        return self._strip.tiles()

    def set_reveal(self, on: bool) -> None:
        """Show joiners and variation selectors too."""
        self._words.set_reveal(on)
        for saying in self._texts.used():
            saying.set_reveal(on)

    def set_covered(self, on: bool) -> None:
        """Show who reported and how reliable they are, and no words."""
        self._words.setVisible(self._has_words and not on)
        for saying in self._texts.used():
            saying.set_covered(on)


class ReportsView(QWidget):
    """All reports of a case, the first few at once and the rest by a button. wanted(media id) as of the tiles."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        self._heading = SafeLabel(role="heading")
        column.addWidget(self._heading)
        self._owed = SafeLabel(role="warning", wrap=True)
        self._owed.setMinimumWidth(1)  # a long sentence must not widen the pane
        column.addWidget(self._owed)
        inner = QVBoxLayout()
        inner.setSpacing(SPACE)
        column.addLayout(inner)
        self._blocks = Pool(inner, self._make)
        self._more = QPushButton()
        self._more.setProperty("role", "verb")
        self._more.clicked.connect(self.show_all)
        column.addWidget(self._more)
        self._case: Case | None = None
        self._titles: Mapping[str, str] = {}
        self._known: Known = {}
        self._now: datetime | None = None
        self._all = self._covered = False

    def _make(self) -> ReportBlock:
        block = ReportBlock()
        block.wanted.connect(self.wanted)
        return block

    def show_reports(self, case: Case, titles: Mapping[str, str], known: Known, now: datetime) -> None:
        """Show the reports of a case, oldest first, as the platform sent them, and what is on record about who made
        them."""
        if self._case is None or self._case.id != case.id:
            self._all = False
        self._case, self._titles, self._known, self._now = case, titles, known, now
        self._fill()

    @Slot()
    def show_all(self) -> None:
        """Show the reports kept back too."""
        self._all = True
        self._fill()

    def _fill(self) -> None:
        if self._case is None or self._now is None:
            return
        reports = self._case.reports
        shown = reports if self._all or len(reports) == SHOWN_AT_ONCE + 1 else reports[:SHOWN_AT_ONCE]
        self._heading.setText(words.reports_heading(len(reports)))
        owed = reporters.warning_owed(reports)
        self._owed.setText(owed)
        self._owed.setVisible(bool(owed))
        for block, report in zip(self._blocks.take(len(shown)), shown, strict=True):
            block.show_report(report, self._titles, self._known, self._now, sealed=self._case.sealed)
            block.set_covered(self._covered)
        for block in self._blocks.spare():
            block.drop()
        self._more.setText(words.more_reports(len(reports) - len(shown)))
        self._more.setVisible(len(shown) < len(reports))

    def forget(self) -> None:
        """Let go of the pictures."""
        for block in self._blocks.used():
            block.drop()

    def tiles(self) -> tuple[MediaTile, ...]:
        """The pictures of all evidence on the screen."""
        return tuple(tile for block in self._blocks.used() for tile in block.tiles())

    def set_reveal(self, on: bool) -> None:
        """Show joiners and variation selectors too."""
        for block in self._blocks.used():
            block.set_reveal(on)

    def set_covered(self, on: bool) -> None:
        """Show no words of the reports."""
        self._covered = on
        for block in self._blocks.used():
            block.set_covered(on)
