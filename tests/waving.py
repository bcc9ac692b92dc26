"""A wave on the real platform: nearly the same text by several members, in four languages; some have two cases of it."""

import uuid

from pytestqt.qtbot import QtBot

from moderator_desk.app import Desk
from moderator_desk.driver import press
from moderator_desk.models import outbox
from moderator_desk.models.members import read_member
from moderator_desk.models.store import Store
from moderator_desk.models.values import CaseRef, OutboxEntry
from moderator_desk.ui.wave_pane import Member
from tests.fixtures_server import PlatformServer

AUTHORS = ("m-ana", "m-ana", "m-bob", "m-chen", "m-dina", "m-dina")
"""Whose the cases w0 to w5 are; Bob alone has a strike under DATE, which they are reported under."""

TEXT = "Dear one, I look for a wife this week, write me your number and your photo on hearts.test/now, answer all {n}"


def make_wave(platform: PlatformServer) -> list[str]:
    """Put the wave on the platform; the ids of its cases, in the order of AUTHORS."""
    made = []
    for number, author in enumerate(AUTHORS):
        body = {
            "id": f"r-{uuid.uuid4()}",
            "item": {"id": f"i-w{number}", "kind": "comment", "text": TEXT.format(n=number)},
            "author": {"id": author},
            "guideline": "DATE",
            "words": "Look.",
        }
        answer = platform.ask("POST", "/v1/reports", "admin", json=body)
        assert answer.status_code == 201, answer.text
        made.append(str(answer.json()["case_id"]))
    return made


def open_wave(desk: Desk, store: Store, platform: PlatformServer, qtbot: QtBot) -> list[str]:
    """Make the wave, let the desk read it with its members, and open it on its first case; the ids of its cases."""
    made = make_wave(platform)
    press(desk.parts.window, "Ctrl+R")
    qtbot.waitUntil(lambda: _members_known(store), timeout=20_000)

    def whole() -> bool:
        if desk.parts.window.middle.currentWidget() is not desk.parts.window.wave:
            desk.parts.screen.show(CaseRef("here", made[0]))
            press(desk.parts.window, "Q")
        elif len(desk.parts.window.wave.members) < len(made):
            press(desk.parts.window, "Esc")
        return len(desk.parts.window.wave.members) >= len(made)

    qtbot.waitUntil(whole, timeout=20_000)
    return made


def _members_known(store: Store) -> bool:
    with store.read() as session:
        return all(read_member(session, "here", each) for each in set(AUTHORS))


def row_of(desk: Desk, case_id: str) -> int:
    """The row of a case in the wave."""
    return [each.ref.case_id for each in desk.parts.window.wave.members].index(case_id)


def member_at(desk: Desk, case_id: str) -> Member:
    """A case of the wave as its row holds it."""
    return desk.parts.window.wave.members[row_of(desk, case_id)]


def only(desk: Desk, wanted: set[str]) -> None:
    """Leave out by Space every case of the wave but these."""
    window = desk.parts.window
    press(window, "Home")
    for row in range(len(window.wave.members)):
        each = window.wave.members[row]
        if each.is_in != (each.ref.case_id in wanted):
            press(window, "Space")
        press(window, "Down")
    assert {each.ref.case_id for each in window.wave.members if each.is_in} == wanted


def decisions_of(store: Store, made: list[str]) -> dict[str, OutboxEntry]:
    """The newest decision of each case of the wave that has one."""
    with store.read() as session:
        entries = {case: outbox.of_case(session, CaseRef("here", case)) for case in made}
    return {
        case: max((one for one in each if one.kind == "decision"), key=lambda one: one.seq)
        for case, each in entries.items()
        if any(one.kind == "decision" for one in each)
    }
