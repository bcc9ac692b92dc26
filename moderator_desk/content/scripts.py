"""The scripts of a text by exact ranges (Unicode property Script), and words whose letters only look of one script.

The ranges are those of Unicode 15.0, as confusable-homoglyphs 3.3.1 carries them (its categories.json); Common and
Inherited are no scripts. What deceives inside a word: UTS 39, section 5 (mixed scripts) and 4 (confusable letters).
People mix scripts honestly, too: an ending behind a borrowed word, a formula, Latin beside letters that no eye takes for
Latin. So a word is marked only where all its letters of one script look like letters of another script in it.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache

import msgspec
from msgspec import Struct

from moderator_desk.content.confusables import prototype

MOST = 50
"""Mixed words told of one text."""

_COMMON = ("COMMON", "INHERITED")
_MATHS = "MATHS"  # styled letters of formulas: Common to Unicode, and one more way to write "paypal"
_WORD = re.compile(
    r"[^\W\d_](?:[^\W_]|[\u0300-\u036f]){0,79}"
)  # longer ones in pieces: nobody reads them as a word
# most words are of one of these alone, which is told faster than letter by letter
_PLAINLY_ONE = re.compile(
    "[a-zA-Z\u00c0-\u024f\u1ea0-\u1eff\u0300-\u036f]+|[\u0400-\u052f\u0300-\u036f]+|[\u0370-\u03ff\u1f00-\u1fff]+"
    "|[\u0590-\u109f\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7a3]+"
)
# Letters that pass for one another. Only those of everyday alphabets count here: that a letter of a dead script looks
# like a circle deceives, but that an S looks like the Macedonian one does not make a Russian "SMS" a deceit.
_AS_CYRILLIC = frozenset("aceopxyiABCEHKMOPTXY")
_AS_GREEK = frozenset("ovupaiABEHIKMNOPTXYZ")
_AS_ARMENIAN = frozenset("hnouqlsSU")
_LATIN_LIKE = {"CYRILLIC": _AS_CYRILLIC, "GREEK": _AS_GREEK, "ARMENIAN": _AS_ARMENIAN}
_CAPITALS_AND_ENDING = 4
"""Letters at most of a Latin abbreviation that may carry an ending of another script, as in "ATMка"."""

# Scripts that nobody takes for Latin letters: beside these a word may stand without a blank, as it does in Japanese,
# Chinese, Thai or behind a Hebrew article
_APART = frozenset((
    "ADLAM", "ARABIC", "BENGALI", "BOPOMOFO", "BRAILLE", "DEVANAGARI", "ETHIOPIC", "GUJARATI", "GURMUKHI",
    "HAN", "HANGUL", "HEBREW", "HIRAGANA", "KANNADA", "KATAKANA", "KHMER", "LAO", "MALAYALAM", "MONGOLIAN",
    "MYANMAR", "NKO", "ORIYA", "SINHALA", "SYRIAC", "TAMIL", "TELUGU", "THAANA", "THAI", "TIBETAN", "YI",
))  # fmt: skip


class MixedWord(Struct, frozen=True):
    """A word at `start`:`end` of the text in which letters of `scripts` (names of the Unicode property, those that
    pass for others first) stand together."""

    start: int
    end: int
    text: str
    scripts: tuple[str, ...]


class _Categories(Struct):
    iso_15924_aliases: list[str]
    code_points_ranges: list[tuple[int, int, int, int]]


@cache
def _ranges() -> tuple[list[int], list[tuple[int, str]]]:
    """First code points, and for each the last one and the script. Read with the first text that is not plain ASCII."""
    # here, as a start has no need of it
    from importlib.resources import files

    raw = (files("confusable_homoglyphs") / "categories.json").read_bytes()
    found = msgspec.json.decode(raw, type=_Categories)
    names = found.iso_15924_aliases
    return (
        [each[0] for each in found.code_points_ranges],
        [(each[1], names[each[2]]) for each in found.code_points_ranges],
    )


@lru_cache(20_000)
def script_of(character: str) -> str:
    """The script of one character, by its Unicode name in capitals ("LATIN", "HAN"); "" for what belongs to none
    or to all."""
    code = ord(character)
    if 0x1D400 <= code <= 0x1D7CB:
        return _MATHS
    firsts, lasts = _ranges()
    place = bisect_right(firsts, code) - 1
    if place < 0:
        return ""
    last, name = lasts[place]
    return name if code <= last and name not in _COMMON else ""


def count_scripts(text: str) -> dict[str, int]:
    """How many characters of each script, most first; digits, signs and marks of all scripts are not counted."""
    counted = Counter(text)
    found: Counter[str] = Counter()
    for character, number in counted.items():
        if name := script_of(character):
            found[name] += number
    return dict(found.most_common())


def mixed_words(text: str, *, most: int = MOST) -> tuple[MixedWord, ...]:
    """The words in which letters of one script pass for letters of another, in order. Of a name use mixed_name()."""
    return () if text.isascii() else tuple(_first(_mixed(text), most))


def mixed_name(name: str) -> tuple[str, ...]:
    """The scripts of a name in which letters pass for others, else (): stricter than in a text, as nobody has to write
    a name in two alphabets that look alike."""
    for match in () if name.isascii() else _WORD.finditer(name):
        parts = _parts(match[0])
        kinds = [kind for kind in dict.fromkeys(kind for kind, _ in parts) if kind not in _APART]
        if len(kinds) > 1 and any(_passes(letters, kind, parts) for kind, letters in parts):
            return tuple(kinds)
    return ()


def _first(found: Iterator[MixedWord], most: int) -> Iterator[MixedWord]:
    for _, each in zip(range(most), found, strict=False):
        yield each


def _mixed(text: str) -> Iterator[MixedWord]:
    for match in _WORD.finditer(text):
        word = match[0]
        if word.isascii() or len(word) < 3 or _PLAINLY_ONE.fullmatch(word):
            continue
        parts = _parts(word)
        if len({kind for kind, _ in parts} - _APART) < 2 or _is_ending(parts):
            continue
        passing = [kind for kind, letters in parts if _passes(letters, kind, parts)]
        if passing:
            kinds = dict.fromkeys([*passing, *(kind for kind, _ in parts)])
            yield MixedWord(match.start(), match.end(), word, tuple(kinds))


def _parts(word: str) -> list[tuple[str, str]]:
    """The runs of one script of a word: script and letters; what belongs to all scripts is left out."""
    parts: list[tuple[str, str]] = []
    for character in word:
        kind = script_of(character)
        if not kind:
            continue
        if parts and parts[-1][0] == kind:
            parts[-1] = (kind, parts[-1][1] + character)
        else:
            parts.append((kind, character))
    return parts


def _passes(letters: str, kind: str, parts: list[tuple[str, str]]) -> bool:
    """Whether all of these letters look like letters of another script of the word."""
    others = {each for each, _ in parts if each != kind} - _APART
    if kind in _APART or not others:
        return False
    if kind == "LATIN":
        return any(set(letters) <= _LATIN_LIKE.get(other, frozenset()) for other in others)
    return _look_latin(letters)


def _is_ending(parts: list[tuple[str, str]]) -> bool:
    """Whether it is an abbreviation in capitals with an ending that anybody sees to be of another script: "CEOшный"."""
    if len(parts) != 2 or parts[0][0] != "LATIN":
        return False
    head, (kind, ending) = parts[0][1], parts[1]
    short = 2 <= len(head) <= _CAPITALS_AND_ENDING and head.isupper() and head.isascii()
    return short and ending.islower() and (kind in _APART or not _look_latin(ending))


def _look_latin(letters: str) -> bool:
    """Whether every letter has a double among the plain Latin ones (UTS 39 confusables)."""
    return all(_looks_latin(each) for each in letters)


@lru_cache(4_000)
def _looks_latin(letter: str) -> bool:
    shape = prototype(letter)
    return shape.isascii() and shape.isalpha()
