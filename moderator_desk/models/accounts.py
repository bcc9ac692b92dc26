"""The platform accounts of a profile: where each is, how far it was read, and whether it can be reached."""

from datetime import datetime

import msgspec
from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from moderator_desk.models.modes import LIVE
from moderator_desk.models.names import Name, keep_names
from moderator_desk.models.outbox import hurry
from moderator_desk.models.ready import Ready
from moderator_desk.models.tables import AccountRow
from moderator_desk.models.times import from_ms
from moderator_desk.models.values import Changes, Me

_encode = msgspec.json.Encoder().encode
_me = msgspec.json.Decoder(Me).decode


class Account(msgspec.Struct, frozen=True):
    """One account. `trouble` is "", "offline", "sign-in" or the code of what is wrong with its answers;
    `offline_since` is set while it cannot be reached. `colour` is a code of the desk's looks, "" for none chosen;
    `mode` one of models.modes."""

    id: str
    kind: str
    address: str
    name: str
    cursor: str | None = None
    pulled_at: datetime | None = None
    offline_since: datetime | None = None
    trouble: str = ""
    me: Me | None = None
    colour: str = ""
    mode: str = LIVE


_ME = Ready(select(AccountRow.me).where(AccountRow.id == bindparam("id")))


def who_we_are(session: Session, account_id: str) -> Me | None:
    """Who we are at an account; None before the first sign-in test."""
    body = _ME.run(session, id=account_id).scalar()
    return _me(body) if body else None


def put_account(session: Session, account: Account) -> Changes:
    """Add an account, or change its kind, address and name; a changed address starts the feed again. Colour and mode
    are those of a new account only; models.account_changes changes them."""
    known = session.get(AccountRow, account.id)
    moved = known is not None and (known.kind, known.address) != (account.kind, account.address)
    fields = {"kind": account.kind, "address": account.address, "name": account.name}
    statement = insert(AccountRow).values(
        id=account.id, trouble="", colour=account.colour, mode=account.mode, **fields
    )
    if moved:
        fields["cursor"] = None  # type: ignore[assignment]
    session.execute(statement.on_conflict_do_update(index_elements=["id"], set_=fields))
    return Changes(accounts=True)


def accounts(session: Session) -> tuple[Account, ...]:
    """All accounts, by name."""
    return tuple(map(_value, session.scalars(select(AccountRow).order_by(AccountRow.name, AccountRow.id))))


def account(session: Session, account_id: str) -> Account | None:
    """One account."""
    row = session.get(AccountRow, account_id)
    return _value(row) if row else None


def reached(session: Session, account_id: str, now: int, me: Me | None = None) -> Changes:
    """The platform answered well: it is not offline, and what waited for it may go."""
    row = session.get(AccountRow, account_id)
    if row is None:  # taken away while its last answer was on the way
        return Changes()
    was_away = row.offline_since is not None or row.trouble != ""
    row.pulled_at, row.offline_since, row.trouble = now, None, ""
    if me is not None:
        ahead = (me.server_time - from_ms(now)).total_seconds() if me.server_time else 0.0
        row.me = _encode(msgspec.structs.replace(me, clock_ahead_s=ahead))
        keep_names(session, account_id, [Name(me.id, me.display_name, staff=True)])
    session.flush()
    if was_away:
        hurry(session, account_id)
    return Changes(accounts=True, outbox=was_away)


def troubled(session: Session, account_id: str, now: int, trouble: str) -> Changes:
    """The platform could not be reached ("offline"), or answered with what `trouble` names."""
    row = session.get(AccountRow, account_id)
    if row is None:
        return Changes()
    row.trouble = trouble
    if trouble == "offline" and row.offline_since is None:
        row.offline_since = now
    return Changes(accounts=True)


def keep_carries(session: Session, account_id: str, carries: tuple[str, ...]) -> None:
    """Keep what the desk does itself for the account's platform (Abilities.carries), so that it is known offline too."""
    session.execute(update(AccountRow).where(AccountRow.id == account_id).values(carries=" ".join(carries)))


_CURSOR = Ready(select(AccountRow.cursor).where(AccountRow.id == bindparam("id")))
_SET_CURSOR = Ready(
    update(AccountRow).where(AccountRow.id == bindparam("of")).values(cursor=bindparam("cursor"))
)


def cursor_of(session: Session, account_id: str) -> str | None:
    """How far the feed was read; None from its beginning, and for an account that is not there."""
    found: str | None = _CURSOR.run(session, id=account_id).scalar()
    return found


def set_cursor(session: Session, account_id: str, cursor: str | None) -> None:
    """Keep how far the feed was read."""
    _SET_CURSOR.run(session, of=account_id, cursor=cursor)


def _value(row: AccountRow) -> Account:
    return Account(
        id=row.id,
        kind=row.kind,
        address=row.address,
        name=row.name,
        cursor=row.cursor,
        pulled_at=from_ms(row.pulled_at) if row.pulled_at else None,
        offline_since=from_ms(row.offline_since) if row.offline_since else None,
        trouble=row.trouble,
        me=_me(row.me) if row.me else None,
        colour=row.colour,
        mode=row.mode,
    )
