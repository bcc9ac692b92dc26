"""Every benchmark runs at a tiny size and says what it has to. How fast this machine is just now is not judged here."""

import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from benchmarks.figures import Figure, middle, share
from tests.content.hostile_texts import HOSTILE

ROOT = Path(__file__).parents[1]
CASES = "200"


def run(*names: str, rounds: int, floors: bool = True) -> list[Figure]:
    """The figures of some benchmarks; their exit code must agree with what they print. `floors`: each has one."""
    command = [
        sys.executable,
        "-m",
        "benchmarks",
        *names,
        "--json",
        "--cases",
        CASES,
        "--rounds",
        str(rounds),
    ]
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    ended = subprocess.run(
        command, cwd=ROOT, env=surroundings, capture_output=True, text=True, timeout=90, check=False
    )
    assert set(ended.stderr.splitlines()) <= {
        "This plugin does not support propagateSizeHints()"
    }  # offscreen Qt
    figures = msgspec.json.decode(ended.stdout, type=list[Figure])
    assert ended.returncode == (0 if all(figure.met for figure in figures) else 1)
    assert all(figure.value > 0 and (figure.floor > 0 or not floors) for figure in figures)
    return figures


def test_decisions_are_measured_at_rest_and_between_two_pages_of_a_pull() -> None:
    figures = run("decide", rounds=6)
    limits = [(16, "ms"), (33, "ms"), (0, "ms"), (0, "ms")]
    assert [(figure.limit, figure.unit) for figure in figures] == limits * 2
    assert "6 decisions" in figures[0].detail
    assert "between two pages" in figures[4].detail


def test_the_other_benchmarks_say_what_they_have_to() -> None:
    figures = run("start", "pull", "hostile", "read", rounds=1)
    by_limit = {(figure.limit, figure.of_floor, figure.least) for figure in figures}
    assert by_limit == {
        (2.5, True, False),
        (1.2, True, False),
        (0.5, True, True),
        (200, False, False),
        (0, False, False),
    }
    assert sum(figure.limit == 200 for figure in figures) == len(HOSTILE)


def test_damaged_pictures_are_measured_and_taken_by_the_window() -> None:
    slowest, largest, taken = run("mutated", rounds=12, floors=False)
    assert (slowest.limit, largest.limit, taken.limit, taken.value) == (6_000, 600, 12, 12)
    assert slowest.met
    assert largest.met
    assert "revealed" in taken.detail
    assert "refused" in taken.detail


def test_there_are_thirty_hostile_texts_the_longest_of_a_megabyte() -> None:
    sizes = [len(text.encode("utf-8", "surrogatepass")) for _, text in HOSTILE]
    assert len(HOSTILE) >= 30
    assert max(sizes) >= 1_000_000


@pytest.mark.parametrize(
    ("figure", "met"),
    [
        (Figure("a time within its limit", 16.0, "ms", 1.0, 16.0), True),
        (Figure("a time beyond it", 16.1, "ms", 1.0, 16.0), False),
        (Figure("a ratio within its limit", 500.0, "ms", 200.0, 2.5, True), True),
        (Figure("a ratio beyond it", 501.0, "ms", 200.0, 2.5, True), False),
        (Figure("enough of the floor", 500.0, "cases/s", 1000.0, 0.5, True, True), True),
        (Figure("too little of it", 499.0, "cases/s", 1000.0, 0.5, True, True), False),
        (Figure("for information", 9000.0, "ms", 1.0), True),
    ],
    ids=lambda value: value.name if isinstance(value, Figure) else "",
)
def test_a_missed_target_is_told(figure: Figure, met: bool) -> None:
    assert figure.met is met
    assert ("MISSED" in figure.line()) is not met


def test_shares_and_middles() -> None:
    values = [float(number) for number in range(300, 0, -1)]
    assert (share(values, 0.5), share(values, 0.99), share(values, 1.0)) == (150.0, 297.0, 300.0)
    assert middle([5.0, 1.0, 3.0]) == 3.0
