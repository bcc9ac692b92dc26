"""The hand-labelled snippets of tests/content/contacts, and how a finder does on them.

A line is a snippet; ⟦kind|words⟧ marks what is to be found; "en> " before it names its language where that is not the
file's name. Every third line of a file is held out, and its faults were not looked at while the finder was made; but
one author wrote lines and patterns, so those figures flatter. The honest ones come from what was written after the
finder: all of mixed.txt, and every second line of later.txt (`fresh`).
"""

import re
from collections.abc import Callable, Iterable
from pathlib import Path

from msgspec import Struct

from moderator_desk.content.contacts import Contact

FOLDER = Path(__file__).parent / "contacts"
HELD_OUT, FRESH = 3, {"mixed": 1, "later": 2}
_LANGUAGE = re.compile(r"([a-z]{2})> ")
_MARK = re.compile(r"⟦([a-z]+)\|([^⟧]+)⟧")


class Snippet(Struct, frozen=True):
    """One labelled text: `wanted` are kind, start and end of each contact in it; a fresh one is held out, too."""

    language: str
    text: str
    wanted: tuple[tuple[str, int, int], ...]
    held_out: bool
    fresh: bool


class Score(Struct):
    """How many were found, how many of what was told was right, how many there are; and what went wrong."""

    found: int = 0
    missed: int = 0
    false: int = 0
    snippets: int = 0

    @property
    def precision(self) -> float:
        """Right ones among those told; 1 when nothing was told."""
        return self.found / (self.found + self.false) if self.found + self.false else 1.0

    @property
    def recall(self) -> float:
        """Found ones among those there are."""
        return self.found / (self.found + self.missed) if self.found + self.missed else 1.0


def snippets() -> list[Snippet]:
    """All of them, by language."""
    made = []
    for path in sorted(FOLDER.glob("*.txt")):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
        every = FRESH.get(path.stem, 0)
        for number, line in enumerate(lines):
            fresh = bool(every) and number % every == 0
            made.append(
                _read(path.stem, line, held_out=fresh if every else number % HELD_OUT == 2, fresh=fresh)
            )
    return made


def score(some: Iterable[Snippet], find: Callable[[str], tuple[Contact, ...]]) -> tuple[Score, list[str]]:
    """How a finder does, and a line for each fault. A contact counts as found when one of its kind covers at least half
    of it and at most as much again beside it."""
    total, faults = Score(), []
    for each in some:
        told = list(find(each.text))
        total.snippets += 1
        for kind, start, end in each.wanted:
            hit = next((one for one in told if one.kind == kind and _same(one, start, end)), None)
            if hit is None:
                total.missed += 1
                faults.append(f"{each.language} missed {kind}: {each.text[start:end]} | {each.text}")
            else:
                total.found += 1
                told.remove(hit)
        total.false += len(told)
        faults += [
            f"{each.language} false {one.kind}: {each.text[one.start : one.end]} | {each.text}"
            for one in told
        ]
    return total, faults


def _same(one: Contact, start: int, end: int) -> bool:
    shared = min(one.end, end) - max(one.start, start)
    return shared * 2 >= end - start and (one.end - one.start) <= 2 * (end - start)


def _read(language: str, line: str, *, held_out: bool, fresh: bool) -> Snippet:
    named = _LANGUAGE.match(line)
    if named:
        language, line = named[1], line[named.end() :]
    text, wanted, at = "", [], 0
    for match in _MARK.finditer(line):
        text += line[at : match.start()]
        wanted.append((match[1], len(text), len(text) + len(match[2])))
        text += match[2]
        at = match.end()
    return Snippet(language, text + line[at:], tuple(wanted), held_out, fresh)
