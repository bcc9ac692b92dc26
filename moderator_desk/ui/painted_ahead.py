"""The next case painted while nobody waits, and laid over the panes in the moment it is wanted.

Filling, laying out and painting a case takes longer than a frame when the processor comes from rest. So a second set of
panes, never shown, is filled with the case that comes next; a key lays the pictures of them over the panes on the screen,
these are filled beneath, and the pictures go before the key's event is over. What is seen is the same dot for dot.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from msgspec import Struct
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from moderator_desk.commands import Keys
from moderator_desk.content.hints import tables_are_read
from moderator_desk.models.values import CaseFile
from moderator_desk.rules import Suggestion
from moderator_desk.ui.case_head import alike_words
from moderator_desk.ui.case_pane import CasePane
from moderator_desk.ui.guideline_pane import GuidelinePane
from moderator_desk.ui.layouts import settle_layouts
from moderator_desk.ui.live_keys import held
from moderator_desk.ui.member_pane import MemberPane
from moderator_desk.ui.theme import current

STALE_S = 30.0
"""Ages such as "2 min ago" stand in a picture; an older one is painted anew."""


@dataclass(frozen=True)
class CasePanes:
    """The three panes that show one case file."""

    case: CasePane
    member: MemberPane
    guideline: GuidelinePane

    def show_file(
        self, file: CaseFile | None, clause: str, suggestion: Suggestion | None, now: datetime
    ) -> None:
        """Fill all three; None empties them. `clause` is the one chosen so far, `suggestion` the ladder's."""
        code = file.case.guideline if file else ""
        self.case.show_case(file, now)
        entries = file.outbox if file else ()
        self.member.show_member(file.member if file else None, entries, code, now, alike_words(file))
        self.guideline.show_guideline(file.guidelines if file else None, code, clause, suggestion, now)

    @property
    def each(self) -> tuple[QWidget, ...]:
        """The panes, always in the same order."""
        return self.case, self.member, self.guideline


class _Look(Struct, frozen=True):
    """All that a picture depends on besides the case."""

    sizes: tuple[tuple[int, int], ...]
    ratio: float
    theme: str
    font: str
    marks: bool
    covered: tuple[str, ...]
    meanings: bool
    terms: int
    kind: str
    keys: Keys


class _Picture(Struct, frozen=True):
    file: CaseFile
    look: _Look
    painted_at: datetime
    panes: tuple[QPixmap, ...]


class Cover(QWidget):
    """A picture over a pane, for a moment; mouse and focus go through it."""

    def __init__(self, pane: QWidget) -> None:
        super().__init__(pane)
        self._picture = QPixmap()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def lay(self, picture: QPixmap, pane: QWidget) -> None:
        """Show the picture, and have it on the screen when this returns."""
        self._picture = picture
        self.setGeometry(pane.rect())
        self.raise_()
        self.show()
        self.repaint()

    def lift(self) -> None:
        """Take it away, and let go of its memory."""
        self._picture = QPixmap()
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).drawPixmap(0, 0, self._picture)


class PaintedAhead:
    """Paints the case that comes next, and lays it over the panes `live` on demand. `suggest` is the ladder's proposal
    for a file."""

    def __init__(self, live: CasePanes, suggest: Callable[[CaseFile], Suggestion | None]) -> None:
        self._live = live
        self._suggest = suggest
        self._stage: QWidget | None = None
        self._unseen: CasePanes | None = None
        self._picture: _Picture | None = None
        self.covers = tuple(Cover(pane) for pane in live.each)

    @property
    def ready(self) -> bool:
        """Whether a case is painted ahead."""
        return self._picture is not None

    def prepare(self, file: CaseFile | None, now: datetime) -> None:
        """Paint this case, unless it is painted already; None lets go of the picture."""
        if file is None or not self._live.case.isVisible():
            self._picture = None
            return
        look, have = self._look(), self._picture
        good = have is not None and have.look == look and _same(have.file, file)
        if have is not None and good and (now - have.painted_at).total_seconds() < STALE_S:
            return
        self._picture = None  # before the new one is made: two of them are megabytes
        unseen = self._panes()
        for pane, (width, height) in zip(unseen.each, look.sizes, strict=True):
            pane.setGeometry(0, 0, width, height)
        unseen.case.marks = self._live.case.marks
        unseen.case.set_comfort(self._live.case.reveals.comfort)
        unseen.case.hints.terms = self._live.case.hints.terms
        unseen.case.hints.meanings = self._live.case.hints.meanings
        unseen.member.look_like(self._live.member)
        unseen.show_file(file, "", self._suggest(file), now)
        settle_layouts()
        pictures = tuple(_painted(pane, look.ratio) for pane in unseen.each)
        self._picture = _Picture(file, look, now, pictures)

    def lay_over(self, file: CaseFile | None) -> bool:
        """Put the picture of this case over the panes, on the screen before this returns; False when there is none that
        fits. lift() takes it away."""
        have, self._picture = self._picture, None
        if have is None or file is None or not self._live.case.isVisible():
            return False
        if not _same(have.file, file) or have.look != self._look():
            return False
        for cover, pane, picture in zip(self.covers, self._live.each, have.panes, strict=True):
            cover.lay(picture, pane)
        return True

    def lift(self) -> None:
        """Take the pictures away; the panes beneath are painted when the event loop comes to it."""
        for cover in self.covers:
            cover.lift()

    def close(self) -> None:
        """Let go of the unseen panes."""
        self._picture = None
        if self._stage is not None:
            self._stage.close()
            self._stage.deleteLater()
            self._stage = self._unseen = None

    def _look(self) -> _Look:
        live = self._live
        return _Look(
            tuple((pane.width(), pane.height()) for pane in live.each),
            live.case.devicePixelRatioF(),
            current().name,
            QApplication.font().key(),
            live.case.marks,
            live.case.reveals.comfort.covered,
            live.case.hints.meanings,
            id(live.case.hints.terms) if tables_are_read() else 0,
            live.member.kind,
            held(),
        )

    def _panes(self) -> CasePanes:
        if self._unseen is None:
            stage = QWidget()
            # visible to itself, so that texts are fitted as on the screen, and never a window of anybody's
            stage.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
            stage.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
            stage.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
            self._unseen = CasePanes(CasePane(stage), MemberPane(stage), GuidelinePane(stage))
            self._stage = stage
            stage.show()
            for each in stage.findChildren(QWidget):
                each.ensurePolished()  # before anything is measured: the style makes some texts bold and some wider
        return self._unseen


def _same(one: CaseFile, other: CaseFile) -> bool:
    """Whether they say the same: a page of the feed may have told a case again as it was, and it was read anew."""
    return one is other or one == other


def _painted(pane: QWidget, ratio: float) -> QPixmap:
    picture = QPixmap(QSize(round(pane.width() * ratio), round(pane.height() * ratio)))
    picture.setDevicePixelRatio(ratio)
    picture.fill(QColor(current().window))
    pane.render(picture, QPoint(), renderFlags=QWidget.RenderFlag.DrawChildren)
    return picture
