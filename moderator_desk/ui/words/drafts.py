"""Words about drafts: half-made decisions and notes."""

from datetime import datetime

KEPT = "Kept as your draft. Esc again throws it away."
NOT_KEPT = "What you are writing could not be kept on the disk. Record it, or free some room."
DISCARDED = "Draft thrown away."
TEXT_LOST = "The end of the text is another: your wording of it could not be taken up."
_CHANGED = "The case has changed since: look again before you record it."
_TEXT_CHANGED = "The text has changed since: marked words were let go, look again before you record it."


def draft_words(
    at: datetime | None, now: datetime, *, changed: bool = False, text_changed: bool = False
) -> str:
    """The line over a draft that was taken up: when it was written, by the wall clock here, and what changed since."""
    if at is None:
        return ""
    mine, today = at.astimezone(), now.astimezone()
    clock = mine.strftime("%H:%M" if mine.date() == today.date() else "%d %b, %H:%M").lstrip()
    since = _TEXT_CHANGED if text_changed else _CHANGED if changed else ""
    return f"Your draft of {clock}. {since}".rstrip()


def not_open_words(why: str) -> str:
    """A draft on a case that can no longer be decided so; `why` is a sentence."""
    return f"Your draft here is kept but cannot be recorded now: {why}"
