"""`python -m benchmarks [NAME ...] [--cases N] [--rounds N] [--json]`; 1 when a target is missed."""

import argparse
import os
import sys
import tempfile
from contextlib import nullcontext
from pathlib import Path

import msgspec

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_LOGGING_RULES", "qt.text.font.db=false")

from benchmarks import decide, homeserver, hostile, network, pull, reading, start
from benchmarks.figures import Figure
from benchmarks.worlds import world

NAMES = {
    "decide": (decide.measure, 300),
    "start": (start.measure, 7),
    "pull": (pull.measure, 1),
    "hostile": (hostile.measure, 1),
    "read": (reading.measure, 20),
    "homeserver": (homeserver.measure, 5),
    "network": (network.measure, 5),
}
OF_THEIR_OWN = {"homeserver", "network"}
"""They bring up servers of their own; the second needs Ozone (`python3 desk.py test --live` installs it), so that it is
measured only where it is named."""


def main() -> int:
    """Measure what was named, all of it when nothing was."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*NAMES, []], help="which; all when left out")
    parser.add_argument("--cases", type=int, default=50_000, help="how many cases the store holds")
    parser.add_argument("--rounds", type=int, default=0, help="how often; each has a number of its own")
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args()
    figures: list[Figure] = []
    names = wanted.names or [name for name in NAMES if name != "network"]
    with (
        tempfile.TemporaryDirectory(prefix="moderator_desk-bench-") as scratch,
        nullcontext() if set(names) <= OF_THEIR_OWN else world(Path(scratch), wanted.cases) as made,
    ):
        for name in names:
            measure, rounds = NAMES[name]
            for figure in measure(made, wanted.rounds or rounds):
                figures.append(figure)
                if not wanted.json:
                    print(figure.line(), flush=True)
    if wanted.json:
        print(msgspec.json.encode(figures).decode())
    return 0 if all(figure.met for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
