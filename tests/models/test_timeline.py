"""What the desk's own cases add to a member's history where the platform keeps none."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from moderator_desk.models.store import Store, open_store
from moderator_desk.models.timeline import NEWEST, with_other_cases
from moderator_desk.models.values import (
    Case,
    CaseRef,
    HistoryEntry,
    Member,
    MemberFile,
    Note,
    PastDecision,
    Person,
)
from tests.models.making import NOW, a_case, filled

HERE = CaseRef("here", "now")
LATER = NOW + timedelta(minutes=5)
DISMISSED = PastDecision("d1", "dismiss", LATER, Person("mod", "Iris"), "HAR")
REMOVED = PastDecision("d2", "remove", LATER, Person("mod", "Iris"), "HAR", reason="rude")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = open_store(tmp_path / "desk.sqlite")
    yield made
    made.close()


def decided(case_id: str, *made: PastDecision, **more: object) -> Case:
    return msgspec.structs.replace(a_case(case_id, state="decided"), decisions=made, **more)


def told(store: Store, *history: HistoryEntry) -> tuple[HistoryEntry, ...]:
    with store.read() as session:
        found = with_other_cases(session, HERE, MemberFile(Member("m-1", "Ben"), history))
    assert found is not None
    return found.history


def outcomes(store: Store) -> dict[str, str]:
    return {each.case_id: each.outcome for each in told(store) if each.kind == "report_against"}


def test_reports_decisions_and_notes_of_other_cases_are_told_newest_first(store: Store) -> None:
    note = Note("n1", "asked twice", Person("mod", "Iris"), NOW + timedelta(minutes=9))
    filled(store, a_case("now"), decided("old", REMOVED, notes=(note,)), a_case("other", author="m-2"))
    assert [(each.kind, each.case_id) for each in told(store)] == [
        ("note", "old"),
        ("decision", "old"),
        ("report_against", "old"),
    ]
    assert [each.by for each in told(store)][:2] == ["Iris", "Iris"]


def test_how_a_report_ended_goes_by_the_decision_that_stands(store: Store) -> None:
    back = PastDecision("d3", "restore", LATER, Person("mod"), reverses="d2")
    later = LATER + timedelta(minutes=1)
    undone = msgspec.structs.replace(REMOVED, reversed_by="d3", at=later)
    filled(
        store,
        a_case("now"),
        a_case("open"),
        decided("kept", DISMISSED),
        decided("gone", REMOVED),
        decided("back", DISMISSED, undone, back),
        decided("closed-elsewhere"),
    )
    assert outcomes(store) == {
        "open": "pending",
        "kept": "dismissed",
        "gone": "upheld",
        "back": "dismissed",
        "closed-elsewhere": "",
    }


def test_what_the_history_has_already_is_not_told_twice(store: Store) -> None:
    filled(store, a_case("now"), decided("old", REMOVED))
    known = HistoryEntry("kept-by-desk", LATER, "decision", case_id="old", kept=True)
    same = HistoryEntry("rep-old", NOW, "report_against")
    assert {each.id for each in told(store, known, same)} == {"kept-by-desk", "rep-old"}


def test_nothing_of_a_sealed_case_is_quoted(store: Store) -> None:
    note = Note("n1", "what it shows", Person("mod"), NOW)
    filled(
        store,
        a_case("now"),
        msgspec.structs.replace(a_case("shut", state="sealed"), decisions=(REMOVED,), notes=(note,)),
    )
    assert len(told(store)) == 3
    assert {each.words for each in told(store)} == {""}


def test_only_the_newest_cases_are_looked_into(store: Store) -> None:
    filled(store, *(a_case(f"c{n}", minutes=n) for n in range(NEWEST + 5)))
    assert [each.case_id for each in told(store)] == [f"c{n}" for n in range(NEWEST + 4, 4, -1)]
