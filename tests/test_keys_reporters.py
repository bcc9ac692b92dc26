"""Warning and muting those who report, by keys, on the real platform."""

from datetime import UTC, datetime

import pytest
from pytestqt.qtbot import QtBot

from moderator_desk.app import Desk
from moderator_desk.driver import press, type_text
from moderator_desk.models.queue import queue_lines
from moderator_desk.models.store import Store
from moderator_desk.models.values import CaseRef, QueueLine
from moderator_desk.review import Standing
from tests.fixtures_server import PlatformServer
from tests.test_desk_keys import all_sent

LOUD = "m-dina"


def report(platform: PlatformServer, name: str, by: str = LOUD, guideline: str = "RESP") -> CaseRef:
    """A report on an item of Ana's."""
    body = {
        "id": f"r-{name}-{by}",
        "item": {"id": f"i-{name}", "kind": "comment", "text": f"A fair remark about {name}."},
        "author": {"id": "m-ana"},
        "reporter": {"id": by},
        "guideline": guideline,
        "words": "Look.",
    }
    answer = platform.ask("POST", "/v1/reports", "admin", json=body)
    assert answer.status_code == 201, answer.text
    return CaseRef("here", str(answer.json()["case_id"]))


def pulled(desk: Desk, store: Store, qtbot: QtBot, ref: CaseRef, reports: int = 1) -> QueueLine:
    """The line of a case, once the desk has read it with so many reports."""
    press(desk.parts.window, "Ctrl+R")
    qtbot.waitUntil(
        lambda: (line := line_of(store, ref)) is not None and line.reports == reports, timeout=20_000
    )
    found = line_of(store, ref)
    assert found is not None
    return found


def line_of(store: Store, ref: CaseRef) -> QueueLine | None:
    with store.read() as session:
        return queue_lines(session, [ref]).get(ref)


def who(desk: Desk) -> Standing:
    chosen = desk.parts.reporting.sheet.chosen
    assert chosen is not None
    return chosen


def said(desk: Desk) -> str:
    return desk.parts.window.status.said()


@pytest.fixture
def first(desk: Desk, desk_store: Store, platform: PlatformServer, qtbot: QtBot) -> CaseRef:
    """A case that the loud one reported, on the screen with the sheet of reporters open."""
    ref = report(platform, "one")
    pulled(desk, desk_store, qtbot, ref)
    desk.parts.screen.show(ref)
    press(desk.parts.window, "Shift+R")
    return ref


def warn(desk: Desk, store: Store, qtbot: QtBot) -> None:
    """By keys, until it is on record."""
    press(desk.parts.window, "W", "Ctrl+Return")
    qtbot.waitUntil(lambda: all_sent(store) and len(who(desk).steps) == 1, timeout=20_000)


def test_a_warning_goes_as_it_is_shown_and_a_mute_only_after_it(
    desk: Desk, desk_store: Store, platform: PlatformServer, qtbot: QtBot, first: CaseRef
) -> None:
    window, sheet = desk.parts.window, desk.parts.reporting.sheet
    assert (sheet.isVisible(), who(desk).reporter.id) == (True, LOUD)
    press(window, "M")
    assert said(desk) == "Nobody is muted without a warning before. W writes one."
    press(window, "W")
    text = sheet.record.warn_form.text()
    assert sheet.record.warn_form.language == "ar"  # hers
    assert "دينا" in text
    assert "{" not in text
    warn_text = text.strip()
    press(window, "Ctrl+Return")
    qtbot.waitUntil(lambda: all_sent(desk_store) and len(who(desk).steps) == 1, timeout=20_000)
    told = platform.get(f"/v1/members/{LOUD}/inbox")["messages"]
    assert [each["text"] for each in told] == [warn_text]
    assert platform.case(first.case_id)["state"] == "open"
    press(window, "M")
    assert said(desk).startswith("They have not reported this since the warning")


def test_while_muted_their_reports_wait_and_others_do_not(
    desk: Desk, desk_store: Store, platform: PlatformServer, qtbot: QtBot, first: CaseRef
) -> None:
    window, sheet = desk.parts.window, desk.parts.reporting.sheet
    warn(desk, desk_store, qtbot)
    press(window, "Esc")
    second = report(platform, "two")
    assert not pulled(desk, desk_store, qtbot, second).held
    desk.parts.screen.show(second)
    press(window, "Shift+R", "M")
    assert sheet.record.mute_form.days == 7
    press(window, "2", "Tab")
    press(window, "Return")
    assert said(desk) == "Say why a warning was not enough."
    type_text(window, "The same again the day after")
    press(window, "Return")
    assert said(desk) == "Muted."
    assert [each.kind for each in who(desk).steps] == ["warning", "mute"]
    press(window, "M")
    assert said(desk).startswith("Their reports are left aside already")
    press(window, "Esc")
    third, urgent = report(platform, "three"), report(platform, "four", guideline="SELF")
    assert pulled(desk, desk_store, qtbot, third).held
    assert not pulled(desk, desk_store, qtbot, urgent).held
    report(platform, "three", by="m-bob")
    assert not pulled(desk, desk_store, qtbot, third, reports=2).held


def test_taken_back_what_waited_comes_forward(
    desk: Desk, desk_store: Store, platform: PlatformServer, qtbot: QtBot, first: CaseRef
) -> None:
    window = desk.parts.window
    press(window, "U")
    assert said(desk).startswith("There is nothing to take back")
    warn(desk, desk_store, qtbot)
    press(window, "Esc")
    second = report(platform, "two")
    pulled(desk, desk_store, qtbot, second)
    desk.parts.screen.show(second)
    press(window, "Shift+R", "M", "Tab")
    type_text(window, "Again")
    press(window, "Return", "Esc")
    third = report(platform, "three")
    assert pulled(desk, desk_store, qtbot, third).held
    desk.parts.screen.show(third)
    press(window, "Shift+R", "U")
    qtbot.waitUntil(lambda: not (line := line_of(desk_store, third)) or not line.held, timeout=20_000)
    assert [each.ended_at is None for each in who(desk).steps] == [True, False]


def test_a_warning_that_waits_is_taken_back_without_a_trace(
    desk: Desk, desk_store: Store, platform: PlatformServer, qtbot: QtBot, first: CaseRef
) -> None:
    platform.fault("rate-limit", "POST", f"/v1/members/{LOUD}/warnings", seconds=600)
    window = desk.parts.window
    press(window, "W", "Ctrl+Return")
    qtbot.waitUntil(lambda: who(desk).waiting is not None and who(desk).waiting.attempts == 1, timeout=20_000)
    press(window, "W")
    assert said(desk) == (
        "A warning to them is on its way. There can be no second one and no mute before it has arrived."
    )
    press(window, "U")
    assert who(desk).waiting is None
    assert platform.get(f"/v1/members/{LOUD}/inbox")["messages"] == []


def test_nobody_is_asked_about_where_nobody_reported(desk: Desk, desk_store: Store) -> None:
    window, sheet = desk.parts.window, desk.parts.reporting.sheet
    desk.parts.screen.show(CaseRef("here", "c-sealed"))
    press(window, "Shift+R")
    assert not sheet.isVisible()
    assert said(desk) == "This case is sealed. Whoever reported it did right, and is always heard."


def test_the_sheet_goes_with_its_case(desk: Desk, first: CaseRef) -> None:
    sheet = desk.parts.reporting.sheet
    assert sheet.isVisible()
    press(desk.parts.window, "D")  # the case beneath is not decided by it
    assert desk.parts.screen.file is not None
    assert desk.parts.screen.file.ref == first
    desk.parts.screen.show(None)
    assert not sheet.isVisible()


def test_moments_on_record_are_shown_in_the_case(
    desk: Desk, desk_store: Store, qtbot: QtBot, first: CaseRef
) -> None:
    warn(desk, desk_store, qtbot)
    press(desk.parts.window, "Esc")
    file = desk.parts.screen.file
    assert file is not None
    (step,) = file.reporters[LOUD]
    assert abs((step.at - datetime.now(UTC)).total_seconds()) < 60
    block = desk.parts.window.case._reports._blocks.used()[0]
    assert "warned just now" in block._reliability.full_text()  # type: ignore[attr-defined]
