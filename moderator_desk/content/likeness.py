"""How like one another texts are, by the runs of letters they share: copies that were altered so as not to be noticed.

A text is folded hard (look-alike letters too; no spaces, signs, emoji) and cut into runs of four letters. Its signature
is a one-permutation MinHash of these (Li, Owen and Zhang 2012; empty places filled by rotation as Shrivastava and Li did
in 2014). The share of equal places of two signatures estimates the share of runs in common (Jaccard). Three places are
a band: texts that share one are looked at (locality-sensitive hashing).
"""

import re
import unicodedata
from array import array
from zlib import crc32

from moderator_desk.content.hidden import HIDING

RUN = 4
PLACES, ROWS = 48, 3
BANDS = PLACES // ROWS
LEAST = 16
"""Letters below which a text is too short to be like another: "hello there" is nobody's wave."""

MOST = 4_000
ALIKE = 0.4
"""From this share of equal places on two texts count as alike."""

_DROPPED = re.compile(rf"[{HIDING}\W_]+")
_LINK = re.compile(r"(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)+/\S*")
_PASSING = str.maketrans("аеорсухіјѕһкмнтвгοανρτικμηυχεζ013457", "aeopcyxijshkmhtbroavptikmnuxezoleast")
_EMPTY = 0xFFFFFFFF


def bare(text: str) -> str:
    """The letters that carry a text, links left out: their tails are what copies change first."""
    apart = unicodedata.normalize("NFKD", _LINK.sub(" ", text[:MOST]).casefold())
    return _DROPPED.sub("", "".join(each for each in apart if not unicodedata.combining(each))).translate(
        _PASSING
    )


def signature(text: str) -> bytes:
    """The signature of a text, PLACES numbers of four bytes each; empty for one too short to tell."""
    letters = bare(text)
    if len(letters) < LEAST:
        return b""
    least = [_EMPTY] * PLACES
    for run in {letters[n : n + RUN] for n in range(len(letters) - RUN + 1)}:
        value = crc32(run.encode("utf-8", "surrogatepass"))
        place = value % PLACES
        least[place] = min(least[place], value)
    filled = [n for n, value in enumerate(least) if value != _EMPTY]
    for n in range(PLACES):
        if least[n] == _EMPTY:
            nearest = min(filled, key=lambda other: (other - n) % PLACES)
            least[n] = (least[nearest] + (nearest - n) % PLACES * 0x9E3779B1) % _EMPTY
    return array("I", least).tobytes()


def bands(made: bytes) -> tuple[int, ...]:
    """The bands of a signature, as numbers below 2**40; none for an empty one."""
    size = ROWS * 4
    return tuple((n << 32) | crc32(made[n * size : (n + 1) * size]) for n in range(len(made) // size))


def likeness(one: bytes, other: bytes) -> float:
    """The estimated share of runs that two texts have in common, 0 to 1; its standard error is at most 0.08."""
    if not one or not other:
        return 0.0
    first, second = array("I", one), array("I", other)
    return sum(a == b for a, b in zip(first, second, strict=True)) / PLACES
