"""Guideline sets as stored: every version ever used is kept, since decisions name the one they were made under."""

from collections import OrderedDict

import msgspec
from sqlalchemy import bindparam, or_, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from moderator_desk.models.ready import Ready
from moderator_desk.models.tables import GuidelineSetRow
from moderator_desk.models.values import GuidelineSet

OWN = ""
"""The account name under which the desk's own set is kept, for platforms that have none."""

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(GuidelineSet).decode

_kept: OrderedDict[tuple[str, int, int], GuidelineSet] = OrderedDict()
"""Sets as decoded, by store, row and time of reading: one is read with every case and changes about never, and decoding
it takes longer than the rest of the reading. A few at most."""

_KEPT_MOST = 8


def keep_guidelines(
    session: Session, account: str, found: GuidelineSet, now: int, *, digest: str = ""
) -> bool:
    """Store a set as the present one of an account (OWN for the desk's default); whether it was. `digest` is that of the
    file it was read from.

    Not when another content was kept under the same version: decisions name versions, so what one says never changes.
    The set that was present stays so.
    """
    kept = guidelines_of(session, account, found.version)
    if kept is not None and kept != found:
        return False
    statement = insert(GuidelineSetRow).values(
        account=account, version=found.version, read_at=now, body=_encode(found), digest=digest
    )
    fields = {name: statement.excluded[name] for name in ("read_at", "body", "digest")}
    session.execute(statement.on_conflict_do_update(index_elements=["account", "version"], set_=fields))
    return True


def guidelines_of(session: Session, account: str, version: str) -> GuidelineSet | None:
    """The set an account had under a version, as decisions of then were made under it; None when it never was here."""
    query = select(GuidelineSetRow.body).where(
        GuidelineSetRow.account == account, GuidelineSetRow.version == version
    )
    body = session.execute(query).scalar()
    return _decode(body) if body is not None else None


def own_digest(session: Session) -> str:
    """Of which file the desk's own present set was read; "" when it was not, or there is none."""
    query = select(GuidelineSetRow.digest).where(GuidelineSetRow.account == OWN)
    newest = query.order_by(GuidelineSetRow.read_at.desc(), GuidelineSetRow.key.desc()).limit(1)
    return session.execute(newest).scalar() or ""


_NEWEST = Ready(
    select(GuidelineSetRow.key, GuidelineSetRow.read_at)
    .where(or_(GuidelineSetRow.account == bindparam("account"), GuidelineSetRow.account == OWN))
    .order_by((GuidelineSetRow.account == OWN), GuidelineSetRow.read_at.desc(), GuidelineSetRow.key.desc())
    .limit(1)
)


def present_guidelines(session: Session, account: str) -> GuidelineSet | None:
    """The set last read for the account, else the desk's own."""
    newest = _NEWEST.run(session, account=account).first()
    if newest is None:
        return None
    place = (str(session.get_bind().engine.url), newest.key, newest.read_at)
    if place not in _kept:
        _kept[place] = _decode(
            session.execute(
                select(GuidelineSetRow.body).where(GuidelineSetRow.key == newest.key)
            ).scalar_one()
        )
        while len(_kept) > _KEPT_MOST:
            _kept.popitem(last=False)
    return _kept[place]
