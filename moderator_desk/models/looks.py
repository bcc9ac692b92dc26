"""What pictures look like that somebody looked at: their hash, 64 hex digits, and never anything of the picture itself.

Cases with the same picture are found by these (content.picture_hash tells what is near). Of a sealed case none is kept.
"""

from collections.abc import Sequence

from msgspec import Struct
from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from moderator_desk.models.tables import LookRow
from moderator_desk.models.values import CaseRef


class Look(Struct, frozen=True):
    """The hash of one picture of a case; `quality` (0 to 100) is how much it says."""

    ref: CaseRef
    media_id: str
    pdq: str
    quality: int


def keep_look(session: Session, look: Look, at: int) -> None:
    """Keep or replace the hash of a picture, seen at this moment (milliseconds)."""
    fields = {"pdq": look.pdq, "quality": look.quality, "at": at}
    statement = insert(LookRow).values(
        account=look.ref.account, case_id=look.ref.case_id, media_id=look.media_id, **fields
    )
    names = ["account", "case_id", "media_id"]
    session.execute(statement.on_conflict_do_update(index_elements=names, set_=fields))


def looks(session: Session, *, quality: int = 0) -> tuple[Look, ...]:
    """Every hash of at least this quality, the latest first."""
    rows = session.scalars(
        select(LookRow).where(LookRow.quality >= quality).order_by(LookRow.at.desc(), LookRow.key)
    )
    return tuple(Look(CaseRef(row.account, row.case_id), row.media_id, row.pdq, row.quality) for row in rows)


def forget_looks(session: Session, account: str, case_ids: Sequence[str]) -> None:
    """Drop the hashes of these cases' pictures."""
    session.execute(delete(LookRow).where(LookRow.account == account, LookRow.case_id.in_(case_ids)))
