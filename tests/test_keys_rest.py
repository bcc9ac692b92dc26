"""The moderator's own rest by key events: guidelines left out for today, time with hard cases, a break."""

from collections.abc import Iterator
from datetime import timedelta

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from moderator_desk.app import Desk
from moderator_desk.driver import press
from moderator_desk.models import ledger, outbox, wellbeing
from moderator_desk.models.accounts import Account
from moderator_desk.models.queue import QueueFilter, queue_page
from moderator_desk.models.store import Store
from moderator_desk.models.times import to_ms
from moderator_desk.models.values import CaseRef
from moderator_desk.review.resting import midnight
from moderator_desk.ui.safe import SafeLabel
from tests.fixtures_desk import QUICK, running_desk
from tests.fixtures_server import PlatformServer
from tests.models.making import NOW_MS, a_case, a_posting, filled
from tests.test_desk_keys import on_screen
from tests.test_keys_care import SPAM, Clock, show


@pytest.fixture
def clock() -> Clock:
    """It is ten in the morning of yesterday, so that no test runs into midnight unless it wants to."""
    made = Clock()
    made.ahead = midnight(made()) - timedelta(hours=38) - made()
    return made


@pytest.fixture
def rest_desk(
    qtbot: QtBot, qapp: object, desk_store: Store, platform: PlatformServer, clock: Clock
) -> Iterator[Desk]:
    account = Account("here", "desk", platform.url, "Here")
    settings = msgspec.structs.replace(QUICK, break_minutes=2)
    with running_desk(
        desk_store, account, platform.tokens["senior"], qtbot, qapp, settings, now=clock
    ) as made:
        qtbot.waitUntil(lambda: made.parts.model.rowCount() >= 5)
        yield made


def listed(desk: Desk) -> set[str]:
    model = desk.parts.model
    return {line.guideline for row in range(model.rowCount()) if (line := model.line(row)) is not None}


def pass_time(desk: Desk, clock: Clock, seconds: int) -> None:
    """Let the moderator's clock go on while the desk looks at it every thirty seconds."""
    for _ in range(seconds // 30):
        clock.ahead += timedelta(seconds=30)
        desk.parts.resting.look()


def ledger_kinds(store: Store) -> list[str]:
    with store.read() as session:
        return [each.kind for each in ledger.entries(session)]


def test_a_guideline_left_out_is_gone_until_midnight_and_no_longer(
    rest_desk: Desk, desk_store: Store, qtbot: QtBot, clock: Clock
) -> None:
    window, sheet = rest_desk.parts.window, rest_desk.parts.resting.out_sheet
    show(rest_desk, qtbot, SPAM)
    before = ledger_kinds(desk_store)
    press(window, "Ctrl+Shift+N")
    assert sheet.isVisible()
    number = next(n for n, rule in enumerate(sheet._rules) if rule.code == "SPAM")
    for _ in range(number):
        press(window, "Down")
    press(window, "Space")
    assert "SPAM" not in listed(rest_desk)
    assert on_screen(rest_desk) != CaseRef("here", SPAM)
    assert "left out for you until midnight (" in window.queue.left_out.full_text()
    assert "stay open for the rest of the team" in window.queue.left_out.full_text()
    press(window, "D", "Esc")  # a letter does nothing under the sheet
    assert not sheet.isVisible()
    seen = {on_screen(rest_desk).case_id}
    for _ in range(12):
        press(window, "Space")
        seen.add(on_screen(rest_desk).case_id)
    assert SPAM not in seen
    window.queue.filter_changed.emit(QueueFilter(words="capsules"))
    qtbot.waitUntil(lambda: rest_desk.parts.model.filter.words == "capsules")
    assert rest_desk.parts.model.rowCount() == 0
    window.queue.filter_changed.emit(QueueFilter())
    qtbot.waitUntil(lambda: rest_desk.parts.model.filter.words == "")
    assert [each for each in ledger_kinds(desk_store) if each not in before] in ([], ["sealed-shown"])
    clock.ahead = midnight(clock()) - clock() + timedelta(seconds=1)
    press(window, "F5")
    rest_desk.parts.resting.look()
    assert "SPAM" in listed(rest_desk)
    assert not window.queue.left_out.isVisible()


def test_a_digit_leaves_out_and_lets_in_again(rest_desk: Desk, desk_store: Store, clock: Clock) -> None:
    window, sheet = rest_desk.parts.window, rest_desk.parts.resting.out_sheet

    def out() -> tuple[str, ...]:
        with desk_store.read() as session:
            return wellbeing.left_out(session, to_ms(clock()))

    press(window, "Ctrl+Shift+N", "2")
    assert out() == (sheet._rules[1].code,)
    press(window, "1", "2")
    assert out() == (sheet._rules[0].code,)
    press(window, "1", "Esc")
    assert out() == ()


def test_what_came_back_is_never_left_out(desk_store: Store) -> None:
    filled(desk_store, a_case("c-1"), a_case("c-2"))
    with desk_store.write() as session:
        outbox.append(session, a_posting("d-1", "c-1", send_after=NOW_MS))
        outbox.move(session, "d-1", "blocked", why="item-changed")
        page = queue_page(session, QueueFilter(), without=("HAR",))
    assert [line.ref.case_id for line in page.lines] == ["c-1"]


def test_time_with_hard_cases_is_added_up_by_severity_and_told_to_nobody(
    rest_desk: Desk, desk_store: Store, platform: PlatformServer, qtbot: QtBot, clock: Clock
) -> None:
    window, sheet = rest_desk.parts.window, rest_desk.parts.resting.time_sheet
    show(rest_desk, qtbot, SPAM)  # severity high
    before = ledger_kinds(desk_store)
    rest_desk.parts.resting.look()
    pass_time(rest_desk, clock, 90)
    clock.ahead += timedelta(hours=2)  # the machine slept
    rest_desk.parts.resting.look()
    assert not window.rest.isVisible()
    press(window, "Ctrl+Shift+M")
    assert sheet.isVisible()
    assert "High" in sheet.text()
    assert "1 minute" in sheet.text()
    assert "never counted against you" in " ".join(each.full_text() for each in sheet.findChildren(SafeLabel))
    press(window, "Esc")
    assert not sheet.isVisible()
    assert ledger_kinds(desk_store) == before
    assert "exposure" not in str(platform.control("log"))


def test_a_break_is_suggested_never_in_the_way_and_put_away_by_one_key(
    rest_desk: Desk, qtbot: QtBot, clock: Clock
) -> None:
    window = rest_desk.parts.window
    show(rest_desk, qtbot, SPAM)
    rest_desk.parts.resting.look()
    pass_time(rest_desk, clock, 150)
    assert window.rest.isVisible()
    assert "Ctrl+Shift+B puts this away" in window.rest.text()
    press(window, "R")
    assert window.bar.is_open  # work goes on beside it
    press(window, "Esc", "Ctrl+Shift+B")
    assert not window.rest.isVisible()
    pass_time(rest_desk, clock, 60)
    assert not window.rest.isVisible()


def test_an_easy_case_takes_no_time(rest_desk: Desk, desk_store: Store, qtbot: QtBot, clock: Clock) -> None:
    show(rest_desk, qtbot, "c-date")  # severity medium
    rest_desk.parts.resting.look()
    pass_time(rest_desk, clock, 300)
    press(rest_desk.parts.window, "Ctrl+Shift+M")
    assert "None so far today." in rest_desk.parts.resting.time_sheet.text()
