"""Words about claims: who works on a case, and for how long still."""

from datetime import datetime, timedelta

from moderator_desk.content.visible import show_name
from moderator_desk.models.values import Claim, Me, Person
from moderator_desk.ui.words.ages import until
from moderator_desk.ui.words.keys import key

_KEPT = "What you were writing is kept."


def claim_words(claim: Claim, me: Me | None, now: datetime) -> str:
    """Who has the case and for how long still, by the platform's clock; "" when the lease is over."""
    there = now + timedelta(seconds=me.clock_ahead_s) if me else now
    if claim.until <= there:
        return ""
    left = until(claim.until, there)
    if me is not None and claim.holder.id == me.id:
        return f"Claimed by you for {left}; renewed while you work on it."
    return f"Claimed by {show_name(claim.holder.handle or claim.holder.id or '?', 40)} for {left}."


def lost_words(holder: Person | None) -> str:
    """Our claim is gone: to somebody, or by time."""
    if holder is None:
        return f"Your claim ran out; {key('claim')} claims the case again. {_KEPT}"
    return f"{show_name(holder.handle or holder.id or '?', 40)} has the case now. {_KEPT}"
