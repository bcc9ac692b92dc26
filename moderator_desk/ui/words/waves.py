"""Words of a wave: cases that belong together and may be decided at once."""

from moderator_desk.content.visible import one_line, show_name
from moderator_desk.models.values import Action, CaseRef, QueueLine
from moderator_desk.ui.words.finding import snippet

TITLE = "Wave: cases that belong together"
LIST = "Cases of the wave"
GATHERING = "Gathering what belongs with this case …"
HELP = "Space leaves a case out or takes it in, Enter opens it. D dismisses and R removes all that are in; Esc goes back."
KEYS = (
    ("toggle", "Space", "In or out"),
    ("dismiss", "D", "Dismiss all"),
    ("remove", "R", "Remove all"),
    ("leave", "Esc", "Back"),
)
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
}
_DO = {Action.DISMISS: "Dismiss", Action.REMOVE: "Remove"}
_DID = {Action.DISMISS: "dismissed", Action.REMOVE: "removed"}


def why_words(codes: tuple[str, ...]) -> str:
    """Why a case is in the wave."""
    return ", ".join(_WHY.get(code, code) for code in codes) or "the case you came from"


def line_words(line: QueueLine, why: tuple[str, ...], left: str, *, chosen: bool, covered: bool) -> str:
    """A case of the wave in two lines: in or out, whose, why; its text, unless such texts are covered."""
    why_not = _LEFT.get(left, "cannot be decided this way") if left else "Space takes it in"
    out = "" if chosen else f" · left out: {why_not}"
    sign = "✓" if chosen else "–"
    head = f"{sign} {one_line(line.author, 36)} · {show_name(line.guideline, 12)} · {why_words(why)}{out}"
    return f"{head}\n{snippet(line.snippet, covered=covered)}"


def count_words(chosen: int, out: int) -> str:
    """How many will be decided, and how many not."""
    cases = "1 case" if chosen == 1 else f"{chosen} cases"
    return f"{cases} in, {out} left out."


def head_words(action: Action, chosen: int, members: int) -> str:
    """What the bar is about."""
    people = "1 member" if members == 1 else f"{members} members"
    return f"{_DO[action]} {chosen} cases of {people} at once"


def outcome_words(action: Action, done: int, left_out: dict[CaseRef, str]) -> str:
    """What became of it."""
    said = f"{done} {_DID[action]} in one go; U takes all of them back."
    return f"{said} {len(left_out)} left out, see below." if left_out else said
