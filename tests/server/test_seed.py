"""Reading a world: times from offsets, and plain words about what cannot be read."""

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from moderator_desk.server.generate import Generator
from moderator_desk.server.seed import offset, read_world
from tests.fixtures_server import WORLD

MOMENT = datetime(2026, 1, 31, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "delta"),
    [
        ("-35m", timedelta(minutes=-35)),
        ("-2h", timedelta(hours=-2)),
        ("+30d", timedelta(days=30)),
        ("-400d", timedelta(days=-400)),
        ("+0s", timedelta()),
    ],
)
def test_offsets(text: str, delta: timedelta) -> None:
    assert offset(text, MOMENT) == MOMENT + delta


@pytest.mark.parametrize("text", ["", "2h", "-2", "-2w", "-2h\n", "2026-01-01T00:00:00Z"])
def test_what_is_no_offset(text: str) -> None:
    with pytest.raises(ValueError, match="is no offset"):
        offset(text, MOMENT)


def test_times_of_a_world_count_from_the_moment_of_loading() -> None:
    cases = {case.id: case for case in read_world(WORLD, MOMENT).cases}
    assert cases["c-phone"].opened_at == MOMENT - timedelta(hours=5)
    assert cases["c-phone"].context[0].at == MOMENT - timedelta(hours=7)
    assert [case.opened_at for case in cases.values()] == sorted(case.opened_at for case in cases.values())


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    return Path(shutil.copytree(WORLD, tmp_path / "world"))


def spoil(path: Path, change: dict[str, Any]) -> None:
    entries = json.loads(path.read_text(encoding="utf-8"))
    entries[0]["case"].update(change)
    path.write_text(json.dumps(entries), encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"opened_at": "yesterday"}, "is no offset"),
        ({"reports": "none"}, "cannot be read"),
        ({"item": {"id": "i"}}, "cannot be read"),
        (
            {"item": {"id": "i", "kind": "photo", "author": {"id": "m"}, "media": [{"id": "lost"}]}},
            "no picture",
        ),
    ],
)
def test_a_broken_world_is_said_plainly(broken: Path, change: dict[str, Any], words: str) -> None:
    spoil(broken / "cases" / "all.json", change)
    with pytest.raises(ValueError, match=words):
        read_world(broken, MOMENT)


@pytest.mark.parametrize("number", [0, -1, 1_000_001])
def test_only_so_many_cases_are_generated(number: int) -> None:
    with pytest.raises(ValueError, match="can be generated"):
        Generator(read_world(WORLD, MOMENT), number, 1, MOMENT)
