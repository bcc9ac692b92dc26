"""Members with their history, read ahead so that a case can be judged with the server away."""

import msgspec
from sqlalchemy import and_, bindparam, or_, select, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from moderator_desk.models.names import Name, keep_names
from moderator_desk.models.projection import DONE
from moderator_desk.models.ready import Ready
from moderator_desk.models.tables import CaseRow, MemberRow
from moderator_desk.models.values import Changes, MemberFile

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(MemberFile).decode


def keep_member(session: Session, account: str, file: MemberFile, now: int) -> Changes:
    """Store a member as just read (`now` in ms)."""
    member_id = file.member.id
    statement = insert(MemberRow).values(
        account=account, member_id=member_id, read_at=now, body=_encode(file)
    )
    session.execute(
        statement.on_conflict_do_update(
            index_elements=["account", "member_id"],
            set_={"read_at": statement.excluded.read_at, "body": statement.excluded.body},
        )
    )
    keep_names(session, account, [Name(member_id, file.member.handle)])
    return Changes(members=frozenset(((account, member_id),)))


_BODY = Ready(
    select(MemberRow.body).where(
        MemberRow.account == bindparam("account"), MemberRow.member_id == bindparam("member_id")
    )
)


def read_member(session: Session, account: str, member_id: str) -> MemberFile | None:
    """The member as last read, or None."""
    body = _BODY.run(session, account=account, member_id=member_id).scalar()
    return _decode(body) if body else None


def wanted_members(session: Session, account: str, *, limit: int) -> list[str]:
    """Members of the next cases in the queue who were never read, or about whom something changed since."""
    ahead = (
        select(CaseRow.member_id, CaseRow.turn, CaseRow.urgency, CaseRow.opened_at)
        .where(CaseRow.account == account, CaseRow.turn < DONE)
        .order_by(CaseRow.turn, CaseRow.urgency, CaseRow.opened_at)
        .limit(limit)
        .subquery()
    )
    rows = session.scalars(
        select(ahead.c.member_id)
        .outerjoin(MemberRow, and_(MemberRow.account == account, MemberRow.member_id == ahead.c.member_id))
        .where(or_(MemberRow.read_at.is_(None), MemberRow.read_at == 0), ahead.c.member_id != "")
        .order_by(ahead.c.turn, ahead.c.urgency, ahead.c.opened_at)
    )
    return list(dict.fromkeys(rows))


def mark_changed(session: Session, account: str, member_id: str) -> None:
    """What is stored about the member is out of date: read again at the next chance."""
    session.execute(
        update(MemberRow)
        .where(MemberRow.account == account, MemberRow.member_id == member_id)
        .values(read_at=0)
    )
