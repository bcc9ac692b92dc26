"""The cases of a wave in the place of the case: every one of them to be seen, each in or out."""

from msgspec import Struct
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from moderator_desk.models.values import CaseRef
from moderator_desk.review.gathering import Gathered
from moderator_desk.rules import Suggestion
from moderator_desk.ui.key_button import KeyButton
from moderator_desk.ui.keyed_list import KeyedList
from moderator_desk.ui.safe import SafeLabel
from moderator_desk.ui.theme import SPACE
from moderator_desk.ui.words import waves as words

_WAYS = {
    Qt.Key.Key_Space: "toggle",
    Qt.Key.Key_Return: "open",
    Qt.Key.Key_Enter: "open",
    Qt.Key.Key_D: "dismiss",
    Qt.Key.Key_R: "remove",
    Qt.Key.Key_W: "warn",
    Qt.Key.Key_B: "ban",
    Qt.Key.Key_L: "otherwise",
    Qt.Key.Key_E: "other",
    Qt.Key.Key_X: "other",
    Qt.Key.Key_Escape: "leave",
}


class Member(Struct):
    """A case of the wave as it was read, and whether somebody wants it in. `left` is the code of why a batch left it out,
    `cannot` of why the action at hand cannot be taken on it. `suggestion` is the ladder's, `otherwise` whether that
    differs from the batch, `once` whether its member's warning or ban stands on another case."""

    gathered: Gathered
    chosen: bool = True
    left: str = ""
    cannot: str = ""
    suggestion: Suggestion | None = None
    otherwise: bool = False
    once: bool = False

    @property
    def ref(self) -> CaseRef:
        """Which case."""
        return self.gathered.kin.line.ref

    @property
    def is_in(self) -> bool:
        """Whether it is decided with the others."""
        return self.chosen and not self.left and not self.cannot

    def words(self, covered: tuple[str, ...]) -> str:
        """Its line; texts under `covered` guidelines are."""
        kin, known = self.gathered.kin, self.gathered.known is not None
        beside = words.beside_words(self.suggestion, otherwise=self.otherwise, once=self.once, known=known)
        is_covered = kin.line.guideline in covered
        why_out = self.left or self.cannot
        name = self.gathered.known.member.handle if self.gathered.known else ""
        return words.line_words(
            kin.line, name, kin.why, why_out, beside, is_in=self.is_in, covered=is_covered
        )


class WavePane(QFrame):
    """way_wanted(way): toggle, open, dismiss, remove, warn, ban, otherwise, other or leave. `covered`: guidelines whose
    texts are."""

    way_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "pane")
        self.members: tuple[Member, ...] = ()
        self.covered: tuple[str, ...] = ()
        self.list = KeyedList(words.LIST, _WAYS)
        self.list.way_wanted.connect(self.way_wanted)
        self._count = SafeLabel("", "heading")
        self._said = SafeLabel("", "good", wrap=True)
        self.setFocusProxy(self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        for widget in (
            SafeLabel(words.TITLE, "title"),
            SafeLabel(words.HELP, "dim", wrap=True),
            self._count,
            self._said,
        ):
            column.addWidget(widget)
        column.addWidget(self.list, 1)
        for keys in words.KEYS:
            column.addLayout(self._row(keys))
        self.say("")

    def _row(self, keys: tuple[tuple[str, str, str], ...]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(0)
        for way, key, word in keys:
            button = KeyButton(key, word)
            button.setObjectName(way)
            button.clicked.connect(self._clicked)
            row.addWidget(button)
        row.addStretch(1)
        return row

    def show_members(self, members: tuple[Member, ...]) -> None:
        """Show these cases; the same line stays the current one."""
        row = max(self.list.currentRow(), 0) if members and self.members else 0
        self.members = members
        self.list.show_lines(*(each.words(self.covered) for each in members))
        self.list.setCurrentRow(min(row, len(members) - 1))
        chosen = sum(each.is_in for each in members)
        otherwise = sum(each.is_in and each.otherwise for each in members)
        counted = words.count_words(chosen, len(members) - chosen, otherwise)
        self._count.setText(counted if members else words.GATHERING)

    def current(self) -> Member | None:
        """The case the keys act on."""
        row = self.list.currentRow()
        return self.members[row] if 0 <= row < len(self.members) else None

    def say(self, text: str) -> None:
        """What became of a batch."""
        self._said.setText(text)
        self._said.setVisible(bool(text))

    @Slot()
    def _clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, KeyButton):
            self.way_wanted.emit(sender.objectName())
