"""PDQ: a hash of what a picture looks like, so that one copied, scaled or saved anew is known again.

The published algorithm of ThreatExchange (facebook/ThreatExchange, hashing/hashing.pdf, "The TMK+PDQF Video-Hashing
Algorithm and the PDQ Image-Hashing Algorithm"): luminance, a tent filter of two box filters along each axis, 64 by 64
samples, the 16 by 16 lowest frequencies but the very first, each one bit: above the median or not. As the tools there
do, a picture is first brought to at most 512 pixels a side. Filter and sampling are one step here: only the samples are
ever computed, which makes pure Python fast enough.

A hash says that two pictures look alike, never what they show.
"""

import itertools
import math
from array import array
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

MOST_SIDE = 512
SAME = 31
"""Bits of 256 that may differ between two pictures that are the same: the published recommendation."""

GOOD_ENOUGH = 50
"""Quality (0 to 100) below which a picture has too little in it, so that quite different ones have near hashes."""

PIECES, PIECE_BITS = 16, 16
"""A hash in pieces, by which it is found among many: of two that differ in SAME bits or fewer at least one piece differs
in a single bit or none, as two in each would be one more than SAME."""

_SIDE, _KEPT, _LEAST_SIDE = 64, 16, 5
_DIGITS = frozenset("0123456789abcdef")


def pdq(picture: "Image.Image") -> tuple[str, int]:
    """The hash as 64 hex digits and its quality, 0 to 100; ("", 0) for a picture too small to have one.

    What is transparent is taken as white, so that nothing unseen can change the hash.
    """
    if min(picture.size) < _LEAST_SIDE:
        return "", 0
    small = picture.convert("RGBA")
    small.thumbnail((MOST_SIDE, MOST_SIDE))
    seen = small.copy()
    seen.paste((255, 255, 255, 255), (0, 0, *small.size))
    seen.alpha_composite(small)
    luminance = array("f")
    luminance.frombytes(seen.convert("RGB").convert("F").tobytes())  # 0.299 red, 0.587 green, 0.114 blue
    samples = _sampled(luminance, *small.size)
    return _bits(_frequencies(samples)), _quality(samples)


def pdq_distance(one: str, other: str) -> int:
    """In how many of 256 bits two hashes differ; 256 when one of them is none."""
    if not (is_hash(one) and is_hash(other)):
        return 256
    return (int(one, 16) ^ int(other, 16)).bit_count()


def same_picture(one: str, other: str, *, most: int = SAME) -> bool:
    """Whether two hashes are of pictures that look the same. Hashes of a quality below `GOOD_ENOUGH` say nothing and
    should not come here."""
    return pdq_distance(one, other) <= most


def is_hash(text: str) -> bool:
    """Whether this is a hash as `pdq` writes it."""
    return len(text) == _KEPT * _KEPT // 4 and _DIGITS.issuperset(text)


def pieces(text: str) -> tuple[int, ...]:
    """A hash cut into pieces, each with its place in it, so that no two places share a number."""
    number, mask = int(text, 16), (1 << PIECE_BITS) - 1
    return tuple(place << PIECE_BITS | number >> place * PIECE_BITS & mask for place in range(PIECES))


def near_pieces(text: str) -> tuple[int, ...]:
    """The pieces of which every hash of the same picture has one: those of this hash, and each with one bit turned."""
    flips = (0, *(1 << bit for bit in range(PIECE_BITS)))
    return tuple(piece ^ flip for piece in pieces(text) for flip in flips)


def _sampled(luminance: "array[float]", width: int, height: int) -> list[list[float]]:
    """64 by 64 samples of the picture as the tent filter would leave it."""
    across = _taps(width)
    samples: list[list[float]] = []
    for start, weights in _taps(height):
        line = [0.0] * width
        for at, weight in enumerate(weights, start):
            row = luminance[at * width : (at + 1) * width]
            line = [so_far + weight * value for so_far, value in zip(line, row, strict=True)]
        samples.append(
            [sum(weight * line[at] for at, weight in enumerate(shares, begin)) for begin, shares in across]
        )
    return samples


@cache
def _taps(length: int) -> tuple[tuple[int, tuple[float, ...]], ...]:
    """For each of 64 samples along an axis, where its filter starts and the weights from there on."""
    window = -(-length // (2 * _SIDE))
    after = (window + 2) // 2 - 1
    before = window - after - 1

    def box(at: int) -> range:
        return range(max(at - before, 0), min(at + after + 1, length))

    taps = []
    for number in range(_SIDE):
        outer = box(int((number + 0.5) * length / _SIDE))
        shares: dict[int, float] = {}
        for middle in outer:
            inner = box(middle)
            for at in inner:
                shares[at] = shares.get(at, 0.0) + 1 / (len(outer) * len(inner))
        taps.append((min(shares), tuple(shares[at] for at in sorted(shares))))
    return tuple(taps)


@cache
def _waves() -> tuple[tuple[float, ...], ...]:
    """The discrete cosine transform's rows 1 to 16; their common factor changes no comparison and is left out."""
    return tuple(
        tuple(math.cos(math.pi / (2 * _SIDE) * row * (2 * at + 1)) for at in range(_SIDE))
        for row in range(1, _KEPT + 1)
    )


def _frequencies(samples: list[list[float]]) -> list[float]:
    columns = list(zip(*samples, strict=True))
    found: list[float] = []
    for wave in _waves():
        line = [sum(map(float.__mul__, wave, column)) for column in columns]
        found += [sum(map(float.__mul__, line, other)) for other in _waves()]
    return found


def _bits(frequencies: list[float]) -> str:
    middle = sorted(frequencies)[len(frequencies) // 2 - 1]  # the lower of the two in the middle
    number = sum(1 << at for at, value in enumerate(frequencies) if value > middle)
    return f"{number:0{_KEPT * _KEPT // 4}x}"


def _quality(samples: list[list[float]]) -> int:
    """How much goes on in a picture: steps between neighbouring samples in whole hundredths, the sum over 90."""
    down = (
        (one, other)
        for above, below in itertools.pairwise(samples)
        for one, other in zip(above, below, strict=True)
    )
    along = ((one, other) for line in samples for one, other in itertools.pairwise(line))
    steps = sum(int(abs((one - other) * 100 / 255)) for pairs in (down, along) for one, other in pairs)
    return min(steps // 90, 100)
