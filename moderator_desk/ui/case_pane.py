"""The middle of the screen: one case, whole. Reports first, then the item, what is known of it, and the thread.

All widgets are made once and filled again for each case.
"""

from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from moderator_desk.content.images import DecodedImage, Refusal
from moderator_desk.content.links import Link, find_links
from moderator_desk.models.values import Case, CaseFile, Note, Span
from moderator_desk.ui.item_view import ItemView
from moderator_desk.ui.media_view import MediaTile
from moderator_desk.ui.pool import Pool
from moderator_desk.ui.reports_view import ReportsView
from moderator_desk.ui.safe import SafeLabel, named
from moderator_desk.ui.theme import SPACE, give_role
from moderator_desk.ui.thread_view import Saying, ThreadView
from moderator_desk.ui.words import case as words
from moderator_desk.ui.words.care import handoff_words
from moderator_desk.ui.words.media import links_line

_LINK_LIMIT = 20_000


class CasePane(QFrame):
    """Shows one case file.

    media_wanted(media id): a picture is revealed for the first time, its bytes are needed. span_marked(Span): words were
    marked or unmarked. link_chosen(Link): somebody wants to look at a link. `marks`: joiners and variation selectors are
    shown too, from the next case on.
    """

    media_wanted = Signal(str)
    span_marked = Signal(object)
    link_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "pane")
        self._file: CaseFile | None = None
        self._links: tuple[Link, ...] = ()
        self._link = -1
        self.marks = False
        self._head = _Head()
        self._reports = ReportsView()
        self._item = ItemView()
        self._link_line = SafeLabel(role="dim")
        self._around = _Around()
        self._thread = ThreadView()
        self._address = SafeLabel(role="dim")
        self._reports.wanted.connect(self.media_wanted)
        self._item.wanted.connect(self.media_wanted)
        self._lay_out()
        self.show_case(None, datetime.min)

    def _lay_out(self) -> None:
        self._body = QWidget()
        column = QVBoxLayout(self._body)
        column.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 3 * SPACE)
        column.setSpacing(3 * SPACE)
        below = (self._around, self._thread, self._address)
        for part in (self._head, self._reports, self._item, self._link_line, *below):
            column.addWidget(part)
        column.addStretch(1)
        self._scroll = QScrollArea()
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
        self._head.show_head(file, now, before.case if same and before is not None else None)
        for part in (self._reports, self._item):
            part.setVisible(file is not None)
        if file is None:
            self._item.forget()
            self._reports.forget()
            self._around.hide()
            self._thread.hide()
        else:
            self._fill(file, now, same=same)
        self._links = _links_of(file.case) if file is not None else ()
        hosts = tuple(dict.fromkeys(link.host_ascii or link.url for link in self._links))
        _put(self._link_line, links_line(hosts, len(self._links)) if hosts else "")
        _put(self._address, words.address(file.case.item) if file is not None else "")
        if not same:
            self._link = -1
            self._scroll.verticalScrollBar().setValue(0)

    def _fill(self, file: CaseFile, now: datetime, *, same: bool) -> None:
        case = file.case
        titles = {each.code: each.title for each in file.guidelines.guidelines} if file.guidelines else {}
        if not same:
            self._reports.forget()
        self._reports.show_reports(case, titles, now)
        self._item.show_item(case.item, sealed=case.sealed, same_case=same)
        self._around.show_around(case, file.notes, now)
        self._thread.show_thread(case, now)
        self._apply_marks()

    def _tiles(self) -> tuple[MediaTile, ...]:
        return self._item.pictures.tiles() + self._reports.tiles()

    def reveal_next(self) -> bool:
        """Reveal the next covered picture; when all are revealed, cover them. False when there is none to reveal."""
        for tile in self._tiles():
            if tile.state == "loading":
                return True
            if tile.reveal():
                self._scroll.ensureWidgetVisible(tile)
                return True
        return self.cover_all()

    def cover_all(self) -> bool:
        """Cover every picture at once; whether there was one to cover."""
        open_ = [tile for tile in self._tiles() if tile.state in ("revealed", "loading")]
        for tile in open_:
            tile.cover()
        return bool(open_)

    def show_media(self, media_id: str, decoded: DecodedImage | Refusal | str) -> None:
        """A picture that was asked for, or the code of why there is none; dropped when it is no longer wanted."""
        for tile in self._tiles():
            if tile.media.id == media_id and media_id:
                tile.take(decoded)
                if tile.state == "revealed":
                    self._scroll.ensureWidgetVisible(tile)

    def toggle_marks(self) -> bool:
        """Show joiners and variation selectors too, or no longer; whether they are shown now."""
        self.marks = not self.marks
        self._apply_marks()
        return self.marks

    def _apply_marks(self) -> None:
        for part in (self._reports, self._item, self._thread):
            part.set_reveal(self.marks)

    def mark_selection(self) -> Span | None:
        """Mark the words selected in the item's text, or unmark exactly these; None without a selection."""
        span = self._item.mark_selection()
        if span is not None:
            self.span_marked.emit(span)
        return span

    def spans(self) -> tuple[Span, ...]:
        """The words marked so far, as offsets into the item's text as it is now."""
        return self._item.spans()

    def next_link(self) -> bool:
        """Choose the next link of the case, round and round; False when there is none."""
        if not self._links:
            return False
        self._link = (self._link + 1) % len(self._links)
        self.link_chosen.emit(self._links[self._link])
        return True


class _Head(QWidget):
    """What it is, where, how grave, why it is here, and what has to be known before deciding."""

    def __init__(self) -> None:
        super().__init__()
        self._changed = ""
        self._title = SafeLabel(role="title")
        self._severity = SafeLabel(role="heading")  # never a padded role: Qt keeps padding when roles change
        self._line = SafeLabel(role="dim")
        self._why = _sentence("dim")
        self._alert = _sentence("danger")
        self._hint = _sentence("warning")
        self._standing = _sentence("good")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE // 2)
        row = QHBoxLayout()
        row.setSpacing(2 * SPACE)
        row.addWidget(self._title, 1)
        row.addWidget(self._severity)
        column.addLayout(row)
        for label in (self._line, self._why, self._alert, self._hint, self._standing):
            column.addWidget(label)

    def show_head(self, file: CaseFile | None, now: datetime, before: Case | None) -> None:
        """Show the head lines of a case; `before` is the same case as it was on the screen until now."""
        self._severity.setVisible(file is not None)
        if file is None:
            self._changed = ""
            self._title.setText(words.NO_CASE)
            _put(self._line, words.NO_CASE_HINT)
            for label in (self._why, self._alert, self._hint, self._standing):
                _put(label, "")
            return
        case = file.case
        self._changed = (words.changed(before, case) or self._changed) if before else ""
        self._title.setText(words.title(case.item))
        give_role(self._severity, words.SEVERITY_ROLES.get(case.severity, "heading"))
        self._severity.setText(words.severity(case.severity))
        _put(self._line, words.header(case.item, now))
        _put(self._why, words.why_here(case))
        _put(self._alert, words.alert(file))
        handed = handoff_words(file, now)
        waits = any(each.waits for each in file.handoffs)
        _put(self._hint, " ".join(filter(None, (self._changed, handed if waits else ""))))
        _put(self._standing, " ".join(filter(None, (words.standing(file, now), "" if waits else handed))))


class _Around(QWidget):
    """Notes of the team and earlier decisions on this case, pinned notes first."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(SafeLabel(words.NOTES, "heading"))
        inner = QVBoxLayout()
        inner.setSpacing(SPACE)
        column.addLayout(inner)
        self._sayings = Pool(inner, Saying)

    def show_around(self, case: Case, kept: tuple[Note, ...], now: datetime) -> None:
        """Show them; hidden when there are none."""
        lines = [(each.at, words.past_decision(each, now), each.reason, False) for each in case.decisions]
        lines += [(each.at, words.note_head(each, now), each.text, each.sticky) for each in case.notes]
        lines += [(each.at, words.note_head(each, now, kept=True), each.text, each.sticky) for each in kept]
        lines.sort(key=lambda line: (line[3], line[0]), reverse=True)
        for saying, (_, head, text, pinned) in zip(self._sayings.take(len(lines)), lines, strict=True):
            saying.say(head, text, marked=pinned)
        self.setVisible(bool(lines))


def _sentence(role: str) -> SafeLabel:
    label = SafeLabel(role=role, wrap=True)
    label.setMinimumWidth(1)  # a long run in it must not widen the pane
    return label


def _put(label: SafeLabel, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))


def _links_of(case: Case) -> tuple[Link, ...]:
    """The links of the item and of what reporters said and attached, each once; none of a sealed case."""
    if case.sealed:
        return ()
    item = case.item
    texts = [item.text if item.text_now is None else item.text_now, item.text]
    for report in case.reports:
        texts.append(report.words)
        texts += [text for each in report.evidence for text in (each.text, each.source)]
    found = (link for text in texts if text for link in find_links(text[:_LINK_LIMIT]))
    return tuple({link.url: link for link in found}.values())
