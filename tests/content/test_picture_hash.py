"""A picture saved anew, scaled or changed a little keeps its hash; another picture has another.

The hashes written down here were computed once by the published library, built from its source, from the same pixels.
"""

import random
from itertools import combinations

import pytest
from PIL import Image, ImageDraw, ImageEnhance, ImageOps

from moderator_desk.content.images import DecodedImage, decode_image
from moderator_desk.content.picture_hash import (
    GOOD_ENOUGH,
    SAME,
    is_hash,
    pdq,
    pdq_distance,
    same_picture,
)
from tests.content.making_images import as_file, scene

PUBLISHED = (
    ("18fa407eb581733a3691bf274dc9b4f47b6ce785a7077843f480631b431b9c98", 100),
    ("ccee8c64ade5eca52d3409b03bb0e1a783b40bb013b4e7e4a3a50ff03778724f", 100),
    ("46e5cecfe4d30dc08fc3f86c8f1b3133723c1384f07c3397b13af08f1b9027c1", 100),
    ("8059f746013c5c1864de7f09f3c7133c9838966e6c92fba36d99c8910efe30ed", 100),
)


@pytest.mark.parametrize("seed", range(len(PUBLISHED)))
def test_the_hash_is_that_of_the_published_library(seed: int) -> None:
    assert pdq(scene(seed)) == PUBLISHED[seed]


def test_the_worker_tells_hash_and_quality() -> None:
    picture = decode_image(as_file(scene(0), "PNG"))
    assert isinstance(picture, DecodedImage)
    assert (picture.pdq, picture.pdq_quality) == pdq(scene(0))


@pytest.mark.parametrize("seed", range(6))
def test_a_picture_saved_anew_is_the_same(seed: int) -> None:
    picture = scene(seed)
    first = pdq(picture)[0]
    for changed in (
        as_file(picture, "JPEG", quality=40),
        as_file(picture, "WEBP", quality=50),
        as_file(picture.resize((picture.width * 2 // 3, picture.height * 2 // 3)), "PNG"),
        as_file(ImageEnhance.Brightness(picture).enhance(0.85), "PNG"),
        as_file(ImageOps.grayscale(picture), "PNG"),
    ):
        decoded = decode_image(changed)
        assert isinstance(decoded, DecodedImage)
        assert same_picture(first, decoded.pdq), pdq_distance(first, decoded.pdq)


def test_different_pictures_are_far_from_each_other() -> None:
    hashes = [pdq(scene(seed))[0] for seed in range(12)]
    assert min(pdq_distance(one, other) for one, other in combinations(hashes, 2)) > 2 * SAME


def test_half_of_the_bits_are_set() -> None:
    assert int(pdq(scene(1))[0], 16).bit_count() == 128


def test_a_mirrored_picture_is_another() -> None:
    assert not same_picture(pdq(scene(2))[0], pdq(ImageOps.mirror(scene(2)))[0])


def test_what_nobody_sees_does_not_change_the_hash() -> None:
    dice = random.Random(3)
    seen = scene(3).convert("RGBA")
    ImageDraw.Draw(seen).rectangle((0, 0, 90, 90), fill=(255, 255, 255, 255))
    hidden = seen.copy()
    noise = Image.effect_noise((91, 91), dice.uniform(60, 90)).convert("RGBA")
    noise.putalpha(0)
    hidden.paste(noise, (0, 0))
    assert pdq(hidden) == pdq(seen)


def test_an_empty_picture_has_a_hash_that_is_worth_nothing() -> None:
    found, quality = pdq(Image.new("RGB", (300, 200), "teal"))
    assert is_hash(found)
    assert quality == 0 < GOOD_ENOUGH <= pdq(scene(0))[1]


def test_a_picture_of_a_few_dots_has_none() -> None:
    assert pdq(Image.new("RGB", (4, 400))) == ("", 0)


def test_no_hash_is_far_from_every_hash() -> None:
    one = pdq(scene(0))[0]
    assert pdq_distance(one, one) == 0
    for none in ("", one[1:], "g" + one[1:], one.upper() if one.upper() != one else "", one + "0"):
        assert pdq_distance(one, none) == 256
    assert not same_picture("", "")
