"""Words about the moderator's own rest. They promise nothing about health, and nobody else reads them."""

from moderator_desk.content.visible import one_line, show_name
from moderator_desk.models.values import SEVERITIES, Guideline
from moderator_desk.ui.words.keys import key

OUT_TITLE = "Not me today"
OUT_HINT = (
    "A digit, or arrows and Space, leaves a guideline's cases out until midnight, or lets them in again. "
    "Nobody is told. Esc closes."
)
LEFT_OUT = "left out until midnight"
TIME_TITLE = "My time with hard cases today"
TIME_HINT = "Only you see this, on this machine. It is never sent and never counted against you. Esc closes."
NO_TIME = "None so far today."


def option_words(rule: Guideline, *, out: bool) -> str:
    """One guideline to leave out."""
    title = show_name(rule.title, 60)
    return (
        f"{one_line(rule.code, 12)}  {title}  ·  {LEFT_OUT}" if out else f"{one_line(rule.code, 12)}  {title}"
    )


def left_out_words(number: int, codes: tuple[str, ...]) -> str:
    """What the queue leaves out, and for whom it remains; "" for nothing."""
    if not codes:
        return ""
    cases = "1 case is" if number == 1 else f"{number:,} cases are"
    named = ", ".join(one_line(code, 12) for code in codes)
    return f"{cases} left out for you until midnight ({named}). They stay open for the rest of the team."


def time_lines(seconds: dict[str, int]) -> tuple[str, ...]:
    """Minutes by severity, gravest first."""
    order = [*reversed(SEVERITIES), *sorted(set(seconds) - set(SEVERITIES))]
    found = [(each, seconds[each]) for each in order if seconds.get(each)]
    if not found:
        return (NO_TIME,)
    lines = [f"{one_line(each.capitalize(), 20)}: {minutes_words(number)}" for each, number in found]
    return (*lines, f"Together: {minutes_words(sum(number for _, number in found))}")


def minutes_words(seconds: int) -> str:
    """A length in whole minutes."""
    minutes = seconds // 60
    return "under a minute" if not minutes else ("1 minute" if minutes == 1 else f"{minutes} minutes")


def break_words(seconds: int) -> str:
    """The suggestion of a break; it stops nothing."""
    away = key("break-later", " {} puts this away.")
    return (
        f"Hard cases have been on your screen for {minutes_words(seconds)}. This may be a good moment for a break. "
        f"Only you see this.{away}"
    )
