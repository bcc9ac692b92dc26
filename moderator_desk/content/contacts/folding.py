"""A text as a finder reads it: one letter for every letter that is kept, so that places in it lead back to the text.

Hidden characters go, wide and styled letters become plain ones (NFKC where that is one character), digits of any script
become 0 to 9, dashes one dash, capitals small. Letters of other scripts that pass for Latin ones are turned only inside
words that also hold Latin letters: a Russian word stays a Russian word.
"""

import re
import unicodedata

from msgspec import Struct

from moderator_desk.content.hidden import HIDING

MOST = 20_000
"""Characters that are looked at: as many as a pane lays out."""

_SEEN = re.compile(f"[^{HIDING}]")
_DASHES = dict.fromkeys("‐‑‒–—―−﹣－", "-")
_DOTS = {"。": ".", "．": ".", "｡": ".", "․": ".", "‧": "."}
_PASSING = str.maketrans("аеорсухіјѕһԁԛԝɡɩкмнтвгοανρτικμηυχεζ", "aeopcyxijshdqwgikmhtbroavptikmnuxez")
_WORD = re.compile(r"[a-z0-9._@\-Ѐ-ӿԀ-ԯͰ-Ͽɡɩ]+")
_LATIN, _OTHER = re.compile(r"[a-z]"), re.compile(r"[Ѐ-ӿԀ-ԯͰ-Ͽɡɩ]")


class Folded(Struct, frozen=True):
    """A folded text; `places[n]` is where its n-th character stood in the text, and one more for the end."""

    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a piece of the folded text stands in the text, hidden characters within it taken along."""
        return self.places[start], self.places[end - 1] + 1 if end > start else self.places[start]


def fold(text: str) -> Folded:
    """Fold the first MOST characters of a text."""
    head = text[:MOST]
    kept = [match.start() for match in _SEEN.finditer(head)]
    letters = {each: _plain(each) for each in set(head)}
    folded = "".join(letters[head[place]] for place in kept)
    folded = _WORD.sub(lambda match: _latin(match[0]), folded)
    return Folded(folded, (*kept, len(head)))


def _plain(letter: str) -> str:
    if letter in _DASHES:
        return _DASHES[letter]
    if letter in _DOTS:
        return _DOTS[letter]
    wide = unicodedata.normalize("NFKC", letter)
    one = wide if len(wide) == 1 else letter
    digit = unicodedata.decimal(one, None)
    if digit is not None:
        return str(digit)
    small = one.lower()
    return small if len(small) == 1 else one


def _latin(word: str) -> str:
    """A word that mixes Latin letters with others, in Latin; it stays where not all others pass for Latin ones."""
    if not (_OTHER.search(word) and _LATIN.search(word)):
        return word
    turned = word.translate(_PASSING)
    return turned if turned.isascii() else word
