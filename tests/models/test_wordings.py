"""Every wording of an item that was ever told is there again, in order; of a sealed case none."""

import itertools
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from sqlalchemy import func, select

from moderator_desk.models import account_changes, cases
from moderator_desk.models.store import Store, open_store
from moderator_desk.models.tables import WordingRow
from moderator_desk.models.values import Case, CaseRef, Media
from moderator_desk.models.wordings import MOST, wordings
from tests.models.making import NOW, NOW_MS, a_case, add_accounts, filled

REF = CaseRef("here", "c1")


def told(version: int, reported: str, now: str | None) -> Case:
    """The case with the text that was reported and the one it has, changed at minute `version`."""
    case = a_case("c1", text=reported, version=version)
    at = NOW + timedelta(minutes=version)
    edited = at if now is not None and version > 1 else None
    item = replace(case.item, text_now=now, posted_at=NOW, edited_at=edited)
    return replace(case, item=item, changed_at=at)


def seen(store: Store) -> list[str]:
    with store.read() as session:
        case = cases.read_case(session, REF)
        assert case is not None
        return [each.text for each in wordings(session, REF, case)]


def kept(store: Store) -> int:
    with store.read() as session:
        return session.scalar(select(func.count()).select_from(WordingRow)) or 0


def take(store: Store, *stories: Case) -> None:
    for each in stories:
        with store.write() as session:
            cases.upsert(session, "here", [each])


@settings(deadline=None, max_examples=40)
@given(st.lists(st.sampled_from("abcd"), min_size=1, max_size=8))
def test_the_wordings_are_those_told_in_order(texts: list[str]) -> None:
    """Law: whatever is told one after another is what is shown, twice the same in a row being one."""
    with TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "desk.sqlite")
        try:
            with store.write() as session:
                add_accounts(session, "here")
            take(store, *(told(n, texts[0], text) for n, text in enumerate(texts, 1)))
            assert seen(store) == [text for text, _ in itertools.groupby(texts)]
        finally:
            store.close()


def test_what_was_reported_first_stays_when_a_later_wording_is_reported(desk_store: Store) -> None:
    filled(desk_store)
    take(desk_store, told(1, "first", "first"), told(2, "first", "second"), told(3, "second", "second"))
    assert seen(desk_store) == ["first", "second"]


def test_the_last_words_of_an_item_that_is_gone_are_there(desk_store: Store) -> None:
    filled(desk_store)
    take(desk_store, told(1, "first", None), told(2, "first", "second"))
    gone = told(3, "first", None)
    take(desk_store, replace(gone, item=replace(gone.item, gone=True)))
    assert seen(desk_store) == ["first", "second"]


def test_an_answer_that_came_late_changes_nothing(desk_store: Store) -> None:
    filled(desk_store)
    take(desk_store, told(1, "a", "a"), told(3, "a", "c"), told(2, "a", "b"))
    assert seen(desk_store) == ["a", "c"]


def test_of_a_sealed_case_no_wording_is_left(desk_store: Store) -> None:
    filled(desk_store)
    take(desk_store, told(1, "a", "a"), told(2, "a", "b"), told(3, "a", "c"))
    assert (seen(desk_store), kept(desk_store)) == (["a", "b", "c"], 1)
    sealed = told(4, "a", "d")
    take(desk_store, replace(sealed, item=replace(sealed.item, media=(Media("m1", sealed=True),))))
    assert (seen(desk_store), kept(desk_store)) == ([], 0)


def test_of_very_many_the_oldest_go(desk_store: Store) -> None:
    filled(desk_store)
    take(desk_store, *(told(n, "0", f"{n}") for n in range(1, MOST + 8)))
    assert kept(desk_store) == MOST
    assert seen(desk_store)[0] == "0"
    assert seen(desk_store)[-1] == f"{MOST + 7}"


def test_they_go_with_their_account(desk_store: Store) -> None:
    filled(desk_store)
    take(desk_store, told(1, "a", "a"), told(2, "a", "b"), told(3, "a", "c"))
    with desk_store.write() as session:
        account_changes.remove(session, "here", NOW_MS)
    assert kept(desk_store) == 0
