"""What changed between two texts, by words; by letters where a script writes no spaces.

Law: same and removed pieces together are the old text, same and added ones the new (tested with made-up texts).
"""

import re
from functools import cache

from msgspec import Struct

from moderator_desk.content.graphemes import may_cut, split

MOST_TOKENS = 4_000
"""Above this the texts are compared by sentences, above as many sentences not at all: the cost grows by the square."""

_LONGEST_WORD = 400
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u19e0-\u19ff\u3040-\u30ff\u3400-\u9fff\ua9e0-\ua9ff\uaa60-\uaa7f"
    "\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
# marks, vowel signs and joiners are no letters to a pattern, and yet parts of a word
_PARTS = (
    "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u0670\u06d6-\u06ed\u0900-\u0963\u0966-\u0df3\u200c\u200d"
)
_LETTER = f"(?:(?![{_UNSPACED}])[^\\W_]|[{_PARTS}])"
_SENTENCE = re.compile(r"[^\n.!?。！？।။។]+[\n.!?。！？।။។]*|[\n.!?。！？।။។]+")


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Of a token, of a character within a word, of one in a script without spaces; made when they are first needed, as
    making them takes longer than most comparisons."""
    token = re.compile(rf"[{_UNSPACED}]+|{_LETTER}+(?:['’]{_LETTER}+)*|\s+|.", re.DOTALL)
    return token, re.compile(f"{_LETTER}|['’]"), re.compile(f"[{_UNSPACED}]")


class Piece(Struct, frozen=True):
    """A stretch of text; kind is same, added or removed."""

    kind: str
    text: str


def word_diff(old: str, new: str, *, most_tokens: int = MOST_TOKENS) -> tuple[Piece, ...]:
    """The pieces in reading order, a removed one before the added one that took its place."""
    if old == new:
        return (Piece("same", old),) if old else ()
    start = _common_start(old, new)
    end = _common_end(old, new, min(len(old), len(new)) - start)
    before, after = old[start : len(old) - end], new[start : len(new) - end]
    pieces = [
        Piece("same", old[:start]),
        *_middle(before, after, most_tokens),
        Piece("same", old[len(old) - end :]),
    ]
    return _joined(pieces)


def _middle(before: str, after: str, most: int) -> list[Piece]:
    if before and after:
        for cut in (_tokens, _SENTENCE.findall):
            # a token has at least one character, so very long texts need not be cut up to be counted
            one, other = cut(before[: most * 40]), cut(after[: most * 40])
            whole = len(before) + len(after) <= most * 40
            if whole and len(one) + len(other) <= most:
                return _compared(one, other)
    return [Piece("removed", before), Piece("added", after)]


def _compared(one: list[str], other: list[str]) -> list[Piece]:
    """The longest common subsequence, without the lone blanks that words have in common by chance."""
    # loaded where it is needed: fifteen milliseconds that the desk's start can do without
    from rapidfuzz.distance import Indel

    pieces: list[Piece] = []
    removed: list[str] = []
    added: list[str] = []
    steps = Indel.opcodes(one, other)
    for number, step in enumerate(steps):
        if step.tag == "delete":
            removed += one[step.src_start : step.src_end]
        elif step.tag == "insert":
            added += other[step.dest_start : step.dest_end]
        else:
            same = one[step.src_start : step.src_end]
            if "".join(same).isspace() and removed and added and number < len(steps) - 1:
                removed += same
                added += same
                continue
            pieces += (
                Piece("removed", "".join(removed)),
                Piece("added", "".join(added)),
                Piece("same", "".join(same)),
            )
            removed, added = [], []
    return [*pieces, Piece("removed", "".join(removed)), Piece("added", "".join(added))]


def _tokens(text: str) -> list[str]:
    tokens: list[str] = []
    token, _, unspaced = _patterns()
    for match in token.finditer(text):
        parts = split(match[0]) if unspaced.match(match[0]) else [match[0]]
        if tokens and len(tokens[-1]) < _LONGEST_WORD and not may_cut(text, match.start()):
            tokens[-1] += parts.pop(0)
        tokens += parts
    return tokens


def _joined(pieces: list[Piece]) -> tuple[Piece, ...]:
    made: list[Piece] = []
    for piece in pieces:
        if piece.text and made and made[-1].kind == piece.kind:
            made[-1] = Piece(piece.kind, made[-1].text + piece.text)
        elif piece.text:
            made.append(piece)
    return tuple(made)


def _common_start(one: str, other: str) -> int:
    """Length of the common beginning, cut back to a token's edge so that words stay whole."""
    most = _most_common(one, other, min(len(one), len(other)), from_end=False)
    for at in range(most, max(most - _LONGEST_WORD, 0), -1):
        if _is_edge(one, at) and _is_edge(other, at):
            return at
    return 0


def _common_end(one: str, other: str, most: int) -> int:
    """Length of the common end, at most `most`, cut back likewise."""
    most = _most_common(one, other, most, from_end=True)
    for length in range(most, max(most - _LONGEST_WORD, 0), -1):
        if _is_edge(one, len(one) - length) and _is_edge(other, len(other) - length):
            return length
    return 0


def _most_common(one: str, other: str, most: int, *, from_end: bool) -> int:
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        part = slice(-middle, None) if from_end else slice(middle)
        if one[part] == other[part]:
            low = middle
        else:
            high = middle - 1
    return low


def _is_edge(text: str, at: int) -> bool:
    if not 0 < at < len(text):
        return True
    _, in_word, _ = _patterns()
    return not (in_word.match(text, at - 1) and in_word.match(text, at)) and may_cut(text, at)
