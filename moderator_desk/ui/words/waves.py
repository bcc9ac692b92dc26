"""Words of a wave: cases that belong together and may be decided at once, and what became of them."""

from collections.abc import Iterable

from moderator_desk.content.visible import one_line, show_name
from moderator_desk.models.values import Action, CaseRef, QueueLine
from moderator_desk.rules import Suggestion
from moderator_desk.ui.words.decision import ladder_words
from moderator_desk.ui.words.finding import snippet
from moderator_desk.ui.words.keys import key
from moderator_desk.ui.words.languages import language_words
from moderator_desk.ui.words.problems import refusal_words

TITLE = "Wave: cases that belong together"
LIST = "Cases of the wave"
GATHERING = "Gathering what belongs with this case …"
HELP = (
    "Space leaves a case out or takes it in, Enter opens it. D dismisses and R removes all that are in, W warns and "
    "B bans their members, each once; L leaves out those for whom the ladder suggests otherwise. Esc goes back."
)
KEYS = (
    (("toggle", "Space", "In or out"), ("otherwise", "L", "Ladder: leave out"), ("leave", "Esc", "Back")),
    (("dismiss", "D", "Dismiss"), ("remove", "R", "Remove"), ("warn", "W", "Warn"), ("ban", "B", "Ban")),
)
"""What the wave offers, row by row: way, key, word."""

REST, NOTICES, LANGUAGES = "Their other cases", "Notices, exactly as they go", "Language of the notices"
_WHY = {
    "text": "same or nearly the same text",
    "link": "same link",
    "image": "same picture, to the byte",
    "look": "picture that looks the same",
    "site": "links to the same site",
    "author": "same author",
}
_LEFT = {
    "changed": "changed since it was read",
    "waiting": "a decision is under way",
    "decided": "already decided",
    "sealed": "sealed",
    "gone": "gone",
    "clause": "no clause fits",
    "with-it": "this member's warning or ban is left out",
    "no-member": "nobody knows whose it is",
    "scope": "this cannot be covered so here",
    "reason-stronger": "stronger than the ladder suggests, and no reason given",
}
_DO = {Action.DISMISS: "Dismiss", Action.REMOVE: "Remove", Action.WARN: "Warn", Action.BAN: "Ban"}
_DID = {
    Action.DISMISS: "dismissed",
    Action.REMOVE: "removed",
    Action.WARN: "warned",
    Action.BAN: "banned",
    Action.ESCALATE: "handed up",
}
_REST = {Action.REMOVE: "R  removed", Action.DISMISS: "D  dismissed"}
_COUNTS = {
    None: "removed or dismissed?",
    Action.REMOVE: "removed, without another notice; each may count as a strike",
    Action.DISMISS: "dismissed; the items stay",
}


def why_words(codes: tuple[str, ...]) -> str:
    """Why a case is in the wave."""
    return ", ".join(_WHY.get(code, code) for code in codes) or "the case you came from"


def left_words(code: str) -> str:
    """Why a case is left out, "" when by hand alone."""
    return _LEFT.get(code) or refusal_words(code).rstrip(".") if code else ""


def beside_words(suggestion: Suggestion | None, *, otherwise: bool, once: bool, known: bool) -> str:
    """What is to be said of a case's member: the ladder's proposal, loudly where it differs from the batch, and that they
    are warned or banned on another case of theirs."""
    said = ladder_words(suggestion)
    if said and not known:
        said = f"{said} (member not read yet)"
    if otherwise:
        said = f"! {said}, otherwise than this batch"
    return " · ".join(filter(None, (said, "not again: counted on this member's first case" if once else "")))


def line_words(
    line: QueueLine, name: str, why: tuple[str, ...], left: str, beside: str, *, is_in: bool, covered: bool
) -> str:
    """A case of the wave in two lines: in or out, whose (`name` where the member was read), why; its text, unless such
    texts are covered."""
    out = "" if is_in else f" · left out: {left_words(left) or 'Space takes it in'}"
    sign = "✓" if is_in else "–"
    whose = one_line(name or line.author or line.author_id, 36)
    head = f"{sign} {whose} · {show_name(line.guideline, 12)} · {why_words(why)}{out}"
    shown = snippet(line.snippet, covered=covered)
    return f"{head}\n{beside} · {shown}" if beside else f"{head}\n{shown}"


def count_words(chosen: int, out: int, otherwise: int) -> str:
    """How many will be decided, how many not, and for how many the ladder suggests otherwise."""
    said = f"{_cases(chosen)} in, {out} left out."
    return f"{said} For {otherwise} of them the ladder suggests otherwise (L)." if otherwise else said


def head_words(action: Action, cases: int, members: int) -> str:
    """What the bar is about."""
    if action in (Action.WARN, Action.BAN):
        return f"{_DO[action]} {_members(members)}, each once, on {_cases(cases)}"
    return f"{_DO[action]} {cases} cases of {_members(members)} at once"


def rest_words(action: Action) -> str:
    """What may become of the other cases of a member, with its key."""
    return _REST[action]


def counted_words(action: Action, members: int, others: int, rest: Action | None) -> str:
    """How a warning or ban is counted where members have several cases; "" where each has one."""
    if action not in (Action.WARN, Action.BAN) or not others:
        return ""
    return f"{_members(members)} {_DID[action]} once. {others} more of theirs: {_COUNTS[rest]}"


def group_words(language: str, *, whole: bool) -> str:
    """Notices in one language, or those that cannot be sent as they are."""
    return (language_words(language) or "no language") if whole else "not complete"


def count_of(name: str, count: int) -> str:
    """A name with how many there are of it."""
    return f"{name} · {count}"


def to_words(handle: str, count: int, *, whole: bool) -> str:
    """Whose notice is shown, as it would be sent."""
    said = f"Notice to {show_name(handle, 40)}" + (f", and {count - 1} more like it" if count > 1 else "")
    return said if whole else f"{said}: not complete"


def outcome_words(done: Iterable[Action], left_out: dict[CaseRef, str]) -> str:
    """What became of it: each thing that was done, with how often."""
    counts: dict[Action, int] = {}
    for action in done:
        counts[action] = counts.get(action, 0) + 1
    parts = [f"{count} {_DID[action]}" for action, count in counts.items()] or ["Nothing recorded"]
    said = f"{', '.join(parts)} in one go; {key('undo')} takes all of them back"
    said += f"{key('batch', ', {} shows what became of each')}."
    return f"{said} {len(left_out)} left out, see below." if left_out else said


def _cases(count: int) -> str:
    return "1 case" if count == 1 else f"{count} cases"


def _members(count: int) -> str:
    return "1 member" if count == 1 else f"{count} members"
