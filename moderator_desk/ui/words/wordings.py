"""Words of the sheet with every wording of an item."""

from datetime import datetime

from moderator_desk.ui.words.ages import ago

TITLE = "What the item said"
LIST = "Wordings, the earliest first"
KEYS = "Up and Down choose, Esc closes"
_FIRST, _LAST = "earliest seen", "latest seen"


def wording_line(place: int, number: int, at: datetime, now: datetime) -> str:
    """A wording in the list: which, and when it was written."""
    which = {0: _FIRST, number - 1: _LAST}.get(place, "")
    return " · ".join(filter(None, (f"{place + 1}", ago(at, now), which)))


def heading(place: int, *, whole: bool) -> str:
    """Over the text: what is marked in it."""
    if not place:
        return "Wording 1"
    if whole:
        return f"Wording {place + 1}, whole: too long to mark what changed"
    return f"Wording {place + 1} · underlined: new · struck through: gone since wording {place}"
