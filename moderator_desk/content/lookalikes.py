"""Names that look like other names: skeletons (UTS 39) as people read names, in any case and with any hidden characters.

Two steps, so that tens of thousands of names cost nothing: `name_key` is a coarse key that all names that could look
alike share, kept and indexed in the store; `looks_like` tells exactly, for the few that share one.
"""

import re
import unicodedata

from moderator_desk.content.confusables import VERSION, skeleton
from moderator_desk.content.hidden import HIDING

KEY_VERSION = VERSION * 100 + 1
"""Keys made by another version of table or rules are to be made anew."""

LONGEST = 200
"""Letters of a name that are looked at."""

_HIDING = re.compile(f"[{HIDING}]")
_BETWEEN = re.compile(r"[\s._\-\u2010-\u2015\u00b7'’]+")
_DIGITS = str.maketrans("0134578$@!|", "oieastbsail")
_DIGITS_AS_L = _DIGITS | str.maketrans("1!", "ll")
_COARSE = _DIGITS | str.maketrans("l|j", "iii")
_SEEN_SIGNS = "|!$@"
_INNER_CAPITAL_I = re.compile(r"(?<=[A-Za-z])I")
_ACCENTS = re.compile("[\u0300-\u036f]")


def plain_name(name: str) -> str:
    """A name without what cannot be seen in it, compatible forms made one, separators made one, none at its ends."""
    seen = unicodedata.normalize("NFKC", _HIDING.sub("", name[:LONGEST])).strip().removeprefix("@")
    return _BETWEEN.sub("_", seen).strip("_")


def name_key(name: str) -> str:
    """A coarse key: names that look alike share it, and so do some that do not. "" for a name of nothing to see."""
    shape = skeleton(skeleton(plain_name(name)).casefold()).casefold()
    letters = "".join(each for each in shape if each.isalnum() or each in _SEEN_SIGNS)
    return letters.translate(_COARSE) or shape


def looks_like(one: str, other: str, *, staff: bool = False) -> bool:
    """Whether somebody could take one name for the other. Towards `staff` accents and separators count for nothing, too:
    who calls themselves "Ádmin" or "mo_der_ator" means it."""
    return name_key(one) == name_key(other) and bool(_readings(one, staff) & _readings(other, staff))


def _readings(name: str, staff: bool) -> set[str]:
    """The ways in which a name can be read: as it stands, without capitals, with digits as the letters they stand
    for, and with a capital I inside as an l."""
    seen = plain_name(name)
    if not seen:
        return set()
    folded = seen.casefold()
    found = {f"={skeleton(seen)}", skeleton(folded)}
    if any(each.isalpha() for each in seen):
        found |= {skeleton(folded.translate(table)) for table in (_DIGITS, _DIGITS_AS_L)}
    if not seen.isupper():
        found.add(skeleton(_INNER_CAPITAL_I.sub("l", seen).casefold()))
    found |= {_again(each) for each in found}
    return found | {_bare(each) for each in found} if staff else found


def _again(shape: str) -> str:
    """Folded once more: a letter's shape may be a capital."""
    return shape if shape.startswith("=") else skeleton(shape.casefold())


def _bare(shape: str) -> str:
    return _ACCENTS.sub("", shape.removeprefix("=").replace("_", ""))
