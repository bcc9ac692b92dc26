"""The form of an account asks of each kind of platform what a sign-in there takes, and nothing else."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from moderator_desk.app import Desk
from moderator_desk.driver import press, type_text
from moderator_desk.models.account_changes import NewAccount
from moderator_desk.platforms.connect import ASKED, KINDS, SIGN_INS
from moderator_desk.ui.account_form import AccountForm
from moderator_desk.ui.theme import THEMES


def labels(desk: Desk) -> list[str]:
    """What the open form asks for, in its order."""
    form = desk.parts.window.accounts.form
    QApplication.processEvents()  # a label is shortened until the layout has made room for it
    return [label.text() for label in form._labels.values() if label.isVisible()]


def fill(desk: Desk, kind: int, *lines: str) -> None:
    press(desk.parts.window, "Ctrl+Shift+A", "N", str(kind), "Tab")
    for line in lines:
        type_text(desk.parts.window, line)
        press(desk.parts.window, "Tab")


def test_what_is_asked_is_what_the_kinds_take() -> None:
    assert set(ASKED) == set(KINDS)
    assert {kind for kind, asked in ASKED.items() if "password" in asked} == set(SIGN_INS)


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        (1, ["Kind", "Address", "Name", "Access token", "Mode"]),
        (2, ["Kind", "Address", "Name", "User", "Access token", "Mode"]),
        (3, ["Kind", "Address", "Name", "User", "Service", "App password", "Mode"]),
    ],
)
def test_each_kind_asks_for_its_own(desk: Desk, kind: int, asked: list[str]) -> None:
    press(desk.parts.window, "Ctrl+Shift+A", "N", str(kind))
    assert labels(desk) == asked


def test_an_ozone_account_is_typed_in_by_keys(desk: Desk, qtbot: QtBot) -> None:
    form = desk.parts.window.accounts.form
    fill(desk, 3, "http://127.0.0.1:1", "Sky", "mod.example.org", "did:plc:service", "abcd-efgh")
    with qtbot.waitSignal(form.submitted) as told:
        press(desk.parts.window, "Return")
    way, asked = told.args or ("", None)
    assert way == "add"
    assert isinstance(asked, NewAccount)
    assert (asked.kind, asked.name, asked.secret) == ("ozone", "Sky", "abcd-efgh")
    assert asked.signs_in_as == "mod.example.org did:plc:service"
    qtbot.waitUntil(lambda: "Nothing was changed" in desk.parts.window.accounts._said.text())


def test_a_name_is_asked_for_where_a_token_does_not_do(desk: Desk, qtbot: QtBot) -> None:
    fill(desk, 3, "http://127.0.0.1:1", "Sky", "", "", "abcd-efgh")
    press(desk.parts.window, "Return")
    qtbot.waitUntil(lambda: desk.parts.window.accounts._said.text() == "Give the name to sign in with.")


def test_another_kind_forgets_the_service(desk: Desk, qtbot: QtBot) -> None:
    form: AccountForm = desk.parts.window.accounts.form
    fill(desk, 3, "http://127.0.0.1:1", "There", "moderator", "did:plc:service")
    press(desk.parts.window, *["Shift+Tab"] * 5, "2")
    with qtbot.waitSignal(form.submitted) as told:
        form.submit()
    asked = (told.args or [None, None])[1]
    assert isinstance(asked, NewAccount)
    assert (asked.kind, asked.signs_in_as) == ("synapse", "moderator")


def test_names_and_fields_stand_on_one_line(desk: Desk) -> None:
    form = desk.parts.window.accounts.form
    press(desk.parts.window, "Ctrl+Shift+A", "N", "3")
    QApplication.processEvents()
    for key, field in form._fields.items():
        if field.isVisible():
            label = form._labels[key]
            line = field.height() if isinstance(field, QLineEdit) else field.line_height  # type: ignore[attr-defined]
            assert abs(label.geometry().center().y() - (field.y() + line // 2)) <= 1, key


def test_an_accounts_colour_follows_the_look(desk: Desk) -> None:
    window = desk.parts.window
    press(window, "Ctrl+Shift+A", "Esc", "Ctrl+Shift+T", "Ctrl+Shift+A")
    account = window.known.every[0]
    shown = window.accounts.list.item(0).data(Qt.ItemDataRole.DecorationRole)
    assert isinstance(shown, QColor)
    wanted = {theme.place(window.known.mark(account.id).colour) for theme in THEMES.values()}
    press(window, "Ctrl+Shift+T")
    other = window.accounts.list.item(0).data(Qt.ItemDataRole.DecorationRole)
    assert {shown.name(), other.name()} == wanted
