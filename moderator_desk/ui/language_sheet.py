"""A sheet over the window: every language by name, to say in which one a case is."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QListWidgetItem, QWidget

from moderator_desk.ui.safe import SafeLabel, SafeLine, named
from moderator_desk.ui.search_sheet import CODE, SearchSheet
from moderator_desk.ui.words import languages as words


class LanguageSheet(SearchSheet):
    """Every language, the likely ones first. chosen(code): "" for none."""

    chosen = Signal(str)
    title = words.SHEET

    def __init__(self, parent: QWidget) -> None:
        line = SafeLine(words.SHEET_LINE)
        named(line, words.SHEET, words.SHEET_LINE)
        super().__init__(parent, line, SafeLabel(words.SHEET, "heading"))
        self._likely: tuple[str, ...] = ()

    def open(self, likely: tuple[str, ...]) -> None:
        """Show it, with the likely codes first."""
        self._likely = likely
        self.begin()

    def wanted(self) -> tuple[int, int]:
        """A line and some dozen languages."""
        return 460, 440

    def lines(self, query: str) -> list[QListWidgetItem]:
        wanted, found = query.strip().casefold(), []
        every = dict.fromkeys([*self._likely, "", *sorted(words.NAMES, key=words.NAMES.__getitem__)])
        for code in sorted(every, key=lambda each: _rank(each, wanted)):
            if _rank(code, wanted) < _NO_MATCH:
                name = words.language_words(code) if code else words.NOT_SET
                item = QListWidgetItem(f"{name}   {code}".rstrip())
                item.setData(CODE, code)
                found.append(item)
        return found

    def take(self, code: str) -> None:
        self.chosen.emit(code)


_NO_MATCH = 3


def _rank(code: str, wanted: str) -> int:
    """0 for the code itself, 1 for the beginning of a name, 2 for a part of one, _NO_MATCH for nothing of it. Without a
    query all are equal and keep their order."""
    name = words.language_words(code).casefold() if code else words.NOT_SET.casefold()
    if not wanted:
        return 1
    if code == wanted:
        return 0
    return 1 if name.startswith(wanted) else 2 if wanted in name else _NO_MATCH
