"""Changing keys: choose a command, press the new key; a key that is taken is refused with its holder named."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from moderator_desk.commands import BY_ID, COMMANDS, Keys, settle_keys
from moderator_desk.ui.live_keys import key_of
from moderator_desk.ui.over import Over
from moderator_desk.ui.safe import SafeLabel, named
from moderator_desk.ui.theme import SPACE, give_role

KEYS_WIDTH = 150
_COMMAND = Qt.ItemDataRole.UserRole
_MODIFIERS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr)


class KeyEditor(Over):
    """The list of commands with their keys. changed(overrides: dict) after each accepted change; left()."""

    changed = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._overrides: dict[str, tuple[str, ...]] = {}
        self._recording = ""
        self._list = QTreeWidget()
        self._list.setColumnCount(2)
        self._list.setHeaderHidden(True)
        self._list.setRootIsDecorated(False)
        self._list.setColumnWidth(0, KEYS_WIDTH)
        named(self._list, "Commands and their keys", "Enter records a new key, Delete restores the default")
        self._list.installEventFilter(self)
        self._said = SafeLabel("", "dim")
        reset = QPushButton("Restore all defaults")
        reset.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        reset.clicked.connect(self._reset_all)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(5 * SPACE, 4 * SPACE, 5 * SPACE, 4 * SPACE)
        layout.addWidget(SafeLabel("Change keys", "title"))
        layout.addWidget(SafeLabel("Enter: press a new key · Delete: default again · Esc: close", "dim"))
        layout.addWidget(self._list)
        foot = QHBoxLayout()
        foot.addWidget(self._said, 1)
        foot.addWidget(reset)
        layout.addLayout(foot)

    def open(self, overrides: dict[str, tuple[str, ...]]) -> None:
        """Show the keys in force, over the window."""
        self._overrides = dict(overrides)
        self._fill(0)
        self._say("")
        self.lay_over()
        self._list.setFocus()

    def wanted(self) -> tuple[int, int]:
        """A list with two columns."""
        return 560, 560

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While recording every key is the answer; else Enter, Delete and Esc are ours."""
        if watched is not self._list:
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key = Qt.Key(event.key())
        if self._recording:
            if key not in _MODIFIERS:
                self._record(event)
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._recording = self._chosen()
            self._say(
                f"Press the new key for “{BY_ID[self._recording].title}”, or Esc to leave it.", "warning"
            )
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._overrides.pop(self._chosen(), None)
            self._accept("The default key is back.")
        elif key == Qt.Key.Key_Escape:
            self.hide()
            self.left.emit()
        else:
            return False
        return True

    def _record(self, event: QKeyEvent) -> None:
        wanted, command_id = key_of(event), self._recording
        self._recording = ""
        if event.key() == Qt.Key.Key_Escape:
            self._say("")
            return
        holder = self._holder(wanted, command_id)
        if not wanted or holder:
            title = BY_ID[holder].title if holder else ""
            self._say(f"{wanted or 'That key'} is taken by “{title}”. Nothing was changed.", "danger")
            return
        self._overrides[command_id] = (wanted,)
        self._accept(f"“{BY_ID[command_id].title}” is now {wanted}.")

    def _holder(self, key: str, but: str) -> str:
        keys = settle_keys(COMMANDS, self._overrides).by_command
        return next((each for each, held in keys.items() if key in held and each != but), "")

    def _accept(self, said: str) -> None:
        refused = settle_keys(COMMANDS, self._overrides).conflicts
        if refused:
            first = refused[0]
            self._overrides.pop(first.holder, None)
            said = f"{first.key} belongs to “{BY_ID[first.refused].title}” by default, so both are back to defaults."
        self._fill(self._row())
        self._say(said, "good")
        self.changed.emit(dict(self._overrides))

    @Slot()
    def _reset_all(self) -> None:
        self._overrides = {}
        self._accept("All keys are back to their defaults.")
        self._list.setFocus()

    def _fill(self, row: int) -> None:
        keys: Keys = settle_keys(COMMANDS, self._overrides)
        self._list.clear()
        for command in COMMANDS:
            held = "  ".join(keys.by_command[command.id]) or "–"
            own = "   (changed)" if command.id in self._overrides else ""
            item = QTreeWidgetItem([held, f"{command.title}{own}"])
            item.setData(0, _COMMAND, command.id)
            self._list.addTopLevelItem(item)
        self._list.setCurrentIndex(self._list.model().index(max(row, 0), 0))

    def _chosen(self) -> str:
        item = self._list.topLevelItem(self._row())
        return str(item.data(0, _COMMAND)) if item else ""

    def _row(self) -> int:
        return self._list.currentIndex().row()

    def _say(self, text: str, role: str = "dim") -> None:
        self._said.setText(text)
        give_role(self._said, role)
