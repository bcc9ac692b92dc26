"""A team's list of words with a second meaning, and where they stand in a text.

Texts and terms are folded alike before they are compared: case, accents, width and hidden characters make no
difference. A term stands alone between word borders, except in scripts that write no blanks. What is found is a hint,
never a verdict.
"""

import re
import unicodedata
from itertools import accumulate
from pathlib import Path

import msgspec
from msgspec import Struct

from moderator_desk.content.hidden import HIDING
from moderator_desk.content.scripts import script_of

MOST_BYTES, MOST_TERMS, LONGEST = 1_000_000, 5_000, 100
MOST_FOUND = 200
"""Places told of one text."""

_UNSPACED = {"HAN", "HIRAGANA", "KATAKANA", "BOPOMOFO", "THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN"}
_ENDINGS = {"HANGUL"}  # particles follow a Korean word without a blank
_HIDES = re.compile(f"[{HIDING}]")


class Term(Struct, frozen=True, forbid_unknown_fields=True):
    """One meaning: its spellings, what it means, in which language (code, "" for several), of which kind (a word of the
    team's own), and when it is harmless."""

    words: tuple[str, ...]
    meaning: str
    language: str = ""
    kind: str = ""
    note: str = ""


class TermsProblem(Exception):
    """The list cannot be used. code: no-access, too-large, not-toml (`where` is the line), wrong-field, too-many, or of
    a term: no-words, no-meaning, too-long; `where` is then its number from 1, `detail` what was found."""

    def __init__(self, code: str, where: int = 0, detail: str = "") -> None:
        super().__init__(code)
        self.code, self.where, self.detail = code, where, detail


class FoundTerm(Struct, frozen=True):
    """A term at `start`:`end` of the text."""

    start: int
    end: int
    term: Term


class _File(Struct, forbid_unknown_fields=True):
    terms: tuple[Term, ...] = ()
    version: str = ""


class TermList:
    """Terms ready to be looked for."""

    def __init__(self, terms: tuple[Term, ...] = ()) -> None:
        self.terms = terms
        self._by_word = {_one_blank(fold(word)): term for term in terms for word in term.words}
        words = sorted(self._by_word, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(_bordered, words))) if words else None

    def find(self, text: str, *, most: int = MOST_FOUND) -> tuple[FoundTerm, ...]:
        """The terms in a text, in order; of several at one place the longest."""
        if self._pattern is None:
            return ()
        folded = fold(text)
        found: list[FoundTerm] = []
        starts: list[int] = []
        for match in self._pattern.finditer(folded):
            starts = starts or _starts(text)
            start, last = _place(starts, match.start()), _place(starts, match.end() - 1)
            term = self._by_word[_one_blank(match[0])]
            found.append(FoundTerm(start, last + 1, term))
            if len(found) == most:
                break
        return tuple(found)


class _Folding(dict[int, str]):
    """Code point -> what it is compared as; each worked out once."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if _HIDES.match(character):
            folded = "" if not character.isspace() else " "
        else:
            parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
            folded = "".join(each for each in parts if not "\u0300" <= each <= "\u036f")
        self[code] = folded
        return folded


_FOLDING = _Folding()


def fold(text: str) -> str:
    """A text as it is compared."""
    return text.translate(_FOLDING)


def _one_blank(text: str) -> str:
    return " ".join(text.split())


def _starts(text: str) -> list[int]:
    """For each character of the text, where it begins in the folded one."""
    return [0, *accumulate(len(_FOLDING[ord(each)]) for each in text)]


def _place(starts: list[int], folded: int) -> int:
    """The character of the text that a place of the folded one belongs to: the last that begins there or before."""
    low, high = 0, len(starts) - 1
    while high - low > 1:
        middle = (low + high) // 2
        if starts[middle] <= folded:
            low = middle
        else:
            high = middle
    return low


def _bordered(word: str) -> str:
    inner = r"\s+".join(map(re.escape, word.split()))
    before = "" if script_of(word[0]) in _UNSPACED or not word[0].isalnum() else r"(?<!\w)"
    after = "" if script_of(word[-1]) in _UNSPACED | _ENDINGS or not word[-1].isalnum() else r"(?!\w)"
    return f"{before}{inner}{after}"


def read_terms(path: Path) -> TermList:
    """The list in a file. Raises TermsProblem."""
    # here, as a start has no need of it
    import tomllib

    try:
        raw = path.read_bytes()
    except OSError as error:
        raise TermsProblem("no-access", detail=error.strerror or "") from error
    if len(raw) > MOST_BYTES:
        raise TermsProblem("too-large")
    try:
        found = tomllib.loads(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise TermsProblem("not-toml", raw.count(b"\n", 0, error.start) + 1) from error
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise TermsProblem("not-toml", int(line[1]) if line else raw.count(b"\n") + 1) from error
    try:
        terms = msgspec.convert(found, _File).terms
    except msgspec.ValidationError as error:
        at = re.search(r"terms\[(\d+)\]", str(error))
        raise TermsProblem(
            "wrong-field", int(at[1]) + 1 if at else 0, str(error).split(" - at")[0]
        ) from error
    _check(terms)
    return TermList(terms)


def _check(terms: tuple[Term, ...]) -> None:
    if len(terms) > MOST_TERMS:
        raise TermsProblem("too-many", len(terms))
    for number, term in enumerate(terms, 1):
        if not term.words or not all(fold(word).strip() for word in term.words):
            raise TermsProblem("no-words", number)
        if not term.meaning.strip():
            raise TermsProblem("no-meaning", number, term.words[0])
        if (
            max(map(len, (*term.words, term.kind, term.language))) > LONGEST
            or len(term.meaning) > 4 * LONGEST
        ):
            raise TermsProblem("too-long", number, term.words[0])
