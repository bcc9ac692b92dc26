"""Letters that look alike, as classes with one shape for each (UTS 39, "confusables"), and the skeleton of a text.

The data is that of confusable-homoglyphs 3.3.1 (confusables.txt of Unicode 15.0, both ways round). Which member of a
class stands for it is our own choice and is seen by nobody: two texts look alike when their skeletons are equal.
"""

import unicodedata
from collections import Counter
from functools import cache

import msgspec
from msgspec import Struct

VERSION = 1
"""Of the table and of how skeletons are made: stored skeletons of another version are made anew."""

_OWN = (("w", "vv"),)
"""What the table lacks and every reader takes for the other."""

_DIRECTIONS = "\u200e\u200f"  # the table's authors put them around right-to-left letters
_ROUNDS = 4


class _Other(Struct, gc=False):
    c: str


@cache
def _shapes() -> dict[int, str]:
    """Code point -> shape. Read when it is first wanted, which takes some 40 ms: not on the way to the first case."""
    # here, as a start has no need of it
    from importlib.resources import files

    raw = (files("confusable_homoglyphs") / "confusables.json").read_bytes()
    parents: dict[str, str] = {}
    for one, others in msgspec.json.decode(raw, type=dict[str, list[_Other]]).items():
        for other in others:
            _join(parents, _plain(one), _plain(other.c))
    for one, alike in _OWN:
        _join(parents, one, alike)
    shapes: dict[str, str] = {}
    for each in parents:
        top = _top(parents, each)
        shapes[top] = _chosen(shapes.get(top, each), each)
    return {ord(each): shapes[_top(parents, each)] for each in parents if len(each) == 1}


def _plain(text: str) -> str:
    return unicodedata.normalize("NFD", text.strip(_DIRECTIONS))


def _top(parents: dict[str, str], one: str) -> str:
    """The member that its class is known by (union-find)."""
    while (above := parents[one]) != one:
        parents[one] = one = parents[above]
    return one


def _join(parents: dict[str, str], one: str, other: str) -> None:
    first = _top(parents, parents.setdefault(one, one))
    parents[first] = _top(parents, parents.setdefault(other, other))


def _chosen(one: str, other: str) -> str:
    """The better shape for a class: letters in a row if there are any ("rn" for m), else a plain Latin letter."""
    return min(
        (one, other),
        key=lambda each: (len(each) == 1, not each.isascii(), not each.isalpha(), each.isupper(), each),
    )


def is_read() -> bool:
    """Whether the table has been read."""
    return _shapes.cache_info().currsize > 0


def prototype(letter: str) -> str:
    """What one letter looks like; itself when nothing else looks like it."""
    return _shapes().get(ord(letter), letter)


def skeleton(text: str) -> str:
    """What a text looks like: equal for texts that look alike, and its own skeleton. Invisible characters must have been
    taken out before. Letter by letter through the table, decomposed before and after (UTS 39, section 4)."""
    shapes = _shapes()
    now = unicodedata.normalize("NFD", text)
    for _ in range(_ROUNDS):
        before = now
        now = unicodedata.normalize("NFD", now.translate(shapes))
        if now == before:
            break
    return now


def classes() -> Counter[str]:
    """How many letters share each shape, for tests and figures."""
    return Counter(_shapes().values())
