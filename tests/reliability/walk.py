"""`python -m tests.reliability.walk STEPS [--seed N]`: one desk, one platform, and a seeded walk of everything that
can happen to them; the laws of walk_laws are held at every hundredth step and at the end.
"""

import argparse
import random
import sys
import tempfile
from pathlib import Path

import msgspec

from moderator_desk.models import outbox
from moderator_desk.review import (
    NotPossible,
    withdraw,
)
from tests.fixtures_server import running_platform
from tests.reliability.core import Core
from tests.reliability.walk_laws import hold_always, hold_at_rest
from tests.reliability.walk_steps import STEPS, Walk


class Verdict(msgspec.Struct):
    """How often each kind of step happened, and how the entries of the outbox ended (state and why)."""

    steps: int
    seed: int
    kinds: dict[str, int]
    endings: dict[str, int]


def run(steps: int, scratch: Path, seed: int) -> Verdict:
    """Walk so many steps and hold the laws. Raises AssertionError where one is broken."""
    dice = random.Random(seed)
    with running_platform(f"sqlite:///{scratch / 'platform.sqlite'}", "--generate", str(steps)) as platform:
        walk = Walk(Core(scratch, platform, dice), dice)
        try:
            walk.core.pull()
            for step in range(1, steps + 1):
                one_step(walk)
                if not step % 100:
                    hold_always(walk.core, walk.confirmed)
            drain(walk)
            hold_always(walk.core, walk.confirmed)
            endings = hold_at_rest(walk.core)
        finally:
            walk.core.close()
    return Verdict(steps, seed, dict(sorted(walk.kinds.items())), endings)


def one_step(walk: Walk) -> None:
    """Draw until something could be done."""
    for _ in range(200):
        step = walk.dice.choices(list(STEPS), list(STEPS.values()))[0]
        try:
            kind = step(walk)
        except NotPossible:
            continue
        if kind:
            walk.kinds[kind] += 1
            return
    raise AssertionError("nothing can be done any more")


def drain(walk: Walk) -> None:
    """Network and platform are well again: send all; what came back is taken back so that those behind it can go."""
    walk.core.offline = False
    walk.core.platform.ask("DELETE", "/_control/faults", "")
    for _ in range(2000):
        walk.core.wait(4000)
        walk.core.pull()
        walk.core.send()
        with walk.core.store.read() as session:
            left = outbox.unfinished(session)
        if all(each.state == "blocked" for each in left):
            return
        stuck = next((each for each in left if each.state == "blocked"), None)
        if stuck:
            withdraw(walk.core.store, stuck.id, now=walk.core.moment)
    raise AssertionError("the outbox did not empty")


def main() -> int:
    """Walk, and print the verdict as JSON."""
    parser = argparse.ArgumentParser(prog="python -m tests.reliability.walk", description=__doc__)
    parser.add_argument("steps", type=int)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="moderator_desk-walk-") as scratch:
        verdict = run(given.steps, Path(scratch), given.seed)
    sys.stdout.write(msgspec.json.encode(verdict).decode() + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
