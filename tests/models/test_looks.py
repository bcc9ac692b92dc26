"""Hashes of pictures: kept once for each, the latest first, gone with a seal and with the account."""

import random

from PIL import Image
from sqlalchemy import func, select

from moderator_desk.content.images import DecodedImage, decode_image
from moderator_desk.content.picture_hash import SAME, pieces, same_picture
from moderator_desk.models.account_changes import remove
from moderator_desk.models.cases import upsert
from moderator_desk.models.indexing import index_some
from moderator_desk.models.looks import Look, forget_looks, keep_look, looking_alike
from moderator_desk.models.store import Store
from moderator_desk.models.tables import CaseRow, LookBandRow
from moderator_desk.models.values import CaseRef
from moderator_desk.models.waves import waiting_kin, wave_of
from tests.content.making_images import as_file, scene
from tests.models.making import NOW_MS, a_case, add_accounts, filled, kept_looks

A, B = CaseRef("here", "a"), CaseRef("here", "b")


def of(ref: CaseRef, digit: str, quality: int = 80, media: str = "m") -> Look:
    return Look(ref, media, digit * 64, quality)


def keep(store: Store, *each: Look) -> None:
    with store.write() as session:
        for place, look in enumerate(each):
            keep_look(session, look, NOW_MS + place)


def like(store: Store, ref: CaseRef) -> list[str]:
    with store.read() as session:
        names = select(CaseRow.case_id).where(CaseRow.key.in_(looking_alike(session, ref)))
        return list(session.scalars(names))


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
        assert (why["first"], "look" in why["smaller"]) == ((), True)
        assert "look" not in why.get("other", ())
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


def turned(pdq: str, bits: int, dice: random.Random) -> str:
    """The hash with so many bits turned, anywhere."""
    number = int(pdq, 16)
    for bit in dice.sample(range(256), bits):
        number ^= 1 << bit
    return f"{number:064x}"


def spread(pdq: str, bits: int) -> str:
    """The hash with so many bits turned, as evenly over its pieces as can be: the hardest to find."""
    number = int(pdq, 16)
    for turn in range(bits):
        number ^= 1 << (turn % 16 * 16 + turn // 16)
    return f"{number:064x}"


def a_hash(dice: random.Random) -> str:
    return f"{dice.getrandbits(256):064x}"


def alike_to(store: Store, ref: CaseRef) -> set[str]:
    """Which cases the looks gather, by the wave's own word for it."""
    with store.read() as session:
        return {kin.line.ref.case_id for kin in wave_of(session, ref) if "look" in kin.why}


def bands(store: Store) -> int:
    with store.read() as session:
        return session.scalar(select(func.count()).select_from(LookBandRow)) or 0


def apart(number: int) -> str:
    """A text and an author of its own, so that nothing else ties the cases."""
    return f"{number} " + " ".join(f"w{random.Random(number * 1000 + n).getrandbits(60)}" for n in range(12))


def test_the_same_picture_is_found_up_to_the_last_bit_that_may_differ(desk_store: Store) -> None:
    dice = random.Random(3)
    first = a_hash(dice)
    made = {"near": turned(first, SAME, dice), "even": spread(first, SAME), "far": spread(first, SAME + 1)}
    names = ("first", *made, "faint", *(f"o{n}" for n in range(20)))
    filled(desk_store, *(a_case(name, author=f"m{n}", text=apart(n)) for n, name in enumerate(names)))
    seen = [Look(CaseRef("here", name), "m", pdq, 80) for name, pdq in made.items()]
    seen += [Look(CaseRef("here", f"o{n}"), "m", a_hash(dice), 100) for n in range(20)]
    keep(desk_store, Look(CaseRef("here", "first"), "m", first, 80), *seen)
    keep(desk_store, Look(CaseRef("here", "faint"), "m", first, 49))  # too little in it to say anything
    assert alike_to(desk_store, CaseRef("here", "first")) == {"near", "even"}
    assert alike_to(desk_store, CaseRef("here", "near")) >= {"first"}
    assert alike_to(desk_store, CaseRef("here", "faint")) == set()


def test_the_pieces_find_what_a_look_at_every_hash_finds(desk_store: Store) -> None:
    dice = random.Random(8)
    first = a_hash(dice)
    every = {f"c{n}": turned(first, n % 60, dice) for n in range(100)}
    filled(desk_store, *(a_case(name, author=name, text=apart(n)) for n, name in enumerate(every)))
    keep(desk_store, *(Look(CaseRef("here", name), "m", pdq, 80) for name, pdq in every.items()))
    for name in ("c0", "c17", "c59", "c60"):
        wanted = {other for other in every if other != name and same_picture(every[name], every[other])}
        assert alike_to(desk_store, CaseRef("here", name)) == wanted
        assert wanted or name == "c59"


def test_what_is_sealed_or_of_another_account_is_never_gathered(desk_store: Store) -> None:
    dice = random.Random(5)
    pdq = a_hash(dice)
    filled(desk_store, *(a_case(name, author=name, text=apart(n)) for n, name in enumerate("abc")))
    with desk_store.write() as session:
        add_accounts(session, "there")
        upsert(session, "there", [a_case("d", author="d", text=apart(9))])
    keep(desk_store, *(Look(CaseRef("here", name), "m", pdq, 80) for name in "abc"))
    keep(desk_store, Look(CaseRef("there", "d"), "m", pdq, 80))
    assert alike_to(desk_store, A) == {"b", "c"}
    with desk_store.write() as session:
        upsert(session, "here", [a_case("b", version=2, state="sealed", author="b")])
    assert alike_to(desk_store, A) == {"c"}
    keep(desk_store, Look(B, "m", pdq, 80))  # should one ever come in late
    assert alike_to(desk_store, A) == {"c"}
    assert alike_to(desk_store, B) == set()


def test_a_look_that_is_replaced_or_forgotten_leaves_no_piece(desk_store: Store) -> None:
    dice = random.Random(6)
    filled(desk_store, a_case("a", author="a", text=apart(1)), a_case("b", author="b", text=apart(2)))
    pdq, other = a_hash(dice), a_hash(dice)
    keep(desk_store, Look(A, "m", pdq, 80), Look(B, "m", pdq, 80))
    assert alike_to(desk_store, A) == {"b"}
    keep(desk_store, Look(B, "m", other, 80))
    assert alike_to(desk_store, A) == set()
    assert bands(desk_store) == 2 * len(pieces(pdq))
    with desk_store.write() as session:
        forget_looks(session, "here", ["b"])
    assert bands(desk_store) == len(pieces(pdq))
    with desk_store.write() as session:
        remove(session, "here", NOW_MS)
    assert bands(desk_store) == 0
