"""A whole desk on a real platform: real sockets, real store, real window, worked by key events."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from moderator_desk.app import Desk, make_desk
from moderator_desk.commands import COMMANDS, settle_keys
from moderator_desk.connections import add_account, utc_now
from moderator_desk.credentials import Credentials
from moderator_desk.models.accounts import Account
from moderator_desk.models.store import Store, open_store
from moderator_desk.models.values import Abilities
from moderator_desk.platforms.base import Platform
from moderator_desk.settings import Settings
from moderator_desk.ui.live_keys import hold
from moderator_desk.ui.theme import apply_theme
from moderator_desk.ui.words.keys import has_places
from tests.fixtures_server import PlatformServer


@pytest.fixture(scope="session")
def blank_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a store as open_store makes it, closed. To be copied: every step of the migrations then runs once for a
    worker and not once for a test (tests/models has those that are about them)."""
    path = tmp_path_factory.mktemp("blank") / "desk.sqlite"
    open_store(path).close()
    return path


@pytest.fixture
def desk_store(tmp_path: Path, blank_store: Path) -> Iterator[Store]:
    """An open store of its own."""
    shutil.copyfile(blank_store, tmp_path / "desk.sqlite")
    store = open_store(tmp_path / "desk.sqlite")
    yield store
    store.close()


QUICK = Settings(theme="light", undo_seconds=0, arm_ms=0)
"""Nothing is held back and no key comes too soon."""

_SAID = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)


def tell_of(abilities: Abilities, *connectors: Platform) -> None:
    """Let connectors say that they can do this; they go on speaking to their real server."""
    for each in connectors:
        each.abilities = abilities  # type: ignore[misc]


def unfilled(window: QWidget) -> Iterator[str]:
    """What a window says with the place of a key in it instead of the key (ui.words.keys)."""
    for each in (window, *window.findChildren(QWidget)):
        said = [each.accessibleName(), each.accessibleDescription(), each.toolTip()]
        said += [each.text()] if isinstance(each, QLabel | QAbstractButton) else []
        said += [each.placeholderText()] if isinstance(each, QLineEdit) else []
        model = each.model() if isinstance(each, QAbstractItemView) else None
        for row in range(min(model.rowCount(), 20) if model else 0):
            said += [str(model.index(row, 0).data(role)) for role in _SAID]
        yield from filter(has_places, said)


@contextmanager
def running_desk(
    store: Store,
    account: Account,
    token: str,
    qtbot: QtBot,
    qapp: object,
    settings: Settings = QUICK,
    settings_file: Path | None = None,
    abilities: Abilities | None = None,
    now: Callable[[], datetime] = utc_now,
) -> Iterator[Desk]:
    """A running desk on one account, its first case on the screen; `abilities` are what its connector tells of, when that
    is to be less than it has."""
    credentials = Credentials(None)
    add_account(store, credentials, account, token)
    apply_theme(qapp, "light")  # type: ignore[arg-type]
    made = make_desk(store, credentials, settings, settings_file=settings_file, now=now)
    if abilities is not None:
        board = made.switchboard
        tell_of(abilities, *board._asking.values(), *(line.platform for line in board._lines))
    made.parts.window.resize(1440, 900)
    try:
        made.start()
        qtbot.waitUntil(made.parts.window.isActiveWindow)
        qtbot.waitUntil(
            lambda: made.parts.screen.file is not None and made.parts.screen.file.member is not None
        )
        yield made
        assert not list(unfilled(made.parts.window)), "a key is named by its place alone"
    finally:
        made.parts.window.close()
        made.close()
        made.parts.window.deleteLater()
        hold(settle_keys(COMMANDS, {}))


@pytest.fixture
def desk(qtbot: QtBot, qapp: object, desk_store: Store, platform: PlatformServer) -> Iterator[Desk]:
    """A running desk signed in as a senior moderator, its first case on the screen."""
    account = Account("here", "desk", platform.url, "Here")
    with running_desk(desk_store, account, platform.tokens["senior"], qtbot, qapp) as made:
        yield made
