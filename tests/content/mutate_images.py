"""Decode N damaged pictures, each in a cage of its own, two at once: `python -m tests.content.mutate_images N [SEED]`.

Prints how they ended, the slowest in milliseconds, and the most memory one worker held. With --frames each result goes to
standard output as four bytes of length and MessagePack, and the figures after them, for somebody with a window.
"""

import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice

import msgspec
from msgspec import Struct

from moderator_desk.content.images import DecodedImage, Refusal, decode_image
from tests.content.damage import damaged
from tests.content.making_images import samples

AT_ONCE = 2
_AHEAD = 8
_SEEDS = 1_000_003


class Frame(Struct, frozen=True):
    """One picture's end: its number, the size of its file, how long it took, and pixels or a refusal."""

    number: int
    size: int
    seconds: float
    image: DecodedImage | None = None
    refused: str = ""


class Told(Struct, frozen=True):
    """How the pictures ended, the slowest in milliseconds, and the largest resident memory of any child in megabytes."""

    counts: dict[str, int]
    slowest_ms: float
    peak_mb: float


def mutate(number: int, *, seed: int, each: Callable[[Frame], object] = lambda frame: None) -> Told:
    """Damage and decode so many pictures; picture n of a seed is always the same file. `each` gets them in order."""
    counts: Counter[str] = Counter()
    slowest = 0.0
    for frame in _decoded(number, seed):
        slowest = max(slowest, frame.seconds)
        counts["decoded" if frame.image else frame.refused] += 1
        each(frame)
    return Told(dict(sorted(counts.items())), slowest * 1_000, _peak_mb())


def _decoded(number: int, seed: int) -> Iterator[Frame]:
    """In order, with no more than a few results waiting: a decoded picture is up to eight megabytes."""
    good = samples()

    def decode(which: int) -> Frame:
        data = damaged(good, random.Random(seed * _SEEDS + which))
        begun = time.perf_counter()
        result = decode_image(data)
        took = time.perf_counter() - begun
        if isinstance(result, Refusal):
            return Frame(which, len(data), took, refused=result.code)
        return Frame(which, len(data), took, result)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        rest = iter(range(number))
        waiting = [pool.submit(decode, which) for which in islice(rest, _AHEAD)]
        while waiting:
            yield waiting.pop(0).result()
            waiting += [pool.submit(decode, which) for which in islice(rest, 1)]


def _peak_mb() -> float:
    """The most that any child of this process held; 0 where the system does not tell."""
    if sys.platform == "win32":
        return 0.0
    import resource

    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return most / 1e6 if sys.platform == "darwin" else most * 1024 / 1e6


def _send(value: Frame | Told) -> None:
    packed = msgspec.msgpack.encode(value)
    sys.stdout.buffer.write(len(packed).to_bytes(4, "big") + packed)
    sys.stdout.buffer.flush()


def main() -> int:
    """Print the figures; 1 when a worker crashed or took too long."""
    numbers = [int(each) for each in sys.argv[1:] if each.isdigit()]
    number, seed = (*numbers, 100, 1)[0], (*numbers[1:], 1)[0]
    if "--frames" in sys.argv:
        _send(mutate(number, seed=seed, each=_send))
        return 0
    told = mutate(number, seed=seed)
    ends = ", ".join(f"{count} {end}" for end, count in told.counts.items())
    sys.stdout.write(f"{number} pictures, seed {seed}: {ends}\n")
    sys.stdout.write(f"slowest {told.slowest_ms:.0f} ms, peak {told.peak_mb:.0f} MB\n")
    return 1 if {"crashed", "timeout"} & told.counts.keys() else 0


if __name__ == "__main__":
    sys.exit(main())
