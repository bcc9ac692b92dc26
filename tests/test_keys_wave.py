"""A wave by keys: gathered, exceptions made, dismissed or removed in one batch, taken back in one go."""

import random
from datetime import UTC, datetime

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from moderator_desk.app import Desk
from moderator_desk.driver import press
from moderator_desk.models import cases, indexing, outbox
from moderator_desk.models.store import Store
from moderator_desk.models.values import Action, Case, CaseRef
from moderator_desk.review import NotPossible, Part, case_file, decide, decide_many, undo_batch, undoable
from moderator_desk.rules import Draft
from tests.altered import altered
from tests.fixtures_server import PlatformServer
from tests.models.making import a_case, filled
from tests.test_desk_keys import all_sent, on_screen

SPAM = "Dear students, my cousin gives away twenty free certificates this week, write your name on certs.test/free/now"
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def spam(number: int) -> list[Case]:
    dice = random.Random(4)
    return [a_case(f"w{n}", text=altered(SPAM, dice), author=f"spam{n}") for n in range(number)]


def indexed(store: Store) -> bool:
    indexing.index_some(store)
    with store.read() as session:
        return not indexing.left(session)


@pytest.fixture
def wave(desk: Desk, desk_store: Store, qtbot: QtBot) -> list[CaseRef]:
    """Six cases of one wave beside the desk's own, and the wave's pane open on the third."""
    with desk_store.write() as session:
        cases.upsert(session, "here", spam(6))
    qtbot.waitUntil(lambda: indexed(desk_store))
    desk.parts.screen.show(CaseRef("here", "w2"))
    press(desk.parts.window, "Q")
    qtbot.waitUntil(desk.parts.window.wave.isVisible)
    return [each.ref for each in desk.parts.window.wave.members]


def decided(store: Store) -> list[str]:
    with store.read() as session:
        entries = outbox.unfinished(session)
    return sorted(
        each.case_id for each in entries if each.kind == "decision" and each.case_id.startswith("w")
    )


def test_every_case_of_it_is_shown_the_one_come_from_first(desk: Desk, wave: list[CaseRef]) -> None:
    assert wave[0].case_id == "w2"
    assert {ref.case_id for ref in wave} == {f"w{n}" for n in range(6)}
    texts = [desk.parts.window.wave.list.item(row).text() for row in range(6)]
    assert all("same or nearly the same text" in text for text in texts[1:])


def test_a_case_tells_how_many_like_it_wait(desk: Desk, desk_store: Store, qtbot: QtBot) -> None:
    line = desk.parts.window.precedents
    with desk_store.write() as session:
        cases.upsert(
            session, "here", [*spam(3), a_case("alone", text="A tent for two, rain on the roof, no spoons")]
        )
    qtbot.waitUntil(lambda: indexed(desk_store))
    desk.parts.screen.show(CaseRef("here", "w1"))
    qtbot.waitUntil(lambda: line.text().startswith("2 more may belong with this · Q shows\n"))
    with desk_store.write() as session:
        cases.upsert(session, "here", [replace(spam(3)[0], state="decided", version=2)])
    desk.parts.screen.show(CaseRef("here", "alone"))
    qtbot.waitUntil(lambda: line.text() == "No decided case resembles this one.")
    desk.parts.screen.show(CaseRef("here", "w1"))
    qtbot.waitUntil(lambda: line.text().startswith("1 more may belong with this"))


def test_an_exception_is_left_out_and_the_rest_is_one_batch(
    desk: Desk, desk_store: Store, wave: list[CaseRef], platform: PlatformServer
) -> None:
    platform.fault("rate-limit", "PUT", "/v1/decisions", seconds=600)
    window = desk.parts.window
    press(window, "Down", "Space", "R")
    assert window.bar.is_open
    assert "Remove 5 cases of 5 members at once" in window.bar._title.text()
    press(window, "1", "Return")
    assert not window.bar.is_open
    left = wave[1].case_id
    assert decided(desk_store) == sorted(ref.case_id for ref in wave if ref.case_id != left)
    with desk_store.read() as session:
        batches = {
            each.decision.batch
            for each in outbox.unfinished(session)
            if each.decision and each.case_id.startswith("w")
        }
    assert len(batches) == 1
    assert batches != {""}
    assert [each.ref.case_id for each in window.wave.members] == [left]


def test_one_undo_takes_all_of_it_back(
    desk: Desk, desk_store: Store, wave: list[CaseRef], platform: PlatformServer
) -> None:
    platform.fault("rate-limit", "PUT", "/v1/decisions", seconds=600)
    press(desk.parts.window, "D", "Return")
    assert len(decided(desk_store)) == 6
    press(desk.parts.window, "U")
    assert decided(desk_store) == []


def test_what_needs_a_person_each_is_not_done_to_many(
    desk: Desk, desk_store: Store, wave: list[CaseRef]
) -> None:
    for key in ("E", "X"):
        press(desk.parts.window, key)
        assert "case by case" in desk.parts.window.status.said()
    press(desk.parts.window, "Esc")
    assert on_screen(desk).case_id == "w2"
    assert all_sent(desk_store)


def test_esc_in_the_bar_decides_nothing(desk: Desk, desk_store: Store, wave: list[CaseRef]) -> None:
    press(desk.parts.window, "D", "Esc")
    assert decided(desk_store) == []
    press(desk.parts.window, "Esc", "D")  # of the case alone again
    assert decided(desk_store) in (["w2"], [])


def test_each_case_has_its_own_outcome(desk_store: Store) -> None:
    made = spam(3)
    filled(desk_store, *made)
    refs = [CaseRef("here", case.id) for case in made]
    file = case_file(desk_store, refs[0])
    assert file is not None
    decide(desk_store, refs[0], Draft(Action.DISMISS), by="me", now=NOW, undo_s=10, seen=file.case)
    with desk_store.write() as session:
        cases.upsert(session, "here", [a_case("w1", version=2, text="quite another text", author="spam1")])
    parts = [Part(ref, case, Draft(Action.REMOVE, clause="1")) for ref, case in zip(refs, made, strict=True)]
    batch = decide_many(desk_store, parts, by="me", now=NOW, undo_s=10)
    assert batch.left_out == {refs[0]: "waiting", refs[1]: "changed"}
    assert [each.ref for each in batch.recorded] == [refs[2]]
    back = undo_batch(desk_store, undoable(desk_store), by="me", now=NOW, reversible=("remove",))
    assert [each.ref for each in back.recorded] == [refs[2]]


def test_nobody_gets_two_notices_or_two_warnings(desk_store: Store) -> None:
    made = [a_case(f"w{n}", author="the same") for n in range(2)]
    filled(desk_store, *made)
    for draft, code in (
        (Draft(Action.REMOVE, clause="1", message="Dear Ana"), "notice-many"),
        (Draft(Action.WARN, clause="1", message="Dear Ana"), "member-twice"),
    ):
        parts = [Part(CaseRef("here", case.id), case, draft) for case in made]
        with pytest.raises(NotPossible, match=code):
            decide_many(desk_store, parts, by="me", now=NOW, undo_s=0)
    assert decided(desk_store) == []
