"""What the desk keeps of a member itself: its own decisions, the strikes they count for, and notes."""

from datetime import timedelta

import msgspec
import pytest

from moderator_desk import review, rules
from moderator_desk.models import ledger
from moderator_desk.models.accounts import keep_carries
from moderator_desk.models.guidelines import keep_guidelines
from moderator_desk.models.members import keep_member
from moderator_desk.models.store import Store, open_store
from moderator_desk.models.values import (
    Action,
    CaseFile,
    CaseRef,
    Guideline,
    GuidelineSet,
    HistoryEntry,
    LadderStep,
    Later,
    Member,
    MemberFile,
    Outcome,
    Refused,
    Sanction,
    Unconfirmed,
)
from moderator_desk.review import NotPossible
from moderator_desk.rules import Draft
from moderator_desk.ui.history_list import HistoryListModel
from moderator_desk.ui.words.case import note_head
from moderator_desk.ui.words.member import entry_head
from tests.models.making import NOW, NOW_MS
from tests.sync.lacking import Desk

HAR = Guideline(
    "HAR",
    "1",
    "Harassment",
    "",
    strike_days=30,
    ladder=(LadderStep(0, "warn"), LadderStep(1, "ban", 24), LadderStep(2, "ban", 168)),
)
REPORTED = HistoryEntry("r1", NOW - timedelta(days=1), "report_against", words="rude")


def told(desk: Desk) -> Desk:
    """With guidelines, and the member as the platform tells of them: one report, and suspended."""
    member = Member("m-1", "Ben", sanctions=(Sanction("suspend"), Sanction("room-ban", scope="!one")))
    with desk.store.write() as session:
        keep_guidelines(session, "here", GuidelineSet("1", "en", "ours", (HAR,)), NOW_MS)
        keep_member(session, "here", MemberFile(member, (REPORTED,)), NOW_MS)
    return desk


@pytest.fixture
def desk(desk_store: Store) -> Desk:
    return told(Desk(desk_store, "durations", "notes", "history"))


def read(desk: Desk, name: str = "d") -> CaseFile:
    found = review.case_file(desk.store, CaseRef("here", name))
    assert found is not None
    return found


def member(desk: Desk) -> MemberFile:
    """The member without what the desk's other cases of theirs tell: tests/models/test_timeline.py is about that."""
    found = read(desk).member
    assert found is not None
    kept = tuple(each for each in found.history if not each.id.startswith("rep-"))
    return msgspec.structs.replace(found, history=kept)


def act(desk: Desk, name: str, draft: Draft, says: Outcome | None = None, undo_s: int = 0) -> str:
    """Decide a case and send it."""
    case = read(desk, name).case
    made = review.decide(
        desk.store, CaseRef("here", name), draft, by="mod", now=desk.now, undo_s=undo_s, seen=case
    )
    desk.platform.says.extend([says] if says else [])
    desk.push()
    return made.entry_id


def strikes(desk: Desk) -> int:
    """How many strikes the ladder counts at present."""
    suggestion = rules.suggest(HAR, member(desk).member, desk.now)
    assert suggestion is not None
    return suggestion.active


def head(entry: HistoryEntry) -> str:
    """Its first line, without the marks that keep the direction of foreign text to itself."""
    return entry_head(entry).replace("\u2068", "").replace("\u2069", "")


REMOVE = Draft(Action.REMOVE, "HAR", "HAR.2", note="the third time")
WARN = Draft(Action.WARN, "HAR", "HAR.1", message="Stop it.")


def test_own_decisions_stand_in_the_members_history_newest_first(desk: Desk) -> None:
    desk.push(minutes=1)
    removed = act(desk, "a", REMOVE)
    desk.push(minutes=1)
    banned = desk.ban("b", 24)
    desk.push(minutes=1)
    dismissed = act(desk, "d", Draft(Action.DISMISS))
    first, second, third, fourth = member(desk).history
    assert [first.id, second.id, third.id, fourth] == [dismissed, banned, removed, REPORTED]
    assert third == HistoryEntry(
        removed,
        NOW + timedelta(minutes=1),
        "decision",
        guideline="HAR.2",
        action="remove",
        outcome="applied",
        words="the third time",
        by="mod",
        case_id="a",
        kept=True,
    )
    assert head(third) == "■ Item removed · HAR.2 · kept by this desk"
    assert head(second) == "■ Member banned · HAR.1 · in force · kept by this desk"
    shown = HistoryListModel()
    shown.show_history(member(desk).history, (), desk.now)
    shown.narrow("decisions")
    assert shown.rowCount() == 3


def test_only_what_took_effect_is_history_and_what_was_undone_is_said(desk: Desk) -> None:
    desk.ban("a", 24, says=Refused("forbidden"))
    assert member(desk).history == (REPORTED,)
    review.withdraw(desk.store, read(desk, "a").outbox[-1].id, now=desk.now)
    act(desk, "b", REMOVE, undo_s=10)  # still held
    assert member(desk).history == (REPORTED,)
    desk.push(seconds=10)
    act(desk, "d", WARN, Unconfirmed())
    banned = desk.ban("a", 24)
    assert {each.action: each.outcome for each in member(desk).history if each.kept} == {
        "remove": "applied",
        "warn": "unconfirmed",
        "ban": "applied",
    }
    review.undo(desk.store, by="mod", now=desk.now, reversible=("ban",), entry_id=banned)
    desk.platform.says.append(Later("offline"))
    desk.push()
    assert "undone" not in {each.outcome for each in member(desk).history}
    desk.push(hours=1)
    assert [each.outcome for each in member(desk).history if each.action == "ban"] == ["undone"]


def test_a_ban_that_came_to_its_end_is_over(desk: Desk) -> None:
    desk.ban("a", 24)
    desk.push(hours=24)
    assert [each.outcome for each in member(desk).history if each.kept] == ["ended"]
    assert strikes(desk) == 1


def test_strikes_are_counted_from_what_took_effect_and_expire(desk: Desk) -> None:
    act(desk, "d", Draft(Action.DISMISS, "HAR"))
    assert strikes(desk) == 0
    act(desk, "a", REMOVE)
    assert strikes(desk) == 1
    desk.push(days=10)
    banned = desk.ban("b", None)
    assert strikes(desk) == 2
    suggestion = rules.suggest(HAR, member(desk).member, desk.now)
    assert suggestion is not None
    assert (suggestion.action, suggestion.duration_hours) == ("ban", 168)
    desk.push(days=20)
    assert strikes(desk) == 1
    review.undo(desk.store, by="mod", now=desk.now, reversible=("ban",), entry_id=banned)
    desk.push()
    assert strikes(desk) == 0
    act(desk, "d", WARN, Refused("forbidden"))
    assert strikes(desk) == 0


def test_another_members_decisions_are_not_this_ones(desk: Desk) -> None:
    act(desk, "c", REMOVE)
    assert member(desk).history == (REPORTED,)
    assert member(desk).member.strikes == ()


def test_the_end_that_the_desk_keeps_is_the_measures_end(desk: Desk) -> None:
    desk.ban("a", 24)
    desk.ban("b", 72, "room-ban")
    suspended, room = member(desk).member.sanctions
    assert suspended.until == NOW + timedelta(hours=24)
    assert room.until is None  # which room's, its kind does not tell


def test_a_platform_that_keeps_its_history_is_believed(desk_store: Store) -> None:
    desk = told(Desk(desk_store))
    act(desk, "a", REMOVE)
    assert member(desk).history == (REPORTED,)
    assert member(desk).member.strikes == ()


def test_a_note_stays_on_this_machine(desk: Desk) -> None:
    made = review.add_note(desk.store, CaseRef("here", "a"), "knows the rules", now=desk.now, by="mod")
    assert made.changes.members == {("here", "m-1")}
    assert desk.push(hours=1) == []
    (note,) = read(desk, "a").notes
    assert (note.text, note.by.id, note.at) == ("knows the rules", "mod", NOW)
    assert read(desk, "d").notes == ()
    assert note_head(note, desk.now, kept=True).endswith(" · 1 h ago · kept on this machine only")
    first = member(desk).history[0]
    assert (first.kind, first.words, first.by, first.case_id) == ("note", "knows the rules", "mod", "a")
    assert head(first) == "# Note · kept on this machine only"
    with desk.store.read() as session:
        (line,) = [each for each in ledger.entries(session) if each.kind == "note-kept"]
        assert (line.entry_id, line.body) == (note.id, "knows the rules")
        assert ledger.first_broken_line(session) is None


def test_a_note_outlives_the_program_and_an_unknown_case_gets_none(desk: Desk) -> None:
    review.add_note(desk.store, CaseRef("here", "a"), "remember", now=desk.now)
    with pytest.raises(NotPossible, match="unknown-case"):
        review.add_note(desk.store, CaseRef("here", "none"), "x", now=desk.now)
    with pytest.raises(NotPossible, match="empty-note"):
        review.add_note(desk.store, CaseRef("here", "a"), " ", now=desk.now)
    desk.store.close()
    desk.store = open_store(desk.store.path)
    try:
        assert [each.text for each in read(desk, "a").notes] == ["remember"]
        with desk.store.read() as session:
            assert [each.kind for each in ledger.entries(session)] == ["note-kept"]
    finally:
        desk.store.close()


def test_a_platform_with_notes_is_sent_them(desk_store: Store) -> None:
    desk = Desk(desk_store)
    made = review.add_note(desk.store, CaseRef("here", "a"), "theirs", now=desk.now, by="mod")
    assert desk.entry(made.entry_id).kind == "note"
    assert read(desk, "a").notes == ()


def test_what_is_carried_goes_by_the_account(desk: Desk) -> None:
    act(desk, "a", REMOVE)
    assert len(member(desk).history) == 2
    with desk.store.write() as session:
        keep_carries(session, "here", ("notes",))
    assert member(desk).history == (REPORTED,)
