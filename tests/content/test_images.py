"""Pictures are told by content, bombs and wrecks are refused in time, and what is shown comes out of the cage."""

import io
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PIL import Image

from moderator_desk.content.cage import MEMORY
from moderator_desk.content.images import MOST_BYTES, DecodedImage, Refusal, decode_image
from tests.content.making_images import (
    exif,
    gif_frames,
    gif_lying,
    png,
    png_bomb,
    samples,
    saved,
)

SOON_S = 8.0  # the worker's own six, and the time to start one on a busy machine


def _refused(data: bytes) -> str:
    begun = time.perf_counter()
    result = decode_image(data)
    assert time.perf_counter() - begun < SOON_S
    assert isinstance(result, Refusal), result
    return result.code


def _decoded(data: bytes) -> DecodedImage:
    result = decode_image(data)
    assert isinstance(result, DecodedImage), result
    return result


@pytest.mark.parametrize("number", range(len(samples())))
def test_every_kind_and_mode_is_decoded_inside_the_cage(number: int) -> None:
    picture = _decoded(samples()[number])
    assert len(picture.plain) == len(picture.covered) == picture.width * picture.height * 4
    assert picture.plain != picture.covered or len(set(picture.plain)) < 4


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has the whole cage")
def test_the_picture_says_that_all_locks_hold() -> None:
    assert _decoded(saved("PNG")).protections.complete


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_rotation_in_the_metadata_is_applied(kind: str) -> None:
    picture = _decoded(saved(kind, size=(60, 20), exif=exif(6)))
    assert (picture.width, picture.height) == (20, 60)
    assert picture.original == (60, 20)


def test_a_picture_of_a_telephone_is_decoded() -> None:
    made = io.BytesIO()
    Image.effect_noise((4_000, 3_000), 60).convert("RGB").save(made, "JPEG", quality=60, exif=exif(6))
    picture = _decoded(made.getvalue())
    assert (picture.width, picture.height) == (768, 1024)


@pytest.mark.parametrize("size", [(7_000, 5_700), (39_000, 1_000)])
def test_the_largest_picture_that_is_taken_is_decoded(size: tuple[int, int]) -> None:
    assert _decoded(png_bomb(*size)).original == size


@pytest.mark.parametrize(
    "data",
    [
        png_bomb(50_000, 50_000),
        png(50_000, 50_000, b""),
        png(2**31 - 1, 2**31 - 1, b"x"),
        png(2**31 - 1, 1, b"x"),
        gif_lying((65_535, 65_535), (65_535, 65_535)),
        gif_lying((10, 10), (65_535, 65_535)),
    ],
    ids=["packed", "head only", "largest", "one line", "screen", "frame"],
)
def test_a_bomb_is_refused(data: bytes) -> None:
    assert _refused(data) in ("too-many-pixels", "damaged")


def test_only_the_first_frame_of_many_is_decoded() -> None:
    assert _decoded(gif_frames(2_000)).original == (200, 200)


def test_more_bytes_than_are_taken_are_not_looked_at() -> None:
    assert _refused(saved("PNG") + bytes(MOST_BYTES)) == "too-large"


@pytest.mark.parametrize(
    "data",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>",
        b"<?xml version='1.0'?><svg/>",
        b"<!doctype html><script>alert(1)</script>",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
        b"%PDF-1.7\n",
        b"BM" + bytes(60),
        b"II*\x00" + bytes(60),
        b"\x00\x00\x00\x20ftypavif" + bytes(60),
        b"RIFF\x00\x00\x00\x00WAVE" + bytes(60),
        b"\x00asm\x01\x00\x00\x00",
        b"MZ" + bytes(60),
        b" " + saved("PNG"),
        b"GIF88a" + bytes(60),
        b"",
        b"\x89",
    ],
)
def test_what_is_none_of_the_four_kinds_is_refused(data: bytes) -> None:
    assert _refused(data) == "unknown-format"


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_what_hangs_on_behind_a_picture_does_not_come_along(kind: str) -> None:
    page = b"<script>alert(1)</script>PK\x03\x04"
    alone, more = _decoded(saved(kind)), _decoded(saved(kind) + page)
    assert more.plain == alone.plain
    assert page not in more.plain + more.covered


@pytest.mark.parametrize(
    "data",
    [
        b"GIF89a/*" + b"<svg onload=alert(1)>" * 4,
        b"\xff\xd8\xff\xe0<html>",
        b"\x89PNG\r\n\x1a\n<html>",
        b"RIFF\x00\x00\x00\x00WEBP<html>",
    ],
    ids=["GIF", "JPEG", "PNG", "WEBP"],
)
def test_a_page_with_the_head_of_a_picture_is_none(data: bytes) -> None:
    assert _refused(data) in ("damaged", "too-many-pixels")


@pytest.mark.parametrize(
    "data",
    [
        png(100, 100, b"\x00" * 40),
        png(0, 10, b""),
        png(100, 100, b"x", bits=3, colour=5),
        saved("PNG")[:40],
        saved("WEBP")[:40],
        saved("GIF")[:20],
        saved("JPEG")[:100],
    ],
)
def test_a_wreck_is_refused(data: bytes) -> None:
    assert _refused(data) in ("damaged", "too-many-pixels")


def test_a_picture_cut_in_half_is_refused() -> None:
    for kind in ("PNG", "JPEG", "GIF", "WEBP"):
        data = saved(kind, size=(300, 200))
        assert _refused(data[: len(data) // 2]) == "damaged", kind


def test_mutated_pictures_end_in_pixels_or_a_refusal() -> None:
    # in a process of its own: the memory told is that of the largest child it ever had
    told = subprocess.run(
        [sys.executable, "-m", "tests.content.mutate_images", "60", "5"],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert told.returncode == 0, told.stdout + told.stderr
    assert "60 pictures" in told.stdout
    found = re.search(r"slowest (\d+) ms, peak (\d+) MB", told.stdout)
    assert found is not None
    assert int(found[1]) < SOON_S * 1_000
    assert int(found[2]) * 1_000_000 <= MEMORY
