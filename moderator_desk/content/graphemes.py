"""Where a text may be cut so that no letter loses its marks, no emoji its parts and no flag its half.

Less than Unicode Standard Annex 29, and tailored where the Annex is about a cursor: marks, joiners, variation selectors,
skin tones, tags, flags, Korean syllables in parts, and a consonant with the virama that ties it to the next.
"""

import unicodedata

LONGEST = 64
"""Code points that are kept together at most: more than that on one place is an attack, and may be cut."""

_ZWJ, _ZWNJ = "\u200d", "\u200c"
_VIRAMA = 9  # the canonical combining class of all of them
_SARA_AM = "\u0e33\u0eb3"  # a letter by category, but drawn on the letter before


def _extends(character: str) -> bool:
    if character.isascii():
        return False
    return (
        unicodedata.category(character)[0] == "M"
        or character in _SARA_AM
        or character in (_ZWJ, _ZWNJ)
        or "\u1160" <= character <= "\u11ff"  # vowels and finals of a Korean syllable written in parts
        or "\U0001f3fb" <= character <= "\U0001f3ff"
        or "\U000e0020" <= character <= "\U000e007f"
    )


def _is_flag_half(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def may_cut(text: str, at: int) -> bool:
    """Whether the text may be cut before the character at `at`."""
    if not 0 < at < len(text):
        return True
    before, after = text[at - 1], text[at]
    if _extends(after) or (before == _ZWJ and not after.isspace()) or (before == "\r" and after == "\n"):
        return False
    if unicodedata.combining(before) == _VIRAMA and after.isalpha():
        return False
    if _is_flag_half(before) and _is_flag_half(after):
        first = at
        while first > 0 and at - first < LONGEST and _is_flag_half(text[first - 1]):
            first -= 1
        return (at - first) % 2 == 0
    return True


def cut_at(text: str, at: int) -> int:
    """The last place at or before `at` where the text may be cut; `at` itself where none is near."""
    for place in range(at, max(at - LONGEST, 0), -1):
        if may_cut(text, place):
            return place
    return at


def split(text: str) -> list[str]:
    """The text in pieces that belong together, each at most `LONGEST` code points; joined they are the text again."""
    pieces: list[str] = []
    start = 0
    for at in range(1, len(text)):
        if at - start >= LONGEST or may_cut(text, at):
            pieces.append(text[start:at])
            start = at
    if text:
        pieces.append(text[start:])
    return pieces
