"""What a moderator asks for themselves: to be spared a guideline for today, and to know their time with hard cases. It
stays with them: no ledger line, nothing sent."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from moderator_desk.models import wellbeing
from moderator_desk.models.store import Store
from moderator_desk.models.times import to_ms


def midnight(now: datetime) -> datetime:
    """The end of the local day."""
    tomorrow = now.astimezone().date() + timedelta(days=1)
    return datetime.combine(tomorrow, time.min).astimezone()


def switch_left_out(store: Store, guideline: str, *, now: datetime) -> bool:
    """Leave a guideline's cases out until local midnight, or let them in again; whether they are left out now."""
    with store.write(urgent=True) as session:
        if guideline in wellbeing.left_out(session, to_ms(now)):
            wellbeing.let_in(session, guideline)
            return False
        wellbeing.leave_out(session, guideline, to_ms(midnight(now)))
        return True


def spend_time(store: Store, seconds: Mapping[str, int], *, now: datetime) -> None:
    """Add seconds by severity to the local day of `now`."""
    with store.write() as session:
        for severity, number in seconds.items():
            wellbeing.spend(session, now.astimezone().date().isoformat(), severity, number)
