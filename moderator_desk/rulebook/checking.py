"""What a guideline set must hold beyond its shape, so that ladder, clauses and notices work with it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from moderator_desk.models.values import SEVERITIES, Action, Guideline, GuidelineSet, LadderStep, Template
from moderator_desk.rulebook.faults import Fault

ACTIONS = tuple(action.value for action in Action if action is not Action.RESTORE)
"""The acts a guideline may name; lightest first."""

PLACEHOLDERS = (
    "handle", "guideline", "clause", "clause_text", "quote", "duration", "appeal", "version", "resources",
)  # fmt: skip
"""All that a notice may be filled with. None of them is about anybody but the member it goes to: who reported, or what
another member is called, has no name here, and so cannot stand in a notice."""

WARNING_PLACEHOLDERS = ("handle", "appeal")
"""The same for what somebody is told about their reports."""

SPECIAL = ("", "life-threat", "crisis", "rights-holder", "child-safety")
MOST_HOURS, MOST_DAYS, MOST_REASONS = 24 * 3660, 3660, 9

_BRACED = re.compile(r"\{([^{}]*)\}")


def check_set(known: GuidelineSet) -> tuple[Fault, ...]:
    """Every mistake in a set; empty for a good one."""
    return tuple(_set_faults(known))


def check_guideline(rule: Guideline) -> tuple[Fault, ...]:
    """Every mistake in one guideline by itself."""
    return tuple(_guideline_faults(rule, ""))


def _set_faults(known: GuidelineSet) -> Iterator[Fault]:
    yield from _empty("", version=known.version, locale=known.locale, name=known.name)
    if not known.guidelines:
        yield Fault("no-guidelines")
    if len(known.reasons) > MOST_REASONS:
        yield Fault("reasons", "reasons", str(MOST_REASONS))
    for reason in known.reasons:
        yield from _empty("reasons, ", code=reason.code, text=reason.text)
    yield from _twice("reasons", (each.code for each in known.reasons))
    yield from _text_faults(known.reporter_warning, "reporter_warning", WARNING_PLACEHOLDERS)
    yield from _twice("guidelines", (each.code for each in known.guidelines))
    own = [{clause.code for clause in rule.clauses} for rule in known.guidelines]
    yield from _twice("clauses", (code for codes in own for code in sorted(codes)))
    for number, rule in enumerate(known.guidelines, 1):
        yield from _guideline_faults(rule, f"guidelines {number} ({rule.code}), ")


def _guideline_faults(rule: Guideline, place: str) -> Iterator[Fault]:
    yield from _empty(place, code=rule.code, version=rule.version, title=rule.title)
    yield from _twice(f"{place}clauses", (each.code for each in rule.clauses))
    yield from _twice(f"{place}templates", (each.id for each in rule.templates))
    for clause in rule.clauses:
        yield from _empty(f"{place}clauses, ", code=clause.code, text=clause.text)
    for action in rule.actions:
        if action not in ACTIONS:
            yield Fault("action", f"{place}actions", action)
    if rule.special not in SPECIAL:
        yield Fault("special", f"{place}special", rule.special)
    if not 1 <= rule.strike_days <= MOST_DAYS:
        yield Fault("days", f"{place}strike_days", str(MOST_DAYS))
    if not 0 <= rule.severe_steps <= max(len(rule.ladder) - 1, 0):
        yield Fault("steps", f"{place}severe_steps", str(max(len(rule.ladder) - 1, 0)))
    yield from _ladder_faults(rule.ladder, f"{place}ladder")
    for template in rule.templates:
        yield from _template_faults(template, f"{place}templates ({template.id})")


def _ladder_faults(ladder: tuple[LadderStep, ...], place: str) -> Iterator[Fault]:
    if ladder and ladder[0].strikes != 0:
        yield Fault("first-step", f"{place} 1, strikes", str(ladder[0].strikes))
    for number, step in enumerate(ladder, 1):
        here = f"{place} {number}"
        if step.action not in ACTIONS:
            yield Fault("action", f"{here}, action", step.action)
        if number > 1 and step.strikes <= ladder[number - 2].strikes:
            yield Fault("step-order", f"{here}, strikes", str(step.strikes))
        if step.duration_hours is not None and (
            step.action != Action.BAN or not 1 <= step.duration_hours <= MOST_HOURS
        ):
            yield Fault("length", f"{here}, duration_hours", str(MOST_HOURS))


def _template_faults(template: Template, place: str) -> Iterator[Fault]:
    yield from _empty(f"{place}, ", id=template.id)
    if template.action not in ACTIONS:
        yield Fault("action", f"{place}, action", template.action)
    if template.severity not in ("", *SEVERITIES):
        yield Fault("severity", f"{place}, severity", template.severity)
    if not template.texts:
        yield Fault("empty", f"{place}, texts")
    yield from _text_faults(template.texts, place, PLACEHOLDERS)


def _text_faults(texts: dict[str, str], place: str, placeholders: tuple[str, ...]) -> Iterator[Fault]:
    for language, text in texts.items():
        here = f"{place}, {language}"
        if not text.strip():
            yield Fault("empty", here)
        for name in _BRACED.findall(text):
            if name not in placeholders:
                yield Fault("placeholder", here, name)
        if any(brace in _BRACED.sub("", text) for brace in "{}"):
            yield Fault("brace", here)


def _empty(place: str, **fields: str) -> Iterator[Fault]:
    for name, value in fields.items():
        if not value.strip():
            yield Fault("empty", f"{place}{name}")


def _twice(place: str, codes: Iterable[str]) -> Iterator[Fault]:
    for code, times in Counter(codes).items():
        if times > 1:
            yield Fault("twice", place, code)
