"""A team's list of words with a second meaning, and where they stand in a text.

Texts and terms are folded alike before they are compared: case, accents, width and hidden characters make no
difference. A term stands alone between word borders, except in scripts that write no blanks. What is found is a hint,
never a verdict.
"""

import re
import unicodedata
from collections.abc import Iterator
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
_RUN_ON = _UNSPACED | _ENDINGS
_TOKEN = re.compile(r"\w+")
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
    """Terms ready to be looked for: by their first word where words stand apart, else by their first character. So the
    length of the list costs nothing."""

    def __init__(self, terms: tuple[Term, ...] = ()) -> None:
        self.terms = terms
        self._by_word: dict[str, list[tuple[re.Pattern[str], Term]]] = {}
        self._by_character: dict[str, list[tuple[re.Pattern[str], Term]]] = {}
        for term in terms:
            for word in dict.fromkeys(_one_blank(fold(each)) for each in term.words):
                first = _TOKEN.match(word)
                ready = (re.compile(_bordered(word)), term)
                if first and not {script_of(word[0]), script_of(first[0][-1])} & _RUN_ON:
                    self._by_word.setdefault(first[0], []).append(ready)
                else:
                    self._by_character.setdefault(word[0], []).append(ready)
        self._characters = (
            re.compile(f"[{re.escape(''.join(self._by_character))}]") if self._by_character else None
        )

    def find(self, text: str, *, most: int = MOST_FOUND) -> tuple[FoundTerm, ...]:
        """The terms in a text, in order; of several at one place the longest."""
        found: list[FoundTerm] = []
        starts: list[int] = []
        end = 0
        for first, neg_last, _, term in sorted(self._places(fold(text))):
            if first < end:
                continue
            starts = starts or _starts(text)
            end = -neg_last
            found.append(FoundTerm(_place(starts, first), _place(starts, end - 1) + 1, term))
            if len(found) == most:
                break
        return tuple(found)

    def _places(self, folded: str) -> Iterator[tuple[int, int, int, Term]]:
        """Start, minus the end, and something to sort by, of every term in a folded text."""
        tries = [(_TOKEN, self._by_word)] if self._by_word else []
        if self._characters:
            tries.append((self._characters, self._by_character))
        for pattern, known in tries:
            for match in pattern.finditer(folded):
                for word, term in known.get(match[0], ()):
                    if here := word.match(folded, match.start()):
                        yield here.start(), -here.end(), id(term), term


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
    after = "" if script_of(word[-1]) in _RUN_ON or not word[-1].isalnum() else r"(?!\w)"
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
