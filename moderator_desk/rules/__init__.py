"""Pure rules: which actions are open on a case, what each asks of the moderator, and what the ladder suggests.

The stance: taking action is the exception. Dismiss asks for nothing; each stronger act asks for one more deliberate
step (edit: the change; remove: a clause; warn: a clause and the message; ban: clause, message, duration, and why less
is not enough). Codes in and out; ui/ has the words.
"""

import re
from datetime import datetime, timedelta

from msgspec import Struct

from moderator_desk.models.values import (
    SEVERITIES,
    Action,
    Case,
    Guideline,
    Member,
    MemberFile,
    OutboxEntry,
    Span,
    Strike,
    Template,
)
from moderator_desk.rules.handing import HANDED as HANDED
from moderator_desk.rules.handing import LEGAL as LEGAL
from moderator_desk.rules.handing import SUPERVISING as SUPERVISING
from moderator_desk.rules.handing import is_frozen as is_frozen
from moderator_desk.rules.handing import no_legal_route as no_legal_route

EVERYDAY = (Action.DISMISS, Action.EDIT, Action.REMOVE, Action.WARN, Action.BAN)
"""The five verbs, lightest first."""

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


STRIKING = (Action.WARN, Action.REMOVE, Action.BAN)
"""What may count as a strike. Escalate, which is how a person in distress gets help, is not among them and never is."""


class Draft(Struct, frozen=True):
    """A decision in the making: what the decision bar holds before Enter. `why_less` is the code of the set's reason why
    less is not enough; `reason` says it in words."""

    action: Action
    guideline: str = ""
    clause: str = ""
    reason: str = ""
    why_less: str = ""
    note: str = ""
    new_text: str | None = None
    duration_hours: int | None = None
    scope: str = ""
    message: str = ""
    language: str = ""
    template: str = ""
    spans: tuple[Span, ...] = ()


class Needs(Struct, frozen=True):
    """What an action asks for before it can be recorded; `notice` is what it may carry and does not ask for."""

    clause: bool = False
    text: bool = False
    message: bool = False
    duration: bool = False
    reason: bool = False
    notice: bool = False


NEEDS: dict[Action, Needs] = {
    Action.DISMISS: Needs(),
    Action.EDIT: Needs(clause=True, text=True, notice=True),
    Action.REMOVE: Needs(clause=True, notice=True),
    Action.WARN: Needs(clause=True, message=True),
    Action.BAN: Needs(clause=True, message=True, duration=True, reason=True),
    Action.ESCALATE: Needs(reason=True, notice=True),
    Action.RESTORE: Needs(),
}


class Suggestion(Struct, frozen=True):
    """The ladder's proposal and its arithmetic: `active` strikes under the guideline, which count until `ends` (None: for
    good), reach the step from `strikes` on, and one `higher` steps up in an urgent case. `expired` and `overruled`
    strikes do not count; a new one would, for `strike_days`, until `new_until`."""

    action: str
    duration_hours: int | None
    active: int
    expired: int
    strikes: int
    strike_days: int
    overruled: int = 0
    ends: tuple[datetime | None, ...] = ()
    higher: int = 0
    new_until: datetime | None = None


def needs(action: Action) -> Needs:
    """What this action asks for."""
    return NEEDS[action]


def unavailable(
    action: Action,
    case: Case | None,
    offered: tuple[str, ...],
    missing: dict[str, str],
    entries: tuple[OutboxEntry, ...] = (),
    *,
    frozen: bool = False,
) -> str:
    """Why this action cannot be taken now, as a code; "" when it can.

    `offered` are the platform's actions, `missing` its own reasons for those it lacks; `entries` the case's outbox
    entries; `frozen` whether a threat to life keeps the ordinary verbs from it. Codes: no-case, waiting (a decision of
    ours is on its way), came-back (settle the conflict first), decided, rehearsed, frozen (escalate alone is open),
    sealed (only dismiss-free legal route: escalate), gone, not-here, or a reason from `missing`.
    """
    if case is None:
        return "no-case"
    for entry in entries:
        if entry.kind in ("decision", "reversal") and entry.state in ("waiting", "sending", "blocked"):
            return "came-back" if entry.state == "blocked" else "waiting"
        if entry.kind in ("decision", "reversal") and entry.stands_rehearsed:
            return "rehearsed"
    if case.state == "decided":
        return "decided"
    if frozen and action is not Action.ESCALATE:
        return "frozen"
    if case.sealed and action is not Action.ESCALATE:
        return "sealed"
    if case.item.gone and action is Action.EDIT:
        return "gone"
    if action not in offered or (case.abilities and action not in case.abilities):
        return missing.get(action, "not-here")
    return ""


def problems(draft: Draft, case: Case, suggestion: Suggestion | None = None) -> tuple[str, ...]:
    """What keeps a draft from being recorded, as codes in the order of the form; empty when it is complete. `suggestion`
    is the ladder's for the guideline that the draft cites.

    Codes: clause, text, text-same, message, placeholder, reason, reason-stronger, duration.
    """
    asked = needs(draft.action)
    found: list[str] = []
    if asked.clause and not draft.clause:
        found.append("clause")
    if asked.text and draft.new_text is None:
        found.append("text")
    elif asked.text and draft.new_text == current_text(case):
        found.append("text-same")
    if asked.message and not draft.message.strip():
        found.append("message")
    if unfilled(draft.message):
        found.append("placeholder")
    if asked.reason and not draft.reason.strip():
        found.append("reason")
    elif not draft.reason.strip() and stronger_than_suggested(draft, suggestion):
        found.append("reason-stronger")
    if draft.duration_hours is not None and draft.duration_hours <= 0:
        found.append("duration")
    return tuple(found)


def current_text(case: Case) -> str:
    """The item's text as the platform shows it now; the reported text when that is not known."""
    return case.item.text if case.item.text_now is None else case.item.text_now


def unfilled(message: str) -> tuple[str, ...]:
    """Names of placeholders still standing in a message; any of them keeps it from being sent."""
    return tuple(dict.fromkeys(_PLACEHOLDER.findall(message)))


def fill(text: str, values: dict[str, str]) -> str:
    """A template with its {placeholders} filled; one without a value stays as it is, and so keeps it from being sent.

    One pass, so that a member's own braces are never read as placeholders of ours; they are doubled by full-width
    braces to stay harmless in the check for unfilled ones.
    """
    safe = {name: value.replace("{", "\uff5b").replace("}", "\uff5d") for name, value in values.items()}
    return _PLACEHOLDER.sub(lambda match: safe.get(match[1]) or match[0], text)


def template_for(
    guideline: Guideline, action: str, languages: tuple[str, ...], severity: str = ""
) -> tuple[Template, str] | None:
    """The guideline's notice for an action, that for this severity before the others and one for another severity
    last; in the first of these languages it has, else English, else any."""
    order = sorted(guideline.templates, key=lambda each: (each.severity != severity, bool(each.severity)))
    for template in order:
        if template.action == action and template.texts:
            wanted = [code.split("-")[0] for code in languages] + ["en", *template.texts]
            return template, next(code for code in wanted if code in template.texts)
    return None


def why_no_choice(action: Action, case: Case, guideline: Guideline | None, sendable: tuple[str, ...]) -> str:
    """Why it cannot be chosen whether a notice goes with this action, as a code; "" when it can. `sendable` are the
    actions with which the platform can send one.

    Codes: notice-always (the action is a notice, or never goes without), notice-sealed (nobody is warned of what
    others look into), no-notices, not-reached (a member who cannot be warned here cannot be told either), and no-
    care: with a case handed up goes a message of care or none, and this guideline has none.
    """
    if needs(action).message:
        return "notice-always"
    if case.sealed:
        return "notice-sealed"
    if not needs(action).notice or action not in sendable:
        return "no-notices"
    if action is Action.REMOVE and case.abilities and Action.WARN not in case.abilities:
        return "not-reached"
    cares = guideline is not None and template_for(guideline, action, ()) is not None
    return "" if cares or action is not Action.ESCALATE else "no-care"


def active_strikes(member: Member | None, code: str, now: datetime) -> tuple[Strike, ...]:
    """The member's strikes under a guideline that still count."""
    strikes = member.strikes if member else ()
    return tuple(each for each in strikes if each.guideline == code and not _expired(each, now))


def proposal(
    case: Case, guideline: Guideline | None, known: MemberFile | None, now: datetime
) -> Suggestion | None:
    """What the ladder proposes in this case, if it is decided under this guideline; nothing for a sealed one."""
    if guideline is None or case.sealed:
        return None
    member = known.member if known else None
    return suggest(guideline, member, now, severity=case.severity, overruled=overruled(known))


def overruled(known: MemberFile | None) -> frozenset[str]:
    """Ids of the decisions about a member that were taken back or overturned since."""
    history = known.history if known else ()
    fallen = ("overturned", "undone")
    return frozenset(each.id for each in history if each.kind == "decision" and each.outcome in fallen)


def suggest(
    guideline: Guideline,
    member: Member | None,
    now: datetime,
    *,
    severity: str = "",
    overruled: frozenset[str] = frozenset(),
) -> Suggestion | None:
    """What the guideline's ladder proposes for this member now; None for a guideline without a ladder. A strike by an
    `overruled` decision does not count."""
    if not guideline.ladder:
        return None
    every = [each for each in (member.strikes if member else ()) if each.guideline == guideline.code]
    standing = [each for each in every if not each.decision_id or each.decision_id not in overruled]
    active = [each for each in standing if not _expired(each, now)]
    steps = sorted(guideline.ladder, key=lambda step: step.strikes)
    reached = max((n for n, each in enumerate(steps) if each.strikes <= len(active)), default=0)
    place = min(reached + (guideline.severe_steps if severity == SEVERITIES[-1] else 0), len(steps) - 1)
    return Suggestion(
        steps[place].action,
        steps[place].duration_hours,
        len(active),
        len(standing) - len(active),
        steps[reached].strikes,
        guideline.strike_days,
        overruled=len(every) - len(standing),
        ends=tuple(sorted((each.expires_at for each in active), key=lambda end: (end is None, end or now))),
        higher=place - reached,
        new_until=now + timedelta(days=guideline.strike_days),
    )


def stronger_than_suggested(draft: Draft, suggestion: Suggestion | None) -> bool:
    """Whether a draft goes beyond the ladder, by verb or by length of a ban."""
    if suggestion is None or draft.action not in EVERYDAY:
        return False
    order = [action.value for action in EVERYDAY]
    proposed = order.index(suggestion.action) if suggestion.action in order else 0
    mine = order.index(draft.action)
    if mine != proposed or draft.action is not Action.BAN:
        return mine > proposed
    endless = 10**9
    return (draft.duration_hours or endless) > (suggestion.duration_hours or endless)


def _expired(strike: Strike, now: datetime) -> bool:
    return strike.expires_at is not None and strike.expires_at <= now
