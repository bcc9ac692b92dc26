"""Renewing a claim while somebody works on the case: a single question to the platform, asked off the main thread.

It does not go through the outbox: a renewal that comes late is worth nothing, and would claim a case that nobody is at.
"""

import uuid
from collections.abc import Callable
from datetime import datetime

from moderator_desk.models import ledger
from moderator_desk.models.cases import upsert
from moderator_desk.models.modes import LIVE, mode_of
from moderator_desk.models.store import Store
from moderator_desk.models.times import to_ms
from moderator_desk.models.values import Accepted, Case, CaseRef, Changes, OutboxEntry, Stale
from moderator_desk.platforms.base import Platform, PlatformError


def renew(
    store: Store, platform: Platform, ref: CaseRef, now: datetime, tell: Callable[[Changes], None]
) -> bool:
    """Ask for another lease, and take in the case as it is then, with a ledger line; whether we hold it. False also where
    nothing may be sent, or when the platform could not be reached."""
    with store.read() as session:
        if mode_of(session, ref.account) != LIVE:
            return False
    entry = OutboxEntry(0, str(uuid.uuid4()), ref.account, ref.case_id, "", "claim", "sending", now, now)
    outcome = platform.apply(entry, None)
    if not isinstance(outcome, Accepted | Stale):
        return False
    case, kind = outcome.case or _ask(platform, ref), "claim-renewed"
    kind = kind if isinstance(outcome, Accepted) else "claim-lost"
    with store.write() as session:
        ledger.record(session, to_ms(now), kind, ref, entry.id)
        changes = upsert(session, ref.account, [case] if case else [])
    tell(changes)
    return isinstance(outcome, Accepted)


def _ask(platform: Platform, ref: CaseRef) -> Case | None:
    try:
        return platform.case(ref.case_id)
    except PlatformError:
        return None
