"""Words of the member pane: who somebody is, how they stand, and what happened before."""

from datetime import datetime

from moderator_desk.content.visible import one_line, show_name
from moderator_desk.models.values import (
    Counters,
    HistoryEntry,
    Member,
    MemberFile,
    OutboxEntry,
    Sanction,
    Strike,
)
from moderator_desk.ui.words.ages import ago, day, until
from moderator_desk.ui.words.case import ACTED, breakable
from moderator_desk.ui.words.keys import key
from moderator_desk.ui.words.languages import language_words

NOT_READ = "Not read yet; it appears as soon as the platform answers."
CLEAN = "✓ No active strikes, nothing in force"
EMPTY = "Nothing is known of this member before."
EMPTY_KIND = f"Nothing of this kind. {key('history-filter')} shows the next kind."
HISTORY = "History"
STANDING = "Standing"
HISTORY_HINT = f"Enter opens a line over the case{key('history-filter', ', {} shows another kind')}"
PINNED = "Pinned"

FILTERS = (
    ("all", "All"),
    ("decisions", "Decided"),
    ("against", "Against"),
    ("made", "Filed"),
    ("notes", "Notes"),
    ("good", "Praise"),
)
"""The kinds the history can be narrowed to, in the order in which a key goes through them."""
FILTER_TIPS = {
    "all": "The whole history",
    "decisions": "Decisions, measures and appeals",
    "against": "Reports against this member",
    "made": "Reports this member filed",
    "notes": "Notes, names and everything else",
    "good": "Praise",
}
GROUPS = {
    "decision": "decisions",
    "sanction": "decisions",
    "appeal": "decisions",
    "report_against": "against",
    "report_made": "made",
    "praise": "good",
    "reporter": "made",
}
_KINDS = {
    "report_against": ("!", "Reported"),
    "report_made": ("›", "Filed a report"),
    "decision": ("■", "Decision"),
    "appeal": ("?", "Appeal"),
    "note": ("#", "Note"),
    "sanction": ("■", "Measure"),
    "name_change": ("=", "New name"),
    "praise": ("+", "Praise"),
    "reporter": ("›", "As a reporter"),
}
_AS_REPORTER = {"warning": "Warned about their reports", "mute": "Reports muted"}
_OUTCOMES = {
    "pending": "still open",
    "applied": "in force",
    "undone": "taken back",
    "ended": "over",
    "upheld": "upheld",
    "dismissed": "dismissed",
    "overturned": "overturned",
    "unconfirmed": "unconfirmed",
}
KEPT = {"decision": "kept by this desk", "note": "kept on this machine only"}
_ROLES = {"student": "student", "teacher": "teacher", "admin": "server admin", "remote": "on another server"}
_SANCTIONS = {
    "limit": "Limited",
    "ban": "Banned",
    "mute": "Muted",
    "suspend": "Suspended",
    "lock": "Locked",
    "shadow-ban": "Hidden from others",
    "deactivated": "Account closed",
    "room-ban": "Banned from a room",
    "takedown": "Taken down",
    "label": "Labelled",
    "muted-subject": "Kept out of the queue",
    "muted-reporter": "Their reports do not count",
}


def group_of(kind: str) -> str:
    """The filter a kind of history belongs to."""
    return GROUPS.get(kind, "notes")


def name(member: Member) -> str:
    """The name for the head line."""
    return show_name(member.handle or member.id or "?", 60)


def about(member: Member, now: datetime) -> str:
    """Role, languages, country, age and id in one line."""
    parts = [_ROLES.get(member.role, one_line(member.role, 24))] if member.role else []
    if member.languages:
        parts.append(", ".join(language_words(code) for code in member.languages[:4]))
    parts += [one_line(member.country, 24)] if member.country else []
    parts += [f"joined {_past(member.joined_at, now)}"] if member.joined_at else []
    parts += [show_name(member.id, 40)] if member.id and member.id != member.handle else []
    return " · ".join(parts)


def names_before(names: tuple[str, ...]) -> str:
    """What they were called before, "" when always the same."""
    return f"Before: {', '.join(show_name(each, 30) for each in names[:5])}" if names else ""


def counters(counted: Counters) -> str:
    """How often, over the whole time, as far as the platform counts it."""
    parts = [] if counted.items is None else [_number(counted.items, "item", "items")]
    if counted.reports_against is not None:
        parts.append(_reports("reported", "against", counted.reports_against, counted.upheld_against))
    if counted.reports_made is not None:
        parts.append(_reports("filed", "filed", counted.reports_made, counted.upheld_made))
    parts += [] if counted.rooms is None else [f"in {_number(counted.rooms, 'room', 'rooms')}"]
    parts += [] if counted.media is None else [_number(counted.media, "upload", "uploads")]
    return " · ".join(parts)


def _reports(verb: str, side: str, number: int, upheld: int | None) -> str:
    """A count over the whole time, or of what is open now where the platform keeps no more (`upheld` is None)."""
    if upheld is None:
        return f"{_number(number, 'open report', 'open reports')} {side}"
    return f"{verb} {number}{'×' if verb == 'reported' else ''} ({upheld} upheld)"


def filter_text(kind: str, number: int) -> str:
    """A choice of the history with how many lines it has; none is not said."""
    name = dict(FILTERS)[kind]
    return f"{name} {number:,}" if number else name


def narrowed(kind: str, number: int, total: int) -> str:
    """What the history was narrowed to, for the line below."""
    if kind == "all":
        return f"History: all {total:,}"
    return f"History: {FILTER_TIPS[kind][:1].lower()}{FILTER_TIPS[kind][1:]}, {number:,} of {total:,}"


def strikes(found: tuple[Strike, ...], code: str, now: datetime) -> str:
    """Active strikes by guideline, the present one first, with the day each stops counting; "" when there are none."""
    active: dict[str, list[Strike]] = {}
    for strike in found:
        if _counts(strike, now):
            active.setdefault(strike.guideline, []).append(strike)
    order = sorted(active, key=lambda each: (each != code, each))
    return "\n".join(_strikes_line(each, active[each], here=each == code) for each in order)


def strikes_over(found: tuple[Strike, ...], now: datetime) -> str:
    """Strikes that no longer count, and under what; "" for none."""
    over = [each for each in found if not _counts(each, now)]
    under = ", ".join(sorted({one_line(each.guideline, 12) for each in over}))
    verb = "counts" if len(over) == 1 else "count"
    return f"{_number(len(over), 'older strike', 'older strikes')} no longer {verb} ({under})" if over else ""


def _counts(strike: Strike, now: datetime) -> bool:
    return strike.expires_at is None or strike.expires_at > now


def good(file: MemberFile, now: datetime) -> str:
    """What speaks for the member: praise, reports of theirs that held, how long nothing was upheld; "" for nothing."""
    praised = sum(each.kind == "praise" for each in file.history)
    counted = file.member.counters
    parts = [f"praised {_number(praised, 'time', 'times')}"] if praised else []
    if counted.reports_made and counted.upheld_made and 2 * counted.upheld_made >= counted.reports_made:
        parts.append(
            f"{counted.upheld_made} of {_number(counted.reports_made, 'report', 'reports')} filed held"
        )
    last = last_upheld(file)
    if last is not None and (now - last).days >= CLEAN_DAYS:
        parts.append(f"nothing upheld for {ago(last, now)}")
    elif last is None and counted.items and not counted.upheld_against and counted.upheld_against is not None:
        parts.append("no report ever upheld")
    said = " · ".join(parts)
    return f"✓ {said[:1].upper()}{said[1:]}" if said else ""


CLEAN_DAYS = 30
"""From so many days on it is said that nothing was upheld meanwhile."""


def last_upheld(file: MemberFile) -> datetime | None:
    """When something against the member was upheld last, None when nothing is known of."""
    moments = [each.at for each in file.member.strikes]
    for each in file.history:
        against = each.kind == "report_against" and each.outcome == "upheld"
        decided = each.kind in ("decision", "sanction") and each.action not in ("dismiss", "escalate")
        if against or (decided and each.outcome not in ("undone", "overturned")):
            moments.append(each.at)
    return max(moments, default=None)


def sanctions(found: tuple[Sanction, ...], now: datetime) -> str:
    """Measures in force with their end; "" when there are none."""
    lines = []
    for each in found:
        if each.until is not None and each.until <= now:
            continue
        what = _SANCTIONS.get(each.kind, one_line(each.kind, 20).capitalize())
        scope = f" ({one_line(each.scope, 30)})" if each.scope else ""
        under = f", {one_line(each.guideline, 12)}" if each.guideline else ""
        end = f"for {until(each.until, now)} more" if each.until else "without end"
        lines.append(f"■ {what}{scope} {end}{under}")
    return "\n".join(lines)


def sticky(note: str) -> str:
    """The note that stays on top, "" when there is none."""
    return f"{PINNED}: {breakable(one_line(note, 240))}" if note else ""


def entry_head(entry: HistoryEntry) -> str:
    """Mark, kind and guideline of a line of history."""
    mark, word = _KINDS.get(entry.kind, ("·", one_line(entry.kind.replace("_", " "), 24).capitalize()))
    if entry.kind == "reporter":
        word = _AS_REPORTER.get(entry.action, word)
    elif entry.action:
        word = ACTED.get(entry.action, one_line(entry.action.replace("_", " "), 24).capitalize())
    under = f" · {one_line(entry.guideline, 12)}" if entry.guideline else ""
    ended = _OUTCOMES.get(entry.outcome, one_line(entry.outcome, 20)) if entry.outcome else ""
    if entry.kept and entry.outcome == "applied" and entry.action != "ban":
        ended = ""  # done once and for all: nothing of it is in force
    kept = KEPT.get(entry.kind, KEPT["decision"]) if entry.kept else ""
    return " · ".join(part for part in (f"{mark} {word}{under}", ended, kept) if part)


def entry_words(entry: HistoryEntry) -> str:
    """The second line: by whom, and in whose words."""
    by = show_name(entry.by, 30) if entry.by else ""
    said = one_line(entry.words, 200) if entry.words else ""
    return f"{by}: {said}" if by and said else said or by


def waiting_head(entry: OutboxEntry) -> str:
    """A decision of ours that the platform has not confirmed."""
    decision = entry.decision
    word = ACTED.get(decision.action, "Decided") if decision else "Decided"
    if entry.kind == "reversal":
        word = "Undo"
    under = f" · {one_line(decision.guideline, 12)}" if decision and decision.guideline else ""
    return f"… {word}{under} · {'came back' if entry.state == 'blocked' else 'waiting'}"


def waiting_words(entry: OutboxEntry) -> str:
    """The second line of such a decision."""
    reason = entry.decision.reason if entry.decision else ""
    return one_line(reason, 200) if reason else "Recorded here, not yet confirmed by the platform"


def _strikes_line(code: str, active: list[Strike], *, here: bool) -> str:
    ends = sorted(each.expires_at for each in active if each.expires_at is not None)
    days = [day(each) for each in ends[:3]] + (["later"] if len(ends) > 3 else [])
    days += ["without end"] if len(ends) < len(active) else []
    until_ = f"until {' and '.join(dict.fromkeys(days))}".replace("until without", "without")
    mark = "!" if here else "·"
    return f"{mark} {_number(len(active), 'strike', 'strikes')} {one_line(code, 12)}, {until_}"


def _number(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"


def _past(moment: datetime | None, now: datetime) -> str:
    words = ago(moment, now)
    return words if words in ("", "now") else f"{words} ago"
