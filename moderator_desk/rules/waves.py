"""Pure rules of deciding many cases at once: nobody is warned or banned more than once by it."""

from collections.abc import Sequence

from moderator_desk.models.values import Action, Case
from moderator_desk.rules import Draft, Suggestion

GRAVE = (Action.WARN, Action.BAN)
"""What is done to a member and not to an item: in a wave once for each member, on the first of their cases."""

RESTS = (Action.REMOVE, Action.DISMISS)
"""What may become of the other cases of a member who is warned or banned; which, is for a moderator to say."""

LADDERED = (Action.REMOVE, *GRAVE)
"""Of these a row tells whether the member's ladder suggests otherwise; a dismissal says that there was no breach."""


def is_grave(action: Action) -> bool:
    """Whether a wave does it once for each member."""
    return action in GRAVE


def firsts(cases: Sequence[Case]) -> tuple[bool, ...]:
    """For each case whether it is the first of its member's; those without a known member are each their own."""
    known: set[str] = set()
    found = []
    for case in cases:
        member = case.item.author.id
        found.append(not member or member not in known)
        known.add(member)
    return tuple(found)


def draft_of_rest(draft: Draft, rest: Action) -> Draft:
    """What is decided on the other cases of a member: removed under the same clause, for the same reason, or dismissed;
    never with a notice of its own."""
    if rest is Action.DISMISS:
        return Draft(rest, note=draft.note)
    return Draft(
        rest,
        guideline=draft.guideline,
        clause=draft.clause,
        reason=draft.reason,
        why_less=draft.why_less,
        note=draft.note,
    )


def is_otherwise(action: Action, length: int | None, suggestion: Suggestion | None) -> bool:
    """Whether the ladder proposes something else than the batch does: another action, or another length of a ban."""
    if suggestion is None or action not in LADDERED:
        return False
    return suggestion.action != action or (action is Action.BAN and suggestion.duration_hours != length)
