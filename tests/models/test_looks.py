"""Hashes of pictures: kept once for each, the latest first, gone with a seal and with the account."""

from moderator_desk.models.account_changes import remove
from moderator_desk.models.cases import upsert
from moderator_desk.models.looks import Look, forget_looks, keep_look, looks
from moderator_desk.models.store import Store
from moderator_desk.models.values import CaseRef
from tests.models.making import NOW_MS, a_case, filled

A, B = CaseRef("here", "a"), CaseRef("here", "b")


def of(ref: CaseRef, digit: str, quality: int = 80, media: str = "m") -> Look:
    return Look(ref, media, digit * 64, quality)


def keep(store: Store, *each: Look) -> None:
    with store.write() as session:
        for place, look in enumerate(each):
            keep_look(session, look, NOW_MS + place)


def kept(store: Store, quality: int = 0) -> tuple[Look, ...]:
    with store.read() as session:
        return looks(session, quality=quality)


def test_a_picture_has_one_hash_and_the_latest_comes_first(desk_store: Store) -> None:
    filled(desk_store, a_case("a"), a_case("b"))
    keep(desk_store, of(A, "1"), of(B, "2"), of(A, "3"), of(A, "4", media="other"))
    assert kept(desk_store) == (of(A, "4", media="other"), of(A, "3"), of(B, "2"))


def test_hashes_that_say_little_can_be_left_out(desk_store: Store) -> None:
    filled(desk_store, a_case("a"), a_case("b"))
    keep(desk_store, of(A, "1", 49), of(B, "2", 50))
    assert kept(desk_store, 50) == (of(B, "2", 50),)


def test_sealing_a_case_drops_its_hashes(desk_store: Store) -> None:
    filled(desk_store, a_case("a"), a_case("b"))
    keep(desk_store, of(A, "1"), of(B, "2"))
    with desk_store.write() as session:
        upsert(session, "here", [a_case("a", version=2, state="sealed")])
    assert kept(desk_store) == (of(B, "2"),)


def test_hashes_go_when_asked_and_with_their_account(desk_store: Store) -> None:
    filled(desk_store, a_case("a"), a_case("b"))
    keep(desk_store, of(A, "1"), of(B, "2"))
    with desk_store.write() as session:
        forget_looks(session, "here", ["b"])
    assert kept(desk_store) == (of(A, "1"),)
    with desk_store.write() as session:
        remove(session, "here", NOW_MS)
    assert kept(desk_store) == ()
