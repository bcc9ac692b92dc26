"""Panes and sheets by key events alone: F6, the palette, keys at a glance, and changing keys."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from moderator_desk.app import Desk
from moderator_desk.commands import COMMANDS
from moderator_desk.driver import press, type_text
from moderator_desk.models.accounts import Account
from moderator_desk.models.store import Store
from moderator_desk.settings import read_settings
from moderator_desk.ui.over import Over
from tests.fixtures_desk import running_desk
from tests.fixtures_server import PlatformServer
from tests.test_desk_keys import all_sent, go_to, on_screen


@pytest.fixture
def keeping_desk(
    qtbot: QtBot, qapp: object, desk_store: Store, platform: PlatformServer, tmp_path: Path
) -> Iterator[Desk]:
    """A desk that keeps its settings in tmp_path / settings.json."""
    account, token = Account("here", "desk", platform.url, "Here"), platform.tokens["senior"]
    kept = tmp_path / "settings.json"
    with running_desk(desk_store, account, token, qtbot, qapp, settings_file=kept) as made:
        yield made


def focused_pane(desk: Desk) -> str:
    """The accessible name of the pane that has the focus."""
    focus = QApplication.focusWidget()
    panes = [pane for pane in desk.parts.window.panes() if pane is focus or pane.isAncestorOf(focus)]  # type: ignore[arg-type]
    assert len(panes) == 1
    return panes[0].accessibleName()


def said(desk: Desk) -> str:
    return desk.parts.window.status.said()


def palette_row(desk: Desk, command_id: str) -> str:
    """What a screen reader is told of a command in the palette."""
    palette = desk.parts.sheets.palette
    listed = palette.findChild(QListWidget)
    assert listed is not None
    item = listed.item(palette.found().index(command_id))
    return str(item.data(Qt.ItemDataRole.AccessibleTextRole))


def texts(sheet: QWidget) -> list[str]:
    return [label.text() for label in sheet.findChildren(QLabel) if label.isVisibleTo(sheet)]


def test_f6_goes_round_the_panes_and_back(desk: Desk) -> None:
    names = [pane.accessibleName() for pane in desk.parts.window.panes()]
    assert names == ["Queue", "Case", "Decision", "Member", "Guideline"]
    assert focused_pane(desk) == "Queue"
    round_ = []
    for _ in names:
        press(desk.parts.window, "F6")
        round_.append(focused_pane(desk))
    assert round_ == [*names[1:], names[0]]
    back = []
    for _ in names:
        press(desk.parts.window, "Shift+F6")
        back.append(focused_pane(desk))
    assert back == names[::-1]


def test_f6_reaches_the_outbox_in_the_place_of_the_case(desk: Desk) -> None:
    press(desk.parts.window, "O", "Shift+F6")
    assert focused_pane(desk) == "Queue"
    press(desk.parts.window, "F6")
    assert focused_pane(desk) == "Outbox"
    press(desk.parts.window, "Esc")
    assert focused_pane(desk) == "Queue"
    assert desk.parts.window.case.isVisible()


def test_a_decision_can_be_taken_from_every_pane(desk: Desk) -> None:
    for pane in ("Queue", "Case", "Decision", "Member", "Guideline"):
        ref = go_to(desk, "dismiss")
        assert focused_pane(desk) == pane
        press(desk.parts.window, "D")
        assert on_screen(desk) != ref
        press(desk.parts.window, "F6")


def test_the_focus_stays_in_its_pane_from_case_to_case(desk: Desk) -> None:
    for pane in ("Queue", "Case", "Decision", "Member", "Guideline"):
        seen = set()
        for _ in range(10):
            assert focused_pane(desk) == pane
            press(desk.parts.window, "Space")
            seen.add(on_screen(desk))
        assert len(seen) > 5
        press(desk.parts.window, "F6")


def test_the_focus_stays_with_a_member_that_is_not_read_yet(desk: Desk) -> None:
    window = desk.parts.window
    press(window, "F6", "F6", "F6")
    assert focused_pane(desk) == "Member"
    window.member.show_member(None, (), "", datetime.now(UTC))
    assert focused_pane(desk) == "Member"
    press(window, "Shift+F6", "F6")
    assert focused_pane(desk) == "Member"
    press(window, "F6")
    assert focused_pane(desk) == "Guideline"


def test_plain_keys_act_where_no_case_matches(desk: Desk, qtbot: QtBot) -> None:
    window, model = desk.parts.window, desk.parts.model
    press(window, "/")
    type_text(window, "zzzz")
    press(window, "Return")
    qtbot.waitUntil(lambda: model.rowCount() == 0)
    assert focused_pane(desk) == "Queue"
    press(window, "?")
    assert desk.parts.sheets.cheat_sheet.isVisible()
    press(window, "Esc", "Ctrl+Shift+L")
    qtbot.waitUntil(lambda: model.rowCount() > 0)
    assert focused_pane(desk) == "Queue"
    press(window, "Home")
    assert model.row_of(on_screen(desk)) == 0


def test_the_palette_finds_with_slips_and_runs(desk: Desk) -> None:
    first = on_screen(desk)
    press(desk.parts.window, "Ctrl+K")
    assert desk.parts.sheets.palette.isVisible()
    type_text(desk.parts.window, "nxt cse")
    assert desk.parts.sheets.palette.found()[0] == "next"
    press(desk.parts.window, "Return")
    assert not desk.parts.sheets.palette.isVisible()
    assert on_screen(desk) != first
    assert focused_pane(desk) == "Queue"


def test_the_palette_is_walked_with_the_arrows_and_left_with_esc(desk: Desk) -> None:
    press(desk.parts.window, "Ctrl+K")
    type_text(desk.parts.window, "supervisor")
    press(desk.parts.window, "Esc")
    assert not desk.parts.window.bar.is_open
    press(desk.parts.window, "Ctrl+K")
    assert len(desk.parts.sheets.palette.found()) == len(COMMANDS)
    place = desk.parts.sheets.palette.found().index("outbox")
    press(desk.parts.window, *["Down"] * (place + 2), *["Up"] * 2, "Return")
    assert desk.parts.window.outbox.isVisible()


def test_the_palette_says_why_a_command_is_shut(desk: Desk, desk_store: Store) -> None:
    for _ in range(12):
        if desk.parts.showing.availability()["edit"] == "sealed":
            break
        press(desk.parts.window, "Space")
    press(desk.parts.window, "Ctrl+K")
    type_text(desk.parts.window, "edit the text")
    why = "This case is sealed. Only escalate (X) is open."
    assert palette_row(desk, "edit") == f"Edit the text, E, {why}"
    press(desk.parts.window, "Return")
    assert not desk.parts.window.bar.is_open
    assert said(desk) == why
    assert all_sent(desk_store)


@pytest.mark.parametrize(("key", "closing"), [("?", "Esc"), ("F1", "?"), ("?", "F1"), ("F1", "Return")])
def test_keys_at_a_glance_opens_and_closes(desk: Desk, key: str, closing: str) -> None:
    sheet = desk.parts.sheets.cheat_sheet
    press(desk.parts.window, key)
    assert sheet.isVisible()
    shown = texts(sheet)
    assert {each.title for each in COMMANDS if each.menu != "clauses"} <= set(shown)
    assert {"D", "Ctrl+K", "1 – 9", "U  Ctrl+Z"} <= set(shown)
    press(desk.parts.window, closing)
    assert not sheet.isVisible()
    assert focused_pane(desk) == "Queue"


@pytest.mark.parametrize("opening", ["?", "Ctrl+Shift+K", "Ctrl+K"])
def test_nothing_is_decided_under_a_sheet(desk: Desk, desk_store: Store, opening: str) -> None:
    ref = go_to(desk, "dismiss")
    press(desk.parts.window, opening)
    press(desk.parts.window, "D", "S", "R")
    assert on_screen(desk) == ref
    assert not desk.parts.window.bar.is_open
    press(desk.parts.window, "Tab", "D", "S", "Esc")
    assert on_screen(desk) == ref
    assert all_sent(desk_store)


def to_command(desk: Desk, command_id: str) -> None:
    """Open the key editor and go down to a command."""
    press(desk.parts.window, "Ctrl+Shift+K")
    row = [command.id for command in COMMANDS].index(command_id)
    press(desk.parts.window, "Home", *["Down"] * row)


def test_a_key_that_is_taken_is_refused(keeping_desk: Desk, tmp_path: Path) -> None:
    window = keeping_desk.parts.window
    to_command(keeping_desk, "skip")
    press(window, "Return", "D")
    assert "D is taken by “Dismiss”. Nothing was changed." in texts(keeping_desk.parts.sheets.key_editor)
    press(window, "Esc")
    assert not keeping_desk.parts.sheets.key_editor.isVisible()
    keys = keeping_desk.parts.actions.keys
    assert (keys.first("skip"), keys.first("dismiss")) == ("S", "D")
    assert not (tmp_path / "settings.json").exists()


def test_a_changed_key_works_at_once_and_is_kept(
    keeping_desk: Desk, desk_store: Store, qtbot: QtBot, tmp_path: Path
) -> None:
    window = keeping_desk.parts.window
    to_command(keeping_desk, "dismiss")
    press(window, "Return", "F8", "Esc")
    assert read_settings(tmp_path / "settings.json").keys == {"dismiss": ("F8",)}
    ref = go_to(keeping_desk, "dismiss")
    press(window, "D")
    assert on_screen(keeping_desk) == ref
    press(window, "F8")
    assert on_screen(keeping_desk) != ref
    qtbot.waitUntil(lambda: all_sent(desk_store))
    to_command(keeping_desk, "dismiss")
    press(window, "Delete", "Esc")
    assert read_settings(tmp_path / "settings.json").keys == {}
    assert keeping_desk.parts.actions.keys.first("dismiss") == "D"


def test_recording_a_key_is_left_with_esc(keeping_desk: Desk, tmp_path: Path) -> None:
    to_command(keeping_desk, "dismiss")
    press(keeping_desk.parts.window, "Return", "Esc")
    assert keeping_desk.parts.sheets.key_editor.isVisible()
    press(keeping_desk.parts.window, "Esc")
    assert not keeping_desk.parts.sheets.key_editor.isVisible()
    assert keeping_desk.parts.actions.keys.first("dismiss") == "D"


def test_looks_and_sizes_are_kept(keeping_desk: Desk, tmp_path: Path) -> None:
    press(keeping_desk.parts.window, "Ctrl+Shift+T", "Ctrl+=", "Ctrl+=", "Ctrl+-")
    kept = read_settings(tmp_path / "settings.json")
    assert (kept.theme, kept.text_percent) == ("dark", 110)


@pytest.mark.parametrize("opening", ["?", "Ctrl+Shift+K", "Ctrl+K"])
def test_a_sheet_stays_whole_when_the_window_becomes_smaller(desk: Desk, opening: str) -> None:
    window, sheets = desk.parts.window, desk.parts.sheets
    press(window, opening)
    (sheet,) = [each for each in window.findChildren(Over) if each.isVisible()]
    window.resize(1024, 640)
    assert window.rect().contains(sheet.geometry())
    assert abs(sheet.geometry().center().x() - window.rect().center().x()) <= 1
    assert sheets.is_open
