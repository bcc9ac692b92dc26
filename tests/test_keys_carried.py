"""What the desk carries for a platform, worked by key events: ends of bans in the outbox, notes that stay here, and its
own decisions in the member's history. The platform is the reference server, its connector telling of less than it has."""

import random
from collections.abc import Iterator
from datetime import timedelta
from threading import Event

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListView
from pytestqt.qtbot import QtBot

from moderator_desk.app import Desk
from moderator_desk.connections import connect, prepare, utc_now
from moderator_desk.credentials import Credentials
from moderator_desk.driver import press, type_text
from moderator_desk.models import outbox
from moderator_desk.models.accounts import Account, put_account
from moderator_desk.models.store import Store
from moderator_desk.models.values import Action, CaseRef, OutboxEntry
from moderator_desk.platforms.platform_api import PlatformApi
from moderator_desk.review import case_file, decide
from moderator_desk.rules import Draft
from moderator_desk.sync import greet, pull, push
from moderator_desk.ui.safe import SafeText
from tests.fixtures_desk import running_desk, tell_of
from tests.fixtures_server import PlatformServer
from tests.test_desk_keys import all_sent, go_to, on_screen
from tests.test_desk_keys import decide as decide_by_keys
from tests.test_keys_outbox import go_back_to, texts

LACKING = msgspec.structs.replace(
    PlatformApi.abilities, notes=False, history=False, carries=("durations", "notes", "history")
)


@pytest.fixture
def account(platform: PlatformServer) -> Account:
    """The account of these tests."""
    return Account("here", "desk", platform.url, "Here")


@pytest.fixture
def carrying(
    qtbot: QtBot, qapp: object, desk_store: Store, platform: PlatformServer, account: Account
) -> Iterator[Desk]:
    """A running desk there, told that the platform keeps no ends of bans, no notes and no history."""
    with running_desk(desk_store, account, platform.tokens["senior"], qtbot, qapp, abilities=LACKING) as made:
        yield made


def ends(store: Store) -> list[OutboxEntry]:
    with store.read() as session:
        return [each for each in outbox.unfinished(session) if each.kind == "lift"]


def banned(platform: PlatformServer, member_id: str) -> bool:
    """Whether the server itself holds the member banned."""
    return any(each["kind"] == "ban" for each in platform.get(f"/v1/members/{member_id}")["sanctions"])


def ban_by_keys(desk: Desk, store: Store, qtbot: QtBot) -> CaseRef:
    """Ban the author of a case for the shortest time offered; sent."""
    ref = go_to(desk, "ban")
    press(desk.parts.window, "B")
    window = desk.parts.window
    press(window, "1")
    window.bar.form.fields.duration.choose(0)
    if window.bar.form.missing():
        type_text(window, "The same again within a day")
    press(window, "Ctrl+Return")
    qtbot.waitUntil(lambda: bool(ends(store)))
    return ref


def lines_of(view: QListView) -> list[str]:
    model = view.model()
    return [
        str(model.index(row, 0).data(Qt.ItemDataRole.DisplayRole)).replace("\u2068", "").replace("\u2069", "")
        for row in range(model.rowCount())
    ]


def test_the_end_of_a_ban_is_shown_and_brought_about_by_one_key(
    carrying: Desk, desk_store: Store, platform: PlatformServer, qtbot: QtBot
) -> None:
    ban_by_keys(carrying, desk_store, qtbot)
    assert all_sent(desk_store)
    (end,) = ends(desk_store)
    assert end.decision is not None
    assert end.decision.duration_hours == 24
    assert banned(platform, end.member_id)
    window = carrying.parts.window
    press(window, "O")
    qtbot.waitUntil(lambda: window.outbox.chosen() == end)
    said = lines_of(window.outbox.list)[0]
    day = end.send_after.astimezone().strftime("%d %b %Y").lstrip("0")
    assert said.startswith("End of a ban. ")
    assert f"Ban ends on {day}, " in said
    assert said.endswith("the desk lifts it if it is running then, else at its next start")
    press(window, "W", "T")
    assert ends(desk_store) == [end]
    press(window, "L")
    assert window.status.said() == "The ban ends now."
    qtbot.waitUntil(lambda: not ends(desk_store))
    assert not banned(platform, end.member_id)


def test_undoing_a_ban_takes_its_end_back(
    carrying: Desk, desk_store: Store, platform: PlatformServer, qtbot: QtBot
) -> None:
    ref = ban_by_keys(carrying, desk_store, qtbot)
    (end,) = ends(desk_store)
    press(carrying.parts.window, "U")
    qtbot.waitUntil(lambda: not ends(desk_store))
    qtbot.waitUntil(lambda: all_sent(desk_store))
    assert not banned(platform, end.member_id)
    assert on_screen(carrying) == ref
    qtbot.waitUntil(lambda: carrying.parts.showing.availability()["ban"] == "")


def test_a_ban_that_ended_meanwhile_is_lifted_at_the_next_start_and_said(
    desk_store: Store, platform: PlatformServer, account: Account, qtbot: QtBot, qapp: object
) -> None:
    """The day before, on another clock, a desk bans somebody for a day and is closed."""
    credentials = Credentials(None)
    credentials.put("here", platform.tokens["senior"])
    with desk_store.write() as session:
        put_account(session, account)
    prepare(desk_store)
    then = utc_now() - timedelta(hours=25)
    made = connect(desk_store, credentials, Event(), lambda _: None, now=lambda: then, dice=random.Random(1))
    (line,) = made.lines
    tell_of(LACKING, line.platform)
    assert greet(desk_store, line)
    assert pull(desk_store, line)
    ref = CaseRef("here", "c-word")
    file = case_file(desk_store, ref)
    assert file is not None
    clause = file.guideline.clauses[0].code if file.guideline else ""
    draft = Draft(Action.BAN, file.case.guideline, clause, "why", duration_hours=24, message="Out.")
    decide(desk_store, ref, draft, by="mod-02", now=then, undo_s=0, seen=file.case)
    assert push(desk_store, line)
    (end,) = ends(desk_store)
    assert banned(platform, end.member_id)
    for each in (line.platform, *made.asking.values()):
        each.close()
    with running_desk(desk_store, account, platform.tokens["senior"], qtbot, qapp, abilities=LACKING) as desk:
        said = "1 ban came to an end while the desk was closed. The desk lifts it now, late."
        qtbot.waitUntil(lambda: said in texts(desk.parts.window.banner))
        qtbot.waitUntil(lambda: not ends(desk_store))
        press(desk.parts.window, "O")
        late = "Ban ended late: the desk was not running, or could not reach the platform, at its time"
        qtbot.waitUntil(lambda: any(late in each for each in lines_of(desk.parts.window.outbox.list)))
    assert not banned(platform, end.member_id)


def test_a_note_is_kept_here_and_shown_with_the_case_and_the_member(
    carrying: Desk, desk_store: Store, platform: PlatformServer, qtbot: QtBot
) -> None:
    window, ref = carrying.parts.window, on_screen(carrying)
    press(window, "N")
    assert "stays on this machine only" in window.note._field.placeholderText()
    type_text(window, "knows better")
    press(window, "Return")
    assert window.status.said() == "Note kept."
    assert all_sent(desk_store)
    press(window, "Space")
    go_back_to(carrying, ref)
    assert any(each.endswith("kept on this machine only") for each in texts(window.case))
    assert "knows better" in [each.toPlainText() for each in window.case.findChildren(SafeText)]
    history = [each for each in lines_of(window.member._list) if "kept on this machine only" in each]
    assert len(history) == 1
    assert history[0].endswith("knows better")
    assert "knows better" not in str(platform.case(ref.case_id))


def test_a_decision_stands_in_the_members_history_and_goes_by_the_filter(
    carrying: Desk, desk_store: Store, qtbot: QtBot
) -> None:
    ref = decide_by_keys(carrying, "R", "remove")
    qtbot.waitUntil(lambda: all_sent(desk_store))
    carrying.parts.screen.show(ref)
    window = carrying.parts.window

    def kept() -> list[str]:
        return [each for each in lines_of(window.member._list) if "kept by this desk" in each]

    qtbot.waitUntil(lambda: len(kept()) == 1)
    assert "Item removed" in kept()[0]
    press(window, "Y")
    assert len(kept()) == 1  # decisions
    press(window, "Y")
    assert kept() == []  # reports against
