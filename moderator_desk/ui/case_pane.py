"""The middle of the screen: one case, whole. Reports first, then the item, what is known of it, and the thread.

All widgets are made once and filled again for each case.
"""

from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from moderator_desk.models.values import Case, CaseFile, Note, Span
from moderator_desk.ui.case_head import CaseHead, put_line
from moderator_desk.ui.comfort import Comfort
from moderator_desk.ui.finds_view import FindsView
from moderator_desk.ui.hints_view import HintsView
from moderator_desk.ui.item_view import ItemView
from moderator_desk.ui.media_tile import MediaTile
from moderator_desk.ui.pool import Pool
from moderator_desk.ui.reports_view import ReportsView
from moderator_desk.ui.revealing import Revealing
from moderator_desk.ui.safe import SafeLabel, named
from moderator_desk.ui.theme import SPACE
from moderator_desk.ui.thread_view import Saying, ThreadView
from moderator_desk.ui.words import case as words


class CasePane(QFrame):
    """Shows one case file.

    media_wanted(media id): a picture is revealed for the first time, its bytes are needed. span_marked(Span): words were
    marked or unmarked. `marks`: joiners and variation selectors are shown too, from the next case on. `reveals` covers
    and uncovers what is in it. `item` is the view of the item itself, `head` the lines over it.
    """

    media_wanted = Signal(str)
    span_marked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "pane")
        self._file: CaseFile | None = None
        self.marks = False
        self.head = CaseHead()
        self._reports = ReportsView()
        self.item = ItemView()
        self.finds = FindsView()
        self.hints = HintsView(self.item.mark_found)
        self._around = _Around()
        self._thread = ThreadView()
        self._address, self._wordings = SafeLabel(role="dim"), SafeLabel(role="dim")
        self._reports.wanted.connect(self.media_wanted)
        self.item.wanted.connect(self.media_wanted)
        self._scroll = QScrollArea()
        wordy = (self._reports, self.item, self._around, self._thread)
        self.reveals = Revealing(self._scroll, self.tiles, wordy)
        self._lay_out()
        self.show_case(None, datetime.min)

    def _lay_out(self) -> None:
        self._body = QWidget()
        column = QVBoxLayout(self._body)
        column.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 3 * SPACE)
        column.setSpacing(3 * SPACE)
        below = (self._around, self._thread, self._address)
        before = (self.head, self._reports, self.reveals.cover, self.item)
        for part in (*before, self._wordings, self.finds, self.hints, *below):
            column.addWidget(part)
        column.addStretch(1)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._body)
        for ground in (self._body, self._scroll.viewport()):
            ground.setAutoFillBackground(False)  # the pane's own ground shows through
        named(self._scroll, words.PANE)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.addWidget(self._scroll)
        self.setFocusProxy(self._scroll)

    @Slot(object, object)
    def show_case(self, file: CaseFile | None, now: datetime) -> None:
        """Show a case; the same case again keeps what is revealed, marked and scrolled to, and says what changed."""
        before, self._file = self._file, file
        same = before is not None and file is not None and before.ref == file.ref
        self.reveals.begin(file.case if file is not None else None, same=same)
        self.head.show_head(file, now, before.case if same and before is not None else None)
        for part in (self._reports, self.item):
            part.setVisible(file is not None)
        if file is None:
            self.item.forget()
            self.hints.show_hints(None)
            self._reports.forget()
            self._around.hide()
            self._thread.hide()
        else:
            self._fill(file, now, same=same)
        self.finds.show_finds(file, same_case=same)
        put_line(self._address, words.address(file.case.item) if file is not None else "")
        put_line(self._wordings, words.wordings_line(file) if file is not None else "")
        self.reveals.settle()
        if not same:
            self._scroll.verticalScrollBar().setValue(0)

    def _fill(self, file: CaseFile, now: datetime, *, same: bool) -> None:
        case = file.case
        titles = {each.code: each.title for each in file.guidelines.guidelines} if file.guidelines else {}
        if not same:
            self._reports.forget()
        self._reports.show_reports(case, titles, file.reporters, now)
        self.item.show_item(case.item, sealed=case.sealed, same_case=same)
        self.hints.show_hints(None if case.sealed else case.item)
        self._around.show_around(case, file.notes, file.quotes, now)
        self._thread.show_thread(case, now)
        self._apply_marks()

    def tiles(self) -> tuple[MediaTile, ...]:
        """Every picture of the case, in the order in which they are revealed."""
        return self.item.pictures.tiles() + self._reports.tiles()

    def set_comfort(self, comfort: Comfort) -> None:
        """Cover words and pictures by this choice."""
        self.reveals.set_comfort(comfort, self._file.case if self._file else None)

    def toggle_marks(self) -> bool:
        """Show joiners and variation selectors too, or no longer; whether they are shown now."""
        self.marks = not self.marks
        self._apply_marks()
        return self.marks

    def _apply_marks(self) -> None:
        for part in (self._reports, self.item, self._thread):
            part.set_reveal(self.marks)

    def mark_selection(self) -> Span | None:
        """Mark the words selected in the item's text, or unmark exactly these; None without a selection."""
        span = self.item.mark_selection()
        if span is not None:
            self.span_marked.emit(span)
        return span

    def spans(self) -> tuple[Span, ...]:
        """The words marked so far, as offsets into the item's text as it is now."""
        return self.item.spans()


class _Around(QWidget):
    """Notes of the team and earlier decisions on this case, pinned notes first."""

    def __init__(self) -> None:
        super().__init__()
        self._covered = False
        self._shown: tuple[Case, tuple[Note, ...], dict[str, str], datetime] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(SafeLabel(words.NOTES, "heading"))
        inner = QVBoxLayout()
        inner.setSpacing(SPACE)
        column.addLayout(inner)
        self._sayings = Pool(inner, Saying)

    def show_around(self, case: Case, kept: tuple[Note, ...], quotes: dict[str, str], now: datetime) -> None:
        """Show them, with the words a decision was about; hidden when there are none."""
        self._shown = (case, kept, quotes, now)
        about = {} if self._covered else quotes
        lines = [
            (each.at, words.past_decision(each, now), words.past_reason(each, about.get(each.id, "")), False)
            for each in case.decisions
        ]
        lines += [(each.at, words.note_head(each, now), each.text, each.sticky) for each in case.notes]
        lines += [(each.at, words.note_head(each, now, kept=True), each.text, each.sticky) for each in kept]
        lines.sort(key=lambda line: (line[3], line[0]), reverse=True)
        for saying, (_, head, text, pinned) in zip(self._sayings.take(len(lines)), lines, strict=True):
            saying.say(head, text, marked=pinned)
        self.setVisible(bool(lines))

    def set_covered(self, on: bool) -> None:
        """Quote no words of the item."""
        if on != self._covered:
            self._covered = on
            if self._shown is not None and self._shown[2]:
                self.show_around(*self._shown)
