"""What pictures look like that somebody looked at: their hash, 64 hex digits, and never anything of the picture itself.

Cases with the same picture are found by these (content.picture_hash tells what is near): each hash stands in pieces in
an index, too, so that among any number of them only a few hundred are ever compared. Of a sealed case none is kept.
"""

from collections.abc import Sequence

from msgspec import Struct
from sqlalchemy import ColumnElement, delete, insert, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Session

from moderator_desk.content.picture_hash import GOOD_ENOUGH, near_pieces, pieces, same_picture
from moderator_desk.models.tables import CaseRow, LookBandRow, LookRow
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
    statement = sqlite.insert(LookRow).values(
        account=look.ref.account, case_id=look.ref.case_id, media_id=look.media_id, **fields
    )
    names = ["account", "case_id", "media_id"]
    key = session.execute(
        statement.on_conflict_do_update(index_elements=names, set_=fields).returning(LookRow.key)
    ).scalar_one()
    session.execute(delete(LookBandRow).where(LookBandRow.key == key))
    if look.quality >= GOOD_ENOUGH:
        session.execute(insert(LookBandRow), [{"value": value, "key": key} for value in pieces(look.pdq)])


def looks(session: Session, *, quality: int = 0) -> tuple[Look, ...]:
    """Every hash of at least this quality, the latest first."""
    rows = session.scalars(
        select(LookRow).where(LookRow.quality >= quality).order_by(LookRow.at.desc(), LookRow.key)
    )
    return tuple(Look(CaseRef(row.account, row.case_id), row.media_id, row.pdq, row.quality) for row in rows)


def looking_alike(session: Session, ref: CaseRef) -> tuple[int, ...]:
    """Keys of this account's other cases of which a picture looks the same as one of this case; both were looked at.

    A case that is sealed gathers none and is gathered by none.
    """
    mine = select(LookRow.pdq).where(LookRow.account == ref.account, LookRow.case_id == ref.case_id)
    found: dict[int, None] = {}
    for pdq in session.scalars(mine.where(LookRow.quality >= GOOD_ENOUGH, ~_sealed())).all():
        near = select(LookBandRow.key).where(LookBandRow.value.in_(near_pieces(pdq))).distinct()
        rows = session.execute(
            select(LookRow.pdq, CaseRow.key)
            .join(CaseRow, (CaseRow.account == LookRow.account) & (CaseRow.case_id == LookRow.case_id))
            .where(LookRow.key.in_(near), LookRow.account == ref.account, LookRow.case_id != ref.case_id)
            .where(CaseRow.state != "sealed")
        )
        found |= {row.key: None for row in rows if same_picture(pdq, row.pdq)}
    return tuple(found)


def _sealed() -> ColumnElement[bool]:
    """Whether a look's case is sealed by the platform's own word, as it is stored."""
    here = (CaseRow.account == LookRow.account) & (CaseRow.case_id == LookRow.case_id)
    return select(CaseRow.key).where(here, CaseRow.state == "sealed").exists()


def forget_looks(session: Session, account: str, case_ids: Sequence[str] | None = None) -> None:
    """Drop the hashes of these cases' pictures; of all of an account's when none are named."""
    here = [LookRow.account == account]
    if case_ids is not None:
        here.append(LookRow.case_id.in_(case_ids))
    session.execute(delete(LookBandRow).where(LookBandRow.key.in_(select(LookRow.key).where(*here))))
    session.execute(delete(LookRow).where(*here))
