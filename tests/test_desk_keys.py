"""The main job by key events alone: all decisions, undo, skip, notes, search, filters, the outbox; seen at the server."""

from collections import Counter

import pytest
from pytestqt.qtbot import QtBot

from moderator_desk.app import Desk
from moderator_desk.commands import COMMANDS
from moderator_desk.driver import press, type_text
from moderator_desk.models import ledger, outbox
from moderator_desk.models.store import Store
from moderator_desk.models.values import CaseRef
from tests.fixtures_server import PlatformServer


def on_screen(desk: Desk) -> CaseRef:
    file = desk.parts.screen.file
    assert file is not None
    return file.ref


def go_to(desk: Desk, action: str) -> CaseRef:
    """On with Space to a case on which an action is open."""
    for _ in range(12):
        if not desk.parts.showing.availability()[action]:
            return on_screen(desk)
        press(desk.parts.window, "Space")
    raise AssertionError(f"no case allows {action}")


def all_sent(desk_store: Store) -> bool:
    with desk_store.read() as session:
        return not outbox.counts(session)


def applied(platform: PlatformServer) -> Counter[str]:
    decisions = platform.get("/v1/decisions?limit=200", "admin")["decisions"]
    return Counter(each["action"] for each in decisions)


def decide(desk: Desk, key: str, action: str) -> CaseRef:
    window = desk.parts.window
    ref = go_to(desk, action)
    press(window, key)
    if window.bar.is_open:
        press(window, "1")
        if window.bar.form.missing():
            type_text(window, "The same again within a day")
        press(window, "Ctrl+Return")
    assert not window.bar.is_open
    return ref


def test_every_command_does_something(desk: Desk) -> None:
    assert set(desk.parts.actions.by_id) == {command.id for command in COMMANDS}
    assert set(desk.parts.actions._verbs) == {command.id for command in COMMANDS}


@pytest.mark.parametrize(
    ("key", "action"),
    [("D", "dismiss"), ("E", "edit"), ("R", "remove"), ("W", "warn"), ("B", "ban"), ("X", "escalate")],
)
def test_a_decision_by_keys_reaches_the_server_once(
    desk: Desk, desk_store: Store, platform: PlatformServer, qtbot: QtBot, key: str, action: str
) -> None:
    before = applied(platform)
    ref = decide(desk, key, action)
    assert on_screen(desk) != ref
    qtbot.waitUntil(lambda: all_sent(desk_store))
    after = applied(platform)
    after.subtract(before)
    assert {name: number for name, number in after.items() if number} == {action: 1}
    with desk_store.read() as session:
        assert ledger.first_broken_line(session) is None


def test_undo_after_sending_is_a_reversal(
    desk: Desk, desk_store: Store, platform: PlatformServer, qtbot: QtBot
) -> None:
    before = platform.case(go_to(desk, "dismiss").case_id)["state"]
    ref = decide(desk, "D", "dismiss")
    qtbot.waitUntil(lambda: all_sent(desk_store))
    press(desk.parts.window, "U")
    assert on_screen(desk) == ref
    qtbot.waitUntil(lambda: all_sent(desk_store))
    assert applied(platform)["restore"] == 1
    assert platform.case(ref.case_id)["state"] == before


def test_plain_letters_are_dead_while_typing(desk: Desk, desk_store: Store) -> None:
    ref = on_screen(desk)
    press(desk.parts.window, "/")
    type_text(desk.parts.window, "dddrrw")
    press(desk.parts.window, "Esc")
    assert on_screen(desk) == ref
    assert all_sent(desk_store)


def test_search_shows_what_it_finds(desk: Desk, qtbot: QtBot) -> None:
    model, window = desk.parts.model, desk.parts.window
    everything = model.rowCount()
    wanted = model.line(everything - 1)
    assert wanted is not None
    press(window, "/")
    type_text(window, wanted.ref.case_id)
    press(window, "Return")
    qtbot.waitUntil(lambda: model.rowCount() < everything)
    assert on_screen(desk) == wanted.ref
    press(window, "Ctrl+Shift+L")
    qtbot.waitUntil(lambda: model.rowCount() == everything)


def test_what_came_back_is_settled_by_keys(
    desk: Desk, desk_store: Store, platform: PlatformServer, qtbot: QtBot
) -> None:
    ref = go_to(desk, "remove")
    file = desk.parts.screen.file
    assert file is not None
    platform.control("edit-item", item_id=file.case.item.id, text="Quite another text.")
    press(desk.parts.window, "R", "1")
    if desk.parts.window.bar.form.missing():
        type_text(desk.parts.window, "The same again within a day")
    press(desk.parts.window, "Ctrl+Return")

    def came_back() -> bool:
        line = desk.parts.model.line(desk.parts.model.row_of(ref))
        return line is not None and line.conflict

    qtbot.waitUntil(came_back)
    press(desk.parts.window, "O")
    qtbot.waitUntil(lambda: desk.parts.window.outbox.chosen() is not None)
    press(desk.parts.window, "A")
    qtbot.waitUntil(lambda: all_sent(desk_store))
    assert platform.case(ref.case_id)["item"]["gone"]
