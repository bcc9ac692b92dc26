"""What changed between two texts, by words; by characters where a script writes no spaces.

Law: same and removed pieces together are the old text, same and added ones the new (tested with made-up texts).
"""

import re
from difflib import SequenceMatcher

from msgspec import Struct

MOST_TOKENS = 4_000
"""Above this the middle is shown as wholly replaced: the matcher's cost grows with the square."""

_TOKEN = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\U00020000-\U0003ffff]"
    r"|[^\W_]+(?:['’][^\W_]+)*|\s+|.",
    re.DOTALL,
)


class Piece(Struct, frozen=True):
    """A stretch of text; kind is same, added or removed."""

    kind: str
    text: str


def word_diff(old: str, new: str, *, most_tokens: int = MOST_TOKENS) -> tuple[Piece, ...]:
    """The pieces in reading order, a removed one before the added one that took its place."""
    if old == new:
        return (Piece("same", old),) if old else ()
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    head, tail = old[:start], old[len(old) - end :]
    before = _TOKEN.findall(old[start : len(old) - end])
    after = _TOKEN.findall(new[start : len(new) - end])
    pieces = [Piece("same", head), *_middle(before, after, most_tokens), Piece("same", tail)]
    return _joined(pieces)


def _middle(before: list[str], after: list[str], most: int) -> list[Piece]:
    if len(before) + len(after) > most or not before or not after:
        return [Piece("removed", "".join(before)), Piece("added", "".join(after))]
    pieces: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(Piece("same", "".join(before[a:b])))
        else:
            pieces += (Piece("removed", "".join(before[a:b])), Piece("added", "".join(after[c:d])))
    return pieces


def _joined(pieces: list[Piece]) -> tuple[Piece, ...]:
    made: list[Piece] = []
    for piece in pieces:
        if piece.text and made and made[-1].kind == piece.kind:
            made[-1] = Piece(piece.kind, made[-1].text + piece.text)
        elif piece.text:
            made.append(piece)
    return tuple(made)


def _common(one: str, other: str) -> int:
    """Length of the common beginning, cut back to a token's edge so that words stay whole."""
    most = min(len(one), len(other))
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if one[:middle] == other[:middle]:
            low = middle
        else:
            high = middle - 1
    while 0 < low < max(len(one), len(other)) and one[low - 1].isalnum():
        low -= 1
    return low
