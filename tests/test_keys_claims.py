"""A claim on the case on the screen, on a real server that grants leases: countdown, renewal at work, loss."""

from datetime import datetime, timedelta

import pytest
from pytestqt.qtbot import QtBot

from moderator_desk.app import Desk
from moderator_desk.connections import utc_now
from moderator_desk.driver import press, type_text
from moderator_desk.models import drafts, ledger
from moderator_desk.models.accounts import who_we_are
from moderator_desk.models.store import Store
from moderator_desk.models.values import CaseRef
from tests.fixtures_server import PlatformServer
from tests.test_desk_keys import all_sent, go_to, on_screen


def clock(desk: Desk, minutes: float) -> None:
    """From now on the desk's clock for claims is so many minutes ahead; the server's is not."""
    desk.parts.claiming.now = lambda: utc_now() + timedelta(minutes=minutes)


def until(platform: PlatformServer, ref: CaseRef) -> datetime:
    return datetime.fromisoformat(platform.case(ref.case_id)["claim"]["until"])


def standing(desk: Desk) -> str:
    return desk.parts.window.case.head._standing.full_text()


def said(desk: Desk) -> str:
    return desk.parts.window.status.said()


@pytest.fixture
def claimed(desk: Desk, desk_store: Store, qtbot: QtBot) -> CaseRef:
    """The case on the screen, claimed by key and told by the server."""
    ref = go_to(desk, "remove")
    press(desk.parts.window, "C")
    qtbot.waitUntil(lambda: all_sent(desk_store) and desk.parts.claiming._mine is not None)
    return ref


def kinds(store: Store, ref: CaseRef) -> list[str]:
    with store.read() as session:
        return [each.kind for each in ledger.entries(session, ref=ref)]


def test_the_case_shows_what_is_left_of_the_lease(desk: Desk, claimed: CaseRef) -> None:
    assert on_screen(desk) == claimed
    assert "Claimed by you for " in standing(desk)
    clock(desk, 4.5)
    desk.parts.claiming.tick()
    assert standing(desk).endswith("Claimed by you for 5 min; renewed while you work on it.")


def test_it_renews_itself_while_one_works(
    desk: Desk, desk_store: Store, platform: PlatformServer, claimed: CaseRef, qtbot: QtBot
) -> None:
    first = until(platform, claimed)
    clock(desk, 6)
    press(desk.parts.window, "H")
    qtbot.waitUntil(lambda: until(platform, claimed) > first)
    qtbot.waitUntil(lambda: "claim-renewed" in kinds(desk_store, claimed))
    assert platform.case(claimed.case_id)["claim"]["fence"] == 1


def test_writing_in_a_form_is_work(
    desk: Desk, platform: PlatformServer, claimed: CaseRef, qtbot: QtBot
) -> None:
    first = until(platform, claimed)
    press(desk.parts.window, "N")
    clock(desk, 6)
    type_text(desk.parts.window, "a")
    qtbot.waitUntil(lambda: until(platform, claimed) > first)
    assert desk.parts.window.note.is_open
    assert desk.parts.window.note.text() == "a"


@pytest.mark.parametrize(("minutes", "why"), [(6, "idle"), (5, "too early")])
def test_it_is_left_alone_while_nobody_works_or_it_is_too_early(
    desk: Desk, desk_store: Store, platform: PlatformServer, claimed: CaseRef, minutes: int, why: str
) -> None:
    first = until(platform, claimed)
    clock(desk, minutes)
    if why == "too early":
        press(desk.parts.window, "H")
    desk.parts.claiming.tick()
    desk.close()  # every errand comes to its end
    assert until(platform, claimed) == first
    assert "claim-renewed" not in kinds(desk_store, claimed)


def test_who_took_it_is_said_and_what_was_written_is_kept(
    desk: Desk, desk_store: Store, platform: PlatformServer, claimed: CaseRef, qtbot: QtBot
) -> None:
    press(desk.parts.window, "N")
    type_text(desk.parts.window, "half a though")
    platform.control("lapse-claim", case_id=claimed.case_id)
    platform.ask("PUT", f"/v1/cases/{claimed.case_id}/claim", "moderator2")
    press(desk.parts.window, "Ctrl+R")
    qtbot.waitUntil(lambda: "has the case now" in said(desk))
    with desk_store.read() as session:
        (draft,) = drafts.of_case(session, claimed)
    assert draft.body == b"half a though"
    assert desk.parts.window.note.text() == "half a though"
    assert "Claimed by you" not in standing(desk)


def test_a_renewal_that_comes_too_late_says_who_has_it(
    desk: Desk, desk_store: Store, platform: PlatformServer, claimed: CaseRef, qtbot: QtBot
) -> None:
    platform.control("lapse-claim", case_id=claimed.case_id)
    platform.ask("PUT", f"/v1/cases/{claimed.case_id}/claim", "moderator2")
    clock(desk, 6)
    press(desk.parts.window, "H")
    qtbot.waitUntil(lambda: "has the case now" in said(desk))


def test_a_lease_that_ran_out_is_said_once(desk: Desk, claimed: CaseRef) -> None:
    clock(desk, 11)
    desk.parts.claiming.tick()
    assert said(desk).startswith("Your claim ran out")
    desk.parts.window.status.show_said("", False)
    desk.parts.claiming.tick()
    assert said(desk) == ""


def test_given_back_by_key_nothing_is_said_of_a_loss(
    desk: Desk, desk_store: Store, claimed: CaseRef, qtbot: QtBot
) -> None:
    press(desk.parts.window, "C")
    qtbot.waitUntil(lambda: all_sent(desk_store) and desk.parts.claiming._mine is None)
    assert said(desk) == "Claim given back."


def test_the_platforms_clock_is_known_from_the_sign_in_test(desk: Desk, desk_store: Store) -> None:
    with desk_store.read() as session:
        me = who_we_are(session, "here")
    assert me is not None
    assert me.server_time is not None
    assert abs(me.clock_ahead_s) < 60
