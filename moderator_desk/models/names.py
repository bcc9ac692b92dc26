"""Names known at each account, members' and the team's, and which of them may look alike.

Names come in with cases, members and the sign-in; how they look is worked out afterwards by naming.py, as this room knows
nothing of letters. A look-up is one index search, however many names there are.
"""

from collections.abc import Sequence

from msgspec import Struct
from sqlalchemy import (
    Boolean,
    bindparam,
    case,
    func,
    literal_column,
    or_,
    select,
    tuple_,
    type_coerce,
    update,
)
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session, aliased

from moderator_desk.models.ready import Ready
from moderator_desk.models.tables import NameRow
from moderator_desk.models.values import Case, Changes, KnownName

MOST = 20
"""Names that may look alike told of one member; those of the team first."""


class Name(Struct, frozen=True):
    """A name as it came in; nobody known to be of the team ever stops being it here."""

    member_id: str
    handle: str
    staff: bool = False


class Unshaped(Struct, frozen=True):
    """A name of which is not known yet how it looks."""

    key: int
    account: str
    member_id: str
    handle: str


def names_of(found: Case) -> tuple[Name, ...]:
    """The names in a case: its author, the reporters, those who speak in the thread, and the team at work on it."""
    members = [found.item.author, *(each.author for each in found.context)]
    reporters = [each.reporter for each in found.reports if each.reporter]
    staff = [*(each.by for each in found.decisions), *(each.by for each in found.notes)]
    if found.claim:
        staff.append(found.claim.holder)
    return (
        *(Name(each.id, each.handle) for each in members),
        *(Name(each.id, each.handle) for each in reporters),
        *(Name(each.id, each.handle, staff=True) for each in staff),
    )


_KEEP = insert(NameRow).values(
    {name: bindparam(name) for name in ("account", "member_id", "handle", "staff", "shape", "made_by")}
)
_KEPT = Ready(
    _KEEP.on_conflict_do_update(
        index_elements=["account", "member_id"],
        set_={
            "handle": _KEEP.excluded.handle,
            "staff": type_coerce(func.max(NameRow.staff, _KEEP.excluded.staff), Boolean),
            "made_by": case(
                (NameRow.handle == _KEEP.excluded.handle, NameRow.made_by), else_=literal_column("0")
            ),
        },
        where=or_(NameRow.handle != _KEEP.excluded.handle, NameRow.staff < _KEEP.excluded.staff),
    )
)


def keep_names(session: Session, account: str, names: Sequence[Name]) -> None:
    """Keep these names; one that is known and the same costs a look into the index."""
    newest: dict[str, Name] = {}
    for each in names:
        if each.member_id and each.handle:
            known = newest.get(each.member_id)
            staff = each.staff or (known is not None and known.staff)
            newest[each.member_id] = Name(each.member_id, each.handle, staff)
    rows = [
        {
            "account": account,
            "member_id": each.member_id,
            "handle": each.handle,
            "staff": int(each.staff),
            "shape": "",
            "made_by": 0,
        }
        for each in newest.values()
    ]
    _KEPT.run_many(session, rows)


def unshaped(session: Session, version: int, *, limit: int) -> tuple[Unshaped, ...]:
    """Some names whose looks are not worked out yet by this version of the rules."""
    query = select(NameRow.key, NameRow.account, NameRow.member_id, NameRow.handle).where(
        NameRow.made_by < version
    )
    return tuple(Unshaped(*row) for row in session.execute(query.limit(limit)))


def keep_shapes(session: Session, shapes: Sequence[tuple[Unshaped, str]], version: int) -> Changes:
    """Keep how these names look, unless they have changed meanwhile. Touched are they and everybody who looks like them:
    a name of the team that comes later changes what is said of a member who was there before."""
    table = NameRow.__table__
    statement = (
        update(NameRow)
        .where(table.c.key == bindparam("at"), table.c.handle == bindparam("was"))
        .values(shape=bindparam("looks"), made_by=version)
        .execution_options(synchronize_session=False)
    )
    rows = [{"at": each.key, "was": each.handle, "looks": shape} for each, shape in shapes]
    if rows:
        session.connection().execute(statement, rows)
    looks = {(each.account, shape) for each, shape in shapes if shape}
    likes = select(table.c.account, table.c.member_id).where(
        tuple_(table.c.account, table.c.shape).in_(looks)
    )
    found = {(each.account, each.member_id) for each, _ in shapes}
    return Changes(
        members=frozenset(found | {(row.account, row.member_id) for row in session.execute(likes)})
    )


_mine, _other = aliased(NameRow), aliased(NameRow)
_ALIKE = Ready(
    select(_other.member_id, _other.handle, _other.staff)
    .join(_mine, (_mine.account == _other.account) & (_mine.shape == _other.shape))
    .where(
        _mine.account == bindparam("account"),
        _mine.member_id == bindparam("member_id"),
        _mine.shape != "",
        _other.member_id != _mine.member_id,
    )
    .order_by(_other.staff.desc(), _other.key)
    .limit(MOST)
)


def alike(session: Session, account: str, member_id: str) -> tuple[KnownName, ...]:
    """Others at the account whose names may look like this member's, the team first; content.lookalikes tells exactly."""
    rows = _ALIKE.run(session, account=account, member_id=member_id)
    return tuple(KnownName(row.member_id, row.handle, bool(row.staff)) for row in rows)
