"""Taking in cases, the queue's order and pages, and which members are read next."""

import pytest

from moderator_desk.models.cases import AT_MOST, read_case, set_skipped, upsert
from moderator_desk.models.members import keep_member, wanted_members
from moderator_desk.models.queue import QueueFilter, queue_counts, queue_facets, queue_page
from moderator_desk.models.store import Store
from moderator_desk.models.values import CaseRef, Member, MemberFile
from tests.models.making import NOW_MS, a_case, filled

REF = CaseRef("here", "a")


def shown(store: Store, **more: str) -> list[str]:
    """The queue's case ids, read in pages of two."""
    ids: list[str] = []
    after = None
    while True:
        with store.read() as session:
            page = queue_page(session, QueueFilter(**more), after=after, limit=2)
        ids += [line.ref.case_id for line in page.lines]
        after = page.after
        if after is None:
            return ids


def version(store: Store) -> int:
    with store.read() as session:
        case = read_case(session, REF)
    assert case is not None
    return case.version


def test_a_late_answer_never_wins(desk_store: Store) -> None:
    filled(desk_store, a_case("a", version=3))
    with desk_store.write() as session:
        assert not upsert(session, "here", [a_case("a", version=2)])
    assert version(desk_store) == 3


def test_the_newest_of_one_page_wins_in_whatever_order_it_comes(desk_store: Store) -> None:
    filled(desk_store, a_case("a", version=5), a_case("a", version=4))
    assert version(desk_store) == 5


def test_more_than_a_hundred_at_once_are_refused(desk_store: Store) -> None:
    with desk_store.write() as session, pytest.raises(ValueError, match="at most 100"):
        upsert(session, "here", [a_case(str(n)) for n in range(AT_MOST + 1)])


def test_a_case_that_is_gone_is_closed(desk_store: Store) -> None:
    filled(desk_store, a_case("a"))
    with desk_store.write() as session:
        upsert(session, "here", [], gone=["a", "never-seen"])
    assert shown(desk_store) == []
    assert shown(desk_store, show="done") == ["a"]


def test_the_order_is_urgency_then_age_then_id_and_skipped_come_last(desk_store: Store) -> None:
    filled(
        desk_store,
        a_case("new", minutes=5),
        a_case("old"),
        a_case("also-old"),
        a_case("hot", severity="urgent", minutes=9),
        a_case("odd", severity="purple", minutes=3),
    )
    assert shown(desk_store) == ["hot", "also-old", "old", "odd", "new"]
    with desk_store.write() as session:
        set_skipped(session, CaseRef("here", "hot"), True)
    assert shown(desk_store) == ["also-old", "old", "odd", "new", "hot"]
    with desk_store.write() as session:
        upsert(session, "here", [a_case("hot", severity="urgent", minutes=9, version=2)])
    assert shown(desk_store)[0] == "hot", "news puts a skipped case back"


def test_filters_counts_and_facets_agree(desk_store: Store) -> None:
    filled(
        desk_store,
        a_case("a", text="100% Ärger"),
        a_case("b", language="fr", severity="high"),
        a_case("c", state="decided"),
    )
    assert shown(desk_store, language="fr") == ["b"]
    assert shown(desk_store, severity="high", guideline="HAR") == ["b"]
    assert shown(desk_store, words="ärger 100%") == ["a"]
    assert shown(desk_store, words="_%_") == [], "wildcards are plain signs"
    with desk_store.read() as session:
        counts, facets = queue_counts(session), queue_facets(session)
    assert (counts.to_do, counts.done) == (2, 1)
    assert dict(facets.languages) == {"de": 1, "fr": 1}
    assert facets.guidelines == (("HAR", 2),)


def test_members_are_wanted_in_the_queues_order_and_each_once(desk_store: Store) -> None:
    filled(
        desk_store,
        a_case("a", author="m-3", minutes=1),
        a_case("b", author="m-2", severity="urgent"),
        a_case("c", author="m-3"),
        a_case("d", author="m-4", state="decided"),
    )
    with desk_store.read() as session:
        assert wanted_members(session, "here", limit=10) == ["m-2", "m-3"]


def test_a_new_case_has_its_member_read_again(desk_store: Store) -> None:
    filled(desk_store, a_case("a"))
    with desk_store.write() as session:
        keep_member(session, "here", MemberFile(Member("m-1", "@m-1")), NOW_MS)
        assert wanted_members(session, "here", limit=10) == []
        upsert(session, "here", [a_case("b")])
        assert wanted_members(session, "here", limit=10) == ["m-1"]
