"""Rehearsals are never sent: not by the outbox, not by the sync, not after the account went live; and read-only is."""

import random
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from moderator_desk import review
from moderator_desk.connections import add_account, connect
from moderator_desk.credentials import Credentials
from moderator_desk.models import account_changes, ledger, outbox, sending
from moderator_desk.models.accounts import Account
from moderator_desk.models.queue import QueueFilter, queue_lines, queue_page
from moderator_desk.models.store import Store
from moderator_desk.models.values import Action, CaseRef
from moderator_desk.rules import Draft, unavailable
from moderator_desk.sync import Line, _send, greet, pull, push
from tests.fixtures_server import PlatformServer
from tests.models.making import NOW, NOW_MS, a_case, filled

MODES = ("live", "rehearsal", "read-only")


def mode(store: Store, wanted: str) -> None:
    with store.write() as session:
        account_changes.set_mode(session, "here", wanted, NOW_MS)


def dismiss(store: Store, case_id: str) -> str:
    """Dismiss a case; the id of the entry."""
    ref = CaseRef("here", case_id)
    file = review.case_file(store, ref)
    assert file is not None
    draft = Draft(Action.DISMISS)
    return review.decide(store, ref, draft, by="mod-03", now=NOW, undo_s=0, seen=file.case).entry_id


def states(store: Store) -> dict[str, tuple[str, str]]:
    with store.read() as session:
        every = (*outbox.unfinished(session), *outbox.lately_finished(session))
    return {each.id: (each.state, each.why) for each in every}


def due(store: Store) -> list[str]:
    with store.read() as session:
        return [each.id for each in sending.due(session, NOW_MS + 10**9, account="here", limit=500)]


def test_a_rehearsal_shows_as_one_and_can_be_taken_back(desk_store: Store) -> None:
    filled(desk_store, a_case("a"), a_case("b"))
    mode(desk_store, "rehearsal")
    entry = dismiss(desk_store, "a")
    assert states(desk_store) == {entry: ("rehearsed", "")}
    ref = CaseRef("here", "a")
    with desk_store.read() as session:
        line = queue_lines(session, [ref])[ref]
        assert [each.ref.case_id for each in queue_page(session, QueueFilter()).lines] == ["b"]
        assert [each.kind for each in ledger.entries(session, ref=ref)] == ["rehearsed"]
        of_case = outbox.of_case(session, ref)
    assert (line.pending, line.pending_state) == ("dismiss", "rehearsed")
    file = review.case_file(desk_store, ref)
    assert file is not None
    assert unavailable(Action.WARN, file.case, ("warn",), {}, of_case) == "rehearsed"
    with pytest.raises(review.NotPossible, match="rehearsed"):
        dismiss(desk_store, "a")
    review.undo(desk_store, by="mod-03", now=NOW, reversible=())
    assert states(desk_store) == {entry: ("withdrawn", "")}
    with desk_store.read() as session:
        assert len(queue_page(session, QueueFilter()).lines) == 2


def test_when_a_rehearsal_is_over_its_cases_are_to_do_again_and_nothing_is_undone(desk_store: Store) -> None:
    filled(desk_store, a_case("a"))
    mode(desk_store, "rehearsal")
    entry = dismiss(desk_store, "a")
    mode(desk_store, "live")
    assert states(desk_store) == {entry: ("rehearsed", "over")}
    assert due(desk_store) == []
    with desk_store.read() as session:
        assert [each.ref.case_id for each in queue_page(session, QueueFilter()).lines] == ["a"]
    with pytest.raises(review.NotPossible, match="nothing-to-undo"):
        review.undo(desk_store, by="mod-03", now=NOW, reversible=("dismiss",))
    real = dismiss(desk_store, "a")
    assert due(desk_store) == [real]


def test_read_only_decides_nothing_and_leaves_no_trace(desk_store: Store) -> None:
    filled(desk_store, a_case("a"))
    mode(desk_store, "read-only")
    ref = CaseRef("here", "a")
    for verb in (
        lambda: dismiss(desk_store, "a"),
        lambda: review.add_note(desk_store, ref, "words", now=NOW),
        lambda: review.claim(desk_store, ref, now=NOW),
    ):
        with pytest.raises(review.NotPossible, match="read-only"):
            verb()
    assert states(desk_store) == {}
    with desk_store.read() as session:
        assert [each.kind for each in ledger.entries(session)] == ["account-mode"]


def test_what_was_decided_while_live_waits_until_it_is_live_again(desk_store: Store) -> None:
    filled(desk_store, a_case("a"))
    entry = dismiss(desk_store, "a")
    for wanted in ("rehearsal", "read-only"):
        mode(desk_store, wanted)
        assert due(desk_store) == []
        assert states(desk_store) == {entry: ("waiting", "")}
    mode(desk_store, "live")
    assert due(desk_store) == [entry]


def test_a_real_decision_that_came_back_is_not_replaced_by_a_rehearsal(desk_store: Store) -> None:
    filled(desk_store, a_case("a"))
    entry = dismiss(desk_store, "a")
    with desk_store.write() as session:
        outbox.move(session, entry, "blocked", why="item-changed")
    mode(desk_store, "rehearsal")
    with pytest.raises(review.NotPossible, match="not-live"):
        review.apply_again(desk_store, entry, by="mod-03", now=NOW, undo_s=0)
    assert states(desk_store) == {entry: ("blocked", "item-changed")}


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("mode"), st.sampled_from(MODES)),
        st.tuples(st.just("decide"), st.sampled_from("abcdef")),
        st.tuples(st.just("note"), st.sampled_from("abcdef")),
        st.tuples(st.sampled_from(("undo", "retry", "withdraw")), st.integers(0, 24)),
        st.tuples(
            st.just("push-into"), st.sampled_from(("waiting", "blocked", "sending")), st.integers(0, 24)
        ),
    ),
    max_size=25,
)


def begin_anew(store: Store) -> None:
    """Six cases to do, a live account and nothing unfinished: every example has the same store."""
    filled(store, *(a_case(each, author=f"m-{each}") for each in "abcdef"))
    with store.write() as session:
        for each in outbox.unfinished(session):
            outbox.move(session, each.id, "settled")
    mode(store, "live")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_no_way_makes_a_rehearsal_due(desk_store: Store, steps: list[tuple[Any, ...]]) -> None:
    """Whatever is done, also by a verb not written yet that pushes a rehearsal into a state of its choice."""
    begin_anew(desk_store)
    entries: list[str] = []
    rehearsals: list[str] = []
    present = "live"
    for verb, what, *which in steps:
        try:
            if verb == "mode":
                mode(desk_store, what)
                present = what
            elif verb in ("decide", "note"):
                made = (
                    dismiss(desk_store, what)
                    if verb == "decide"
                    else review.add_note(desk_store, CaseRef("here", what), "words", now=NOW).entry_id
                )
                entries.append(made)
                rehearsals += [made] if present == "rehearsal" else []
            elif verb == "undo":
                review.undo(desk_store, by="mod-03", now=NOW, reversible=("dismiss",))
            elif verb == "push-into" and rehearsals:
                with desk_store.write() as session:
                    outbox.move(session, rehearsals[which[0] % len(rehearsals)], what)
            elif verb in ("retry", "withdraw") and entries:
                act = review.retry if verb == "retry" else review.withdraw
                act(desk_store, entries[what % len(entries)], now=NOW)
        except review.NotPossible:
            pass
        found = set(due(desk_store))
        assert not found & {*rehearsals}
        assert present == "live" or not found
        with desk_store.read() as session:
            for entry_id in rehearsals:
                entry = outbox.entry(session, entry_id)
                assert entry is not None
                assert entry.rehearsal
                assert not sending.may_go(session, entry)


@pytest.fixture
def line(desk_store: Store, platform: PlatformServer) -> Iterator[Line]:
    """A pulled account on the reference platform."""
    credentials = Credentials(None)
    add_account(
        desk_store, credentials, Account("here", "desk", platform.url, "Here"), platform.tokens["senior"]
    )
    made = connect(desk_store, credentials, Event(), lambda _: None, now=lambda: NOW, dice=random.Random(1))
    assert greet(desk_store, made.lines[0])
    assert pull(desk_store, made.lines[0])
    yield made.lines[0]
    for each in (made.lines[0].platform, *made.asking.values()):
        each.close()


def test_a_rehearsed_evening_leaves_the_server_untouched(
    desk_store: Store, platform: PlatformServer, line: Line, tmp_path: Path
) -> None:
    before = platform.control("effects")
    mode(desk_store, "rehearsal")
    with desk_store.read() as session:
        todo = [each.ref.case_id for each in queue_page(session, QueueFilter()).lines if each.state == "open"]
    entries = [dismiss(desk_store, case_id) for case_id in todo[:8]]
    assert push(desk_store, line)
    mode(desk_store, "live")
    assert push(desk_store, line)
    with desk_store.read() as session:
        found = [outbox.entry(session, each) for each in entries]
    for entry in found:  # and the sync refuses one that is handed to it by mistake
        assert entry is not None
        assert _send(desk_store, line, entry)
    assert platform.control("effects") == before
    assert {states(desk_store)[each] for each in entries} == {("rehearsed", "over")}
    real = dismiss(desk_store, todo[0])
    assert push(desk_store, line)
    assert states(desk_store)[real][0] == "settled"
    assert platform.control("effects") != before


def test_the_sync_looks_again_before_it_sends(
    desk_store: Store, platform: PlatformServer, line: Line
) -> None:
    with desk_store.read() as session:
        case_id = next(
            each.ref.case_id for each in queue_page(session, QueueFilter()).lines if each.state == "open"
        )
    before = platform.control("effects")
    entry_id = dismiss(desk_store, case_id)
    with desk_store.read() as session:
        chosen = outbox.entry(session, entry_id)
    assert chosen is not None
    mode(desk_store, "read-only")  # after it was chosen, before it is sent
    assert _send(desk_store, line, chosen)
    assert platform.control("effects") == before
    assert states(desk_store)[entry_id] == ("waiting", "")
