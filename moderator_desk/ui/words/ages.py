"""How long ago, and how long still: short enough for a line of the queue."""

from datetime import datetime

_STEPS = ((86400 * 365, "y"), (86400, "d"), (3600, "h"), (60, "min"))


def span(seconds: float) -> str:
    """A length of time in its largest unit, such as "3 h"; under a minute in seconds."""
    whole = max(int(seconds), 0)
    for size, unit in _STEPS:
        if whole >= size:
            return f"{whole // size} {unit}"
    return f"{whole} s"


def ago(moment: datetime | None, now: datetime) -> str:
    """How long ago, "now" for less than a minute, "" for no moment."""
    if moment is None:
        return ""
    seconds = (now - moment).total_seconds()
    return "now" if seconds < 60 else span(seconds)


def until(moment: datetime | None, now: datetime) -> str:
    """How long still, rounded up to whole seconds; "no end" for no moment, "over" once past."""
    if moment is None:
        return "no end"
    seconds = (moment - now).total_seconds()
    return "over" if seconds <= 0 else span(seconds + 0.999 if seconds < 60 else seconds)


def day(moment: datetime | None) -> str:
    """The date in the order no country misreads, "" for no moment."""
    return moment.astimezone().strftime("%d %b %Y").lstrip("0") if moment else ""


def hours(length: int | None) -> str:
    """A sanction's length: "24 hours", "3 days", "without end"."""
    if length is None:
        return "without end"
    if length % 24 or length < 48:
        return f"{length} hours" if length != 1 else "1 hour"
    return f"{length // 24} days"
