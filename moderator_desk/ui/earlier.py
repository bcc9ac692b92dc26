"""Opens an earlier case or another item of the member over the present one. Nothing of the present case is touched: the
open bar, what is typed in it, what is marked and revealed stay as they are."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication

from moderator_desk import review
from moderator_desk.content.images import DecodedImage, Refusal
from moderator_desk.models.queue import cases_of_member
from moderator_desk.models.store import Store
from moderator_desk.models.values import Answer, Case, CaseFile, CaseRef, HistoryEntry, OutboxEntry, QueueLine
from moderator_desk.ui.earlier_sheet import EarlierSheet
from moderator_desk.ui.reviewing import OnScreen
from moderator_desk.ui.tools import Tools
from moderator_desk.ui.window import Window
from moderator_desk.ui.words import earlier as words
from moderator_desk.ui.words.problems import platform_words

CASE, PICTURE = "earlier-case", "earlier-picture"


class Earlier(QObject):
    """The sheet with what it shows. refused(code): there is nothing to open."""

    refused = Signal(str)

    def __init__(self, window: Window, tools: Tools, screen: OnScreen) -> None:
        super().__init__(window)
        self._window, self._tools, self._screen = window, tools, screen
        self._sheet: EarlierSheet | None = None
        self._wanted: CaseRef | None = None
        self._over: CaseRef | None = None
        window.member.line_opened.connect(self.open_line)
        screen.case_changed.connect(self._beneath)

    @property
    def sheet(self) -> EarlierSheet:
        """The sheet, made when it is wanted first: a start does not wait for it."""
        if self._sheet is None:
            made = self._sheet = EarlierSheet(self._window)
            made.item_wanted.connect(self._show)
            made.case.media_wanted.connect(self._ask_media)
            made.left.connect(self._closed)
        return self._sheet

    @property
    def is_open(self) -> bool:
        """Whether it lies over the case."""
        return self._sheet is not None and self._sheet.is_open

    def open_items(self) -> None:
        """The member's other items, the newest chosen."""
        file = self._screen.file
        items = _items(self._tools.store, file) if file else ()
        if file is None or not items:
            self.refused.emit("no-items" if file else "no-case")
            return
        self._open(file, items, ("", ""), items[0].ref)

    @Slot(object)
    def open_line(self, entry: HistoryEntry | OutboxEntry) -> None:
        """A line of the member's history in full, with its case where it has one."""
        file = self._screen.file
        if file is None:
            return
        case_id = entry.case_id
        ref = CaseRef(file.ref.account, case_id) if case_id else None
        said = words.line_in_full(entry, self._tools.now())
        self._open(file, _items(self._tools.store, file), said, ref)

    def _open(
        self, file: CaseFile, items: tuple[QueueLine, ...], line: tuple[str, str], at: CaseRef | None
    ) -> None:
        author = file.member.member.handle if file.member else file.case.item.author.handle
        self._over = file.ref
        self.sheet.open_on(author or file.case.item.author.id, items, line, at, self._tools.now())
        if at is not None:
            self._show(at)

    @Slot(object)
    def _show(self, ref: CaseRef) -> None:
        """From the desk's own store, else from the platform, which is asked off the main thread."""
        self._wanted, now = ref, self._tools.now()
        self.sheet.case.set_comfort(self._window.case.reveals.comfort)
        if ref == self._over:
            self.sheet.show_case(None, words.EARLIER_IS_THIS, now)
            return
        found = review.case_file(self._tools.store, ref)
        if found is not None:
            self.sheet.show_case(found, "", now)
            return
        self.sheet.show_case(None, words.EARLIER_ASKED, now)
        self._tools.ask((CASE, ref), lambda: self._tools.case(ref))

    @Slot(str)
    def _ask_media(self, media_id: str) -> None:
        ref = self._wanted
        if ref is not None:
            self._tools.ask((PICTURE, ref, media_id), lambda: self._tools.picture(ref, media_id))

    def take(self, answer: Answer) -> bool:
        """Whether an answer was one of ours; one for what is no longer shown is dropped."""
        name = answer.name
        if not (isinstance(name, tuple) and name and name[0] in (CASE, PICTURE)):
            return False
        if not self.is_open or name[1] != self._wanted:
            return True
        if name[0] == CASE:
            self._take_case(name[1], answer)
        else:
            result = answer.result if isinstance(answer.result, DecodedImage | Refusal | str) else "crashed"
            self.sheet.case.reveals.take(name[2], result)
        return True

    def _take_case(self, ref: CaseRef, answer: Answer) -> None:
        now = self._tools.now()
        if isinstance(answer.result, Case):
            self.sheet.show_case(CaseFile(ref, answer.result), "", now)
        else:
            why = answer.result if isinstance(answer.result, str) else "server-error"
            self.sheet.show_case(None, platform_words(why), now)

    @Slot()
    def _closed(self) -> None:
        self._wanted = self._over = None
        if QApplication.focusWidget() is None:
            self._window.queue.take_focus()

    @Slot(object)
    def _beneath(self, file: CaseFile | None) -> None:
        """Another case came beneath: what is over it is about somebody else."""
        if self.is_open and (file is None or file.ref != self._over):
            self.sheet.close_sheet()


def _items(store: Store, file: CaseFile) -> tuple[QueueLine, ...]:
    """The desk's other cases of the member, newest first."""
    with store.read() as session:
        lines = cases_of_member(session, file.ref.account, file.case.item.author.id)
    return tuple(line for line in lines if line.ref != file.ref)
