"""The table of commands made into Qt actions: the only place that sets shortcuts.

Plain letters act only while no text field or filter box has the focus and no form or sheet is open. A key held down
never decides twice (auto-repeat is off). Under a layout without Latin letters the key's place on the board is used
instead of its letter.
"""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, Slot
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from moderator_desk.commands import BY_ID, COMMANDS, Command, Keys
from moderator_desk.ui.live_keys import hold

_REPEATABLE = ("next", "back", "larger", "smaller")
"""Only looking may be repeated by holding a key."""

_ROWS = ((10, "123456789"), (24, "QWERTYUIOP[]"), (38, "ASDFGHJKL"), (52, "ZXCVBNM"), (61, "/"))
_PLACES = {start + n: letter for start, row in _ROWS for n, letter in enumerate(row)}


class Actions(QObject):
    """One QAction for each command, living on the window.

    `run` maps command ids to what they do; `typing()` tells whether a form or sheet is open, in which plain keys are
    dead: a decision under a sheet would be one on a case that is not to be seen.
    """

    def __init__(
        self, window: QWidget, run: Mapping[str, Callable[[], object]], typing: Callable[[], bool]
    ) -> None:
        super().__init__(window)
        self._verbs = run
        self._typing = typing
        self._keys: Keys = Keys({})
        self.by_id: dict[str, QAction] = {}
        for command in COMMANDS:
            action = QAction(command.title, window)
            action.setObjectName(command.id)
            action.setAutoRepeat(command.id in _REPEATABLE)
            action.triggered.connect(self._triggered)
            window.addAction(action)
            self.by_id[command.id] = action

    @property
    def keys(self) -> Keys:
        """The keys in force."""
        return self._keys

    def set_keys(self, keys: Keys) -> None:
        """Give every action its keys."""
        self._keys = keys
        hold(keys)
        for command_id, action in self.by_id.items():
            action.setShortcuts([QKeySequence(key) for key in keys.by_command.get(command_id, ())])
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Plain keys live or dead, by where the focus is and whether a form is open."""
        in_field = isinstance(QApplication.focusWidget(), QLineEdit | QComboBox)
        dead = self._typing() or in_field or _typing_in_text()
        for command_id, action in self.by_id.items():
            if BY_ID[command_id].scope == "review":
                action.setEnabled(not dead)

    @Slot()
    def _triggered(self) -> None:
        sender = self.sender()
        if isinstance(sender, QAction):
            self.run(sender.objectName())

    def run(self, command_id: str) -> None:
        """Do what a command does, as by its key."""
        self._verbs[command_id]()

    def action_of(self, key: str) -> str:
        """The command that has a key, "" for none."""
        return next((name for name, keys in self._keys.by_command.items() if key in keys), "")

    def press(self, event: QKeyEvent) -> bool:
        """Run the command of a key that has no Latin letter here, by the key's place; whether there was one."""
        letter = place_of(event)
        if not letter or event.isAutoRepeat():
            return False
        wanted = QKeySequence(QKeyCombination(event.modifiers(), Qt.Key(ord(letter)))).toString()
        for command in COMMANDS:
            action = self.by_id[command.id]
            if wanted in self._keys.by_command.get(command.id, ()) and action.isEnabled():
                action.trigger()
                return True
        return False


class LayoutFallback(QObject):
    """Watches for keys whose layout has no Latin letters and hands them to the actions; and for the repeats of a key
    held down that Qt takes for presses of their own.

    It watches the window alone, where a key arrives that no field took for itself: a filter over the whole program sees
    some hundred events a case, which costs more than painting it.
    """

    def __init__(self, actions: Actions, window: QWidget) -> None:
        super().__init__(window)
        self._actions = actions
        self._window = window
        self._released = (0, 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Act on the first sight of such a key (ShortcutOverride), once."""
        kind = event.type()
        if kind not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyRelease) or watched is not self._window:
            return False
        if not isinstance(event, QKeyEvent):
            return False
        if kind == QEvent.Type.KeyRelease:
            self._released = (event.key(), event.timestamp())
            return False
        if self._is_repeat(event) or self._is_by_place(event):
            event.accept()
            return True
        return False

    def _is_repeat(self, event: QKeyEvent) -> bool:
        """Whether a key goes down in the very millisecond in which it came up, and only one press may count.

        X tells a repeat as a release and a press of one moment. Qt knows it by finding both together; on a busy machine
        the press comes after it has looked, and then each repeat would decide a case.
        """
        at_once = event.timestamp() > 0 and self._released == (event.key(), event.timestamp())
        key = QKeySequence(QKeyCombination(event.modifiers(), Qt.Key(event.key()))).toString()
        return at_once and self._actions.action_of(key) not in _REPEATABLE

    def _is_by_place(self, event: QKeyEvent) -> bool:
        focus = QApplication.focusWidget()
        if not is_foreign(event) or not self._window.isActiveWindow():
            return False
        plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if plain and (isinstance(focus, QLineEdit | QComboBox) or _typing_in_text()):
            return False
        return self._actions.press(event)


def is_foreign(event: QKeyEvent) -> bool:
    """Whether the key gives a letter outside Latin, so that no shortcut of ours can match it."""
    key = int(event.key())
    return 0x80 < key < 0x01000000 and not chr(key).isascii()


def place_of(event: QKeyEvent) -> str:
    """The Latin letter or digit printed at this key's place on a US board, "" when not known (evdev codes + 8)."""
    return _PLACES.get(event.nativeScanCode(), "")


def menu_of(command: Command) -> str:
    """The title of the menu a command stands in."""
    return {
        "decide": "&Decide",
        "go": "&Go",
        "look": "&Look",
        "clauses": "Clause",
        "care": "Ca&re",
        "desk": "De&sk",
    }.get(command.menu, "&Case")


def _typing_in_text() -> bool:
    focus = QApplication.focusWidget()
    return isinstance(focus, QPlainTextEdit) and not focus.isReadOnly()
