"""Pure rules of cases that are handed on: who is called, what is frozen meanwhile, and who may open the legal route."""

from collections.abc import Iterable

from moderator_desk.models.values import LIFE_THREAT, Case, Handoff, Me

HANDED = ("crisis", "life-threat", "child-safety")
"""Guidelines whose escalated cases are handed to whoever is on duty, with a receipt (Guideline.special)."""

SUPERVISING = ("supervisor", "admin")
LEGAL = "legal-route"
"""The permission that the legal route of a sealed case asks for, beside a supervising role."""


def is_frozen(handoffs: Iterable[Handoff], me: Me | None) -> bool:
    """Whether a threat to life keeps the ordinary verbs from a case: for everybody until somebody has acknowledged it,
    and for all but supervisors afterwards, where it was escalated to them."""
    supervising = me is not None and me.role in SUPERVISING
    return any(
        each.kind == LIFE_THREAT
        and each.lifted_at is None
        and (each.waits or (bool(each.entry_id) and not supervising))
        for each in handoffs
    )


def no_legal_route(case: Case | None, me: Me | None) -> str:
    """Why somebody may not open the legal route of this case, as a code; "" when they may."""
    if case is None:
        return "no-case"
    if not case.sealed:
        return "not-sealed"
    return "" if me is not None and me.role in SUPERVISING and LEGAL in me.permissions else "not-for-role"
