"""The settings file: whatever stands in it, the desk starts, and nothing of a person's is lost."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from moderator_desk.settings import (
    Settings,
    SettingsProblem,
    places,
    read_settings,
    within_bounds,
    write_settings,
)


def test_without_a_file_there_are_defaults_and_still_no_file(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "settings.json") == Settings()
    assert list(tmp_path.iterdir()) == []


def test_what_is_written_is_read_and_nothing_else_is_left(tmp_path: Path) -> None:
    path = tmp_path / "new" / "settings.json"
    mine = Settings(theme="dark", undo_seconds=5, keys={"skip": ("Z",)}, window=(1, 2, 3, 4))
    write_settings(path, mine)
    write_settings(path, mine)
    assert read_settings(path) == mine
    assert [each.name for each in path.parent.iterdir()] == ["settings.json"]


def test_numbers_and_names_out_of_bounds_are_brought_inside(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"undo_seconds":-3,"arm_ms":9999,"text_percent":5,"theme":"pink","later":true}')
    assert read_settings(path) == Settings(undo_seconds=0, arm_ms=2000, text_percent=80)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=st.binary() | st.sampled_from((b'{"theme":1}', b"[]", b'{"keys":{"a":"b"}}', b'{"schema":"x"}')))
def test_a_damaged_file_is_put_aside_whole(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(raw)
    with pytest.raises(SettingsProblem, match="damaged") as caught:
        read_settings(path)
    assert caught.value.kept_as is not None
    assert caught.value.kept_as.read_bytes() == raw


def test_a_second_damaged_file_leaves_the_first_kept(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    kept = []
    for raw in (b"one", b"two", b"three"):
        path.write_bytes(raw)
        with pytest.raises(SettingsProblem, match="damaged") as caught:
            read_settings(path)
        kept.append(caught.value.kept_as)
    assert [each and each.read_bytes() for each in kept] == [b"one", b"two", b"three"]


@pytest.mark.parametrize("raw", [b'{"schema":99}', b'{"schema":99,"theme":{"name":"of later"}}'])
def test_a_newer_file_stays_in_place(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(raw)
    with pytest.raises(SettingsProblem, match="newer"):
        read_settings(path)
    assert path.read_bytes() == raw


def test_a_write_that_fails_leaves_the_old_file_and_no_litter(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.mkdir()  # nothing can be put in a folder's place
    with pytest.raises(IsADirectoryError):
        write_settings(path, Settings())
    assert os.listdir(tmp_path) == ["settings.json"]


@given(st.builds(Settings, undo_seconds=st.integers(), arm_ms=st.integers(), text_percent=st.integers()))
def test_bounds_hold_for_every_number(found: Settings) -> None:
    bound = within_bounds(found)
    assert 0 <= bound.undo_seconds <= 60
    assert within_bounds(bound) == bound


@pytest.mark.parametrize("name", ["", "..", "a/b", "a b", "../x"])
def test_a_profile_is_a_plain_word(name: str) -> None:
    with pytest.raises(ValueError, match="profile"):
        places(name)
