"""Search, precedents and waves over a real store."""

import random
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from sqlalchemy import text

from moderator_desk.models import cases
from moderator_desk.models.account_changes import remove
from moderator_desk.models.accounts import Account, put_account
from moderator_desk.models.indexing import index_some
from moderator_desk.models.precedents import precedents_of
from moderator_desk.models.search import Found, parse, search
from moderator_desk.models.store import Store
from moderator_desk.models.values import Action, CaseRef, Item, Media, PastDecision, Person
from moderator_desk.models.waves import wave_of
from moderator_desk.review import add_note, case_file, decide
from moderator_desk.rules import Draft
from tests.altered import altered
from tests.models.making import NOW, a_case, filled

SPAM = "Dear students, my cousin gives away twenty free certificates this week, write your name on certs.test/free/now"


def indexed(store: Store) -> Store:
    """Bring everything into the index; bounded."""
    for _ in range(100):
        if not index_some(store, at_once=100):
            return store
    raise AssertionError("the index never ended")


def ids(store: Store, question: str) -> set[str]:
    with store.read() as session:
        found = search(session, question)
    assert not found.problem
    return {hit.ref.case_id for hit in found.hits}


@pytest.fixture
def searched(desk_store: Store) -> Store:
    """A few cases in several scripts, one decided by the desk, one with a note."""
    filled(
        desk_store,
        a_case("en", text="Cheap lessons from a native teacher", language="en", author="ana"),
        a_case("fr", text="Une crème brûlée à la française", language="fr", author="bea"),
        a_case("zh", text="我的电话号码是多少", language="zh", author="chen"),
        a_case("th", text="สวัสดีครับ เรียนภาษาไทย", language="th", author="dao"),
        a_case("ru", text="Дешёвые уроки с носителем", language="ru", author="ева"),
    )
    now = datetime.now(UTC)
    file = case_file(desk_store, CaseRef("here", "en"))
    assert file is not None
    draft = Draft(Action.REMOVE, clause="1", reason="sells in a comment")
    decide(desk_store, file.ref, draft, by="me", now=now, undo_s=0, seen=file.case)
    add_note(desk_store, CaseRef("here", "fr"), "remember the pastry affair", now=now)
    return indexed(desk_store)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("lessons", {"en"}),
        ("LESS", {"en"}),
        ("creme brulee", {"fr"}),
        ("电话", {"zh"}),
        ("话", {"zh"}),
        ("号码是", {"zh"}),
        ("ภาษา", {"th"}),
        ("урок", {"ru"}),
        ('"native teacher"', {"en"}),
        ('"teacher native"', set()),
        ("lessons -cheap", set()),
        ("language:ru урок", {"ru"}),
        ("action:remove", {"en"}),
        ("author:chen", {"zh"}),
        ("decision:sells", {"en"}),
        ("guideline:HAR language:fr", {"fr"}),
        ("rude language:th", {"th"}),
        ("after:2026-11-23 lessons", {"en"}),
        ("before:2026-11-23 lessons", set()),
        ("", set()),
        ('" OR NEAR( * : ^', set()),
    ],
)
def test_questions(searched: Store, question: str, found: set[str]) -> None:
    assert ids(searched, question) == found


def test_bad_questions_are_said_plainly() -> None:
    assert parse("before:yesterday").problem == "bad-day"
    assert parse("colour:red").problem == "unknown-operator"
    assert parse("-cheap").problem == "only-minus"


def test_what_changed_is_found_anew_and_what_waits_is_said(searched: Store) -> None:
    with searched.write() as session:
        cases.upsert(
            session, "here", [a_case("en", version=2, text="Nothing of that any more", author="ana")]
        )
    with searched.read() as session:
        assert not search(session, "native").whole
    indexed(searched)
    assert ids(searched, "native") == set()
    assert ids(searched, "nothing") == {"en"}


def test_every_search_ends_whatever_is_typed(searched: Store) -> None:
    dice = random.Random(1)
    for _ in range(300):
        question = "".join(dice.choice('ab "-:*()^{}电\u0e01\u200b\u0301\x00') for _ in range(12))
        with searched.read() as session:
            assert isinstance(search(session, question), Found)


def test_a_wave_of_altered_copies_is_gathered_and_no_stranger(desk_store: Store) -> None:
    dice = random.Random(5)
    filled(desk_store, *(a_case(f"w{n}", text=altered(SPAM, dice), author=f"spam{n}") for n in range(60)))
    others = [
        a_case(
            f"o{n}", text=f"My diary of day {n}: I ate {n} apples and walked {n * 7} steps", author=f"m{n}"
        )
        for n in range(100)
    ]
    with desk_store.write() as session:
        cases.upsert(session, "here", others)
    indexed(desk_store)
    with desk_store.read() as session:
        wave = [kin.line.ref.case_id for kin in wave_of(session, CaseRef("here", "w7"))]
    assert wave[0] == "w7"
    assert sum(name.startswith("w") for name in wave) >= 57
    assert not [name for name in wave if name.startswith("o")]


def test_why_a_case_is_in_a_wave(desk_store: Store) -> None:
    link = "come to spam.test/go?a=1"
    picture = Media("m1", "image/png", 3, "ab" * 32)
    with_picture = a_case("p1", text="look", author="x1")
    with_picture = msgspec.structs.replace(
        with_picture, item=msgspec.structs.replace(with_picture.item, media=(picture,))
    )
    other = Item("i9", "photo", Person("x2", "@x2"), media=(picture,))
    filled(
        desk_store,
        a_case("l1", text=link, author="a"),
        a_case("l2", text="hello, spam.test is bad but http://spam.test/go is worse", author="b"),
        a_case("l3", text="quite another thing altogether", author="a"),
        with_picture,
        msgspec.structs.replace(a_case("p2", author="x2"), item=other),
    )
    with desk_store.write() as session:
        put_account(session, msgspec.structs.replace(_account(), id="there", name="There"))
        cases.upsert(session, "there", [a_case("l4", text=link, author="a")])
    indexed(desk_store)
    with desk_store.read() as session:
        why = {kin.line.ref.case_id: kin.why for kin in wave_of(session, CaseRef("here", "p1"))}
        assert why == {"p1": (), "p2": ("image",)}
        why = {kin.line.ref.case_id: kin.why for kin in wave_of(session, CaseRef("here", "l1"))}
        assert why == {"l1": (), "l2": ("link", "site"), "l3": ("author",)}  # one of them without a scheme
        why = {kin.line.ref.case_id: kin.why for kin in wave_of(session, CaseRef("here", "l3"))}
        assert set(why) == {"l1", "l3"}  # never another account's: a decision is taken in one place
        assert wave_of(session, CaseRef("here", "unknown")) == ()


def _account() -> Account:
    return Account("here", "desk", "http://127.0.0.1:1", "Here")


def test_precedents_say_what_was_decided_how_often_and_what_was_overturned(desk_store: Store) -> None:
    dice = random.Random(2)
    past = []
    for number, (action, reversed_by) in enumerate((("remove", None), ("remove", "u1"), ("warn", None))):
        decision = PastDecision(
            f"d{number}",
            action,
            NOW + timedelta(hours=number),
            Person(f"mod{number % 2}"),
            "SPAM",
            reversed_by=reversed_by,
        )
        case = a_case(f"old{number}", state="decided", text=altered(SPAM, dice), author=f"s{number}")
        past.append(msgspec.structs.replace(case, decisions=(decision,)))
    filled(
        desk_store,
        a_case("now", text=SPAM),
        a_case("else", state="decided", text="I like trains very much indeed"),
        *past,
    )
    indexed(desk_store)
    with desk_store.read() as session:
        told = precedents_of(session, CaseRef("here", "now"))
    assert told.actions == {"remove": 2, "warn": 1}
    assert (told.deciders, told.overturned) == (2, 1)
    assert {each.ref.case_id for each in told.nearest} == {"old0", "old1", "old2"}
    assert all(each.likeness > 0.3 for each in told.nearest)


def test_the_desks_own_decision_is_a_precedent_and_its_undo_is_told(desk_store: Store) -> None:
    filled(desk_store, a_case("now", text=SPAM), a_case("old", text=SPAM + " today", author="b"))
    file = case_file(desk_store, CaseRef("here", "old"))
    assert file is not None
    decide(desk_store, file.ref, Draft(Action.REMOVE, clause="1"), by="me", now=NOW, undo_s=0, seen=file.case)
    indexed(desk_store)
    with desk_store.read() as session:
        told = precedents_of(session, CaseRef("here", "now"))
    assert [(each.action, each.by, each.overturned) for each in told.nearest] == [("remove", "me", False)]


def test_what_belongs_to_an_account_goes_with_it(searched: Store) -> None:
    with searched.write() as session:
        remove(session, "here", 1)
    assert ids(searched, "lessons") == set()
    with searched.read() as session:
        for table in ("words", "band", "tie", "likeness"):
            assert session.execute(text(f"SELECT count(*) FROM {table}")).scalar() == 0


def test_what_is_told_again_as_it_was_is_not_cut_up_again(searched: Store) -> None:
    with searched.write() as session:
        cases.upsert(session, "here", [a_case("zh", text="我的电话号码是多少", language="zh", author="chen")])
    with searched.read() as session:
        assert search(session, "电话").whole
