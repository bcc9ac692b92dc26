"""Words about those who reported: how far their reports held so far, what they were told, and what may follow."""

from collections.abc import Collection
from datetime import datetime, timedelta

from moderator_desk.content.visible import one_line, show_name
from moderator_desk.models.values import OutboxEntry, Report, Reporter, ReporterStep
from moderator_desk.models.values.reporters import MUTE
from moderator_desk.rules.reporters import is_doubtful, mute_in_force
from moderator_desk.ui.words.ages import ago, day
from moderator_desk.ui.words.keys import key

BLOCKED = "has blocked the author"
PRIOR_WARNING = (
    f"had most of their reports dismissed. Judge this by the item; {key('reporters')} shows who, to warn them, and to "
    "mute only after that."
)

TITLE = "Who reported this"
LIST = "Reporters, in the order of their reports"
RECORD = "On record"
NOTHING = "Never warned, never muted."
SHEET_KEYS = "W warns, M mutes, U takes back, Esc closes"
WARN, MUTE_WORD, BACK, CLOSE = "Warn", "Mute", "Take back", "Close"
MESSAGE_KEYS = "Ctrl+Enter sends, Esc goes back"
MUTE_KEYS = "Digits choose the length, Tab goes on, Enter records, Esc goes back"
LANGUAGE = "Language"
LENGTH = "Length"
WHY = "Why a warning was not enough"
SEND, RECORD_MUTE = "Send", "Mute"
NO_TEXT = "The guideline set has no text for this. Write what they are to be told."


def reliability(reporter: Reporter | None, steps: Collection[ReporterStep], now: datetime) -> str:
    """How earlier reports of this reporter ended, whether they keep the author away, and whether they were warned or
    muted."""
    if reporter is None:
        return ""
    parts = [counts(reporter), BLOCKED if reporter.blocked_author else "", standing(steps, now)]
    return " · ".join(filter(None, parts))


def counts(reporter: Reporter) -> str:
    """How earlier reports of somebody ended."""
    if reporter.filed is None:
        return "no record of earlier reports here"
    if not reporter.filed:
        return "first report"
    ended = [f"{reporter.upheld} upheld", f"{reporter.dismissed} dismissed"]
    return f"{reporter.filed} {'report' if reporter.filed == 1 else 'reports'}: {', '.join(ended)}"


def standing(steps: Collection[ReporterStep], now: datetime) -> str:
    """Whether somebody is muted, or was warned; "" for neither."""
    mute = mute_in_force(steps, now)
    if mute is not None:
        return f"muted until {day(mute.end)}"
    warned = [each.at for each in steps if each.kind != MUTE]
    return f"warned {_past(max(warned), now)}" if warned else ""


def warning_owed(reports: tuple[Report, ...]) -> str:
    """How many of the reporters had most of their many reports dismissed, and the key that opens what can be done about
    it; "" for none."""
    doubtful = {each.reporter.id for each in reports if each.reporter and is_doubtful(each.reporter)}
    if not doubtful:
        return ""
    who = "1 reporter" if len(doubtful) == 1 else f"{len(doubtful)} reporters"
    return f"{who} {PRIOR_WARNING}"


def reporter_line(reporter: Reporter, steps: Collection[ReporterStep], *, waits: bool, now: datetime) -> str:
    """Somebody in the list: name, and below how they stand, or how their reports ended."""
    below = "warning on its way" if waits else standing(steps, now)
    return f"{name(reporter)}\n{below or counts(reporter)}"


def name(reporter: Reporter) -> str:
    """What somebody is called, safe to show."""
    return show_name(reporter.handle or reporter.id, 40)


def record_lines(
    reporter: Reporter, steps: Collection[ReporterStep], waiting: OutboxEntry | None, now: datetime
) -> str:
    """How somebody's reports ended, and what is on record about them, the newest first."""
    lines = [_step_line(each, now) for each in reversed(tuple(steps))]
    if waiting is not None:
        came_back = waiting.state == "blocked"
        lines.insert(
            0,
            "Warning came back: see the outbox" if came_back else "Warning waits to be sent, U takes it back",
        )
    ended = counts(reporter)
    return "\n".join([f"{ended[:1].upper()}{ended[1:]}", *(lines or [NOTHING])])


def _step_line(step: ReporterStep, now: datetime) -> str:
    by = f" by {show_name(step.by, 30)}" if step.by else ""
    if step.kind != MUTE:
        return f"Warned {_past(step.at, now)}{by}"
    lifted = f"until it was lifted {_past(step.ended_at, now)}" if step.ended_at else ""
    length = lifted or f"until {day(step.until)}"
    return f"Muted {_past(step.at, now)}{by}, {length}: {one_line(step.reason, 120)}"


def message_heading(reporter: Reporter) -> str:
    """Over the message."""
    return f"Message to {name(reporter)}, exactly as it goes"


def mute_heading(reporter: Reporter) -> str:
    """Over the lengths."""
    return f"Leave reports of {name(reporter)} aside for"


def days_words(days: int) -> str:
    """A length of a mute."""
    return f"{days} days"


def mute_says(days: int, now: datetime) -> str:
    """What a mute does, with the day of its end."""
    end = day(now + timedelta(days=days))
    return (
        f"Until {end} a case that only they report waits behind all others on this desk, where it can still be read and "
        "decided. Urgent and sealed cases, and those about somebody's life or a child, are never held back. "
        "They are not told again, and everything else of their account stays as it is."
    )


def _past(moment: datetime, now: datetime) -> str:
    age = ago(moment, now)
    return "just now" if age == "now" else f"{age} ago"
