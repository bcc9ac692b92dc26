"""The accounts in the place of the case: the list with its keys, the form of a change, and what hangs on a removal."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidgetItem,
    QVBoxLayout,
)

from moderator_desk.content.visible import one_line
from moderator_desk.models.account_changes import Held, NewAccount
from moderator_desk.models.accounts import Account
from moderator_desk.ui.account_form import AccountForm
from moderator_desk.ui.key_button import KeyButton
from moderator_desk.ui.keyed_list import KeyedList
from moderator_desk.ui.known_accounts import KnownAccounts
from moderator_desk.ui.safe import SafeLabel, named
from moderator_desk.ui.theme import SPACE, current, give_role
from moderator_desk.ui.words import accounts as words

_WAYS = {
    Qt.Key.Key_N: "add",
    Qt.Key.Key_T: "test",
    Qt.Key.Key_S: "sign-in",
    Qt.Key.Key_R: "rename",
    Qt.Key.Key_C: "colour",
    Qt.Key.Key_M: "mode",
    Qt.Key.Key_Delete: "remove",
    Qt.Key.Key_Escape: "leave",
}
_REALLY = {Qt.Key.Key_Y: "really", Qt.Key.Key_Escape: "back"}


class AccountsList(KeyedList):
    """The accounts, three lines each: the name, kind, mode and place, how it stands. A long name never hides the mode."""

    def __init__(self, known: KnownAccounts) -> None:
        super().__init__(words.TITLE, _WAYS)
        self._known = known

    def show_known(self) -> None:
        """Show the accounts as they are known now; the chosen one stays chosen."""
        before, row = self.chosen(), max(self.currentRow(), 0)
        self.clear()
        metrics = self.fontMetrics()
        for each in self._known.every:
            mode = words.MODE_SAYS.get(each.mode) or words.MODE.get(each.mode, each.mode)
            where = f"{mode} · {words.kind_words(each.kind)} · {one_line(each.address, 60)}"
            item = QListWidgetItem(f"{one_line(each.name, 60)}\n{where}\n{words.standing_words(each)}")
            item.setData(Qt.ItemDataRole.UserRole, each.id)
            item.setSizeHint(QSize(100, 3 * metrics.lineSpacing() + 3 * SPACE))
            self.addItem(item)
        self._colour()
        ids = [each.id for each in self._known.every]
        kept = ids.index(before.id) if before and before.id in ids else min(row, len(ids) - 1)
        self.setCurrentRow(kept)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._colour()

    def _colour(self) -> None:
        for row in range(self.count()):
            item = self.item(row)
            mark = self._known.mark(item.data(Qt.ItemDataRole.UserRole))
            item.setData(Qt.ItemDataRole.DecorationRole, QColor(current().place(mark.colour)))

    def chosen(self) -> Account | None:
        """The account the keys act on."""
        item = self.currentItem()
        wanted = item.data(Qt.ItemDataRole.UserRole) if item else None
        return next((each for each in self._known.every if each.id == wanted), None)


class AccountsPane(QFrame):
    """change_wanted(way, account id, NewAccount): a change is to be made. removal_asked(account id): tell by
    show_removal() what hangs on it. left(): back to the case."""

    change_wanted = Signal(str, str, object)
    removal_asked = Signal(str)
    left = Signal()

    def __init__(self, known: KnownAccounts) -> None:
        super().__init__()
        self.setProperty("role", "pane")
        self._known = known
        self.busy = False
        self.list = AccountsList(known)
        self.waiting = KeyedList("What still waits", _REALLY)
        self.form = AccountForm()
        self._title = SafeLabel(words.TITLE, "title")
        self._empty = SafeLabel(words.EMPTY, "dim", wrap=True)
        self._keeping = SafeLabel("", "dim", wrap=True)
        self._removal = SafeLabel("", "warning", wrap=True)
        self._said = SafeLabel("", "dim", wrap=True)
        named(self._said, "What became of it")
        self._buttons = {way: KeyButton(key, word) for way, key, word in words.KEYS}
        self._really = {"really": KeyButton("Y", "Remove for good"), "back": KeyButton("Esc", "Keep it")}
        self._lay_out()
        self.list.way_wanted.connect(self._go)
        self.waiting.way_wanted.connect(self._go)
        self.form.submitted.connect(self._submitted)
        self.form.left.connect(self.close_parts)
        self.setFocusProxy(self.list)
        self.close_parts()

    def _lay_out(self) -> None:
        rows = []
        every = list(self._buttons.items())
        half = len(every) // 2  # two rows, so that they ask for no more width than a case does
        for buttons in (dict(every[:half]), dict(every[half:]), self._really):
            row = QHBoxLayout()
            row.setSpacing(0)
            for way, button in buttons.items():
                button.setObjectName(way)
                button.clicked.connect(self._clicked)
                row.addWidget(button)
            row.addStretch(1)
            rows.append(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        for widget in (self._title, self._keeping, self._empty):
            column.addWidget(widget)
        column.addWidget(self.list, 2)
        column.addWidget(self.form)
        column.addWidget(self._removal)
        self.waiting.setMaximumHeight(9 * self.fontMetrics().lineSpacing())
        column.addWidget(self.waiting, 1)
        column.addWidget(self._said)
        for row in rows:
            column.addLayout(row)

    def offer(self, kinds: tuple[str, ...], asked: dict[str, tuple[str, ...]], *, lasting: bool) -> None:
        """What can be added, what each kind asks of a person, and whether secrets are kept."""
        self.form.offer(kinds, asked)
        self._keeping.setText(words.LASTING if lasting else words.NOT_LASTING)
        give_role(self._keeping, "dim" if lasting else "warning")

    def show_accounts(self) -> None:
        """Show the accounts as they are known now; the chosen one stays chosen."""
        self.list.show_known()
        self._empty.setVisible(not self._known.every)

    def chosen(self) -> Account | None:
        """The account the keys act on."""
        return self.list.chosen()

    def show_removal(self, account: Account, held: Held, lines: tuple[str, ...]) -> None:
        """What goes with an account: asked for before it is removed, by another key."""
        self._removal.setText(
            f"{words.HEADS['remove'].format(name=one_line(account.name, 40))} {words.removal_words(held)}"
        )
        self.waiting.clear()
        self.waiting.addItems(lines or (words.NOTHING_WAITS,))
        self._show_parts(removing=True)
        self.waiting.setCurrentRow(0)
        self.waiting.setFocus()

    def say(self, text: str, *, trouble: bool = False, done: bool = False) -> None:
        """How the last change ended; `done` closes what asked for it."""
        give_role(self._said, "danger" if trouble else "good" if done else "dim")
        self._said.setText(text)
        self._said.setVisible(bool(text))
        if done and (self.form.is_open or not self.waiting.isHidden()):
            self.close_parts(keep_said=True)

    @Slot()
    def close_parts(self, *, keep_said: bool = False) -> None:
        """Back to the list alone."""
        inside = self.form.isAncestorOf(self.focusWidget() or self) or self.waiting.hasFocus()
        if inside:
            self.list.setFocus()
        self.form.close_form()
        self._show_parts(removing=False)
        if not keep_said:
            self.say("")

    def _show_parts(self, *, removing: bool) -> None:
        self._removal.setVisible(removing)
        self.waiting.setVisible(removing)
        for button in self._really.values():
            button.setVisible(removing)
        for button in self._buttons.values():
            button.setVisible(not removing)

    @Slot()
    def _clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, KeyButton):
            self._go(sender.objectName())

    @Slot(str)
    def _go(self, way: str) -> None:
        account = self.chosen()
        if way == "leave":
            self.left.emit()
        elif way == "back":
            self.close_parts()
        elif self.busy:
            self.say(words.BUSY)
        elif way == "add":
            self.say("")
            self.form.ask(way, None)
        elif account is None:
            self.say(words.EMPTY)
        elif way == "remove":
            self.removal_asked.emit(account.id)
        elif way in ("test", "really"):
            self.change_wanted.emit("remove" if way == "really" else way, account.id, None)
        else:
            self.say("")
            self.form.ask(way, account)

    @Slot(str, object)
    def _submitted(self, way: str, asked: NewAccount) -> None:
        account = self.chosen()
        if not self.busy:
            self.change_wanted.emit(way, account.id if account and way != "add" else "", asked)
