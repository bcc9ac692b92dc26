"""Taking a decision back: without a trace while it waits, by a reversal once it was sent, or not at all."""

import random
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import UTC, datetime
from threading import Event

import pytest

from moderator_desk.connections import connect, prepare
from moderator_desk.credentials import Credentials
from moderator_desk.models import ledger, outbox
from moderator_desk.models.accounts import Account, put_account
from moderator_desk.models.store import Store
from moderator_desk.models.values import Action, CaseRef
from moderator_desk.platforms.platform_api import PlatformApi
from moderator_desk.review import NotPossible, case_file, decide, undo
from moderator_desk.rules import Draft
from moderator_desk.sync import Line, greet, pull, push
from tests.fixtures_server import PlatformServer

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
REF = CaseRef("here", "c-word")


@pytest.fixture
def line(desk_store: Store, platform: PlatformServer) -> Iterator[Line]:
    """An account that has pulled everything."""
    credentials = Credentials(None)
    credentials.put("here", platform.tokens["senior"])
    with desk_store.write() as session:
        put_account(session, Account("here", "desk", platform.url, "Here"))
    prepare(desk_store)
    made = connect(desk_store, credentials, Event(), lambda _: None, now=lambda: NOW, dice=random.Random(1))
    (line,) = made.lines
    assert greet(desk_store, line)
    assert pull(desk_store, line)
    yield line
    for each in (line.platform, *made.asking.values()):
        each.close()


def decided(store: Store, action: Action = Action.DISMISS, undo_s: int = 0) -> str:
    """One decision on the case; its id."""
    file = case_file(store, REF)
    assert file is not None
    clause = file.guideline.clauses[0].code if file.guideline else ""
    draft = Draft(action, clause=clause)
    return decide(store, REF, draft, by="mod-02", now=NOW, undo_s=undo_s, seen=file.case).entry_id


def test_a_reversal_says_what_it_takes_back_and_reaches_the_platform(
    desk_store: Store, line: Line, platform: PlatformServer
) -> None:
    entry_id = decided(desk_store, Action.REMOVE)
    assert push(desk_store, line)
    undo(desk_store, by="mod-02", now=NOW, reversible=PlatformApi.abilities.reversible)
    file = case_file(desk_store, REF)
    assert file is not None
    reversal = file.outbox[-1].decision
    assert reversal is not None
    assert (reversal.action, reversal.undoes, reversal.reverses) == (Action.RESTORE, Action.REMOVE, entry_id)
    assert push(desk_store, line)
    told = {each["id"]: each for each in platform.case("c-word")["decisions"]}
    assert told[entry_id]["reversed_by"] == reversal.id
    assert platform.case("c-word")["state"] == "open"


def test_what_a_platform_cannot_take_back_is_not_reversed(desk_store: Store, line: Line) -> None:
    decided(desk_store)
    assert push(desk_store, line)
    with pytest.raises(NotPossible, match="not-reversible"):
        undo(desk_store, by="mod-02", now=NOW, reversible=("ban",))
    file = case_file(desk_store, REF)
    assert file is not None
    assert [each.kind for each in file.outbox] == ["decision"]


@pytest.mark.parametrize(("scope", "left"), [("message", "decision"), ("media", "reversal")])
def test_what_lasts_is_not_reversed_though_the_action_could_be(
    desk_store: Store, line: Line, scope: str, left: str
) -> None:
    file = case_file(desk_store, REF)
    assert file is not None
    draft = Draft(Action.REMOVE, clause="HAR.1", scope=scope)
    entry = decide(desk_store, REF, draft, by="mod-02", now=NOW, undo_s=0, seen=file.case).entry_id
    with desk_store.write() as session:
        outbox.move(session, entry, "settled")
    refused = pytest.raises(NotPossible, match="lasting-message") if left == "decision" else nullcontext()
    with refused:
        undo(desk_store, by="mod-02", now=NOW, reversible=("remove",), irreversible_scopes=("message",))
    file = case_file(desk_store, REF)
    assert file is not None
    assert [each.kind for each in file.outbox][-1] == left


def test_before_it_is_sent_anything_can_be_taken_back(
    desk_store: Store, line: Line, platform: PlatformServer
) -> None:
    decided(desk_store, undo_s=10)
    undo(desk_store, by="mod-02", now=NOW, reversible=())
    assert push(desk_store, line)
    assert platform.control("log")["decisions"] == []
    with pytest.raises(NotPossible, match="nothing-to-undo"):
        undo(desk_store, by="mod-02", now=NOW, reversible=())


def test_a_decision_that_took_no_effect_is_not_undone_nor_an_older_one_in_its_place(
    desk_store: Store, line: Line, platform: PlatformServer
) -> None:
    older = case_file(desk_store, CaseRef("here", "c-phone"))
    assert older is not None
    draft = Draft(Action.DISMISS)
    decide(desk_store, older.ref, draft, by="mod-02", now=NOW, undo_s=0, seen=older.case)
    assert push(desk_store, line)
    decided(desk_store)
    assert platform.decide(platform.case("c-word"), "dismiss", "moderator2").status_code == 201
    assert push(desk_store, line)
    with pytest.raises(NotPossible, match="took-no-effect"):
        undo(desk_store, by="mod-02", now=NOW, reversible=PlatformApi.abilities.reversible)


def test_undone_while_on_its_way_and_then_sent_back_leaves_nothing_to_do(
    desk_store: Store, line: Line, platform: PlatformServer
) -> None:
    entry_id = decided(desk_store, Action.REMOVE)
    platform.fault("server-error", "PUT")
    assert not push(desk_store, line)
    undo(desk_store, by="mod-02", now=NOW, reversible=PlatformApi.abilities.reversible)
    platform.control("edit-item", item_id=platform.case("c-word")["item"]["id"], text="Another text.")
    with desk_store.write() as session:
        outbox.move(session, entry_id, "waiting", next_try=1)
    assert push(desk_store, line)
    file = case_file(desk_store, REF)
    assert file is not None
    assert [(each.kind, each.state) for each in file.outbox] == [
        ("decision", "withdrawn"),
        ("reversal", "withdrawn"),
    ]
    assert file.conflict is None
    assert platform.control("log")["decisions"] == []
    with desk_store.read() as session:
        assert ledger.first_broken_line(session) is None
