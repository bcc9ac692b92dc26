"""Damaged pictures, each decoded in a cage of its own and taken by a real case pane, which reveals and paints it.

A process without widgets decodes, so that the memory told is the workers' own. Floor: the undamaged pictures.
"""

import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from benchmarks.figures import Figure
from benchmarks.worlds import World
from moderator_desk.app import make_application
from moderator_desk.content.images import Refusal, decode_image
from moderator_desk.models.values import Case, CaseFile, CaseRef, Item, Media, Person
from moderator_desk.ui.case_pane import CasePane
from moderator_desk.ui.theme import apply_theme
from tests.content.making_images import samples
from tests.content.mutate_images import Frame, Told

MOST_MS, MOST_MB = 6_000, 600
SEED = 5
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ROOT = Path(__file__).parents[1]


def measure(_world: World | None, rounds: int) -> list[Figure]:
    """`rounds` pictures. A worker may refuse or end; the window may not, or nothing is told at all."""
    app = make_application()
    apply_theme(app, "light")
    floor_ms = max(_took(data) for data in samples()) * 1_000
    pane = CasePane()
    pane.resize(780, 760)
    pane.show()
    app.processEvents()
    states: Counter[str] = Counter()
    told = Told({}, 0.0, 0.0)
    for came in _frames(rounds):
        if isinstance(came, Told):
            told = came
        else:
            states[_shown(pane, came)] += 1
            app.processEvents()
    pane.close()
    pane.deleteLater()
    app.processEvents()
    return _figures(told, states, floor_ms, rounds)


def _figures(told: Told, states: Counter[str], floor_ms: float, rounds: int) -> list[Figure]:
    ends = ", ".join(f"{count} {end}" for end, count in told.counts.items())
    seen = ", ".join(f"{count} {state}" for state, count in sorted(states.items()))
    return [
        Figure(
            "mutated: slowest of the pictures",
            told.slowest_ms,
            "ms",
            floor_ms,
            MOST_MS,
            detail=f"  seed {SEED}: {ends}",
        ),
        Figure("mutated: largest worker", told.peak_mb, "MB", 0.0, MOST_MB),
        Figure(
            "mutated: taken by the window",
            states.total(),
            "pictures",
            0.0,
            rounds,
            least=True,
            detail=f"  {seen}",
        ),
    ]


def _took(data: bytes) -> float:
    begun = time.perf_counter()
    decode_image(data)
    return time.perf_counter() - begun


def _frames(number: int) -> Iterator[Frame | Told]:
    """Each picture's end as it comes, and the figures last."""
    command = [sys.executable, "-m", "tests.content.mutate_images", str(number), str(SEED), "--frames"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT)
    assert process.stdout is not None
    with process.stdout as pipe:
        for which in range(number + 1):
            packed = pipe.read(int.from_bytes(pipe.read(4), "big"))
            if which == number:
                yield msgspec.msgpack.decode(packed, type=Told)
            else:
                yield msgspec.msgpack.decode(packed, type=Frame)
    if process.wait():
        raise RuntimeError(f"the mutator ended with {process.returncode}")


def _shown(pane: CasePane, frame: Frame) -> str:
    """Show a case with the picture, reveal it as far as it goes, and tell how its tile ends."""
    name = f"m{frame.number}"
    item = Item(f"i{frame.number}", "photo", Person("u"), "Words", media=(Media(name, size=frame.size),))
    case = Case(f"c{frame.number}", 1, "open", "low", NOW, NOW, item)
    pane.show_case(CaseFile(CaseRef("a", case.id), case), NOW)
    pane.reveals.next()
    pane.reveals.take(name, frame.image or Refusal(frame.refused))
    pane.grab()
    tile = pane.tiles()[0]
    pane.reveals.next()
    pane.grab()
    return tile.state
