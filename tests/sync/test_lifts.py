"""Bans that end: how long the desk keeps an end, what replaces it, and that it is in nobody's way."""

from datetime import timedelta

import pytest

from moderator_desk import headless, review
from moderator_desk.connections import prepare
from moderator_desk.models import ledger, lifts, outbox
from moderator_desk.models.queue import QueueFilter, queue_page
from moderator_desk.models.store import Store, open_store
from moderator_desk.models.times import to_ms
from moderator_desk.models.values import (
    Action,
    CaseRef,
    Later,
    Outcome,
    Refused,
    Unconfirmed,
)
from moderator_desk.review import NotPossible
from moderator_desk.rules import Draft
from moderator_desk.ui.outbox_ways import ways
from moderator_desk.ui.words.case import standing
from moderator_desk.ui.words.outbox import ENDED_LATE, action_words, state_words
from tests.models.making import NOW
from tests.sync.lacking import Desk


@pytest.fixture
def desk(desk_store: Store) -> Desk:
    return Desk(desk_store, "durations", "notes", "history")


LIFT_A = ("reversal", "restore", "a", "suspend")


def test_a_ban_is_lifted_at_its_end_and_not_before(desk: Desk) -> None:
    ban = desk.ban("a", 24)
    (end,) = desk.ends()
    assert end.send_after == NOW + timedelta(hours=24)
    assert end.decision is not None
    assert (end.decision.reverses, end.decision.undoes) == (ban, Action.BAN)
    assert desk.push(hours=23, minutes=59) == []
    assert desk.push(minutes=1) == [LIFT_A]
    assert desk.push(hours=100) == []
    assert (desk.entry(end.id).state, desk.entry(end.id).why) == ("settled", "applied")


def test_a_platform_that_ends_bans_itself_is_left_to_it(desk_store: Store) -> None:
    desk = Desk(desk_store)
    desk.ban("a", 24)
    assert desk.ends() == []


@pytest.mark.parametrize("mode", ["rehearsal", "read-only"])
def test_the_end_of_a_ban_that_was_sent_is_owed_in_any_mode(desk: Desk, mode: str) -> None:
    desk.platform.meanwhile = lambda: desk.mode(mode)
    desk.ban("a", 24)
    desk.platform.meanwhile = lambda: None
    (end,) = desk.ends()
    assert not end.rehearsal
    assert desk.push(hours=30) == []
    with desk.store.read() as session:
        assert lifts.overdue(session, to_ms(desk.now)) == 1
    desk.mode("live")
    assert desk.push() == [LIFT_A]


def test_a_rehearsed_ban_has_no_end(desk: Desk) -> None:
    desk.mode("rehearsal")
    desk.ban("a", 24)
    desk.mode("live")
    assert desk.ends() == []
    assert desk.push(hours=30) == []


def test_where_nothing_is_decided_no_note_is_kept_either(desk: Desk) -> None:
    desk.mode("read-only")
    with pytest.raises(NotPossible, match="read-only"):
        review.add_note(desk.store, CaseRef("here", "a"), "words", now=NOW)


def test_a_ban_without_end_has_none(desk: Desk) -> None:
    desk.ban("a", None)
    assert desk.ends() == []


@pytest.mark.parametrize("answer", [Refused("forbidden"), Later("busy")])
def test_a_ban_that_took_no_effect_has_no_end(desk: Desk, answer: Outcome) -> None:
    desk.ban("a", 24, says=answer)
    assert desk.ends() == []


def test_a_ban_that_may_have_taken_effect_ends_all_the_same(desk: Desk) -> None:
    desk.ban("a", 24, says=Unconfirmed())
    assert desk.push(hours=24) == [LIFT_A]


def test_a_longer_ban_replaces_the_end_of_the_one_before(desk: Desk) -> None:
    desk.ban("a", 24)
    (first,) = desk.ends()
    desk.push(hours=1)
    desk.ban("b", 72)
    assert (desk.entry(first.id).state, desk.entry(first.id).why) == ("withdrawn", "replaced")
    assert desk.push(hours=71) == []
    assert desk.push(hours=1) == [("reversal", "restore", "b", "suspend")]


def test_a_ban_without_end_takes_an_earlier_end_away(desk: Desk) -> None:
    desk.ban("a", 24)
    desk.ban("d", None)
    assert desk.push(hours=1000) == []


def test_what_bans_cover_keeps_their_ends_apart(desk: Desk) -> None:
    desk.ban("a", 24, "room-ban")
    desk.ban("b", 72, "room-ban")  # another room
    desk.ban("d", None, "suspend")
    desk.ban("c", None, "room-ban")  # another member
    assert desk.push(hours=24) == [("reversal", "restore", "a", "room-ban")]
    assert desk.push(hours=48) == [("reversal", "restore", "b", "room-ban")]


def test_the_same_room_is_the_same_ban(desk: Desk) -> None:
    desk.ban("a", 24, "room-ban")
    desk.ban("d", None, "room-ban")
    assert desk.push(hours=1000) == []


def test_an_undone_ban_needs_no_end(desk: Desk) -> None:
    desk.ban("a", 24)
    (end,) = desk.ends()
    review.undo(desk.store, by="mod", now=desk.now, reversible=("ban",))
    assert desk.ends() == [end]  # until the undoing is sure
    assert desk.push() == [("reversal", "restore", "a", "")]
    assert (desk.entry(end.id).state, desk.entry(end.id).why) == ("withdrawn", "not-needed")
    assert desk.push(hours=1000) == []


def test_an_undoing_that_failed_leaves_the_end(desk: Desk) -> None:
    desk.ban("a", 24)
    review.undo(desk.store, by="mod", now=desk.now, reversible=("ban",))
    desk.platform.says.append(Refused("forbidden"))
    desk.push()
    assert desk.push(hours=24) == [LIFT_A]


def test_an_end_is_in_nobodys_way(desk: Desk) -> None:
    desk.ban("a", 24)
    with desk.store.read() as session:
        assert outbox.counts(session) == {}
        (line,) = [
            each for each in queue_page(session, QueueFilter(show="all")).lines if each.ref.case_id == "a"
        ]
    assert (line.pending, line.state) == ("", "decided")
    assert desk.push() == []
    desk.ban("a", 72)  # the same case, and the same member
    assert [each.decision.duration_hours for each in desk.ends() if each.decision] == [72]
    file = review.case_file(desk.store, CaseRef("here", "d"))
    assert file is not None
    review.decide(
        desk.store, file.ref, Draft(Action.DISMISS), by="mod", now=desk.now, undo_s=0, seen=file.case
    )
    assert desk.push() == [("decision", "dismiss", "d", "")]


def test_what_is_blocked_does_not_keep_a_member_banned(desk: Desk) -> None:
    desk.ban("a", 24)
    desk.ban("b", 72, says=Refused("forbidden"))
    assert desk.push(hours=24) == [LIFT_A]


def test_an_end_waits_while_a_new_ban_may_have_arrived(desk: Desk) -> None:
    desk.ban("a", 24)
    desk.push(hours=23, minutes=59, seconds=59)
    desk.ban("b", None, says=Later("cut-off"))
    assert desk.push(seconds=1) == []
    assert desk.push(hours=1) == [("decision", "ban", "b", "")]
    assert desk.push(hours=1000) == []


def test_an_end_is_not_withdrawn_and_not_hurried_by_mistake(desk: Desk) -> None:
    desk.ban("a", 24)
    (end,) = desk.ends()
    with pytest.raises(NotPossible, match="keeps-end"):
        review.withdraw(desk.store, end.id, now=desk.now)
    with pytest.raises(NotPossible, match="not-yet"):
        review.retry(desk.store, end.id, now=desk.now)
    assert headless.retry_outbox(desk.store, "") == 0
    assert headless.withdraw_outbox(desk.store, end.id) == 0
    assert desk.ends() == [end]
    assert ways(end) == {"open", "lift", "leave"}


def test_a_ban_is_ended_before_its_time(desk: Desk) -> None:
    desk.ban("a", 24)
    (end,) = desk.ends()
    review.lift_now(desk.store, end.id, by="mod", now=desk.now)
    assert "lift" not in ways(desk.entry(end.id))
    assert desk.push() == [LIFT_A]
    with pytest.raises(NotPossible, match="too-late"):
        review.lift_now(desk.store, end.id, by="mod", now=desk.now)


def test_an_end_that_the_platform_refuses_is_shown_and_tried_again(desk: Desk) -> None:
    desk.ban("a", 24)
    (end,) = desk.ends()
    desk.platform.says.append(Refused("forbidden"))
    desk.push(hours=24)
    refused = desk.entry(end.id)
    assert (refused.state, ways(refused)) == ("blocked", {"open", "retry", "withdraw", "leave"})
    with desk.store.read() as session:
        assert outbox.counts(session) == {"blocked": 1}
    file = review.case_file(desk.store, end.ref)
    assert file is not None
    assert file.conflict is None
    with pytest.raises(NotPossible, match="not-here"):
        review.apply_again(desk.store, end.id, by="mod", now=desk.now, undo_s=0)
    review.retry(desk.store, end.id, now=desk.now)
    assert desk.push() == [LIFT_A]


def test_an_end_outlives_the_program_and_is_said_to_be_late(desk: Desk) -> None:
    desk.ban("a", 24)
    (end,) = desk.ends()
    desk.store.close()
    store = open_store(desk.store.path)
    try:
        prepare(store)
        desk.store, desk.now = store, desk.now + timedelta(hours=30)
        with store.read() as session:
            assert lifts.overdue(session, to_ms(desk.now)) == 1
        assert desk.push() == [LIFT_A]
        with store.read() as session:
            assert lifts.overdue(session, to_ms(desk.now)) == 0
            assert ledger.first_broken_line(session) is None
        assert state_words(desk.entry(end.id), desk.now) == ENDED_LATE
    finally:
        store.close()


def test_the_outbox_says_in_plain_words_when_a_ban_ends(desk: Desk) -> None:
    desk.ban("a", 24)
    (end,) = desk.ends()
    day = (NOW + timedelta(hours=24)).astimezone().strftime("%d %b %Y, %H:%M").lstrip("0")
    said = state_words(end, desk.now)
    assert said == f"Ban ends on {day}, the desk lifts it if it is running then, else at its next start"
    assert action_words(end) == "End of a ban"
    file = review.case_file(desk.store, end.ref)
    assert file is not None
    assert f"Ban ends on {day}, the desk lifts it." in standing(file, desk.now)


def test_the_ends_that_have_come_are_found_by_index(desk: Desk) -> None:
    asked: list[str] = []
    with desk.store.read() as session:
        driver = session.connection().connection.driver_connection
        assert driver is not None
        driver.set_trace_callback(asked.append)
        lifts.due(session, 0, account="here")
        driver.set_trace_callback(None)
        (query,) = [each for each in asked if "FROM outbox" in each]
        plan = driver.execute(f"EXPLAIN QUERY PLAN {query}").fetchall()
    assert "ix_outbox_lift" in str(plan)
