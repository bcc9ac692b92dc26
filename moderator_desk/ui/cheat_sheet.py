"""Keys at a glance: a sheet over the window, made from the table of commands."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from moderator_desk.commands import COMMANDS, Keys
from moderator_desk.ui.live_keys import is_key_of
from moderator_desk.ui.over import Over
from moderator_desk.ui.safe import SafeLabel, named
from moderator_desk.ui.theme import SPACE
from moderator_desk.ui.words.keys import key as key_place

_COLUMNS = (("decide", "care"), ("go", "desk"), ("look", "clauses"))
_TITLES = {
    "decide": "Decide",
    "go": "Go",
    "look": "Look",
    "care": "Care",
    "desk": "Desk",
    "clauses": "Clauses",
}

_FIRST, _LAST = "clause-1", 9


class CheatSheet(Over):
    """Every command with its keys. left() when it is closed, by Esc or the key that opened it."""

    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        named(self, "Keys at a glance", "Esc closes this sheet")
        self._keys: dict[str, SafeLabel] = {}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(5 * SPACE, 4 * SPACE, 5 * SPACE, 4 * SPACE)
        head = QHBoxLayout()
        head.addWidget(SafeLabel("Keys at a glance", "title"))
        head.addStretch(1)
        head.addWidget(SafeLabel(f"Esc closes{key_place('key-editor', ' · {} changes keys')}", "dim"))
        outer.addLayout(head)
        self._page = QWidget()
        columns = QHBoxLayout(self._page)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(6 * SPACE)
        for menus in _COLUMNS:
            column = QVBoxLayout()
            column.setSpacing(SPACE)  # without its own it takes the wide one between the columns
            for menu in menus:
                self._add_menu(column, menu)
            column.addStretch(1)
            columns.addLayout(column, 1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._page)
        self._scroll.viewport().setAutoFillBackground(False)
        self._page.setAutoFillBackground(False)
        outer.addWidget(self._scroll, 1)

    def _add_menu(self, column: QVBoxLayout, menu: str) -> None:
        column.addWidget(SafeLabel(_TITLES[menu], "heading"))
        grid = QGridLayout()
        grid.setVerticalSpacing(SPACE)
        grid.setHorizontalSpacing(2 * SPACE)
        grid.setColumnStretch(1, 1)
        listed = [each for each in COMMANDS if each.menu == menu]
        for row, command in enumerate(listed[:1] if menu == "clauses" else listed):
            key = SafeLabel("", "key")
            self._keys[command.id] = key
            grid.addWidget(key, row, 0, Qt.AlignmentFlag.AlignLeft)
            title = "Choose the clause with this number" if menu == "clauses" else command.title
            grid.addWidget(SafeLabel(title), row, 1)
        column.addLayout(grid)
        column.addSpacing(3 * SPACE)

    def open(self, keys: Keys) -> None:
        """Show the keys in force over the window."""
        for command_id, label in self._keys.items():
            held = keys.by_command.get(command_id, ())
            label.setText(_clause_keys(keys) if command_id == _FIRST else "  ".join(held) or "–")
        self.lay_over()
        self.setFocus()

    def wanted(self) -> tuple[int, int]:
        """Three columns side by side; where they are higher than the window they scroll."""
        around = self.sizeHint().height() - self._scroll.sizeHint().height()
        return 1000, around + self._page.sizeHint().height() + 2 * self._scroll.frameWidth() + SPACE

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self._scroll.verticalScrollBar()
        steps = {
            Qt.Key.Key_Up: -bar.singleStep(),
            Qt.Key.Key_Down: bar.singleStep(),
            Qt.Key.Key_PageUp: -bar.pageStep(),
            Qt.Key.Key_PageDown: bar.pageStep(),
        }
        if event.key() in steps:
            bar.setValue(bar.value() + steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return) or is_key_of(event, "keys"):
            self.close_sheet()
        else:
            super().keyPressEvent(event)

    def close_sheet(self) -> None:
        """Hide it and give the focus back."""
        self.hide()
        self.left.emit()


def _clause_keys(keys: Keys) -> str:
    """The keys of all clauses: one digit after the other, or each by itself."""
    held = [keys.first(f"clause-{number}") for number in range(1, _LAST + 1)]
    if held == [str(number) for number in range(1, _LAST + 1)]:
        return f"1 – {_LAST}"
    return "  ".join(each or "–" for each in held)
