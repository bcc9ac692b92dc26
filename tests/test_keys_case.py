"""Keys on one case: notes, claims, taking back, and what no single key may do."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from moderator_desk.app import Desk
from moderator_desk.commands import COMMANDS
from moderator_desk.driver import press, type_text
from moderator_desk.models import outbox
from moderator_desk.models.accounts import Account
from moderator_desk.models.shown import HOLDS, Beside, screen_hash, verify
from moderator_desk.models.store import Store
from moderator_desk.models.values import OutboxEntry
from moderator_desk.settings import Settings
from tests.fixtures_desk import running_desk
from tests.fixtures_server import PlatformServer
from tests.test_desk_keys import all_sent, applied, go_to, on_screen

HOLD_S = 1
ARM_MS = 250


def every_entry(store: Store) -> list[OutboxEntry]:
    with store.read() as session:
        return [*outbox.unfinished(session), *outbox.lately_finished(session)]


def said(desk: Desk) -> str:
    return desk.parts.window.status.said()


def bar_open(desk: Desk) -> bool:
    return desk.parts.window.bar.is_open


@pytest.fixture
def holding_desk(qtbot: QtBot, qapp: object, desk_store: Store, platform: PlatformServer) -> Iterator[Desk]:
    """A desk that holds a decision for a second before it sends it."""
    account, token = Account("here", "desk", platform.url, "Here"), platform.tokens["senior"]
    settings = Settings(theme="light", undo_seconds=HOLD_S, arm_ms=0)
    with running_desk(desk_store, account, token, qtbot, qapp, settings) as made:
        yield made


@pytest.fixture
def guarded_desk(qtbot: QtBot, qapp: object, desk_store: Store, platform: PlatformServer) -> Iterator[Desk]:
    """A desk on which a case has to be on the screen for a moment before it is decided."""
    account, token = Account("here", "desk", platform.url, "Here"), platform.tokens["senior"]
    settings = Settings(theme="light", undo_seconds=0, arm_ms=ARM_MS)
    with running_desk(desk_store, account, token, qtbot, qapp, settings) as made:
        yield made


def test_a_note_reaches_the_server(
    desk: Desk, desk_store: Store, platform: PlatformServer, qtbot: QtBot
) -> None:
    ref = on_screen(desk)
    press(desk.parts.window, "N")
    type_text(desk.parts.window, "ddr asked before")
    press(desk.parts.window, "Shift+Return")
    type_text(desk.parts.window, "and again")
    press(desk.parts.window, "Return")
    assert not desk.parts.window.note.is_open
    assert on_screen(desk) == ref
    qtbot.waitUntil(lambda: all_sent(desk_store))
    texts = [each["text"] for each in platform.case(ref.case_id)["notes"]]
    assert texts.count("ddr asked before\nand again") == 1
    assert {each.kind for each in every_entry(desk_store)} == {"note"}


def test_a_decision_by_key_holds_what_was_on_the_screen_with_the_member_beside_it(
    desk: Desk, desk_store: Store
) -> None:
    go_to(desk, "dismiss")
    file = desk.parts.screen.file
    assert file is not None
    assert file.member is not None
    press(desk.parts.window, "D")
    (entry,) = every_entry(desk_store)
    assert entry.decision is not None
    assert file.guidelines is not None
    beside = Beside(file.member.member, file.guidelines.version)
    assert entry.decision.screen == screen_hash(file.case, beside)
    with desk_store.read() as session:
        assert verify(session, entry.id) == HOLDS


def test_a_note_thrown_away_with_esc_is_none(desk: Desk, desk_store: Store) -> None:
    press(desk.parts.window, "N")
    type_text(desk.parts.window, "no")
    press(desk.parts.window, "Esc", "Esc")
    press(desk.parts.window, "N", "Return", "Esc")
    assert every_entry(desk_store) == []


def test_a_case_is_claimed_and_given_back(
    desk: Desk, desk_store: Store, platform: PlatformServer, qtbot: QtBot
) -> None:
    ref = go_to(desk, "remove")

    def claimed() -> bool:
        file = desk.parts.screen.file
        return file is not None and file.ref == ref and file.case.claim is not None

    press(desk.parts.window, "C")
    qtbot.waitUntil(claimed)
    holder = platform.case(ref.case_id)["claim"]["holder"]["id"]
    assert holder == platform.get("/v1/me", "senior")["id"]
    press(desk.parts.window, "C")
    qtbot.waitUntil(lambda: not claimed())
    qtbot.waitUntil(lambda: all_sent(desk_store))
    assert platform.case(ref.case_id)["claim"] is None


def test_a_second_press_gives_the_case_back_though_nothing_was_sent_yet(
    desk: Desk, desk_store: Store, platform: PlatformServer, qtbot: QtBot
) -> None:
    ref = go_to(desk, "remove")
    press(desk.parts.window, "C", "C")
    qtbot.waitUntil(lambda: all_sent(desk_store))
    assert sorted(each.kind for each in every_entry(desk_store)) == ["claim", "release"]
    assert platform.case(ref.case_id)["claim"] is None


@pytest.mark.parametrize("key", ["U", "Ctrl+Z"])
def test_what_is_taken_back_in_time_leaves_no_trace_at_the_server(
    holding_desk: Desk, desk_store: Store, platform: PlatformServer, qtbot: QtBot, key: str
) -> None:
    window = holding_desk.parts.window
    ref = go_to(holding_desk, "dismiss")
    version = platform.case(ref.case_id)["version"]
    press(window, "D", key)
    assert on_screen(holding_desk) == ref
    assert holding_desk.parts.showing.availability()["dismiss"] == ""
    assert all_sent(desk_store)
    press(window, "Space")
    later = go_to(holding_desk, "dismiss")
    assert later != ref
    press(window, "D")  # held as long, so that the time of the one before is over when this one is there
    assert not all_sent(desk_store)
    qtbot.waitUntil(lambda: all_sent(desk_store))
    log = platform.control("log")
    assert [each["decision"]["case_id"] for each in log["decisions"]] == [later.case_id]
    assert platform.case(ref.case_id)["version"] == version


def test_undo_with_nothing_to_undo_says_so(desk: Desk, desk_store: Store) -> None:
    press(desk.parts.window, "Ctrl+Z")
    assert said(desk) == "There is nothing to undo."
    assert every_entry(desk_store) == []


def test_ctrl_z_in_a_text_takes_back_typing_alone(holding_desk: Desk, desk_store: Store) -> None:
    go_to(holding_desk, "dismiss")
    press(holding_desk.parts.window, "D", "N")
    type_text(holding_desk.parts.window, "word")
    press(holding_desk.parts.window, "Ctrl+Z", "Esc")
    assert [each.state for each in every_entry(desk_store)] == ["waiting"]


def test_a_key_that_comes_too_soon_is_refused(
    guarded_desk: Desk, desk_store: Store, platform: PlatformServer, qtbot: QtBot
) -> None:
    window, screen = guarded_desk.parts.window, guarded_desk.parts.screen
    ref = go_to(guarded_desk, "dismiss")
    screen.show(ref)  # anew, so that its moment has only begun
    press(window, "D")
    assert said(guarded_desk) == "The case has only just appeared. Look, then press again."
    press(window, "R")
    assert not window.bar.is_open
    assert on_screen(guarded_desk) == ref
    assert every_entry(desk_store) == []
    qtbot.waitUntil(lambda: screen.armed)
    press(window, "D", "D")  # the second falls on the next case, and too soon
    assert on_screen(guarded_desk) != ref
    qtbot.waitUntil(lambda: all_sent(desk_store))
    assert [each["decision"]["case_id"] for each in platform.control("log")["decisions"]] == [ref.case_id]


@pytest.mark.parametrize(
    ("key", "action"), [("E", "edit"), ("R", "remove"), ("W", "warn"), ("B", "ban"), ("X", "escalate")]
)
def test_what_bears_on_a_member_takes_more_than_one_key(
    desk: Desk, desk_store: Store, platform: PlatformServer, key: str, action: str
) -> None:
    ref = go_to(desk, action)
    press(desk.parts.window, key)
    assert bar_open(desk)
    assert desk.parts.window.bar.form.draft().action == action
    press(desk.parts.window, "Esc", "Esc")
    assert not bar_open(desk)
    assert on_screen(desk) == ref
    assert every_entry(desk_store) == []
    assert platform.control("log")["writes"] == []


def test_dismissing_is_in_the_outbox_and_nowhere_else_while_it_is_held(
    holding_desk: Desk, desk_store: Store, platform: PlatformServer
) -> None:
    before = applied(platform)
    ref = go_to(holding_desk, "dismiss")
    press(holding_desk.parts.window, "D")
    (entry,) = every_entry(desk_store)
    assert (entry.ref, entry.state, entry.attempts) == (ref, "waiting", 0)
    assert applied(platform) == before
    press(holding_desk.parts.window, "U")


def test_only_looking_is_repeated_by_a_key_held_down(desk: Desk) -> None:
    repeated = {name for name, action in desk.parts.actions.by_id.items() if action.autoRepeat()}
    assert repeated == {"next", "back", "larger", "smaller"}
    assert not repeated & {each.id for each in COMMANDS if each.menu == "decide"}


def hold(
    key: Qt.Key, text: str = "", modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Three repeats of a key that is held down, to whatever has the focus."""
    for _ in range(3):
        focus = QApplication.focusWidget()
        assert focus is not None
        QApplication.sendEvent(focus, QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text, True))


def test_a_key_held_down_neither_types_into_the_bar_nor_records(desk: Desk, desk_store: Store) -> None:
    ref = go_to(desk, "escalate")
    press(desk.parts.window, "X")
    hold(Qt.Key.Key_X, "x")
    assert desk.parts.window.bar.form.draft().reason == ""
    type_text(desk.parts.window, "Please look")
    hold(Qt.Key.Key_Return, "\r")
    hold(Qt.Key.Key_Return, "\r", Qt.KeyboardModifier.ControlModifier)
    hold(Qt.Key.Key_Escape)
    assert desk.parts.window.bar.is_open
    assert on_screen(desk) == ref
    assert every_entry(desk_store) == []
    press(desk.parts.window, "Ctrl+Return")
    assert len(every_entry(desk_store)) == 1


def test_a_key_held_down_settles_nothing_in_the_outbox(desk: Desk, desk_store: Store, qtbot: QtBot) -> None:
    go_to(desk, "dismiss")
    press(desk.parts.window, "D", "O")
    pane = desk.parts.window.outbox
    qtbot.waitUntil(lambda: pane.chosen() is not None)
    for key in (Qt.Key.Key_W, Qt.Key.Key_T, Qt.Key.Key_A, Qt.Key.Key_H, Qt.Key.Key_Escape):
        hold(key)
    assert pane.isVisible()
    qtbot.waitUntil(lambda: all_sent(desk_store))
    assert [each.state for each in every_entry(desk_store)] == ["settled"]


@pytest.mark.parametrize(("key", "apart_ms", "taken"), [("D", 0, True), ("D", 30, False), ("J", 0, False)])
def test_a_press_in_the_moment_of_its_release_is_a_repeat(
    desk: Desk, key: str, apart_ms: int, taken: bool
) -> None:
    focus, code = QApplication.focusWidget(), ord(key)
    assert focus is not None
    press(desk.parts.window, "Space")
    none = Qt.KeyboardModifier.NoModifier
    for kind, moment in ((QEvent.Type.KeyRelease, 1000), (QEvent.Type.ShortcutOverride, 1000 + apart_ms)):
        event = QKeyEvent(kind, code, none, key.lower())
        event.setTimestamp(moment)
        event.ignore()
        QApplication.sendEvent(focus, event)
    assert event.isAccepted() == taken


@pytest.mark.parametrize("key", ["R", "N"])
def test_a_form_open_for_one_case_never_decides_another(desk: Desk, desk_store: Store, key: str) -> None:
    window = desk.parts.window
    ref = go_to(desk, "remove")
    press(window, key)
    if key == "R":
        press(window, "1")
    else:
        type_text(window, "about the first")
    window.queue.take_focus()
    press(window, "Down" if desk.parts.model.row_of(ref) == 0 else "Up")
    assert on_screen(desk) != ref
    assert not bar_open(desk)
    assert not window.note.is_open
    assert "nothing was recorded" in said(desk)
    press(window, "Ctrl+Return")
    assert every_entry(desk_store) == []
