"""What could not be sent, settled by key events alone: try again, withdraw, and the three ways on from a conflict."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from moderator_desk.app import Desk
from moderator_desk.driver import press, type_text
from moderator_desk.models import outbox
from moderator_desk.models.store import Store
from moderator_desk.models.values import CaseRef, OutboxEntry
from tests.fixtures_server import PlatformServer
from tests.test_desk_keys import all_sent, applied, decide, go_to, on_screen

PUT = "/v1/decisions"
FSI, PDI = "\u2068", "\u2069"


def waiting(store: Store) -> tuple[OutboxEntry, ...]:
    with store.read() as session:
        return outbox.unfinished(session)


def open_outbox(desk: Desk, qtbot: QtBot, entry_id: str) -> None:
    """Open the outbox with an entry chosen."""
    press(desk.parts.window, "O")
    pane = desk.parts.window.outbox
    qtbot.waitUntil(lambda: pane.chosen() is not None)
    chosen = pane.chosen()
    assert chosen is not None
    assert chosen.id == entry_id


def refused_for_now(desk: Desk, store: Store, platform: PlatformServer, qtbot: QtBot) -> OutboxEntry:
    """A dismissal that the platform asked to be sent again in ten minutes."""
    go_to(desk, "dismiss")
    platform.fault("rate-limit", "PUT", PUT, seconds=600)
    decide(desk, "D", "dismiss")
    qtbot.waitUntil(lambda: [(each.state, each.why) for each in waiting(store)] == [("waiting", "busy")])
    (entry,) = waiting(store)
    return entry


def go_to_state(desk: Desk, state: str) -> CaseRef:
    """On with Space to a case of that state on which removing is open."""
    for _ in range(12):
        file = desk.parts.screen.file
        if file is not None and file.case.state == state and not desk.parts.showing.availability()["remove"]:
            return file.ref
        press(desk.parts.window, "Space")
    raise AssertionError(f"no case is {state}")


def conflict_on_screen(
    desk: Desk, platform: PlatformServer, qtbot: QtBot, state: str = "open"
) -> tuple[CaseRef, str]:
    """A removal of an item that changed meanwhile, back on the screen; with what the server says to it."""
    ref = go_to_state(desk, state)
    as_seen = platform.case(ref.case_id)
    platform.control("edit-item", item_id=as_seen["item"]["id"], text="Quite another text.")
    answer = platform.decide(as_seen, "remove", "senior", clause="X")
    assert answer.status_code in (409, 412), answer.text
    decide(desk, "R", "remove")
    press(desk.parts.window, "K")
    assert on_screen(desk) == ref
    qtbot.waitUntil(desk.parts.window.conflict.isVisible)
    return ref, str(answer.json().get("detail") or answer.json()["title"])


def texts(pane: QWidget) -> list[str]:
    """What stands in a pane, without the marks around foreign text that keep its direction to itself."""
    shown = [label.text() for label in pane.findChildren(QLabel) if label.isVisibleTo(pane)]
    return [text.replace(FSI, "").replace(PDI, "") for text in shown]


def test_what_waits_is_sent_at_once_by_one_key(
    desk: Desk, desk_store: Store, platform: PlatformServer, qtbot: QtBot
) -> None:
    before = applied(platform)["dismiss"]
    entry = refused_for_now(desk, desk_store, platform, qtbot)
    open_outbox(desk, qtbot, entry.id)
    press(desk.parts.window, "T")
    qtbot.waitUntil(lambda: all_sent(desk_store))
    assert applied(platform)["dismiss"] == before + 1


def test_what_waits_is_withdrawn_by_one_key(
    desk: Desk, desk_store: Store, platform: PlatformServer, qtbot: QtBot
) -> None:
    before = applied(platform)
    entry = refused_for_now(desk, desk_store, platform, qtbot)
    open_outbox(desk, qtbot, entry.id)
    press(desk.parts.window, "W")
    assert all_sent(desk_store)
    press(desk.parts.window, "Esc")
    assert desk.parts.window.case.isVisible()
    assert applied(platform) == before
    go_back_to(desk, entry.ref)
    assert desk.parts.showing.availability()["dismiss"] == ""


def go_back_to(desk: Desk, ref: CaseRef) -> None:
    for _ in range(12):
        if on_screen(desk) == ref:
            return
        press(desk.parts.window, "Space")
    raise AssertionError("the case does not come round again")


def test_the_outbox_leads_to_the_case(
    desk: Desk, desk_store: Store, platform: PlatformServer, qtbot: QtBot
) -> None:
    entry = refused_for_now(desk, desk_store, platform, qtbot)
    assert on_screen(desk) != entry.ref
    open_outbox(desk, qtbot, entry.id)
    press(desk.parts.window, "Return")
    assert on_screen(desk) == entry.ref
    assert desk.parts.window.case.isVisible()


def test_what_is_blocked_says_what_the_server_said(
    desk: Desk, desk_store: Store, platform: PlatformServer, qtbot: QtBot
) -> None:
    _, words = conflict_on_screen(desk, platform, qtbot)
    assert words
    assert f"The server said: “{words}”" in texts(desk.parts.window.conflict)
    (entry,) = waiting(desk_store)
    open_outbox(desk, qtbot, entry.id)
    assert f"The server said: “{words}”" in texts(desk.parts.window.outbox)
    assert entry.state == "blocked"


@pytest.mark.parametrize("by", ["verb", "F6"])
@pytest.mark.parametrize(
    ("key", "action", "state"),
    [("A", "remove", "decided"), ("W", "", "open"), ("H", "escalate", "escalated")],
)
def test_a_conflict_is_settled_beside_its_case(
    desk: Desk,
    desk_store: Store,
    platform: PlatformServer,
    qtbot: QtBot,
    by: str,
    key: str,
    action: str,
    state: str,
) -> None:
    before = applied(platform)
    ref, _ = conflict_on_screen(desk, platform, qtbot)
    press(desk.parts.window, *(["R"] if by == "verb" else ["F6", "F6"]))
    assert not desk.parts.window.bar.is_open
    assert QApplication.focusWidget() is desk.parts.window.conflict
    press(desk.parts.window, key)
    qtbot.waitUntil(lambda: all_sent(desk_store))
    after = applied(platform)
    after.subtract(before)
    assert {name: number for name, number in after.items() if number} == ({action: 1} if action else {})
    assert platform.case(ref.case_id)["state"] == state
    assert not desk.parts.window.conflict.isVisible()


def test_what_was_handed_up_already_is_not_handed_up_again(
    desk: Desk, desk_store: Store, platform: PlatformServer, qtbot: QtBot
) -> None:
    conflict_on_screen(desk, platform, qtbot, "escalated")
    press(desk.parts.window, "R", "H")
    assert desk.parts.window.status.said() == "This platform does not offer that on this case."
    assert [each.state for each in waiting(desk_store)] == ["blocked"]
    press(desk.parts.window, "A")
    qtbot.waitUntil(lambda: all_sent(desk_store))


def test_what_somebody_else_decided_is_not_sent_again(
    desk: Desk, desk_store: Store, platform: PlatformServer, qtbot: QtBot
) -> None:
    ref = go_to_state(desk, "open")
    assert platform.decide(platform.case(ref.case_id), "dismiss", "moderator2").status_code == 201
    decide(desk, "R", "remove")
    press(desk.parts.window, "K")
    qtbot.waitUntil(desk.parts.window.conflict.isVisible)
    press(desk.parts.window, "R", "A")
    assert desk.parts.window.status.said() == "This case is already decided."
    press(desk.parts.window, "W")
    assert all_sent(desk_store)
    assert [each["action"] for each in platform.case(ref.case_id)["decisions"]] == ["dismiss"]


def test_a_withdrawn_conflict_is_decided_anew_on_what_stands_there_now(
    desk: Desk, desk_store: Store, platform: PlatformServer, qtbot: QtBot
) -> None:
    ref, _ = conflict_on_screen(desk, platform, qtbot)
    press(desk.parts.window, "R", "W")
    assert on_screen(desk) == ref
    press(desk.parts.window, "D")
    qtbot.waitUntil(lambda: all_sent(desk_store))
    item = platform.case(ref.case_id)["item"]
    assert (item["text_now"], item["gone"]) == ("Quite another text.", False)
    assert platform.case(ref.case_id)["state"] == "decided"


def test_a_lost_answer_is_asked_again_and_counts_once(
    desk: Desk, desk_store: Store, platform: PlatformServer, qtbot: QtBot
) -> None:
    go_to(desk, "dismiss")
    platform.fault("lost-answer", "PUT", PUT)
    platform.fault("rate-limit", "PUT", PUT, seconds=600)
    ref = decide(desk, "D", "dismiss")
    qtbot.waitUntil(lambda: [each.why for each in waiting(desk_store)] == ["busy"])
    (entry,) = waiting(desk_store)
    open_outbox(desk, qtbot, entry.id)
    press(desk.parts.window, "W")
    assert desk.parts.window.status.said() == "That has been sent already, or may have been. U takes it back."
    press(desk.parts.window, "T")
    qtbot.waitUntil(lambda: all_sent(desk_store))
    log = platform.control("log")["decisions"]
    assert [(each["decision"]["case_id"], each["applied"]) for each in log] == [(ref.case_id, 1)]


def test_typing_in_the_outbox_never_decides(desk: Desk, desk_store: Store, qtbot: QtBot) -> None:
    press(desk.parts.window, "O")
    type_text(desk.parts.window, "wath")
    assert all_sent(desk_store)
    assert not desk.parts.window.bar.is_open


def test_with_the_outbox_before_the_case_no_key_decides_it(desk: Desk) -> None:
    window, before = desk.parts.window, on_screen(desk)
    press(window, "O")
    assert not window.bar.isVisible()
    press(window, "D", "S", "R", "C", "1")
    assert on_screen(desk) == before
    assert desk.parts.showing.clause == ""
    assert not window.bar.is_open
    assert "Esc goes back to it" in window.status.said()
    press(window, "Esc")
    assert window.case.isVisible()
    assert window.bar.isVisible()


def test_the_next_case_comes_with_the_outbox_put_away(desk: Desk) -> None:
    window, before = desk.parts.window, on_screen(desk)
    press(window, "O", "Space")
    assert window.case.isVisible()
    assert on_screen(desk) != before
