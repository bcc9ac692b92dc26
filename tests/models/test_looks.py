"""Hashes of pictures: kept once for each, the latest first, gone with a seal and with the account."""

from PIL import Image

from moderator_desk.content.images import DecodedImage, decode_image
from moderator_desk.models.account_changes import remove
from moderator_desk.models.cases import upsert
from moderator_desk.models.indexing import index_some
from moderator_desk.models.looks import Look, cases_that_look_like, forget_looks, keep_look
from moderator_desk.models.store import Store
from moderator_desk.models.values import CaseRef
from moderator_desk.models.waves import waiting_kin, wave_of
from tests.content.making_images import as_file, scene
from tests.models.making import NOW_MS, a_case, filled, kept_looks

A, B = CaseRef("here", "a"), CaseRef("here", "b")


def of(ref: CaseRef, digit: str, quality: int = 80, media: str = "m") -> Look:
    return Look(ref, media, digit * 64, quality)


def keep(store: Store, *each: Look) -> None:
    with store.write() as session:
        for place, look in enumerate(each):
            keep_look(session, look, NOW_MS + place)


def like(store: Store, ref: CaseRef) -> list[str]:
    with store.read() as session:
        return cases_that_look_like(session, ref)


def test_a_picture_has_one_hash_and_the_latest_comes_first(desk_store: Store) -> None:
    filled(desk_store, a_case("a"), a_case("b"))
    keep(desk_store, of(A, "1"), of(B, "2"), of(A, "3"), of(A, "4", media="other"))
    assert kept_looks(desk_store) == (of(A, "4", media="other"), of(A, "3"), of(B, "2"))


def seen(name: str, picture: Image.Image, kind: str = "PNG") -> Look:
    """What is learnt of a picture when somebody looks at it."""
    decoded = decode_image(as_file(picture, kind))
    assert isinstance(decoded, DecodedImage)
    return Look(CaseRef("here", name), "m", decoded.pdq, decoded.pdq_quality)


def test_a_picture_scaled_and_saved_anew_is_known_again_and_another_is_not(desk_store: Store) -> None:
    first, other = scene(1), scene(2)
    smaller = first.resize((first.width * 2 // 3, first.height * 2 // 3))
    filled(desk_store, *(a_case(name, text=name * 9) for name in ("first", "smaller", "other")))
    keep(desk_store, seen("first", first), seen("smaller", smaller, "JPEG"), seen("other", other))
    assert like(desk_store, CaseRef("here", "first")) == ["smaller"]
    assert like(desk_store, CaseRef("here", "other")) == []
    while index_some(desk_store):
        pass
    with desk_store.read() as session:
        why = {kin.line.ref.case_id: kin.why for kin in wave_of(session, CaseRef("here", "first"))}
        assert (why["first"], "image" in why["smaller"]) == ((), True)
        assert "image" not in why.get("other", ())
        assert waiting_kin(session, CaseRef("here", "first")) >= 1


def test_hashes_that_say_little_bring_nothing_together(desk_store: Store) -> None:
    filled(desk_store, a_case("a"), a_case("b"))
    keep(desk_store, of(A, "1", 49), of(B, "1", 50))
    assert like(desk_store, A) == like(desk_store, B) == []
    keep(desk_store, of(A, "1", 50))
    assert like(desk_store, A) == ["b"]


def test_sealing_a_case_drops_its_hashes(desk_store: Store) -> None:
    filled(desk_store, a_case("a"), a_case("b"))
    keep(desk_store, of(A, "1"), of(B, "2"))
    with desk_store.write() as session:
        upsert(session, "here", [a_case("a", version=2, state="sealed")])
    assert kept_looks(desk_store) == (of(B, "2"),)


def test_hashes_go_when_asked_and_with_their_account(desk_store: Store) -> None:
    filled(desk_store, a_case("a"), a_case("b"))
    keep(desk_store, of(A, "1"), of(B, "2"))
    with desk_store.write() as session:
        forget_looks(session, "here", ["b"])
    assert kept_looks(desk_store) == (of(A, "1"),)
    with desk_store.write() as session:
        remove(session, "here", NOW_MS)
    assert kept_looks(desk_store) == ()
