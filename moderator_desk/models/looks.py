"""What pictures look like that somebody looked at: their hash, 64 hex digits, and never anything of the picture itself.

Cases with the same picture are found by these (content.picture_hash tells what is near). Of a sealed case none is kept.
"""

from collections.abc import Sequence

from msgspec import Struct
from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from moderator_desk.content.picture_hash import GOOD_ENOUGH, same_picture
from moderator_desk.models.tables import LookRow
from moderator_desk.models.values import CaseRef

MOST = 20_000
"""Pictures compared: some 30 ms."""


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


def cases_that_look_like(session: Session, ref: CaseRef) -> list[str]:
    """Ids of the account's other cases with a picture that looks like one of this case's, as far as both were looked at;
    among the MOST looked at last."""
    here = (LookRow.account == ref.account, LookRow.quality >= GOOD_ENOUGH)
    mine = session.scalars(select(LookRow.pdq).where(*here, LookRow.case_id == ref.case_id)).all()
    if not mine:
        return []
    others = select(LookRow.case_id, LookRow.pdq).where(*here, LookRow.case_id != ref.case_id)
    rows = session.execute(others.order_by(LookRow.at.desc()).limit(MOST))
    return list(dict.fromkeys(row.case_id for row in rows if any(same_picture(row.pdq, one) for one in mine)))


def forget_looks(session: Session, account: str, case_ids: Sequence[str]) -> None:
    """Drop the hashes of these cases' pictures."""
    session.execute(delete(LookRow).where(LookRow.account == account, LookRow.case_id.in_(case_ids)))
