"""What the accounts sheet asks: one form, of which each change shows what it needs. Enter does it, Esc goes back."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFormLayout, QLineEdit, QVBoxLayout, QWidget

from moderator_desk.content.visible import one_line
from moderator_desk.models.account_changes import NewAccount
from moderator_desk.models.accounts import Account
from moderator_desk.models.modes import MODES
from moderator_desk.ui.choices import Choices
from moderator_desk.ui.field_keys import FieldKeys
from moderator_desk.ui.safe import SafeLabel, SafeLine, named
from moderator_desk.ui.theme import SPACE
from moderator_desk.ui.words import accounts as words

_ASKS = {
    "add": ("kind", "address", "name", "user", "service", "secret", "mode"),
    "sign-in": ("user", "service", "secret"),
    "rename": ("name",),
    "colour": ("colour",),
    "mode": ("mode",),
}


class AccountForm(QWidget):
    """submitted(way, NewAccount): Enter, with what the fields hold; the form stays until its owner closes it, so that
    nothing typed is lost. left(): Esc."""

    submitted = Signal(str, object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._way = ""
        self._kinds: tuple[str, ...] = ()
        self._asked: dict[str, tuple[str, ...]] = {}
        self._kind = Choices(words.KIND_ASKED)
        self._address = SafeLine(words.ADDRESS_HINT)
        self._name = SafeLine(words.NAME_HINT)
        self._user = SafeLine()
        self._service = SafeLine(words.SERVICE_HINT)
        self._secret = SafeLine()
        self._secret.setEchoMode(QLineEdit.EchoMode.Password)
        self._mode = Choices(words.MODE_ASKED)
        self._colour = Choices(words.COLOUR_ASKED)
        self._title = SafeLabel("", "title")
        self._help = SafeLabel("", "dim", wrap=True)
        self._fields: dict[str, QWidget] = {
            "kind": self._kind,
            "address": self._address,
            "name": self._name,
            "user": self._user,
            "service": self._service,
            "secret": self._secret,
            "mode": self._mode,
            "colour": self._colour,
        }
        self._labels: dict[str, SafeLabel] = {}
        self._keys = FieldKeys(self)
        self._keys.watch(*self._fields.values(), plain_enter=True)
        self._keys.record.connect(self.submit)
        self._keys.back.connect(self.left)
        self._kind.chosen.connect(self._fit_to_kind)
        self._user.textChanged.connect(self._name_secret)
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(3 * SPACE)
        form.setVerticalSpacing(SPACE)
        asked = {
            "kind": words.KIND_ASKED,
            "address": words.ADDRESS,
            "name": words.NAME,
            "user": words.USER,
            "service": words.SERVICE,
            "secret": words.TOKEN,
            "mode": words.MODE_ASKED,
            "colour": words.COLOUR_ASKED,
        }
        for key, field in self._fields.items():
            self._labels[key] = SafeLabel(asked[key], "dim")
            named(field, asked[key])
            line = field.line_height if isinstance(field, Choices) else field.sizeHint().height()
            self._labels[key].setMinimumHeight(line)
            form.addRow(self._labels[key], field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(self._title)
        column.addLayout(form)
        column.addWidget(self._help)

    def offer(self, kinds: tuple[str, ...], asked: dict[str, tuple[str, ...]]) -> None:
        """The kinds of platform there are, and what a sign-in at each asks: user, service, password, token."""
        self._kinds, self._asked = kinds, asked
        self._kind.show_options(tuple(words.kind_words(each) for each in kinds), 0)

    @property
    def is_open(self) -> bool:
        """Whether it is to be seen."""
        return not self.isHidden()

    def ask(self, way: str, account: Account | None) -> None:
        """Open for a change of an account, None for a new one."""
        self._way = way
        for line in (self._address, self._user, self._service, self._secret):
            line.clear()
        self._name.setText(account.name if account and way == "rename" else "")
        if account is not None:
            self._kind.show_options(
                tuple(words.kind_words(each) for each in self._kinds), self._kinds.index(account.kind)
            )
        self._mode.show_options(tuple(words.MODE.values()), MODES.index(account.mode) if account else 0)
        colours = list(words.COLOUR)
        chosen = colours.index(account.colour) if account and account.colour in colours else -1
        self._colour.show_options(tuple(words.COLOUR.values()), chosen)
        name = one_line(account.name, 40) if account else ""
        self._title.setText(words.HEADS[way].format(name=name))
        self._help.setText(words.MODES_HELP if "mode" in _ASKS[way] else "")
        self._help.setVisible("mode" in _ASKS[way])
        for key, field in self._fields.items():
            field.setVisible(key in _ASKS[way])
            self._labels[key].setVisible(key in _ASKS[way])
        self._fit_to_kind()
        self._keys.guard()
        self.show()
        self._fields[next(key for key in _ASKS[way] if not self._fields[key].isHidden())].setFocus()

    def close_form(self) -> None:
        """Close; what was typed is gone, the secret first of all."""
        self._secret.clear()
        self.hide()

    @Slot()
    def submit(self) -> None:
        """Hand over what the fields hold."""
        colour = self._colour.current
        asked = NewAccount(
            kind=self._kind_code,
            address=self._address.text(),
            name=self._name.text(),
            user=self._user.text().strip() if not self._user.isHidden() else "",
            service=self._service.text().strip() if not self._service.isHidden() else "",
            secret=self._secret.text().strip() if not self._user.text().strip() else self._secret.text(),
            colour=list(words.COLOUR)[colour] if colour >= 0 else "",
            mode=MODES[max(self._mode.current, 0)],
        )
        self.submitted.emit(self._way, asked)

    @Slot()
    def _fit_to_kind(self) -> None:
        for key in ("user", "service"):
            wanted = key in self._asked_here and key in _ASKS.get(self._way, ())
            self._fields[key].setVisible(wanted)
            self._labels[key].setVisible(wanted)
        self._user.setPlaceholderText(words.USER_HINTS.get(self._kind_code, words.USER_HINT))
        self._name_secret()

    @property
    def _kind_code(self) -> str:
        return self._kinds[max(self._kind.current, 0)]

    @property
    def _asked_here(self) -> tuple[str, ...]:
        return self._asked[self._kind_code]

    @Slot()
    def _name_secret(self) -> None:
        by_token = "token" in self._asked_here and (self._user.isHidden() or not self._user.text().strip())
        word = words.TOKEN if by_token else words.SECRETS.get(self._kind_code, words.SECRET)
        self._labels["secret"].setText(word)
        named(self._secret, word)
