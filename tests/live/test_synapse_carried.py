"""What a homeserver lacks and the desk carries: bans that end, notes, and the history of its own decisions."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from moderator_desk import review
from moderator_desk.connections import prepare, utc_now
from moderator_desk.driver import press, type_text
from moderator_desk.models import ledger, outbox
from moderator_desk.models.accounts import Account, put_account
from moderator_desk.models.store import Store
from moderator_desk.models.values import Action, CaseFile, CaseRef, Changes, OutboxEntry
from moderator_desk.rules import Draft
from moderator_desk.sync import Line, greet, pull, push, read_ahead
from tests.fixtures_desk import running_desk
from tests.live.conftest import Community
from tests.live.homeserver import q
from tests.live.test_synapse_desk import all_sent, record, show


class Clocked:
    """A desk on a homeserver, without a window, with a clock of its own."""

    def __init__(self, store: Store, community: Community) -> None:
        self.store, self.community, self.now = store, community, utc_now()
        clock: Callable[[], datetime] = lambda: self.now  # noqa: E731
        self.line = Line("lab", community.synapse, clock, Event(), _silent, random.Random(1))
        with store.write() as session:
            put_account(session, Account("lab", "synapse", community.server.url, "Lab"))
        prepare(store)
        assert greet(store, self.line)

    def read(self, event: str) -> CaseFile:
        found = review.case_file(self.store, CaseRef("lab", f"{self.community.room}/{event}"))
        assert found is not None
        return found

    def ban(self, event: str, hours: int | None, scope: str) -> None:
        """Ban the author of a message; sent."""
        assert pull(self.store, self.line)
        file = self.read(event)
        draft = Draft(
            Action.BAN,
            "HAR",
            "HAR.1",
            "why",
            duration_hours=hours,
            scope=scope,
            message="You are out for a while.",
        )
        review.decide(self.store, file.ref, draft, by="mod", now=self.now, undo_s=0, seen=file.case)
        self.later()

    def read_members(self) -> None:
        """Every member who is wanted: those of earlier tests' cases on the same homeserver stand before ours."""
        rounds = (read_ahead(self.store, self.line) for _ in range(100))
        assert 0 in rounds

    def later(self, **more: float) -> None:
        """Let time go by, and send what is due then."""
        self.now += timedelta(**more)
        assert push(self.store, self.line)
        with self.store.read() as session:
            assert outbox.counts(session) == {}


def _silent(_changes: Changes) -> None:
    """Nobody looks."""


@pytest.fixture
def clocked(desk_store: Store, community: Community) -> Clocked:
    return Clocked(desk_store, community)


def may_write(community: Community) -> bool:
    """Whether Ben can say something, as Ben finds out; Ana sees it."""
    path = f"/_matrix/client/v3/rooms/{q(community.room)}/send/m.room.message/{random.random()}"
    answer = community.ben.session.put(
        community.server.url + path,
        json={"msgtype": "m.text", "body": "hello"},
        headers={"Authorization": f"Bearer {community.ben.token}"},
        timeout=20,
    )
    assert answer.status_code in (200, 403), answer.text
    return answer.status_code == 200


def in_room(community: Community) -> str:
    """How Ben stands to the room, as Ana sees it."""
    path = f"/_matrix/client/v3/rooms/{q(community.room)}/state/m.room.member/{q(community.ben.id)}"
    told: str = community.ana.ask("GET", path)["membership"]
    return told


def ends(store: Store) -> list[OutboxEntry]:
    with store.read() as session:
        return [each for each in outbox.unfinished(session) if each.kind == "lift"]


def test_a_suspension_ends_by_the_desk_when_its_time_is_over(clocked: Clocked, community: Community) -> None:
    event = community.reported("once too often")
    clocked.ban(event, 24, "suspend")
    assert not may_write(community)
    clocked.later(hours=23, minutes=59)
    assert not may_write(community)
    clocked.later(minutes=1)
    assert may_write(community)
    assert ends(clocked.store) == []


def test_a_longer_suspension_outlasts_the_end_of_the_first(clocked: Clocked, community: Community) -> None:
    first, second = community.reported("one"), community.reported("two")
    clocked.ban(first, 24, "suspend")
    clocked.ban(second, 72, "suspend")
    clocked.later(hours=25)
    assert not may_write(community)
    clocked.later(hours=47)
    assert may_write(community)


def test_bans_of_two_kinds_end_each_at_its_own_time(clocked: Clocked, community: Community) -> None:
    first, second = community.reported("one"), community.reported("two")
    clocked.ban(first, 72, "room-ban")
    clocked.ban(second, 24, "suspend")
    assert in_room(community) == "ban"
    clocked.later(hours=24)
    assert in_room(community) == "ban"
    clocked.later(hours=48)
    assert in_room(community) != "ban"
    community.ben.join(community.room)
    assert may_write(community)


def test_notes_and_own_decisions_are_told_of_a_member(clocked: Clocked, community: Community) -> None:
    first, second = community.reported("one"), community.reported("two")
    clocked.ban(first, 24, "suspend")
    clocked.read_members()
    review.add_note(clocked.store, clocked.read(second).ref, "knows better", now=clocked.now, by="mod")
    clocked.later(minutes=1)
    file = clocked.read(second)
    assert file.member is not None
    kept = [(each.kind, each.action, each.outcome, each.words) for each in file.member.history if each.kept]
    assert sorted(kept) == [("decision", "ban", "applied", "why"), ("note", "", "", "knows better")]
    assert [each.guideline for each in file.member.member.strikes] == ["HAR"]
    (suspended,) = file.member.member.sanctions
    assert suspended.until is not None
    assert abs(suspended.until - clocked.now - timedelta(hours=24)) < timedelta(minutes=2)
    assert [each.text for each in file.notes] == ["knows better"]
    with clocked.store.read() as session:
        assert ledger.first_broken_line(session) is None


def test_by_keys_a_ban_gets_its_end_and_a_note_stays_here(
    community: Community, desk_store: Store, qtbot: QtBot, qapp: object
) -> None:
    event = community.reported("once too often")
    account = Account("lab", "synapse", community.server.url, "Lab")
    with running_desk(desk_store, account, community.mod.token, qtbot, qapp) as desk:
        show(desk, qtbot, community, event)
        window = desk.parts.window
        press(window, "N")
        type_text(window, "knows better")
        press(window, "Return")
        assert window.status.said() == "Note kept."
        show(desk, qtbot, community, event)
        record(desk, "B")
        qtbot.waitUntil(lambda: bool(ends(desk_store)), timeout=20_000)
        assert all_sent(desk_store)
        assert not may_write(community)
        press(window, "O", "L")
        qtbot.waitUntil(lambda: not ends(desk_store), timeout=20_000)
        assert may_write(community)
