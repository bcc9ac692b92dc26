"""A notice with a removal or an edit, and the message of care with a case handed up: by keys, read in the inbox."""

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from moderator_desk.app import Desk
from moderator_desk.driver import press, type_text
from moderator_desk.models.store import Store
from moderator_desk.models.values import CaseRef
from tests.fixtures_server import PlatformServer
from tests.test_desk_keys import all_sent, go_to, on_screen
from tests.test_keys_case import said


def author(platform: PlatformServer, case_id: str) -> str:
    member: str = platform.case(case_id)["item"]["author"]["id"]
    return member


def inbox(platform: PlatformServer, member: str) -> list[Any]:
    return list(platform.get(f"/v1/members/{member}/inbox")["messages"])


def step_to(desk: Desk, wanted: str) -> None:
    """The guideline with this code beside the case."""
    while desk.parts.window.guideline.shown_code != wanted:
        press(desk.parts.window, "]")


def open_under_self(desk: Desk) -> CaseRef:
    """On to a case that is not sealed and may be handed up, looked at under SELF."""
    while any(desk.parts.showing.availability()[each] for each in ("remove", "escalate")):
        press(desk.parts.window, "Space")
    step_to(desk, "SELF")
    return on_screen(desk)


def fill(desk: Desk) -> None:
    """What a form asks for beside the clause: the change, or why it is stronger than the ladder."""
    window = desk.parts.window
    press(window, "1")
    if window.bar.form.missing():
        type_text(window, "The same again within a day")


@pytest.mark.parametrize(("key", "action"), [("R", "remove"), ("E", "edit")])
def test_the_member_is_told_when_the_key_says_so(
    desk: Desk, desk_store: Store, platform: PlatformServer, qtbot: QtBot, key: str, action: str
) -> None:
    window = desk.parts.window
    ref = go_to(desk, action)
    member = author(platform, ref.case_id)
    press(window, key)
    fill(desk)
    press(window, "Ctrl+T")
    if (
        not window.bar.form.draft().message
    ):  # no ready notice for this action: the cursor is in the empty field
        type_text(window, "We changed a word.")
    draft = window.bar.form.draft()
    press(window, "Ctrl+Return")
    qtbot.waitUntil(lambda: all_sent(desk_store))
    (message,) = inbox(platform, member)
    assert (message["text"], message["action"]) == (draft.message, action)
    assert message["language"] == draft.language


@pytest.mark.parametrize(("key", "action"), [("R", "remove"), ("E", "edit")])
def test_nobody_is_told_by_the_light_path(
    desk: Desk, desk_store: Store, platform: PlatformServer, qtbot: QtBot, key: str, action: str
) -> None:
    ref = go_to(desk, action)
    press(desk.parts.window, key)
    fill(desk)
    press(desk.parts.window, "Ctrl+T", "Ctrl+T", "Ctrl+Return")
    qtbot.waitUntil(lambda: all_sent(desk_store))
    assert platform.case(ref.case_id)["decisions"][-1]["action"] == action
    assert inbox(platform, author(platform, ref.case_id)) == []


def test_a_person_in_distress_gets_a_message_and_no_strike(
    desk: Desk, desk_store: Store, platform: PlatformServer, qtbot: QtBot
) -> None:
    window = desk.parts.window
    ref = open_under_self(desk)
    member = author(platform, ref.case_id)
    before = platform.get(f"/v1/members/{member}")
    press(window, "X")
    type_text(window, "Not well, I think")
    draft = window.bar.form.draft()
    assert draft.template == "care"
    press(window, "Return")
    qtbot.waitUntil(lambda: all_sent(desk_store))
    (message,) = inbox(platform, member)
    assert (message["text"], message["action"]) == (draft.message, "escalate")
    after = platform.get(f"/v1/members/{member}")
    assert (after["strikes"], after["sanctions"]) == (before["strikes"], before["sanctions"])
    case = platform.case(ref.case_id)
    assert case["state"] == "escalated"
    assert platform.get("/v1/decisions?limit=1", "admin")["decisions"][0]["guideline"] == "SELF"


def test_the_key_switches_the_message_of_care_off_while_the_reason_is_typed(
    desk: Desk, desk_store: Store, platform: PlatformServer, qtbot: QtBot
) -> None:
    window = desk.parts.window
    ref = open_under_self(desk)
    press(window, "X")
    type_text(window, "Promotes it")
    press(window, "Ctrl+T", "Return")
    qtbot.waitUntil(lambda: all_sent(desk_store))
    assert platform.case(ref.case_id)["state"] == "escalated"
    assert inbox(platform, author(platform, ref.case_id)) == []


def test_the_key_says_why_where_there_is_nothing_to_choose(desk: Desk) -> None:
    window = desk.parts.window
    press(window, "Ctrl+T")
    assert said(desk).startswith("Open an edit, a removal or an escalation first")
    go_to(desk, "warn")
    press(window, "W", "Ctrl+T")
    assert said(desk) == "This decision always tells the member."
    press(window, "Esc", "Esc")
    open_under_self(desk)
    step_to(desk, "HAR")
    press(window, "X", "Ctrl+T")
    assert said(desk) == "This guideline has no message to the person whose case is handed up."
    press(window, "Esc", "Esc")
    while desk.parts.showing.availability()["remove"] != "sealed":
        press(window, "Space")
    step_to(desk, "SELF")
    press(window, "X", "Ctrl+T")
    assert said(desk) == "This case is sealed. Nothing is sent to the member."
    assert not window.bar.form.draft().message
