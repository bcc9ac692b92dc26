"""Which characters of a text hide or reorder, and where the same characters are honest spelling.

A joiner belongs into Persian, Hindi and emoji, a word break of no width into Khmer, a variation selector behind a
Mongolian letter or an ideograph: there it is left alone. Anywhere else it is one way to hide a message. Sources: Unicode
core specification chapters 23.2 to 23.9 (format characters, tags, variation), 13.4 (Mongolian), 18.6 (jamo fillers),
Unicode Technical Standard 51 (emoji sequences; the three flags of places that are generally known) and the property
Default_Ignorable_Code_Point.
"""

import re
from functools import lru_cache

MOST_MARKS = 8
"""Combining marks drawn on one base."""

MOST_JOINED = 12
"""Letters or emoji joined into one; the longest emoji have eight parts, and a layout takes thousands for one letter."""

_NAMED = {
    0x061C: "ALM",
    0x180E: "MVS",
    0x200B: "ZWSP",
    0x200C: "ZWNJ",
    0x200D: "ZWJ",
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
    0x1D159: "BLANK",
    0x16FE4: "FILLER",
}
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_HIDDEN = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2028\u2029\u2060-\u2065\u206a-\u206f\u2800\u3164"
    "\ufeff\uffa0\ufff0-\ufffc\U00016fe4\U0001bca0-\U0001bca3\U0001d159\U0001d173-\U0001d17a"
    "\U000e0080-\U000e00ff\U000e01f0-\U000e0fff"
)
_CONTROL = "\x00-\x08\x0b-\x1f\x7f-\x9f"
_TAGS = "\U000e0000-\U000e007f"
_JOIN = "\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef"
_SURROGATE = "\ud800-\udfff"
# code points that can never be a character: every font shows them in its own way, most of them as nothing
_NEVER = "\ufdd0-\ufdef" + "".join(
    f"{chr(plane | 0xFFFE)}{chr(plane | 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
HIDING = f"{_BIDI}{_HIDDEN}{_CONTROL}{_TAGS}{_JOIN}{_SURROGATE}{_NEVER}"
"""The inside of a character class: all that hides or reorders somewhere."""
_FOUND = re.compile(f"\r\n|[{HIDING}]")

_COMBINING = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u06d6-\u06dc\u1ab0-\u1aff"
    "\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
_STACK = re.compile(f"(?<=[{_COMBINING}]{{{MOST_MARKS}}})[{_COMBINING}]+")
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]{2,}")

# scripts that write no space between words, each with its own extensions
_UNSPACED = (
    "\u1780-\u17b3\u17b6-\u17ff\u19e0-\u19ff",  # Khmer, without its two vowels that are never seen
    "\u0e01-\u0e7f",  # Thai
    "\u0e81-\u0eff",  # Lao
    "\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f",  # Burmese, Shan, Mon, Karen
)
# scripts whose letters change with their neighbours: Arabic and its kin, the Indic ones, Tibetan, Burmese, Khmer,
# Mongolian and the scripts of Indonesia
_JOINING = (
    "\u0620-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u17b3\u17b6-\u17ff\u1820-\u18aa\u1a20-\u1aad\u1b00-\u1bff"
    "\ua800-\ua82f\ua840-\ua877\ua880-\ua8ff\ua930-\ua9df\uabc0-\uabff\ufb50-\ufdff\ufe70-\ufefc"
    "\U00010a00-\U00010a5f\U00010ac0-\U00010aff\U00011000-\U00011fff\U0001e900-\U0001e95f"
)
_PICTURE = "\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2934\u2935\u2b00-\u2bff\U0001f000-\U0001faff"
_SKINS = "\U0001f3fb-\U0001f3ff"
# a chain ends where one emoji stands beside the next without a joiner
_PART = f"(?:(?![{_SKINS}])[{_PICTURE}][\ufe0f{_SKINS}]{{0,2}}|[^\u200d\\s{_PICTURE}]{{1,4}})"
_JOINED = re.compile(rf"(?:{_PART}\u200d){{{MOST_JOINED},}}")
_SYMBOL = f"{_PICTURE}\u00a9\u00ae\u203c\u2049\u2122\u2139\u24c2\u25a0-\u25ff\u3030\u303d\u3297\u3299"
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_MATHS = "\u2229\u222a\u2268-\u2a9d\u2aac\u2aad\u2acb\u2acc"
_WIDE_STOPS = "\u3001\u3002\uff01\uff0c\uff0e\uff1a\uff1b\uff1f"
_MUSIC = "\U0001d100-\U0001d172\U0001d17b-\U0001d1ff"

_HONEST = re.compile(
    "|".join(
        (
            # England, Scotland, Wales; any other tag could be any other message
            "\U0001f3f4\U000e0067\U000e0062(?:\U000e0065\U000e006e\U000e0067|\U000e0073\U000e0063\U000e0074"
            "|\U000e0077\U000e006c\U000e0073)\U000e007f",
            *(f"(?<=[{script}])\u200b(?=[{script}])" for script in _UNSPACED),
            f"(?<=[{_JOINING}])[\u200c\u200d](?![{HIDING}])",
            f"(?<!\\S)\u200d(?=[{_JOINING}])",  # a letter's inner or final shape shown alone
            f"(?<=[{_PICTURE}\ufe0f])\u200d(?=[{_PICTURE}])",
            f"(?<=[{_SYMBOL}])[\ufe0e\ufe0f]",
            "(?<=[0-9#*])\ufe0f(?=\u20e3)",
            f"(?<=[{_HAN}])(?:[\ufe00-\ufe02]|[\U000e0100-\U000e01ef])",
            f"(?<=[{_MATHS}{_WIDE_STOPS}\u1000-\u109f\uaa60-\uaa7f\ua840-\ua877])\ufe00",
            "(?<=[\u1820-\u18aa])[\u180b-\u180d\u180f]",
            "(?<=[\u1820-\u18aa\u180b-\u180d\u180f])\u180e(?=[\u1820-\u18aa])",
            "\u115f(?=[\u1161-\u11a7])",
            "(?<=[\u1100-\u115e])\u1160(?=[\u11a8-\u11ff])",
            "(?<=[\u2801-\u28ff])\u2800+",
            "\u2800+(?=[\u2801-\u28ff])",
            "\U0001d159(?=[\U0001d165-\U0001d172])",  # a note without a head
            "(?<=[\U00018b00-\U00018cff])\U00016fe4",
            f"(?<=[{_MUSIC}])[\U0001d173-\U0001d17a]",
            f"[\U0001d173-\U0001d17a](?=[{_MUSIC}])",
        )
    )
)

_RIGHT_TO_LEFT = "\u05d0-\u061b\u061d-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_HAS_RIGHT_TO_LEFT = re.compile(f"[{_RIGHT_TO_LEFT}]")
# People put a direction mark beside a number or a bracket in Arabic and Hebrew; inside a foreign word nobody needs one
_DIRECTION = "[\u061c\u200e\u200f]"
_HONEST_DIRECTION = re.compile(
    f"(?<![{HIDING}])(?:(?<!\\w){_DIRECTION}|{_DIRECTION}(?!\\w)|(?<=[{_RIGHT_TO_LEFT}]){_DIRECTION}"
    f"|{_DIRECTION}(?=[{_RIGHT_TO_LEFT}]))(?![{HIDING}])"
)


def may_hide(raw: str) -> bool:
    """Whether a text has any character that hides somewhere, or too many marks on one letter; quick."""
    return bool(_FOUND.search(raw) or _STACK.search(raw))


def hidden_places(raw: str, reveal: bool = False) -> list[tuple[int, int, str, str]]:
    """What has to be shown as something else, in order: (start, end, token to show, kind of mark).

    With `reveal` the honest ones are told too. A line end of two characters comes as one "\\n" without a kind.
    """
    honest = set() if reveal else _honest_places(raw)
    found = _surplus(raw, honest)
    for match in _FOUND.finditer(raw):
        if match[0] == "\r\n":
            found.append((match.start(), match.end(), "\n", ""))
        elif match.start() not in honest:
            found.append((match.start(), match.end(), *_token(match[0])))
    for match in _STACK.finditer(raw):
        found.append((match.start(), match.end(), f"⟦+{len(match[0])} marks⟧", "stack"))
    # what was found first goes first: a run stands for each of its characters
    found.sort(key=lambda each: each[0])
    return found


def _surplus(raw: str, honest: set[int]) -> list[tuple[int, int, str, str]]:
    """Runs of selectors that belong to no letter, which can carry any number of bytes, and joints of endless chains."""
    found: list[tuple[int, int, str, str]] = []
    for match in _SELECTORS.finditer(raw):
        start = match.start() + (match.start() in honest)
        if match.end() - start > 1:
            found.append((start, match.end(), f"⟦+{match.end() - start} selectors⟧", "hidden"))
    for match in _JOINED.finditer(raw):
        joints = [place for place in range(*match.span()) if raw[place] == "\u200d"]
        found += [(place, place + 1, "⟦ZWJ⟧", "joiner") for place in joints[MOST_JOINED - 1 :: MOST_JOINED]]
    return found


def _honest_places(raw: str) -> set[int]:
    honest = {at for match in _HONEST.finditer(raw) for at in range(*match.span())}
    start = 0
    for line in raw.split("\n"):
        if _HAS_RIGHT_TO_LEFT.search(line):
            honest.update(start + match.start() for match in _HONEST_DIRECTION.finditer(line))
        start += len(line) + 1
    return honest


@lru_cache(1_000)
def _token(character: str) -> tuple[str, str]:
    code = ord(character)
    if 0xE0000 <= code <= 0xE007F:
        letter = chr(code - 0xE0000)
        return f"⟦tag {letter}⟧" if letter.isprintable() and letter != " " else "⟦tag⟧", "tag"
    if 0xD800 <= code <= 0xDFFF:
        return "⟦broken⟧", "surrogate"
    if 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF:
        return "⟦VS⟧", "joiner"
    if code < 0x20 or 0x7F <= code <= 0x9F:
        return f"⟦{code:02X}⟧", "control"
    name = f"⟦{_NAMED.get(code, f'U+{code:04X}')}⟧"
    if code in (0x200C, 0x200D):
        return name, "joiner"
    bidi = 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069 or code in (0x061C, 0x200E, 0x200F)
    return name, "bidi" if bidi else "hidden"
