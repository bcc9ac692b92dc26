"""A list of reports is read whole though reports come, go, share a moment, or are very long while it is read."""

import random

import pytest

from moderator_desk.platforms.base import PlatformError
from moderator_desk.platforms.synapse.lists import PARTS_MOST, whole
from moderator_desk.platforms.synapse.wire import AccountRow


def row(number: int, at: int) -> AccountRow:
    """One report."""
    return AccountRow(number, at, "@ben:lab.test", "@ana:lab.test")


class Shifting:
    """A list as the server keeps it: between two parts `comes` reports are filed and `goes` are dealt with anywhere."""

    def __init__(self, length: int, *, comes: int = 0, goes: int = 0, too_large: int = 10_000) -> None:
        self.dice = random.Random(length)
        self.rows = [row(number, number // 3) for number in range(length)]
        self.comes, self.goes, self.too_large = comes, goes, too_large
        self.next, self.asked = length, 0
        self.gone: set[int] = set()

    def ask(self, at: int, size: int) -> tuple[tuple[AccountRow, ...], int]:
        """One part, then the list shifts. Rows of one moment stand in any order."""
        self.asked += 1
        if size > self.too_large:
            raise PlatformError("too-large")
        self.rows.sort(key=lambda each: each.received_ts)
        part, total = tuple(self.rows[at : at + size]), len(self.rows)
        for _ in range(min(self.goes, len(self.rows))):
            self.gone.add(self.rows.pop(self.dice.randrange(len(self.rows))).id)
        self.rows += [row(self.next + number, self.next) for number in range(self.comes)]
        self.next += self.comes
        return part, total


@pytest.mark.parametrize(
    "shifting",
    [
        Shifting(0),
        Shifting(1),
        Shifting(1000),
        Shifting(5003),
        Shifting(5000, comes=40),
        Shifting(5000, goes=40),
        Shifting(5000, goes=300),
        Shifting(5000, comes=300, goes=200),
        Shifting(700, too_large=200),
        Shifting(9, too_large=1),
    ],
)
def test_whoever_was_there_all_the_time_is_found_once(shifting: Shifting) -> None:
    before = {each.id for each in shifting.rows}
    found = whole(shifting.ask)
    ids = [each.id for each in found]
    assert len(ids) == len(set(ids))
    assert before - shifting.gone <= set(ids)
    assert ids == [each.id for each in sorted(found, key=lambda each: (each.received_ts, each.id))]
    assert shifting.asked < PARTS_MOST / 10


def test_a_single_report_that_is_too_large_is_told() -> None:
    with pytest.raises(PlatformError, match="too-large"):
        whole(Shifting(3, too_large=0).ask)
