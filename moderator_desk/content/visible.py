"""Reported text made safe to look at: what hides is shown, what reorders is named, what freezes a layout is cut.

The stored text is never changed; everything here is for display only. Sources: Unicode Standard Annex 9 (bidirectional
controls and isolates), UTR 36 and UTS 39 (what deceives), and the measured fact that one line of a megabyte freezes a
text widget for more than a minute while 20,000 characters take a sixth of a second.
"""

import re
from bisect import bisect_right
from functools import cached_property

from msgspec import Struct

LIMIT = 20_000
"""Characters laid out at once."""

LONGEST_RUN = 2_000
"""Characters without a break that a layout is asked to wrap; longer runs get a break opportunity."""

MOST_MARKS = 8
"""Combining marks drawn on one base."""

MOST_JOINED = 12
"""Letters or emoji joined into one; the longest emoji have eight parts, and a layout takes thousands for one letter."""

FSI, PDI = "\u2068", "\u2069"

_NAMED = {
    0x061C: "ALM",
    0x180E: "MVS",
    0x200B: "ZWSP",
    0x200E: "LRM",
    0x200F: "RLM",
    0x202A: "LRE",
    0x202B: "RLE",
    0x202C: "PDF",
    0x202D: "LRO",
    0x202E: "RLO",
    0x2060: "WJ",
    0x2066: "LRI",
    0x2067: "RLI",
    0x2068: "FSI",
    0x2069: "PDI",
    0x2028: "LINE",
    0x2029: "PARA",
    0xFEFF: "BOM",
    0x00AD: "SHY",
    0x034F: "CGJ",
    0x115F: "FILLER",
    0x1160: "FILLER",
    0x3164: "FILLER",
    0xFFA0: "FILLER",
    0x2800: "BLANK",
    0x206A: "CTRL",
    0xFFFC: "OBJ",
}
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_HIDDEN = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2028\u2029\u2060-\u2064\u206a-\u206f\u2800\u3164"
    "\ufeff\uffa0\ufff9-\ufffc\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
)
_CONTROL = "\x00-\x08\x0b-\x1f\x7f-\x9f"
_TAGS = "\U000e0000-\U000e007f"
_JOIN = "\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef"
_SURROGATE = "\ud800-\udfff"
_ALWAYS = re.compile(f"\r\n|[{_BIDI}{_HIDDEN}{_CONTROL}{_TAGS}{_SURROGATE}]")
_REVEAL = re.compile(f"\r\n|[{_BIDI}{_HIDDEN}{_CONTROL}{_TAGS}{_SURROGATE}{_JOIN}]")
_COMBINING = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u06d6-\u06dc\u1ab0-\u1aff"
    "\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
_STACK = re.compile(f"(?<=[{_COMBINING}]{{{MOST_MARKS}}})[{_COMBINING}]+")
_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
# one selector belongs to a letter; those after it belong to nothing and can carry any number of bytes
_SURPLUS = re.compile(f"(?<=[{_SELECTORS}])[{_SELECTORS}]+")
_JOINED = re.compile(rf"(?:[^\u200d\s]{{1,4}}\u200d){{{MOST_JOINED},}}")
_RUN = re.compile(rf"[^\s]{{{LONGEST_RUN}}}")
_SPACES = re.compile(r"\s+")
_OPENERS = ("\u2066", "\u2067", "\u2068")
_ISOLATES = re.compile("([\u2066-\u2069])")
_EMOJI_TAG = re.compile("\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f")


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

    Joiners and variation selectors are legitimate in Persian, Hindi and emoji and shown only with `reveal`.
    """
    raw = text[: limit if len(text) > limit else len(text)]
    found = sorted(_replacements(raw, reveal), key=lambda each: each[0])
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
    return ShownText("".join(pieces), len(text) - at - len(tail), marks, tuple(edits))


def show_name(text: str, limit: int = 80) -> str:
    """A name, link or file name for one line: every invisible character as a token, in an isolate of its own."""
    shown = show_text(_SPACES.sub(" ", text[: limit * 4]).strip(), limit=limit * 4, reveal=True).text
    return isolate(_shorten(shown.replace("\n", " "), limit))


def one_line(text: str, limit: int) -> str:
    """The beginning of a text for a list: one line, nothing hidden kept, at most `limit` characters, isolated."""
    flat = _SPACES.sub(" ", _ALWAYS.sub(" ", text[: limit * 3])).strip()
    return isolate(_shorten(flat, limit))


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
    cut = text[: limit - 1].rstrip("\u200d\ufe0f ")
    return f"{cut}…"


def _replacements(raw: str, reveal: bool) -> list[tuple[int, int, str, str]]:
    keep = {index for match in _EMOJI_TAG.finditer(raw) for index in range(*match.span())}
    found: list[tuple[int, int, str, str]] = []
    for match in (_REVEAL if reveal else _ALWAYS).finditer(raw):
        if match[0] == "\r\n":
            found.append((match.start(), match.end(), "\n", ""))
        elif match.start() not in keep:
            token, kind = _token(match[0])
            found.append((match.start(), match.end(), token, kind))
    for match in _STACK.finditer(raw):
        found.append((match.start(), match.end(), f"⟦+{len(match[0])} marks⟧", "stack"))
    for match in _SURPLUS.finditer(raw):
        found.append((match.start(), match.end(), f"⟦+{len(match[0])} selectors⟧", "hidden"))
    for match in _JOINED.finditer(raw):
        joints = [place for place in range(*match.span()) if raw[place] == "\u200d"]
        found += [(place, place + 1, "⟦ZWJ⟧", "joiner") for place in joints[MOST_JOINED - 1 :: MOST_JOINED]]
    for match in _RUN.finditer(raw):
        found.append((match.end(), match.end(), "\u200b", ""))
    return found


def _token(character: str) -> tuple[str, str]:
    code = ord(character)
    if 0xE0000 <= code <= 0xE007F:
        letter = chr(code - 0xE0000)
        return f"⟦tag {letter}⟧" if letter.isprintable() and letter != " " else "⟦tag⟧", "tag"
    if 0xD800 <= code <= 0xDFFF:
        return "⟦broken⟧", "surrogate"
    if code in (0x200C, 0x200D) or 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF:
        return {0x200C: "⟦ZWNJ⟧", 0x200D: "⟦ZWJ⟧"}.get(code, "⟦VS⟧"), "joiner"
    if code < 0x20 or 0x7F <= code <= 0x9F:
        return f"⟦{code:02X}⟧", "control"
    bidi = 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069 or code in (0x061C, 0x200E, 0x200F)
    return f"⟦{_NAMED.get(code, f'U+{code:04X}')}⟧", "bidi" if bidi else "hidden"
