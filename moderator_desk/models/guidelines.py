"""Guideline sets as stored: every version ever used is kept, since decisions name the one they were made under."""

from functools import lru_cache

import msgspec
from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from moderator_desk.models.tables import GuidelineSetRow
from moderator_desk.models.values import GuidelineSet

OWN = ""
"""The account name under which the desk's own set is kept, for platforms that have none."""

_encode = msgspec.json.Encoder().encode


@lru_cache(maxsize=8)
def _decode(body: bytes) -> GuidelineSet:
    """A set is read with every case and changes about never; decoding one takes longer than the rest of the reading."""
    return msgspec.json.decode(body, type=GuidelineSet)


def keep_guidelines(session: Session, account: str, found: GuidelineSet, now: int) -> None:
    """Store a set as the present one of an account (OWN for the desk's default)."""
    statement = insert(GuidelineSetRow).values(
        account=account, version=found.version, read_at=now, body=_encode(found)
    )
    fields = {"read_at": statement.excluded.read_at, "body": statement.excluded.body}
    session.execute(statement.on_conflict_do_update(index_elements=["account", "version"], set_=fields))


def present_guidelines(session: Session, account: str) -> GuidelineSet | None:
    """The set last read for the account, else the desk's own."""
    for name in (account, OWN):
        body = session.scalar(
            select(GuidelineSetRow.body)
            .where(GuidelineSetRow.account == name)
            .order_by(GuidelineSetRow.read_at.desc(), GuidelineSetRow.key.desc())
            .limit(1)
        )
        if body:
            return _decode(body)
    return None
