"""Decode N damaged pictures, each in a cage of its own: `python -m tests.content.mutate_images N [SEED]`.

Prints how they ended, the slowest in milliseconds, and the most memory one worker held at a time.
"""

import random
import sys
import time
from collections import Counter

from msgspec import Struct

from moderator_desk.content.images import DecodedImage, decode_image
from tests.content.making_images import mutated, samples


class Told(Struct, frozen=True):
    """How the pictures ended, the slowest in milliseconds, and the largest resident memory of any child in megabytes."""

    counts: dict[str, int]
    slowest_ms: float
    peak_mb: float


def mutate(number: int, *, seed: int) -> Told:
    """Damage and decode so many pictures; the same seed damages them the same way."""
    rng = random.Random(seed)
    good = samples()
    counts: Counter[str] = Counter()
    slowest = 0.0
    for _ in range(number):
        data = mutated(rng.choice(good), rng)
        begun = time.perf_counter()
        result = decode_image(data)
        slowest = max(slowest, time.perf_counter() - begun)
        counts["decoded" if isinstance(result, DecodedImage) else result.code] += 1
    return Told(dict(sorted(counts.items())), slowest * 1_000, _peak_mb())


def _peak_mb() -> float:
    """The most that any child of this process held; 0 where the system does not tell."""
    if sys.platform == "win32":
        return 0.0
    import resource

    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return most / 1e6 if sys.platform == "darwin" else most * 1024 / 1e6


def main() -> int:
    """Print the figures; 1 when a worker crashed or took too long."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    told = mutate(number, seed=seed)
    ends = ", ".join(f"{count} {end}" for end, count in told.counts.items())
    sys.stdout.write(f"{number} pictures, seed {seed}: {ends}\n")
    sys.stdout.write(f"slowest {told.slowest_ms:.0f} ms, peak {told.peak_mb:.0f} MB\n")
    return 1 if {"crashed", "timeout"} & told.counts.keys() else 0


if __name__ == "__main__":
    sys.exit(main())
