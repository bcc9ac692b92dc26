"""Warning and banning a wave by keys: each member once, a notice each, exceptions where the ladder says otherwise."""

from collections import Counter

import pytest
from pytestqt.qtbot import QtBot

from moderator_desk.app import Desk
from moderator_desk.driver import press, type_text
from moderator_desk.models.accounts import Account
from moderator_desk.models.store import Store
from moderator_desk.models.values import Abilities
from tests.fixtures_desk import running_desk
from tests.fixtures_server import PlatformServer
from tests.test_desk_keys import all_sent
from tests.test_keys_notice import inbox
from tests.waving import decisions_of, member_at, only, open_wave, row_of


@pytest.fixture
def made(desk: Desk, desk_store: Store, platform: PlatformServer, qtbot: QtBot) -> list[str]:
    """The cases of a wave, which is open."""
    found = open_wave(desk, desk_store, platform, qtbot)
    only(desk, set(found))
    return found


def row_words(desk: Desk, case_id: str) -> str:
    return desk.parts.window.wave.list.item(row_of(desk, case_id)).text()


def missing(desk: Desk) -> str:
    return " ".join(desk.parts.window.bar.form.missing())


def test_each_member_is_warned_once_and_their_other_cases_go_as_told(
    desk: Desk, desk_store: Store, platform: PlatformServer, qtbot: QtBot, made: list[str]
) -> None:
    window = desk.parts.window
    press(window, "W")
    assert window.bar._title.text() == "Warn 4 members, each once, on 6 cases"
    press(window, "1")
    assert missing(desk) == "Say what becomes of their other cases: R or D."
    press(window, "Return")
    assert window.bar.is_open
    assert decisions_of(desk_store, made) == {}
    press(window, "R", "Return")
    assert not window.bar.is_open
    assert "4 warned, 2 removed in one go" in window.wave._said.text() or window.wave.members == ()
    qtbot.waitUntil(lambda: all_sent(desk_store))
    done = decisions_of(desk_store, made)
    assert Counter(each.decision.action for each in done.values() if each.decision) == {
        "warn": 4,
        "remove": 2,
    }
    assert len({each.decision.batch for each in done.values() if each.decision}) == 1
    assert all(each.state == "settled" for each in done.values())
    strikes = platform.control("effects")["strikes"]
    assert {name: len(each) for name, each in strikes.items()} == {
        "m-ana": 2, "m-bob": 3, "m-chen": 1, "m-dina": 2
    }  # fmt: skip


def test_the_notice_of_each_member_is_in_their_language_and_was_to_be_read_before(
    desk: Desk, desk_store: Store, platform: PlatformServer, qtbot: QtBot, made: list[str]
) -> None:
    window = desk.parts.window
    press(window, "W", "1", "D")
    many = window.bar.form.fields.many
    assert many._language_row._options == ("Spanish · 1", "English · 1", "Chinese · 1", "Arabic · 1")
    previews = []
    for number in range(4):
        many._language_row.choose(number)
        previews.append(many._text.toPlainText())
    press(window, "Return")
    qtbot.waitUntil(lambda: all_sent(desk_store))
    told = {name: inbox(platform, name) for name in ("m-ana", "m-bob", "m-chen", "m-dina")}
    assert [len(each) for each in told.values()] == [1, 1, 1, 1]
    assert [each[0]["language"] for each in told.values()] == ["es", "en", "zh", "ar"]
    assert "Ana" in told["m-ana"][0]["text"]
    assert "DATE.1" in told["m-ana"][0]["text"]
    assert [each[0]["text"] for each in told.values()] == previews


def test_what_the_ladder_sees_otherwise_is_said_and_left_out_by_one_key(
    desk: Desk, desk_store: Store, made: list[str]
) -> None:
    window, bob = desk.parts.window, made[2]
    press(window, "L")
    assert "Choose first" in window.status.said()
    press(window, "W")
    assert "! Ladder: ban 7 days, otherwise than this batch" in row_words(desk, bob)
    assert "Ladder: warn" in row_words(desk, made[3])
    assert "otherwise" not in row_words(desk, made[3])
    assert "counted on this member's first case" in row_words(desk, made[1])
    press(window, "Esc", "L")
    assert not member_at(desk, bob).is_in
    press(window, "W", "1", "D", "Return")
    assert set(decisions_of(desk_store, made)) == set(made) - {bob}


def test_beyond_the_ladder_a_reason_is_asked_for_and_a_ban_always_gives_one(
    desk: Desk, desk_store: Store, made: list[str]
) -> None:
    window = desk.parts.window
    only(desk, {made[0], made[1]})
    press(window, "B")
    assert "Say why less is not enough." in missing(desk)
    press(window, "1")
    type_text(window, "Wrote to a hundred people")
    press(window, "Esc", "R", "Return")
    done = decisions_of(desk_store, made)
    banned, removed = done[made[0]].decision, done[made[1]].decision
    assert banned is not None
    assert removed is not None
    assert (banned.action, banned.duration_hours, banned.reason) == ("ban", 24, "Wrote to a hundred people")
    assert (removed.action, removed.duration_hours, removed.message) == ("remove", None, "")
    assert banned.message
    assert (banned.clause, removed.clause) == (removed.clause, banned.clause)


def test_an_exception_made_while_the_bar_is_open_keeps_what_was_typed(
    desk: Desk, desk_store: Store, made: list[str]
) -> None:
    window = desk.parts.window
    press(window, "B", "1")
    type_text(window, "Wrote to a hundred people")
    press(window, "Esc", "Right")
    window.wave.setFocus()
    press(window, "Home", "Space")
    assert window.bar._title.text() == "Ban 4 members, each once, on 5 cases"
    window.bar.form.setFocus()
    press(window, "D", "Return")
    done = decisions_of(desk_store, made)
    first = {each.ref.case_id for each in window.wave.members}
    assert set(done) == set(made) - first
    reasons = {
        each.decision.reason for each in done.values() if each.decision and each.decision.action == "ban"
    }
    assert reasons == {"Wrote to a hundred people"}
    assert {
        each.decision.duration_hours for each in done.values() if each.decision and each.decision.message
    } == {72}


def test_a_removal_of_many_can_tell_each_member(
    desk: Desk, desk_store: Store, platform: PlatformServer, qtbot: QtBot, made: list[str]
) -> None:
    window = desk.parts.window
    only(desk, set(made[:2]) | {made[3]})
    press(window, "R", "1")
    if window.bar.form.missing():
        type_text(window, "Wrote to a hundred people")
    press(window, "Ctrl+T", "Ctrl+Return")
    qtbot.waitUntil(lambda: all_sent(desk_store))
    assert len(decisions_of(desk_store, made)) == 3
    assert [len(inbox(platform, name)) for name in ("m-ana", "m-chen")] == [1, 1]


def test_a_verb_that_fits_no_more_lets_the_cases_in_again(desk: Desk, made: list[str]) -> None:
    window = desk.parts.window
    for each in window.wave.members:
        each.cannot = "no-member"
    press(window, "D")
    assert window.bar.is_open
    assert all(member_at(desk, case).is_in for case in made)


def test_what_the_platform_lacks_says_why_and_nothing_opens(
    qtbot: QtBot, qapp: object, desk_store: Store, platform: PlatformServer
) -> None:
    account = Account("here", "desk", platform.url, "Here")
    able = Abilities(
        kind="desk", actions=("dismiss", "remove"), missing={"warn": "not-supported"}, guidelines=True
    )
    with running_desk(desk_store, account, platform.tokens["senior"], qtbot, qapp, abilities=able) as lacking:
        made = open_wave(lacking, desk_store, platform, qtbot)
        window = lacking.parts.window
        press(window, "W")
        assert not window.bar.is_open
        assert "This platform does not offer that." in window.status.said()
        assert "left out: This platform does not offer that" in row_words(lacking, made[0])
        press(window, "R")
        assert window.bar.is_open
        assert member_at(lacking, made[0]).is_in
