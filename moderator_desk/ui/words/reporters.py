"""Words about those who reported: how far their reports held so far, and what they are owed."""

from moderator_desk.models.values import Report, Reporter

BLOCKED = "has blocked the author"
MANY_REPORTS, MOSTLY = 10, 0.8
"""From so many reports on, and with this share of them dismissed, a reporter's record is worth a word."""
PRIOR_WARNING = (
    "had most of their reports dismissed. Judge this by the item; a reporter is warned before being muted, "
    "and this desk mutes no reporter."
)


def reliability(reporter: Reporter | None) -> str:
    """How earlier reports of this reporter ended, and whether they keep the author away."""
    if reporter is None:
        return ""
    if reporter.filed is None:
        words = "no record of earlier reports here"
    elif not reporter.filed:
        words = "first report"
    else:
        ended = [f"{reporter.upheld} upheld", f"{reporter.dismissed} dismissed"]
        words = f"{reporter.filed} {'report' if reporter.filed == 1 else 'reports'}: {', '.join(ended)}"
    return f"{words} · {BLOCKED}" if reporter.blocked_author else words


def warning_owed(reports: tuple[Report, ...]) -> str:
    """How many of the reporters had most of their many reports dismissed, and what they are owed before anybody stops
    hearing them (Digital Services Act, article 23(2)); "" for none."""
    doubtful = {each.reporter.id for each in reports if each.reporter and _mostly_dismissed(each.reporter)}
    if not doubtful:
        return ""
    who = "1 reporter" if len(doubtful) == 1 else f"{len(doubtful)} reporters"
    return f"{who} {PRIOR_WARNING}"


def _mostly_dismissed(reporter: Reporter) -> bool:
    filed = reporter.filed or 0
    return filed >= MANY_REPORTS and reporter.dismissed >= MOSTLY * filed
