"""The mode of an account: "live"; "rehearsal", in which decisions are written down and never sent; "read-only"."""

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from moderator_desk.models.ready import Ready
from moderator_desk.models.tables import AccountRow

LIVE, REHEARSAL, READ_ONLY = "live", "rehearsal", "read-only"
MODES = (LIVE, REHEARSAL, READ_ONLY)

_MODE = Ready(select(AccountRow.mode).where(AccountRow.id == bindparam("account")))


class ReadOnly(Exception):
    """Nothing may be put into the outbox of an account that is only read."""


def mode_of(session: Session, account: str) -> str:
    """An account's mode; "live" for one the store does not know (nothing is sent for it, as it has no line)."""
    return _MODE.run(session, account=account).scalar() or LIVE
