"""Cold start and memory: from the start of a process to the first case painted, beside a bare window of Qt.

Each start is a process of its own, taken in turns with the bare window so that a busy moment hits both. Memory is what
the process holds when the case has been painted and what follows the paint is done (VmRSS).
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.figures import Figure, middle
from benchmarks.worlds import World, world

START_LIMIT, MEMORY_LIMIT, GROWTH_LIMIT = 2.5, 2.5, 1.2
FEW = 1_000
ROOT = Path(__file__).parents[1]


def measure(large: World, rounds: int) -> list[Figure]:
    """Start and memory with few and with many cases."""
    with (
        tempfile.TemporaryDirectory(prefix="moderator_desk-bench-") as scratch,
        world(Path(scratch) / "few", FEW) as small,
    ):
        stores = {"bare": "", "few": _laid_out(small, scratch, "a"), "many": _laid_out(large, scratch, "b")}
        seen: dict[str, list[tuple[float, float]]] = {name: [] for name in stores}
        for _ in range(rounds + 1):
            for name, store in stores.items():
                seen[name].append(_one(store))
    # the first of each warms the disk's cache, as on any machine where the desk is opened every morning
    start = {name: middle([one[0] for one in ones[1:]]) for name, ones in seen.items()}
    memory = {name: middle([one[1] for one in ones[1:]]) for name, ones in seen.items()}
    return [
        Figure(
            "start to first case painted, many cases", start["many"], "ms", start["bare"], START_LIMIT, True
        ),
        Figure("start with many cases against few", start["many"], "ms", start["few"], GROWTH_LIMIT, True),
        Figure("memory, many cases", memory["many"], "MB", memory["bare"], MEMORY_LIMIT, True),
        Figure("memory with many cases against few", memory["many"], "MB", memory["few"], GROWTH_LIMIT, True),
    ]


def _laid_out(made: World, scratch: str, name: str) -> str:
    folder = Path(scratch) / name
    folder.mkdir()
    return str(made.copy(folder))


def _one(store: str) -> tuple[float, float]:
    """Milliseconds from the start of the process to its paint, and its memory in MB; "" for the bare window."""
    command = [sys.executable, "-m", "benchmarks.opened", store]
    start = time.perf_counter()
    # compiled modules are kept, as on any machine where a program is started more than once
    surroundings = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, env=surroundings
    ) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        painted = process.stdout.readline()
        took = (time.perf_counter() - start) * 1000
        rest = process.stdout.readline()
        process.stdin.close()
        process.wait(30)
    if painted.strip() != b"painted" or not rest:
        raise RuntimeError("the process did not paint")
    return took, float(json.loads(rest)["rss_mb"])
