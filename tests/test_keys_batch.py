"""What became of a batch, by keys: each case with its own outcome under real faults of the server, one undo for all."""

import pytest
from pytestqt.qtbot import QtBot

from moderator_desk.app import Desk
from moderator_desk.driver import press, type_text
from moderator_desk.models.batches import read_batch
from moderator_desk.models.store import Store
from moderator_desk.models.values import CaseRef
from tests.fixtures_server import PlatformServer
from tests.test_desk_keys import all_sent
from tests.waving import decisions_of, only, open_wave

PUT = "/v1/decisions"


@pytest.fixture
def made(desk: Desk, desk_store: Store, platform: PlatformServer, qtbot: QtBot) -> list[str]:
    """The cases of a wave, which is open with all of them in."""
    found = open_wave(desk, desk_store, platform, qtbot)
    only(desk, set(found))
    return found


def in_order(desk: Desk) -> list[str]:
    """The cases that are in, in the order in which they are sent."""
    return [each.ref.case_id for each in desk.parts.window.wave.members if each.is_in]


def remove_all(desk: Desk) -> None:
    """Remove what is in, giving a reason where the ladder asks for one."""
    window = desk.parts.window
    press(window, "R", "1")
    if window.bar.form.missing():
        type_text(window, "The same to everybody")
    press(window, "Ctrl+Return")
    assert not window.bar.is_open


def outcomes(desk: Desk) -> dict[str, str]:
    """Case by case what the batch pane has, and that its line begins with it."""
    pane = desk.parts.window.batch
    return {each.entry.case_id: each.outcome for each in pane.cases}


def open_batch(desk: Desk, qtbot: QtBot) -> None:
    press(desk.parts.window, "Shift+Q")
    qtbot.waitUntil(lambda: desk.parts.window.middle.currentWidget() is desk.parts.window.batch)


def line_of(desk: Desk, case_id: str) -> str:
    pane = desk.parts.window.batch
    return pane.list.item([each.entry.case_id for each in pane.cases].index(case_id)).text()


def test_each_case_says_sent_refused_with_the_servers_words_or_waiting(
    desk: Desk, desk_store: Store, platform: PlatformServer, qtbot: QtBot, made: list[str]
) -> None:
    # in the order of the wave: one is stale, one meets a fault, one is put off for ten minutes, the others arrive
    order = in_order(desk)
    authors = {each.ref.case_id: each.gathered.case.item.author.id for each in desk.parts.window.wave.members}
    platform.control("edit-item", item_id=f"i-w{made.index(order[0])}", text="Quite another text.")
    platform.fault("rate-limit", "PUT", PUT, seconds=600, skip=1)
    remove_all(desk)
    qtbot.waitUntil(lambda: _settled(desk_store, made) >= 3, timeout=20_000)
    open_batch(desk, qtbot)
    qtbot.waitUntil(lambda: set(outcomes(desk).values()) >= {"refused", "sent", "waiting"}, timeout=20_000)
    now = outcomes(desk)
    assert now[order[0]] == "refused"
    assert "Refused" in line_of(desk, order[0])
    assert "The item changed after you looked at it." in line_of(desk, order[0])
    assert "The server said:" in line_of(desk, order[0])
    held = [case for case in order[1:] if authors[case] == authors[order[0]]]
    assert [now[case] for case in held] == ["waiting"] * len(
        held
    )  # behind the refused one of the same member
    put_off = next(case for case in order if now[case] == "waiting" and case not in held)
    assert "platform asks us to wait" in line_of(desk, put_off)
    count = desk.parts.window.batch.count.full_text()
    assert count.startswith("6 cases: ")
    assert "1 refused" in count


def _settled(store: Store, made: list[str]) -> int:
    return sum(each.state == "settled" for each in decisions_of(store, made).values())


def test_a_fault_of_the_server_is_told_and_then_over(
    desk: Desk, desk_store: Store, platform: PlatformServer, qtbot: QtBot, made: list[str]
) -> None:
    platform.fault("server-error", "PUT", PUT, times=1000)
    remove_all(desk)
    open_batch(desk, qtbot)
    qtbot.waitUntil(lambda: any("platform has a fault" in line_of(desk, case) for case in made))
    assert set(outcomes(desk).values()) == {"waiting"}
    answer = platform.session("").delete(f"{platform.url}/_control/faults", timeout=10)
    assert answer.status_code == 200
    qtbot.waitUntil(lambda: set(outcomes(desk).values()) == {"sent"}, timeout=30_000)
    assert all_sent(desk_store)


def test_one_undo_takes_back_what_was_sent_what_waits_and_what_was_refused(
    desk: Desk, desk_store: Store, platform: PlatformServer, qtbot: QtBot, made: list[str]
) -> None:
    order = in_order(desk)
    platform.control("edit-item", item_id=f"i-w{made.index(order[0])}", text="Quite another text.")
    platform.fault("rate-limit", "PUT", PUT, seconds=600, skip=1)
    remove_all(desk)
    qtbot.waitUntil(lambda: _settled(desk_store, made) >= 3, timeout=20_000)
    open_batch(desk, qtbot)
    press(desk.parts.window, "U")
    qtbot.waitUntil(lambda: set(outcomes(desk).values()) == {"undone"}, timeout=20_000)
    assert desk.parts.window.batch.count.full_text() == "6 cases: 6 undone."
    assert {platform.case(case)["state"] for case in made} == {"open"}
    press(desk.parts.window, "U")
    assert "nothing to undo" in desk.parts.window.status.said()


def test_the_batch_of_the_case_on_the_screen_comes_first_else_the_newest(
    desk: Desk, desk_store: Store, qtbot: QtBot, made: list[str]
) -> None:
    window = desk.parts.window
    only(desk, set(made[:3]))
    remove_all(desk)
    only(desk, {made[3]})
    remove_all(desk)
    press(window, "Esc")
    desk.parts.screen.show(CaseRef("here", made[1]))
    open_batch(desk, qtbot)
    assert set(outcomes(desk)) == set(made[:3])
    press(window, "Return")
    assert window.middle.currentWidget() is window.case
    assert desk.parts.screen.file is not None
    assert desk.parts.screen.file.ref.case_id in made[:3]
    desk.parts.screen.show(CaseRef("here", made[5]))
    open_batch(desk, qtbot)
    assert set(outcomes(desk)) == {made[3]}
    press(window, "Shift+Q")
    assert window.middle.currentWidget() is window.case


def test_without_a_batch_it_is_said(desk: Desk, qtbot: QtBot) -> None:
    press(desk.parts.window, "Shift+Q")
    qtbot.waitUntil(lambda: "Nothing was decided at once yet" in desk.parts.window.status.said())


def test_a_batch_of_nothing_is_none(desk_store: Store) -> None:
    with desk_store.read() as session:
        assert read_batch(session, "") == ()
        assert read_batch(session, "no-such-batch") == ()
