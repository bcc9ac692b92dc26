"""What a moderator looks at stays in memory: nothing of a revealed picture is on the disk, however the desk ends."""

import signal
from pathlib import Path

import pytest

from moderator_desk.content.images import DecodedImage, decode_image
from tests.reliability.canary import (
    DOTS,
    ENDINGS,
    FILE_MARK,
    NEEDLES,
    NOTE_MARK,
    PIXEL_MARK,
    Hit,
    picture,
    run,
    search,
)

CODES = {"quit": 0, "kill": -signal.SIGKILL, "abort": -signal.SIGABRT}


@pytest.mark.parametrize("ending", ENDINGS)
def test_nothing_of_a_picture_and_of_a_note_is_left_but_in_the_store(ending: str, tmp_path: Path) -> None:
    hits, code = run(ending, tmp_path)
    assert code == CODES[ending]
    assert [hit for hit in hits if not hit.allowed] == []
    assert (tmp_path / "desk" / "profile" / "default" / "desk.sqlite").stat().st_size > 0


def test_the_markers_are_in_what_the_desk_holds_in_memory() -> None:
    data = picture()
    decoded = decode_image(data)
    assert isinstance(decoded, DecodedImage)
    assert FILE_MARK in data
    assert PIXEL_MARK in decoded.plain


@pytest.mark.parametrize("needle", sorted(NEEDLES))
def test_a_marker_is_found_wherever_it_is(needle: str, tmp_path: Path) -> None:
    place = tmp_path / "deep" / "down"
    place.mkdir(parents=True)
    (place / "core").write_bytes(b"\0" * 70_001 + NEEDLES[needle] + b"\0")
    (place / "other").write_bytes(DOTS[:-1] + NOTE_MARK[:-1].encode() + FILE_MARK[1:])
    assert list(search(tmp_path)) == [Hit(needle, "deep/down/core")]


def test_a_note_may_be_in_the_store_and_a_picture_may_not() -> None:
    assert Hit("note", "profile/default/desk.sqlite-wal").allowed
    assert not Hit("note", "profile/default/logs/desk.log").allowed
    assert not Hit("pixels", "profile/default/desk.sqlite").allowed
