"""The queue as Qt's item model: pages read when wanted, lines brought up in place, never moved under the eye."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal, Slot

from moderator_desk.models.queue import QueueFilter, QueuePage
from moderator_desk.models.values import CaseRef, QueueLine
from moderator_desk.ui.words.ages import ago
from moderator_desk.ui.words.languages import language_words
from moderator_desk.ui.words.queue import (
    reports_words,
    severity_words,
    snippet_words,
    standing_words,
)

Place = tuple[int, int, int, str, str]
ReadPage = Callable[[QueueFilter, Place | None], QueuePage]
ReadLines = Callable[[Sequence[CaseRef]], dict[CaseRef, QueueLine]]
LINE_ROLE = Qt.ItemDataRole.UserRole


class QueueListModel(QAbstractListModel):
    """Lines in the order they were read. What arrives later is counted and enters on reload().

    fresh_changed(number): so many cases arrived that are not listed yet. Of cases under the guidelines `covered` no words
    are told.
    """

    fresh_changed = Signal(int)

    def __init__(self, read_page: ReadPage, read_lines: ReadLines) -> None:
        super().__init__()
        self._read_page = read_page
        self._read_lines = read_lines
        self._filter = QueueFilter()
        self._lines: list[QueueLine] = []
        self._rows: dict[CaseRef, int] = {}
        self._after: Place | None = None
        self._fresh: set[CaseRef] = set()
        self.covered: tuple[str, ...] = ()
        self.now: Callable[[], datetime] = lambda: datetime.now(UTC)

    @property
    def filter(self) -> QueueFilter:
        """What is shown."""
        return self._filter

    @property
    def fresh(self) -> int:
        """How many cases arrived that are not listed yet."""
        return len(self._fresh)

    def cover(self, codes: tuple[str, ...]) -> None:
        """Tell no words of cases under these guidelines."""
        self.covered = codes
        if self._lines:
            self.dataChanged.emit(self.index(0), self.index(len(self._lines) - 1))

    @Slot()
    def reload(self) -> None:
        """Read the list again from the beginning, with everything new in its place."""
        self.take(self._filter, self._read_page(self._filter, None))

    def take(self, wanted: QueueFilter, page: QueuePage) -> None:
        """Show something else: the first page of what `wanted` lets through, read elsewhere."""
        self._filter = wanted
        self.beginResetModel()
        self._lines, self._after = list(page.lines), page.after
        self._rows = {line.ref: row for row, line in enumerate(self._lines)}
        self._fresh = set()
        self.endResetModel()
        self.fresh_changed.emit(0)

    def refresh(self, refs: Iterable[CaseRef]) -> None:
        """Bring up the lines of these cases where they stand; count those that are not listed."""
        listed = [ref for ref in refs if ref in self._rows]
        unlisted = [ref for ref in refs if ref not in self._rows and ref not in self._fresh]
        for ref, line in self._read_lines(listed).items() if listed else ():
            row = self._rows[ref]
            if self._lines[row] != line:
                self._lines[row] = line
                self.dataChanged.emit(self.index(row), self.index(row))
        if unlisted and self._after is None:
            todo = (ref for ref, line in self._read_lines(unlisted).items() if is_open(line))
            self._fresh.update(todo)
            self.fresh_changed.emit(len(self._fresh))

    def next_open_after(self, ref: CaseRef | None, step: int) -> CaseRef | None:
        """The next (1) or previous (-1) line still to decide, reading on as needed. At the end, new cases are let in;
        then from the top, so that skipped and passed ones come round again."""
        row = self._rows.get(ref, -1) if ref is not None else -1
        found = self._scan(row + step, step)
        if found is None and step > 0:
            if self._fresh:
                self.reload()
            found = self._scan(0, 1)
        return found if found != ref else None

    def peek_after(self, ref: CaseRef) -> CaseRef | None:
        """The next line still to decide after this one as the list stands."""
        return self._scan(self._rows[ref] + 1, 1) if ref in self._rows else None

    def _scan(self, row: int, step: int) -> CaseRef | None:
        while 0 <= row < len(self._lines) or (step > 0 and self._after is not None):
            if row >= len(self._lines):
                self.fetchMore(QModelIndex())
                continue
            if is_open(self._lines[row]):
                return self._lines[row].ref
            row += step
        return None

    def line(self, row: int) -> QueueLine | None:
        """The line in a row."""
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def row_of(self, ref: CaseRef) -> int:
        """The row of a case, -1 when it is not listed."""
        return self._rows.get(ref, -1)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._lines)

    def canFetchMore(self, parent: QModelIndex | QPersistentModelIndex) -> bool:
        return not parent.isValid() and self._after is not None

    def fetchMore(self, parent: QModelIndex | QPersistentModelIndex) -> None:
        if self._after is None:
            return
        page = self._read_page(self._filter, self._after)
        new = [line for line in page.lines if line.ref not in self._rows]
        self._after = page.after
        if not new:
            return
        start = len(self._lines)
        self.beginInsertRows(QModelIndex(), start, start + len(new) - 1)
        self._lines += new
        self._rows.update((line.ref, start + n) for n, line in enumerate(new))
        self.endInsertRows()

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        line = self.line(index.row()) if index.isValid() else None
        if line is None:
            return None
        if role == LINE_ROLE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            parts = (
                severity_words(line.severity),
                line.guideline,
                line.author,
                standing_words(line),
                reports_words(line.reports),
                language_words(line.language),
                ago(line.opened_at, self.now()),
                snippet_words(line, self.covered),
            )
            return ", ".join(filter(None, parts))
        return None


def is_open(line: QueueLine) -> bool:
    """Whether a line still asks for a decision: not decided by anybody, none of ours on its way."""
    if line.conflict:
        return True
    return line.state != "decided" and line.pending_state not in ("waiting", "sending", "rehearsed")
