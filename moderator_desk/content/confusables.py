"""Letters that look alike, as classes with one shape for each (UTS 39, "confusables"), and the skeleton of a text.

The data is that of confusable-homoglyphs 3.3.1 (confusables.txt of Unicode 15.0, both ways round). Which member of a
class stands for it is our own choice and is seen by nobody: two texts look alike when their skeletons are equal.
"""

import unicodedata
from collections import Counter
from functools import cache
from importlib.resources import files

import msgspec
from msgspec import Struct

VERSION = 1
"""Of the table and of how skeletons are made: stored skeletons of another version are made anew."""

_OWN = {"w": {"vv"}, "vv": {"w"}}
"""What the table lacks and every reader takes for the other."""

_DIRECTIONS = "\u200e\u200f"  # the table's authors put them around right-to-left letters
_ROUNDS = 4


class _Other(Struct):
    c: str


@cache
def _shapes() -> dict[int, str]:
    """Code point -> shape. Read when it is first wanted, which takes some 40 ms: not on the way to the first case."""
    raw = (files("confusable_homoglyphs") / "confusables.json").read_bytes()
    pairs = msgspec.json.decode(raw, type=dict[str, list[_Other]])
    nearby = {one: set(others) for one, others in _OWN.items()}
    for one, others in pairs.items():
        for other in others:
            first, second = _plain(one), _plain(other.c)
            nearby.setdefault(first, set()).add(second)
            nearby.setdefault(second, set()).add(first)
    shapes: dict[int, str] = {}
    done: set[str] = set()
    for start in sorted(nearby):
        if start not in done:
            group = _class_of(start, nearby)
            done |= group
            shape = _chosen(group)
            shapes.update((ord(each), shape) for each in group if len(each) == 1)
    return shapes


def _plain(text: str) -> str:
    return unicodedata.normalize("NFD", text.strip(_DIRECTIONS))


def _class_of(start: str, nearby: dict[str, set[str]]) -> set[str]:
    found, waiting = {start}, [start]
    while waiting:
        for other in nearby[waiting.pop()] - found:
            found.add(other)
            waiting.append(other)
    return found


def _chosen(group: set[str]) -> str:
    """The shape of a class: letters in a row if there are any ("rn" for m), else one plain Latin letter if it has one."""
    return min(
        group, key=lambda each: (len(each) == 1, not each.isascii(), not each.isalpha(), each.isupper(), each)
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
