"""Sending through a running platform that misbehaves on purpose: nothing is lost, nothing is done twice."""

import random
from collections.abc import Iterator
from datetime import timedelta
from threading import Event

import msgspec
import pytest

from moderator_desk.models import outbox, sending
from moderator_desk.models.accounts import Account, account, put_account
from moderator_desk.models.store import Store
from moderator_desk.models.times import to_ms
from moderator_desk.models.values import Action, CaseRef, Decision, OutboxEntry, Stale
from moderator_desk.platforms.connect import make_platform
from moderator_desk.review import case_file, decide
from moderator_desk.rules import Draft
from moderator_desk.settling import settle
from moderator_desk.sync import Line, greet, pull, push
from tests.fixtures_server import PlatformServer
from tests.models.making import NOW

REF = CaseRef("here", "c-word")
PUT = {"method": "PUT", "path": "/v1/decisions"}


@pytest.fixture
def line(desk_store: Store, platform: PlatformServer) -> Iterator[Line]:
    """An account that has pulled everything."""
    with desk_store.write() as session:
        put_account(session, Account("here", "desk", platform.url, "Here"))
    made = Line(
        "here",
        make_platform("desk", platform.url, platform.tokens["senior"]),
        lambda: NOW,
        Event(),
        lambda _: None,
        random.Random(1),
    )
    assert greet(desk_store, made)
    assert pull(desk_store, made)
    yield made
    made.platform.close()


def dismissed(store: Store) -> str:
    """A decision on the case, due at once; its id."""
    file = case_file(store, REF)
    assert file is not None
    draft = Draft(Action.DISMISS)
    return decide(store, REF, draft, by="mod-02", now=NOW, undo_s=0, seen=file.case).entry_id


def entry(store: Store, entry_id: str) -> OutboxEntry:
    with store.read() as session:
        found = outbox.entry(session, entry_id)
    assert found is not None
    return found


def applied(platform: PlatformServer) -> list[int]:
    return [each["applied"] for each in platform.control("log")["decisions"]]


def later(line: Line, seconds: float) -> Line:
    return msgspec.structs.replace(line, now=lambda: NOW + timedelta(seconds=seconds))


def test_a_server_that_asks_for_time_gets_it(desk_store: Store, line: Line, platform: PlatformServer) -> None:
    made = dismissed(desk_store)
    platform.fault("rate-limit", seconds=7, **PUT)
    assert not push(desk_store, line)
    assert entry(desk_store, made).next_try == NOW + timedelta(seconds=7)
    assert push(desk_store, later(line, 6))
    assert applied(platform) == []
    assert push(desk_store, later(line, 7))
    assert entry(desk_store, made).why == "applied"


@pytest.mark.parametrize(
    ("fault", "why", "times"),
    [("server-error", "applied", 0), ("lost-answer", "already", 1), ("cut-off", "already", 1)],
)
def test_a_broken_attempt_is_made_again_and_done_once(
    desk_store: Store, line: Line, platform: PlatformServer, fault: str, why: str, times: int
) -> None:
    made = dismissed(desk_store)
    platform.fault(fault, **PUT)
    assert not push(desk_store, line)
    waits = entry(desk_store, made)
    assert waits.state == "waiting"
    assert waits.next_try is not None
    assert NOW + timedelta(seconds=1) <= waits.next_try <= NOW + timedelta(seconds=3)
    assert len(applied(platform)) == times
    assert push(desk_store, later(line, 3))
    assert (entry(desk_store, made).state, entry(desk_store, made).why) == ("settled", why)
    assert applied(platform) == [1]


def test_an_unknown_token_stops_the_sending_and_says_so(
    desk_store: Store, line: Line, platform: PlatformServer
) -> None:
    made = dismissed(desk_store)
    stranger = msgspec.structs.replace(line, platform=make_platform("desk", platform.url, "no-such-token"))
    assert not push(desk_store, stranger)
    stranger.platform.close()
    with desk_store.read() as session:
        known = account(session, "here")
        assert sending.due(session, to_ms(NOW), account="here") == ()
    assert known is not None
    assert known.trouble == "sign-in"
    assert greet(desk_store, line)
    assert push(desk_store, line)
    assert entry(desk_store, made).why == "applied"


def test_more_reports_on_the_same_words_do_not_bring_a_decision_back(
    desk_store: Store, line: Line, platform: PlatformServer
) -> None:
    made = dismissed(desk_store)
    platform.control("touch", case_id="c-word")
    assert push(desk_store, line)
    assert entry(desk_store, made).why == "applied"
    assert applied(platform) == [1]


def test_other_words_bring_it_back(desk_store: Store, line: Line, platform: PlatformServer) -> None:
    made = dismissed(desk_store)
    item = platform.case("c-word")["item"]["id"]
    platform.control("edit-item", item_id=item, text="something else altogether")
    assert push(desk_store, line)
    assert entry(desk_store, made).state == "blocked"
    assert applied(platform) == []


def test_a_conflict_that_shows_nothing_newer_is_not_sent_again_without_end(
    desk_store: Store, line: Line
) -> None:
    made = entry(desk_store, dismissed(desk_store))
    file = case_file(desk_store, REF)
    assert file is not None
    assert isinstance(made.decision, Decision)
    with desk_store.write() as session:
        settle(session, made, Stale("case-changed", file.case), to_ms(NOW), line.dice)
    assert entry(desk_store, made.id).state == "blocked"
