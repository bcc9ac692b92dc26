"""Hand-offs as stored: with the case as it was seen, and when the desk calls for somebody again."""

import hashlib

import msgspec
from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from moderator_desk.models.care_tables import HandoffRow
from moderator_desk.models.ready import Ready
from moderator_desk.models.tables import AccountRow
from moderator_desk.models.times import from_ms, to_ms
from moderator_desk.models.values import Case, CaseRef, Duty, Handoff, Me

_encode = msgspec.json.Encoder().encode
_me = msgspec.json.Decoder(Me).decode
_COLUMNS = tuple(
    each for each in HandoffRow.__table__.columns if each.name not in ("key", "seen", "alert_at")
)
_OF_CASE = Ready(
    select(*_COLUMNS)
    .where(HandoffRow.account == bindparam("account"), HandoffRow.case_id == bindparam("case_id"))
    .order_by(HandoffRow.key)
)
_WAITING = Ready(
    select(*_COLUMNS, HandoffRow.alert_at)
    .where(HandoffRow.alert_at.is_not(None))
    .order_by(HandoffRow.alert_at)
)


def keep(session: Session, handoff: Handoff, seen: Case, alert_at: int | None) -> Handoff:
    """Keep a hand-off with the whole case as it was seen; `alert_at` (ms) is when to call again. Answered
    with its hash."""
    body = _encode(seen)
    digest = hashlib.sha256(body).hexdigest()
    session.execute(
        insert(HandoffRow).values(
            id=handoff.id,
            account=handoff.account,
            case_id=handoff.case_id,
            kind=handoff.kind,
            at=to_ms(handoff.at),
            by=handoff.by,
            duty_name=handoff.duty.name,
            duty_phone=handoff.duty.phone,
            duty_hours=handoff.duty.hours,
            entry_id=handoff.entry_id,
            seen=body,
            seen_sha256=digest,
            told=handoff.told,
            alert_at=alert_at,
        )
    )
    return msgspec.structs.replace(handoff, seen_sha256=digest)


def of_case(session: Session, ref: CaseRef) -> tuple[Handoff, ...]:
    """Every hand-off of a case that was not taken back, oldest first."""
    rows = _OF_CASE.run(session, account=ref.account, case_id=ref.case_id)
    return tuple(each for each in map(_value, rows) if each.lifted_at is None)


def read(session: Session, handoff_id: str) -> Handoff | None:
    """One hand-off."""
    row = session.scalar(select(HandoffRow).where(HandoffRow.id == handoff_id))
    return _value(row) if row else None


def alerts(session: Session) -> tuple[tuple[Handoff, int], ...]:
    """Threats to life that nobody has acknowledged, each with when to call again (ms), soonest first."""
    return tuple((_value(row), row.alert_at) for row in _WAITING.run(session))


def preserved(session: Session, handoff_id: str) -> bytes:
    """The case as it was kept, byte for byte; empty when there is no such hand-off."""
    return session.scalar(select(HandoffRow.seen).where(HandoffRow.id == handoff_id)) or b""


def call_again(session: Session, handoff_id: str, alert_at: int) -> None:
    """One more call was made; the next is at `alert_at` (ms)."""
    _change(session, handoff_id, told=HandoffRow.told + 1, alert_at=alert_at)


def acknowledge(session: Session, handoff_id: str, at: int, name: str, how: str) -> None:
    """Somebody has it: no more calls."""
    _change(session, handoff_id, acknowledged_at=at, acknowledged_by=name, how=how, alert_at=None)


def lift(session: Session, entry_id: str, at: int) -> Handoff | None:
    """The escalation was taken back before it was sent, and the hand-off with it; which one, if there was."""
    row = session.scalar(select(HandoffRow).where(HandoffRow.entry_id == entry_id)) if entry_id else None
    if row is None or row.lifted_at is not None:
        return None
    row.lifted_at, row.alert_at = at, None
    session.flush()
    return _value(row)


def role_at(session: Session, account: str) -> Me | None:
    """Who the desk is signed in as at an account."""
    body = session.scalar(select(AccountRow.me).where(AccountRow.id == account))
    return _me(body) if body else None


def _change(session: Session, handoff_id: str, **values: object) -> None:
    session.execute(update(HandoffRow).where(HandoffRow.id == handoff_id).values(**values))


def _value(row: object) -> Handoff:
    get = row.__getattribute__
    return Handoff(
        id=get("id"),
        account=get("account"),
        case_id=get("case_id"),
        kind=get("kind"),
        at=from_ms(get("at")),
        by=get("by"),
        duty=Duty(get("duty_name"), get("duty_phone"), get("duty_hours")),
        entry_id=get("entry_id"),
        seen_sha256=get("seen_sha256"),
        told=get("told"),
        acknowledged_at=from_ms(get("acknowledged_at")) if get("acknowledged_at") else None,
        acknowledged_by=get("acknowledged_by"),
        how=get("how"),
        lifted_at=from_ms(get("lifted_at")) if get("lifted_at") else None,
    )
