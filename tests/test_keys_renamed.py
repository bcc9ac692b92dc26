"""Hints name the key a command has now: keys are changed by keys in an open window, and what it says is looked at."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from moderator_desk.app import Desk
from moderator_desk.commands import COMMANDS
from moderator_desk.driver import press
from moderator_desk.models.accounts import Account
from moderator_desk.models.store import Store
from moderator_desk.models.values import HistoryEntry
from moderator_desk.settings import Settings
from moderator_desk.ui.media_tile import MediaTile
from moderator_desk.ui.safe import SafeLabel
from moderator_desk.ui.words.keys import has_places
from tests.fixtures_desk import running_desk
from tests.fixtures_server import PlatformServer
from tests.test_desk_keys import go_to, on_screen
from tests.test_keys_sheets import palette_row

WITH_PICTURE = "c-date"
PLACES = [command.id for command in COMMANDS]


@pytest.fixture
def slow_desk(qtbot: QtBot, qapp: object, desk_store: Store, platform: PlatformServer) -> Iterator[Desk]:
    """A desk that holds a decision for a minute before it sends it."""
    account, token = Account("here", "desk", platform.url, "Here"), platform.tokens["senior"]
    settings = Settings(theme="light", undo_seconds=60, arm_ms=0)
    with running_desk(desk_store, account, token, qtbot, qapp, settings) as made:
        yield made


def rename(desk: Desk, *changes: tuple[str, str]) -> None:
    """Give commands other keys in the key editor; it is closed again."""
    window = desk.parts.window
    press(window, "Ctrl+Shift+K", "Home")
    rows = [0, *(PLACES.index(command_id) for command_id, _ in changes)]
    for (before, row), (_, key) in zip(pairwise(rows), changes, strict=True):
        press(window, *["Down" if row > before else "Up"] * abs(row - before), "Return", key)
    press(window, "Esc")
    assert not desk.parts.sheets.is_open
    held = desk.parts.actions.keys
    assert [held.first(command_id) for command_id, _ in changes] == [key for _, key in changes]


def said_by(widget: QWidget) -> list[str]:
    """What a widget and all in it say, to eyes and to a screen reader."""
    found = []
    for each in (widget, *widget.findChildren(QWidget)):
        found += [each.accessibleName(), each.accessibleDescription(), each.toolTip()]
        found += [each.text()] if isinstance(each, SafeLabel) else []
    return [text for text in found if text]


def test_hints_follow_keys_that_are_changed_in_the_open_window(slow_desk: Desk) -> None:
    window = slow_desk.parts.window
    ref = go_to(slow_desk, "dismiss")
    press(window, "D", "K")
    assert on_screen(slow_desk) == ref
    waiting = "Dismiss: A decision on this case is already on its way. U takes it back."
    (standing,) = {each for each in said_by(window) if "not yet confirmed. U takes it back." in each}
    assert waiting in said_by(window)
    assert "U takes it back" in window.status.said()
    rename(slow_desk, ("skip", "F8"), ("undo", "Z"))
    after = said_by(window)
    assert {each.replace("U takes", "Z takes") for each in (waiting, standing)} <= set(after)
    assert "Z takes it back" in window.status.said()
    assert any(text.startswith("What was just done: Dismissed. Z takes it back") for text in after)
    assert "Skip (F8)" in after
    assert not [text for text in after if "U takes it" in text or text == "Skip (S)" or has_places(text)]
    assert window.bar.strip.buttons["skip"].key() == "F8"
    press(window, "Ctrl+K")
    assert palette_row(slow_desk, "dismiss").endswith("is already on its way. Z takes it back.")
    press(window, "Esc", "O")
    assert "Z takes it back" in window.outbox.list.model().index(0, 0).data()
    press(window, "Esc", "Space", "U")
    assert on_screen(slow_desk) != ref
    press(window, "Z")
    assert on_screen(slow_desk) == ref


def test_a_case_that_comes_later_names_the_key_of_now(desk: Desk, qtbot: QtBot) -> None:
    rename(desk, ("reveal", "F8"))
    seen = set()
    for _ in range(12):
        press(desk.parts.window, "Space")
        QApplication.processEvents()
        seen |= {tile.accessibleName() for tile in desk.parts.window.case.findChildren(MediaTile)}
    assert "Covered picture F8: first look" in seen
    assert "Covered picture V: first look" not in seen


def test_a_picture_painted_ahead_with_the_old_key_is_not_shown(desk: Desk, qtbot: QtBot) -> None:
    showing, ahead = desk.parts.showing, desk.parts.showing.ahead
    qtbot.waitUntil(lambda: ahead.ready)
    picture = ahead._picture
    assert picture is not None
    rename(desk, ("reveal", "F8"))
    ahead._picture = picture  # whatever was painted since
    assert not showing.ahead.lay_over(picture.file)
    assert not any(cover.isVisible() for cover in ahead.covers)


def test_the_palette_and_the_sheets_name_the_keys_of_now(desk: Desk) -> None:
    window, sheets = desk.parts.window, desk.parts.sheets
    rename(desk, ("clause-3", "Z"), ("cover", "Ctrl+1"), ("keys", "Ctrl+2"), ("key-editor", "F8"))
    press(window, "Ctrl+2")
    assert {"Esc closes · F8 changes keys", "1  2  Z  4  5  6  7  8  9"} <= set(said_by(sheets.cheat_sheet))
    press(window, "?")
    assert sheets.cheat_sheet.isVisible()
    press(window, "Ctrl+2")
    assert not sheets.cheat_sheet.isVisible()
    press(window, "Ctrl+1")
    curtain = desk.parts.comforts.curtain
    assert curtain.is_open
    assert "Ctrl+1 or Esc shows it again. Pictures stay covered." in said_by(curtain)
    press(window, "Ctrl+1")
    assert not curtain.is_open


def test_a_command_without_a_key_is_called_by_its_name(
    qtbot: QtBot, qapp: object, desk_store: Store, platform: PlatformServer
) -> None:
    account, token = Account("here", "desk", platform.url, "Here"), platform.tokens["senior"]
    settings = Settings(theme="light", undo_seconds=60, arm_ms=0, keys={"undo": (), "key-editor": ()})
    with running_desk(desk_store, account, token, qtbot, qapp, settings) as desk:
        go_to(desk, "dismiss")
        press(desk.parts.window, "D")
        assert "“Undo the last decision” takes it back" in desk.parts.window.status.said()
        press(desk.parts.window, "?")
        assert "Esc closes" in said_by(desk.parts.sheets.cheat_sheet)
        press(desk.parts.window, "Esc")


def test_the_sheet_of_an_earlier_case_reveals_by_the_key_of_now(desk: Desk, qtbot: QtBot) -> None:
    window, sheet = desk.parts.window, desk.parts.following.earlier.sheet
    rename(desk, ("reveal", "Z"))
    while on_screen(desk).case_id == WITH_PICTURE:
        press(window, "Space")
    file = desk.parts.screen.file
    assert file is not None
    line = HistoryEntry("h", file.case.opened_at, "decision", case_id=WITH_PICTURE)
    desk.parts.following.earlier.open_line(line)
    qtbot.waitUntil(lambda: bool(sheet.case.tiles()))
    assert "↑ ↓ another item · Tab into the case · Z pictures · Esc back to your case" in said_by(sheet)
    (tile,) = sheet.case.tiles()
    press(window, "V")
    assert tile.state == "covered-unloaded"
    press(window, "Z")
    qtbot.waitUntil(lambda: tile.state == "first", timeout=20_000)
    assert tile.accessibleName() == "Picture, first look Z: clear"
    press(window, "Esc")
    assert not sheet.is_open
