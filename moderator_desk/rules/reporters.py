"""When somebody who reports may be muted, and for how long.

The source of the order is Digital Services Act, article 23(2): a notifier is warned before anybody stops hearing them,
each case is weighed by itself, and it is for a reasonable time. Which cases then wait is in models/reporters.py.
"""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from moderator_desk.models.values import Reporter, ReporterStep
from moderator_desk.models.values.reporters import WARNING

MANY_REPORTS, MOSTLY = 10, 0.8
"""From so many reports on, and with this share of them dismissed, a reporter's record is worth a word."""

MUTE_DAYS = (7, 30, 90)
"""For how long, the first time, the second, and from then on."""

WARNING_COUNTS = timedelta(days=180)
"""A warning older than this is forgotten: whoever reports badly again is warned again first."""


def is_doubtful(reporter: Reporter) -> bool:
    """Whether most of somebody's many reports were dismissed."""
    filed = reporter.filed or 0
    return filed >= MANY_REPORTS and reporter.dismissed >= MOSTLY * filed


def mute_in_force(steps: Iterable[ReporterStep], now: datetime) -> ReporterStep | None:
    """The mute that ends last of those in force."""
    return max((each for each in steps if each.holds(now)), key=_end, default=None)


def standing_warning(steps: Iterable[ReporterStep], now: datetime) -> ReporterStep | None:
    """The newest warning that still counts."""
    counting = (each for each in steps if each.kind == WARNING and now - each.at <= WARNING_COUNTS)
    return max(counting, key=lambda each: each.at, default=None)


def why_no_mute(
    steps: Collection[ReporterStep], reported_at: Iterable[datetime], now: datetime, *, waiting: bool = False
) -> str:
    """Why somebody cannot be muted now, "" when they can. `reported_at` are the moments of their reports on the case.

    Codes: muted-already, warning-waits (a warning is on its way), no-warning, nothing-since (none of these reports came
    after the warning, and after the last mute's end).
    """
    if mute_in_force(steps, now) is not None:
        return "muted-already"
    warning = standing_warning(steps, now)
    if warning is None:
        return "warning-waits" if waiting else "no-warning"
    since = max([warning.at, *(each.end for each in steps if each.end is not None)])
    return "" if any(at > since for at in reported_at) else "nothing-since"


def usual_days(steps: Iterable[ReporterStep]) -> int:
    """For how many days a further mute usually is. One that was lifted before its end does not count."""
    served = sum(each.until is not None and each.ended_at is None for each in steps)
    return MUTE_DAYS[min(served, len(MUTE_DAYS) - 1)]


def _end(step: ReporterStep) -> datetime:
    assert step.end is not None
    return step.end
