"""Words of the guideline pane: what the ladder proposes and how it counted, and the special paths."""

from moderator_desk.content.visible import one_line
from moderator_desk.models.values import Example, Guideline, GuidelineSet
from moderator_desk.rules import Suggestion
from moderator_desk.ui.words.ages import day, hours
from moderator_desk.ui.words.keys import key

NONE = "No guideline was named, or the platform has not sent its guidelines yet."
CLAUSES = "Clauses"
QUESTIONS = "Questions that decide"
EXAMPLES = "Examples"
PANE = "Guideline"
_STEPS = {
    "dismiss": "dismiss is the usual step",
    "edit": "an edit is the usual step",
    "remove": "remove the item is the usual step",
    "warn": "warn is the usual step",
    "escalate": "escalate is the usual step",
}
_ESCALATE = key("escalate", " ({})")
_SPECIAL = {
    "life-threat": f"!! A threat to somebody's life: escalate at once{_ESCALATE}, before anything else.",
    "crisis": f"!! Somebody may be in distress: help, never punish. Escalate{_ESCALATE} for the crisis path of their "
    "country.",
    "rights-holder": f"! A rights holder's notice goes to a supervisor: escalate{_ESCALATE}.",
    "child-safety": f"!! Anything sexual with a minor: open nothing, escalate at once{_ESCALATE}. The case is sealed.",
}


def head(guideline: Guideline) -> str:
    """Code and title."""
    return f"{one_line(guideline.code, 20)} · {one_line(guideline.title, 80)}"


def version(known: GuidelineSet, guideline: Guideline, *, reported: bool) -> str:
    """Which version, and whether the case was reported under it."""
    which = "" if reported else " · not the one reported under"
    return f"{one_line(known.name, 60)} · this guideline: version {one_line(guideline.version, 20)}{which}"


def suggestion(found: Suggestion | None, special: str = "") -> str:
    """The ladder's proposal in one line with its arithmetic, "" without one. Under a guideline about people in distress
    it is for those who spread harm alone."""
    if found is None:
        return ""
    if special == "crisis":
        return f"Only for spreading harm, {suggestion(found)}"
    aside = [f"{found.expired} expired"] if found.expired else []
    aside += [f"{found.overruled} overruled"] if found.overruled else []
    left_out = f" ({', '.join(aside)})" if aside else ""
    strikes = "1 active strike" if found.active == 1 else f"{found.active} active strikes"
    if found.ends:
        ends = dict.fromkeys(day(end) if end else "for good" for end in found.ends)
        strikes += f" until {', '.join(ends)}".replace("until for good", "for good")
    step = _STEPS.get(found.action, f"{one_line(found.action, 20)} is the usual step")
    if found.action == "ban":
        step = (
            f"a ban {'for ' if found.duration_hours else ''}{hours(found.duration_hours)} is the usual step"
        )
    reached = f", step from {found.strikes}" if found.strikes else ""
    higher = f", urgent case: {_steps(found.higher)} higher" if found.higher else ""
    end = f", until {day(found.new_until)}" if found.new_until else ""
    return f"{strikes}{left_out}{reached}{higher}: {step}; a new strike would count {found.strike_days} days{end}."


def _steps(count: int) -> str:
    return "1 step" if count == 1 else f"{count} steps"


def special(code: str) -> str:
    """The special path in plain words, "" for none."""
    return _SPECIAL.get(code, f"! Special path: {one_line(code, 40)}" if code else "")


def example(one: Example) -> str:
    """An example with mark, word and reason."""
    why = f" {one.why}" if one.why else ""
    return f"{'✗ Breaks it' if one.breaks else '✓ Does not'}: {one.text}{why}"
