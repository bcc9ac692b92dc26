"""Words of search over everything, and of precedents."""

from datetime import datetime

from moderator_desk.content.visible import one_line, show_name
from moderator_desk.models.precedents import Precedent, Precedents
from moderator_desk.models.search import Found, Hit
from moderator_desk.ui.words.ages import ago
from moderator_desk.ui.words.keys import key
from moderator_desk.ui.words.queue import COVERED

SEARCH = "Search everything"
SEARCH_HINT = "Words, “a phrase”, -not, author: text: note: decision: guideline: action: language: state: before: after:"
NOTHING_ASKED = (
    "Texts, words of reports, members, decisions and notes, of every case this desk has ever seen."
)
PRECEDENTS = "Decided before"
NO_PRECEDENTS = "No decided case resembles this one."
LOOKING = "Looking for decided cases like this one …"
SEALED = "Nothing is compared with a sealed case."
_PROBLEMS = {
    "bad-day": "{detail} is no day. Write it as 2026-11-23.",
    "unknown-operator": "There is no operator {detail}: here. Put the words in quotes to search for them.",
    "only-minus": "Say also what is to be found, not only what is not.",
}
_DONE = {
    "dismiss": "dismissed",
    "edit": "edited",
    "remove": "removed",
    "warn": "warned",
    "ban": "banned",
    "escalate": "handed up",
    "restore": "undone",
}


def found_line(found: Found) -> str:
    """What a search came to."""
    if found.problem:
        return _PROBLEMS[found.problem].format(detail=show_name(found.detail, 40))
    number = len(found.hits)
    said = "Nothing is found." if not number else "1 case." if number == 1 else f"{number} cases."
    if found.more:
        said = f"The newest {number} cases; add a word to narrow it."
    return said if found.whole else f"{said} Newly fetched cases are still being read in."


def snippet(text: str, *, covered: bool) -> str:
    """The beginning of a text for a list, or that it is covered."""
    return COVERED if covered else one_line(text, 110) or "(no text)"


def hit_words(hit: Hit, now: datetime, covered: tuple[str, ...]) -> str:
    """A case that was found, in two lines; `covered` are guidelines whose texts are."""
    parts = (hit.guideline, hit.severity, hit.state, hit.language, ago(hit.opened_at, now))
    head = " · ".join(
        filter(None, (one_line(hit.author, 40), *(show_name(each, 24) for each in parts if each)))
    )
    return f"{head}\n{snippet(hit.snippet, covered=hit.guideline in covered)}"


def done_word(action: str) -> str:
    """What was done, in the past; an unknown action as it is."""
    return _DONE.get(action) or show_name(action, 24)


def precedents_line(told: Precedents) -> str:
    """What was decided in cases like this one, how often, and how often that did not stand. Never a verdict."""
    if not told.actions:
        return NO_PRECEDENTS
    number = sum(told.actions.values())
    acts = ", ".join(f"{done_word(action)} {times}" for action, times in told.actions.items())
    cases = "1 case like this" if number == 1 else f"{number} cases like this"
    by = "1 moderator" if told.deciders == 1 else f"{told.deciders} moderators"
    over = f", {told.overturned} undone later" if told.overturned else ", none undone"
    return f"{cases}: {acts} · by {by}{over} · {key('precedents')} shows them"


def like_line(told: Precedents, waiting: int) -> str:
    """What was decided in cases like this one, and how many of them wait."""
    if not waiting:
        return precedents_line(told)
    return f"{waiting} more may belong with this · {key('wave')} shows\n{precedents_line(told)}"


def precedent_words(each: Precedent, covered: tuple[str, ...]) -> str:
    """One decided case, in two lines; `covered` are guidelines whose texts are."""
    near = f"{round(each.likeness * 100)} % of the wording" if each.likeness else "shares rare words"
    parts = (
        done_word(each.action),
        "undone later" if each.overturned else "",
        show_name(each.guideline, 16),
        near,
    )
    by = f"by {one_line(each.by, 40)}" if each.by else ""
    return f"{' · '.join(filter(None, (*parts, by)))}\n{snippet(each.snippet, covered=each.guideline in covered)}"
