"""Words of the sheet with an earlier case or another item of the member."""

from datetime import datetime

from moderator_desk.content.visible import one_line, show_name
from moderator_desk.models.values import HistoryEntry, OutboxEntry, QueueLine
from moderator_desk.ui.words.ages import ago, day
from moderator_desk.ui.words.keys import key
from moderator_desk.ui.words.member import entry_head, waiting_head
from moderator_desk.ui.words.queue import kind_words, standing_words

EARLIER = "Earlier case"
EARLIER_KEYS = (
    f"↑ ↓ another item · Tab into the case{key('reveal', ' · {} pictures')} · Esc back to your case"
)
EARLIER_LINE = "The line in full"
EARLIER_ASKED = "The desk does not have this case. The platform is asked for it…"
EARLIER_IS_THIS = "This is about the case beneath. Esc goes back to it."
ITEMS = "Other items of this member"


def earlier_of(handle: str) -> str:
    """The head of the sheet."""
    return f"Earlier: {show_name(handle, 60)}"


def items_heading(number: int) -> str:
    """How many other items the desk has of the member."""
    return f"{number:,} other {'item' if number == 1 else 'items'} reported"


def item_head(line: QueueLine) -> str:
    """What an item is, under what it was reported, and how its case stands."""
    under = one_line(line.guideline, 12) if line.guideline else ""
    stands = standing_words(line) or "Open"
    return " · ".join(part for part in (kind_words(line.kind), under, stands) if part)


def item_words(line: QueueLine) -> str:
    """How it begins; nothing of a sealed case."""
    return one_line(line.snippet, 160) if line.snippet else ""


def line_in_full(entry: HistoryEntry | OutboxEntry, now: datetime) -> tuple[str, str]:
    """A line of history with nothing cut off: its head with the moment as a date, and the words, "" for none."""
    if isinstance(entry, OutboxEntry):
        reason = entry.decision.reason if entry.decision else ""
        return f"{waiting_head(entry)} · {day(entry.created_at)}", reason
    age = ago(entry.at, now)
    when = f"{day(entry.at)} ({age if age == 'now' else f'{age} ago'})"
    by = f" · by {show_name(entry.by, 60)}" if entry.by else ""
    return f"{entry_head(entry)} · {when}{by}", entry.words
