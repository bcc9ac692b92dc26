"""Care paths by key events: help for a person in distress, a threat to life, the legal route of what is sealed."""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from moderator_desk import review
from moderator_desk.app import Desk
from moderator_desk.driver import press, type_text
from moderator_desk.models import handoffs, ledger, outbox
from moderator_desk.models.accounts import Account
from moderator_desk.models.store import Store, open_store
from moderator_desk.models.values import LIFE_THREAT, Action, Case, CaseRef
from moderator_desk.review import NotPossible
from moderator_desk.rules import Draft
from moderator_desk.settings import Settings
from tests.fixtures_desk import running_desk
from tests.fixtures_server import PlatformServer, running_platform
from tests.test_desk_keys import all_sent, go_to, on_screen

SETTINGS = Settings(
    theme="light", undo_seconds=0, arm_ms=0, duty_name="Mara Lind", duty_phone="+49 30 555", alert_minutes=5
)


SEALED, SPAM = "c-sealed", "c-spam"
DISTRESS = "c-b012"
"""In the demo community: somebody in Australia who is not well."""
DEMO = Path(__file__).parents[1] / "resources" / "demo"


class Clock:
    """The moderator's clock, moved by a test."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def care_desk(
    qtbot: QtBot, qapp: object, desk_store: Store, platform: PlatformServer, clock: Clock
) -> Iterator[Desk]:
    account = Account("here", "desk", platform.url, "Here")
    with running_desk(
        desk_store, account, platform.tokens["senior"], qtbot, qapp, SETTINGS, now=clock
    ) as made:
        yield made


def show(desk: Desk, qtbot: QtBot, case_id: str) -> CaseRef:
    """Put a case on the screen as a click on its line does, once it has come."""
    ref = CaseRef("here", case_id)

    def there() -> bool:
        desk.parts.screen.show(ref)
        return desk.parts.screen.file is not None and desk.parts.screen.file.member is not None

    qtbot.waitUntil(there)
    return ref


def lines(store: Store, ref: CaseRef) -> list[str]:
    with store.read() as session:
        assert ledger.first_broken_line(session) is None
        return [each.kind for each in ledger.entries(session, ref=ref)]


def frozen(store: Store) -> list[handoffs.Handoff]:
    with store.read() as session:
        return [each for each, _ in handoffs.alerts(session)]


def said(desk: Desk) -> str:
    return desk.parts.window.status.said()


def plain(text: str) -> str:
    """Without the marks that keep foreign names in their place."""
    return text.replace("\u2068", "").replace("\u2069", "")


def test_a_person_in_distress_gets_help_no_strike_and_a_hand_off_with_receipt(
    qtbot: QtBot, qapp: object, desk_store: Store, tmp_path: Path
) -> None:
    with running_platform(f"sqlite:///{tmp_path / 'demo.sqlite'}", world=DEMO) as demo:
        account, token = Account("here", "desk", demo.url, "Here"), demo.tokens["senior"]
        with running_desk(desk_store, account, token, qtbot, qapp, SETTINGS) as desk:
            _help(desk, desk_store, demo, qtbot)
            _receipt(desk, desk_store, qtbot)


def _help(desk: Desk, store: Store, demo: PlatformServer, qtbot: QtBot) -> None:
    window = desk.parts.window
    show(desk, qtbot, "c-b021")  # somebody in Egypt, for which the book has no line
    press(window, "X")
    told = plain(window.bar.form.fields.notice._care.full_text())
    assert told.startswith("No line is known for EG. Ask the duty contact: Mara Lind +49 30 555")
    press(window, "Esc", "Esc")
    ref = show(desk, qtbot, DISTRESS)
    member_id = desk.parts.screen.file.case.item.author.id  # type: ignore[union-attr]
    before = demo.get(f"/v1/members/{member_id}")["strikes"]
    press(window, "X")
    notice = window.bar.form.fields.notice
    assert window.bar.form.fields.switch.on
    told = plain(notice._care.full_text())
    assert told.startswith("Named for AU: Lifeline 13 11 14 (not checked by this team yet: https://www.life")
    assert notice.text().endswith("Lifeline: 13 11 14")
    type_text(window, "Somebody who can help should look")
    press(window, "Ctrl+Return")
    qtbot.waitUntil(lambda: all_sent(store))
    assert demo.get(f"/v1/members/{member_id}")["strikes"] == before
    assert demo.case(ref.case_id)["state"] == "escalated"
    (message,) = demo.control("effects")["inbox"][member_id]
    assert message["text"].endswith("Lifeline: 13 11 14")


def _receipt(desk: Desk, store: Store, qtbot: QtBot) -> None:
    window = desk.parts.window
    ref = show(desk, qtbot, DISTRESS)
    standing, hint = window.case.head._standing, window.case.head._hint
    assert "Handed off to Mara Lind +49 30 555" in plain(hint.full_text())
    assert "The platform has it." in plain(hint.full_text())
    assert "Nobody has acknowledged it yet" in plain(hint.full_text())
    press(window, "Ctrl+Shift+Y")
    assert plain(window.alert._ask.full_text()) == f"Who has case {DISTRESS}?"
    press(window, "Return")
    assert said(desk) == "Write the name of the person who has it."
    type_text(window, "Jon Berg, by phone")
    press(window, "Return")
    assert "Jon Berg has it, by phone" in plain(standing.full_text())
    assert lines(store, ref).count("handed-off") == 1
    assert lines(store, ref).count("acknowledged") == 1
    press(window, "Ctrl+Shift+Y")
    assert said(desk) == "Nothing waits to be acknowledged."


def test_one_key_freezes_keeps_and_calls_until_somebody_has_it(
    care_desk: Desk, desk_store: Store, platform: PlatformServer, qtbot: QtBot, clock: Clock
) -> None:
    window = care_desk.parts.window
    ref = show(care_desk, qtbot, SPAM)
    seen = care_desk.parts.screen.file.case  # type: ignore[union-attr]
    press(window, "Ctrl+Shift+X")
    assert "Call Mara Lind +49 30 555 now" in plain(window.alert.text())
    assert on_screen(care_desk) == ref
    (handed,) = frozen(desk_store)
    with desk_store.read() as session:
        body = handoffs.preserved(session, handed.id)
    assert msgspec.json.decode(body, type=Case) == seen
    assert handed.seen_sha256 == hashlib.sha256(body).hexdigest()
    qtbot.waitUntil(lambda: all_sent(desk_store))
    assert platform.case(ref.case_id)["state"] == "escalated"
    qtbot.waitUntil(lambda: care_desk.parts.screen.file.case.state == "escalated")  # type: ignore[union-attr]
    open_verbs = {key for key, why in care_desk.parts.showing.availability().items() if why != "frozen"}
    assert open_verbs == {"escalate"}
    press(window, "D")
    assert said(care_desk).startswith("This case is frozen")
    with pytest.raises(NotPossible, match="frozen"):
        review.decide(desk_store, ref, Draft(Action.DISMISS), by="mod-03", now=clock(), undo_s=0, seen=seen)
    press(window, "Ctrl+Shift+X")
    assert said(care_desk).startswith("This case is frozen already")


def test_the_desk_calls_again_until_somebody_has_it(
    care_desk: Desk, desk_store: Store, qtbot: QtBot, clock: Clock
) -> None:
    window = care_desk.parts.window
    ref = show(care_desk, qtbot, SPAM)
    press(window, "Ctrl+Shift+X")
    qtbot.waitUntil(lambda: all_sent(desk_store))
    press(window, "Space")
    assert on_screen(care_desk) != ref
    clock.ahead = timedelta(minutes=4)
    care_desk.parts.caring.look()
    assert frozen(desk_store)[0].told == 1
    clock.ahead = timedelta(minutes=6)
    care_desk.parts.caring.look()
    assert (frozen(desk_store)[0].told, window.alert.isVisible()) == (2, True)
    assert "asked for 2 times" in plain(window.alert.text())
    care_desk.parts.caring.look()
    assert frozen(desk_store)[0].told == 2
    press(window, "Ctrl+Shift+Y", "Esc")
    assert window.alert.isVisible()
    press(window, "Ctrl+Shift+Y")
    type_text(window, "Mara Lind, by phone")
    press(window, "Return")
    assert not window.alert.isVisible()
    assert frozen(desk_store) == []
    clock.ahead = timedelta(hours=2)
    care_desk.parts.caring.look()
    kinds = [each for each in lines(desk_store, ref) if each in ("frozen", "called-again", "acknowledged")]
    assert kinds == ["frozen", "called-again", "acknowledged"]
    care_desk.parts.screen.show(ref)
    assert care_desk.parts.showing.availability()["dismiss"] == "frozen"  # a senior is no supervisor


def test_a_call_survives_the_end_of_the_program(
    desk_store: Store, platform: PlatformServer, qtbot: QtBot, qapp: object, clock: Clock, tmp_path: Path
) -> None:
    account, token = Account("here", "desk", platform.url, "Here"), platform.tokens["senior"]
    with running_desk(desk_store, account, token, qtbot, qapp, SETTINGS, now=clock) as desk:
        show(desk, qtbot, SPAM)
        press(desk.parts.window, "Ctrl+Shift+X")
        qtbot.waitUntil(lambda: all_sent(desk_store))
    path = desk_store.path
    desk_store.close()
    clock.ahead = timedelta(minutes=30)
    again = open_store(path)
    try:
        with running_desk(again, account, token, qtbot, qapp, SETTINGS, now=clock) as desk:
            qtbot.waitUntil(lambda: frozen(again)[0].told == 2)
            assert desk.parts.window.alert.isVisible()
    finally:
        again.close()


def test_undo_before_it_is_sent_thaws_and_the_freezing_stays_on_record(
    qtbot: QtBot, qapp: object, desk_store: Store, platform: PlatformServer
) -> None:
    account, token = Account("here", "desk", platform.url, "Here"), platform.tokens["senior"]
    held = msgspec.structs.replace(SETTINGS, undo_seconds=60)
    with running_desk(desk_store, account, token, qtbot, qapp, held) as desk:
        ref = show(desk, qtbot, SPAM)
        press(desk.parts.window, "Ctrl+Shift+X")
        press(desk.parts.window, "U")
        assert said(desk) == "Taken back."
        assert desk.parts.showing.availability()["dismiss"] == ""
        qtbot.waitUntil(lambda: not desk.parts.window.alert.isVisible())
        assert frozen(desk_store) == []
        kinds = lines(desk_store, ref)
        assert kinds[kinds.index("frozen") :] == ["frozen", "decided", "thawed", "withdrawn"]
    assert platform.case(ref.case_id)["state"] == "open"


def test_a_frozen_case_is_kept_where_the_platform_takes_no_escalation(
    care_desk: Desk, desk_store: Store, clock: Clock, qtbot: QtBot
) -> None:
    ref = show(care_desk, qtbot, SPAM)
    seen = care_desk.parts.screen.file.case  # type: ignore[union-attr]
    duty = handoffs.Duty("Mara Lind")
    review.freeze(desk_store, ref, None, by="mod-03", now=clock(), undo_s=0, seen=seen, duty=duty, alert_s=60)
    with desk_store.read() as session:
        assert outbox.of_case(session, ref) == ()
    (handed,) = frozen(desk_store)
    assert (handed.kind, handed.entry_id) == (LIFE_THREAT, "")
    care_desk.parts.screen.show(ref)
    assert care_desk.parts.showing.availability()["dismiss"] == "frozen"
    review.acknowledge(desk_store, handed.id, name="Mara Lind", how="", by="mod-03", now=clock())
    care_desk.parts.screen.show(ref)
    assert care_desk.parts.showing.availability()["dismiss"] == ""  # nobody else there could go on with it


@pytest.mark.parametrize(("role", "may"), [("moderator", False), ("senior", False), ("supervisor", True)])
def test_the_legal_route_is_for_its_role_and_every_asking_is_one_line(
    qtbot: QtBot, qapp: object, desk_store: Store, platform: PlatformServer, role: str, may: bool
) -> None:
    account = Account("here", "desk", platform.url, "Here")
    with running_desk(desk_store, account, platform.tokens[role], qtbot, qapp, SETTINGS) as desk:
        window, sheet = desk.parts.window, desk.parts.caring.legal
        go_to(desk, "dismiss")
        press(window, "Ctrl+Shift+U")
        assert said(desk).startswith("This case is not sealed")
        shown = lines(desk_store, CaseRef("here", SEALED)).count("sealed-shown")
        ref = show(desk, qtbot, SEALED)
        assert desk.parts.screen.file.case.sealed  # type: ignore[union-attr]
        press(window, "Ctrl+Shift+U")
        assert sheet.isVisible() == may
        if may:
            assert ref.case_id in plain(sheet.text())
            assert "1. Open nothing" in plain(sheet.text())
            press(window, "D", "Esc")
            assert not sheet.isVisible()
        kinds = lines(desk_store, ref)
        assert kinds.count("sealed-shown") == shown + 1
        assert kinds.count("legal-route-opened") == may
        assert kinds.count("legal-route-refused") == (not may)
        assert {why for verb, why in desk.parts.showing.availability().items() if verb != "escalate"} == {
            "sealed"
        }
        with desk_store.read() as session:
            opened = [e.body for e in ledger.entries(session, ref=ref) if e.kind.startswith("legal-route")]
        assert opened == [platform.get("/v1/me", role)["id"]]
        assert json.dumps(platform.control("log")).count(f"/v1/media/{SEALED}") == 0
