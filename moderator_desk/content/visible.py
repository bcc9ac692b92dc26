"""Reported text made safe to look at: what hides is shown, what reorders is named, what freezes a layout is cut.

The stored text is never changed; everything here is for display only. Sources: Unicode Standard Annex 9 (bidirectional
controls and isolates), UTR 36 and UTS 39 (what deceives), and the measured fact that one line of a megabyte freezes a
text widget for more than a minute while 20,000 characters take a sixth of a second.
"""

import re
from bisect import bisect_right
from functools import cached_property, lru_cache

from msgspec import Struct

from moderator_desk.content.graphemes import cut_at
from moderator_desk.content.hidden import HIDING, hidden_places

LIMIT = 20_000
"""Characters laid out at once."""

LONGEST_RUN = 2_000
"""Characters without a break that a layout is asked to wrap; longer runs get a break opportunity."""

FSI, PDI = "\u2068", "\u2069"

_RUN = re.compile(rf"[^\s]{{{LONGEST_RUN}}}")
# white space that is only that: the line ends nobody types and the old separators are marked instead
_SPACES = re.compile("[^\\S\x0b\x0c\x1c-\x1f\x85\u2028\u2029]+")
_BLANK = re.compile(f"[\\s{HIDING}]+")
_WORD = re.compile(r"\S{1,400}")
_OPENERS = ("\u2066", "\u2067", "\u2068")
_ISOLATES = re.compile("([\u2066-\u2069])")


class Mark(Struct, frozen=True):
    """A kind of hidden character found, and how often. kind: bidi, hidden, control, tag, joiner, surrogate, stack."""

    kind: str
    count: int


class ShownText(Struct, frozen=True, dict=True):
    """Text ready to be laid out: `cut` characters were left out; `edits` are (raw start, raw end, shown start, shown
    end) of everything that differs, in order, by which offsets are carried between the two."""

    text: str
    cut: int
    marks: tuple[Mark, ...]
    edits: tuple[tuple[int, int, int, int], ...]

    @cached_property
    def _by_shown(self) -> list[int]:
        return [each[2] for each in self.edits]

    @cached_property
    def _by_raw(self) -> list[int]:
        return [each[0] for each in self.edits]

    def raw_offset(self, shown: int) -> int:
        """The offset in the stored text of an offset on the screen; inside a token, the token's start."""
        place = bisect_right(self._by_shown, shown) - 1
        if place < 0:
            return shown
        raw_start, raw_end, start, end = self.edits[place]
        return raw_start if start <= shown < end else raw_end + shown - end

    def shown_offset(self, raw: int) -> int:
        """The offset on the screen of an offset in the stored text."""
        place = bisect_right(self._by_raw, raw) - 1
        if place < 0:
            return raw
        raw_start, raw_end, start, end = self.edits[place]
        return start if raw_start <= raw < raw_end else end + raw - raw_end


def show_text(text: str, *, limit: int = LIMIT, reveal: bool = False) -> ShownText:
    """A body of text for the screen: capped, hidden and reordering characters as visible tokens.

    Where such a character is honest spelling (see hidden.py) it is shown only with `reveal`.
    """
    return _shown(text if len(text) <= limit else text[:limit], len(text), limit, reveal)


@lru_cache(4)
def _shown(raw: str, length: int, limit: int, reveal: bool) -> ShownText:
    """What of a text of so many characters is laid out. Kept for a few: a text is shown in one pane, painted ahead in
    another and counted in a third."""
    breaks = [(match.end(), match.end(), "\u200b", "") for match in _RUN.finditer(raw)]
    found = sorted(hidden_places(raw, reveal) + breaks, key=lambda each: each[0])
    pieces: list[str] = []
    edits: list[tuple[int, int, int, int]] = []
    counts: dict[str, int] = {}
    at = shown = 0
    for start, end, token, kind in found:
        if start < at:
            continue
        if shown + start - at >= limit:
            break  # tokens are longer than what they stand for: it is the shown length that a layout pays for
        pieces += (raw[at:start], token)
        shown += start - at
        edits.append((start, end, shown, shown + len(token)))
        shown += len(token)
        at = end
        if kind:
            counts[kind] = counts.get(kind, 0) + 1
    tail = raw[at : at + max(limit - shown, 0)]
    pieces.append(tail)
    marks = tuple(Mark(kind, number) for kind, number in sorted(counts.items()))
    return ShownText("".join(pieces), length - at - len(tail), marks, tuple(edits))


def show_name(text: str, limit: int = 80) -> str:
    """A name, link or file name for one line: every invisible character as a token, in an isolate of its own."""
    blank = _SPACES.match(text)
    start = blank.end() if blank else 0
    flat = _SPACES.sub(" ", text[start : start + limit * 4]).rstrip(" ")
    return isolate(_shorten(show_text(flat, limit=limit * 4, reveal=True).text, limit))


def one_line(text: str, limit: int) -> str:
    """The beginning of a text for a list: one line, nothing hidden kept, marks capped, at most `limit` characters,
    isolated. However much emptiness stands in front, the first words are found."""
    raw = _first_words(text, limit * 12)
    pieces: list[str] = []
    at = 0
    for start, end, _, kind in hidden_places(raw):
        if start >= at:
            # marks too many go without a trace; what hides parts words, as it may have been a line end
            pieces += (raw[at:start], "" if kind == "stack" else " ")
            at = end
    flat = " ".join("".join((*pieces, raw[at:])).split())
    return isolate(_shorten(flat, limit))


def _first_words(text: str, most: int) -> str:
    """At least `most` characters from the first word on, if there are so many, with one blank between words."""
    blank = _BLANK.match(text)
    pieces: list[str] = []
    length, last = 0, -1
    for match in _WORD.finditer(text, blank.end() if blank else 0):
        pieces += (" ", match[0]) if match.start() != last else (match[0],)
        length += len(match[0]) + 1
        last = match.end()
        if length > most:
            break
    return "".join(pieces)


def isolate(text: str) -> str:
    """Text that cannot reorder what stands around it: first-strong isolate, inner isolates closed."""
    depth, kept = 0, []
    for part in _ISOLATES.split(text):
        if part == PDI and not depth:
            continue  # it would close our own isolate and let the rest out
        depth += (part in _OPENERS) - (part == PDI)
        kept.append(part)
    return f"{FSI}{''.join(kept)}{PDI * depth}{PDI}"


def _shorten(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    return f"{text[: cut_at(text, limit - 1)].rstrip()}…"
