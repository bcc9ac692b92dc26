"""Everybody who reported the case, over the window: the list at the left, their record and what can be done beside it."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from moderator_desk.review import Standing
from moderator_desk.rules.reporters import mute_in_force
from moderator_desk.ui.key_button import KeyButton
from moderator_desk.ui.keyed_list import KeyedList
from moderator_desk.ui.over import EDGE, Over
from moderator_desk.ui.reporter_record import ReporterRecord
from moderator_desk.ui.safe import SafeLabel, named
from moderator_desk.ui.theme import SPACE
from moderator_desk.ui.words import reporters as words

_LIST_WIDTH = 260
_WAYS = {
    Qt.Key.Key_W: "warn",
    Qt.Key.Key_M: "mute",
    Qt.Key.Key_U: "back",
    Qt.Key.Key_Escape: "close",
}
_ROWS = (
    ("W", "warn", words.WARN),
    ("M", "mute", words.MUTE_WORD),
    ("U", "back", words.BACK),
    ("Esc", "close", words.CLOSE),
)


class ReportersSheet(Over):
    """Up and Down choose somebody. warning_wanted(): the form of a message, with the texts there are; took_back(): what
    is on its way or in force is to go; left(): Esc closed it."""

    warning_wanted = Signal()
    took_back = Signal()
    left = Signal()

    def __init__(self, parent: QWidget, now: Callable[[], datetime]) -> None:
        super().__init__(parent)
        self._now = now
        self._people: tuple[Standing, ...] = ()
        self._buttons: dict[str, KeyButton] = {}
        self._list = KeyedList(words.LIST, _WAYS)
        self._list.setFixedWidth(_LIST_WIDTH)
        self._list.currentRowChanged.connect(self._show)
        self._list.way_wanted.connect(self._run)
        named(self._list, words.LIST, words.SHEET_KEYS)
        self.record = ReporterRecord(now)
        self.record.closed.connect(self._list.setFocus)
        named(self, words.TITLE, words.SHEET_KEYS)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(SafeLabel(words.TITLE, "title"), 1)
        for key, way, word in _ROWS:
            button = self._buttons[way] = KeyButton(key, word)
            button.clicked.connect(partial(self._run, way))
            head.addWidget(button)
        columns = QHBoxLayout()
        columns.setSpacing(3 * SPACE)
        columns.addWidget(self._list)
        columns.addWidget(self.record, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(4 * SPACE, 3 * SPACE, 4 * SPACE, 3 * SPACE)
        outer.setSpacing(2 * SPACE)
        outer.addLayout(head)
        outer.addLayout(columns, 1)

    @property
    def chosen(self) -> Standing | None:
        """Whoever is chosen in the list."""
        row = self._list.currentRow()
        return self._people[row] if 0 <= row < len(self._people) else None

    def show_people(self, people: tuple[Standing, ...]) -> None:
        """Show these; whoever was chosen stays chosen, and an open form stays open."""
        before = self.chosen.reporter.id if self.chosen else ""
        self._people = people
        self._list.blockSignals(True)
        self._list.clear()
        for each in people:
            waits = each.waiting is not None
            self._list.addItem(words.reporter_line(each.reporter, each.steps, waits=waits, now=self._now()))
        ids = [each.reporter.id for each in people]
        self._list.setCurrentRow(ids.index(before) if before in ids else 0)
        self._list.blockSignals(False)
        self._tell()

    def open(self) -> None:
        """Lay it over the window."""
        self.lay_over()
        self._list.setFocus()

    def wanted(self) -> tuple[int, int]:
        """Room for a message, and no wider than a text is read with ease."""
        area = self._over.rect()
        return min(area.width() - 4 * EDGE, 940), min(area.height() - 3 * EDGE, 480)

    @Slot(int)
    def _show(self, _row: int) -> None:
        self.record.close_forms()
        self._tell()

    def _tell(self) -> None:
        who = self.chosen
        self.record.show_who(who)
        if who is not None:
            muted = mute_in_force(who.steps, self._now()) is not None
            self._buttons["warn"].set_off(who.waiting is not None)
            self._buttons["mute"].set_off(bool(self.record.why_no_mute()))
            self._buttons["back"].set_off(who.waiting is None and not muted)

    @Slot(str)
    def _run(self, way: str) -> None:
        {
            "warn": self.warning_wanted.emit,
            "mute": self.record.open_mute,
            "back": self.took_back.emit,
            "close": self.close_sheet,
        }[way]()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays on the sheet: what is beneath is not to be worked unseen."""
        super().focusNextPrevChild(forward)
        return True

    @Slot()
    def close_sheet(self) -> None:
        """Put it away."""
        if not self.isHidden():
            self.record.close_forms()
            self.hide()
            self._people = ()
            self._list.clear()
            self.left.emit()
