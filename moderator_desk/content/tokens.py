"""Texts as words to be searched for, in any script: the same rule for what is stored and for what is asked.

Words are folded (small letters, no accents, no hidden characters). Scripts that write no space between words are cut into
pairs of letters, and the last letter stands alone, so that a word of any length, one letter too, is found by its pairs.
"""

import re
import unicodedata
from functools import lru_cache

from moderator_desk.content.hidden import HIDING

MOST = 20_000
"""Characters of one text that are read."""

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003134f"
)
"""Thai, Lao, Burmese, Khmer, kana and ideographs. Korean has spaces."""

_HIDDEN = re.compile(f"[{HIDING}]")
_MARKS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670"
_ACCENT = re.compile(f"[{_MARKS}]")
_WORD = re.compile(rf"[{_UNSPACED}]+|(?:(?![{_UNSPACED}])[^\W_]|[\u0900-\u0dff])+")
_IS_UNSPACED = re.compile(rf"[{_UNSPACED}]")


def folded(text: str) -> str:
    """A text without what does not matter to a search: capitals, accents, width, hidden characters."""
    plain = _HIDDEN.sub("", text[:MOST])
    if plain.isascii():
        return plain.lower()
    apart = unicodedata.normalize("NFKD", plain.casefold())
    return unicodedata.normalize("NFC", _ACCENT.sub("", apart))


def tokens(text: str) -> list[str]:
    """The words of a text in order, each as often as it stands there."""
    found: list[str] = []
    for match in _WORD.finditer(folded(text)):
        word = match[0]
        if _IS_UNSPACED.match(word):
            found += [word[n : n + 2] for n in range(len(word))]
        else:
            found.append(word[:40])
    return found


@lru_cache(maxsize=256)
def asked(word: str) -> tuple[str, ...]:
    """The tokens that stand for one word of a question, in order; the last of them may be the beginning of a longer one.

    Of pairs the last letter alone is left out: it would only be found at the end of a word.
    """
    found = tokens(word)
    if len(found) > 1 and _IS_UNSPACED.match(found[-1]) and len(found[-1]) == 1:
        found.pop()
    return tuple(found)
