"""What every verb of the moderator writes: an outbox entry and its ledger line, in the caller's transaction."""

from datetime import datetime, timedelta

import msgspec

from moderator_desk.models import ledger, outbox
from moderator_desk.models.modes import ReadOnly
from moderator_desk.models.shown import Beside, screen_hash
from moderator_desk.models.store import Session
from moderator_desk.models.times import to_ms
from moderator_desk.models.values import Case, CaseRef, Changes, Decision

_json = msgspec.json.Encoder().encode


class NotPossible(Exception):
    """A verb that cannot be done now; `code` says why: a code of rules, or unknown-case, nothing-to-undo, not-reversible,
    too-late, not-yet, keeps-end, empty-note, read-only, not-live."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Recorded(msgspec.Struct, frozen=True):
    """What a verb wrote: the outbox entry's id, the case it is about, and what it touched."""

    entry_id: str
    ref: CaseRef
    changes: Changes


def post(
    session: Session,
    kind: str,
    decision: Decision,
    now: datetime,
    undo_s: int,
    seen: Case | None,
    beside: Beside | None = None,
) -> None:
    """Put a decision or reversal into the outbox, held for `undo_s` seconds (0 to 60), with the case as it was `seen` and
    what stood `beside` it; a decision carries the hash of both from here on, in the outbox and in the ledger."""
    stood = beside or Beside()
    hashed = screen_hash(seen, stood) if kind == "decision" and seen else ""
    decision = msgspec.structs.replace(decision, screen=hashed)
    rehearsal = put(
        session,
        outbox.Posting(
            id=decision.id,
            ref=decision.ref,
            member_id=decision.member_id,
            kind=kind,
            action=decision.action,
            created_at=to_ms(now),
            send_after=to_ms(now + timedelta(seconds=min(max(undo_s, 0), 60))),
            body=decision,
            seen=seen,
            beside=_json(stood) if hashed else None,
        ),
    )
    ledger.record(
        session,
        to_ms(now),
        "rehearsed" if rehearsal else "decided",
        decision.ref,
        decision.id,
        _json(decision).decode(),
    )


def put(session: Session, posting: outbox.Posting) -> bool:
    """Put something into the outbox; whether it is a rehearsal. Raises NotPossible("read-only")."""
    try:
        return outbox.append(session, posting)
    except ReadOnly as error:
        raise NotPossible("read-only") from error


def recorded(decision: Decision) -> Recorded:
    """What a written decision touched."""
    changes = Changes(
        cases=frozenset((decision.ref,)),
        members=frozenset(((decision.account, decision.member_id),)),
        outbox=True,
    )
    return Recorded(decision.id, decision.ref, changes)
