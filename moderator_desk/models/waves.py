"""Cases that belong together: the same author, the same text or near it, the same link, the same picture.

A wave is gathered from one case: what is tied to it to the letter, what is like its text, and what is like those again,
because copies of copies drift apart. Nothing is decided by it.
"""

from collections.abc import Iterable

import msgspec
from msgspec import Struct
from sqlalchemy import bindparam, func, literal_column, select
from sqlalchemy.orm import Session

from moderator_desk.content.likeness import ALIKE, likeness
from moderator_desk.models.looks import looking_alike
from moderator_desk.models.projection import DONE
from moderator_desk.models.queue import queue_lines
from moderator_desk.models.ready import Ready, one_of
from moderator_desk.models.tables import BandRow, CaseRow, LikenessRow, TieRow
from moderator_desk.models.values import CaseRef, QueueLine

MOST = 1_000
"""Cases of one wave."""

CROWD = 400
"""A link or picture that more cases than this share says nothing: everybody links to the same dictionary."""

_STEPS = 3
_CLOSER = 0.5
"""What is like a copy, and not like the first case itself, must be this much like it."""


ALIKE_ENOUGH = frozenset({"text", "link", "image", "look"})
"""What makes a case one of the wave by itself. A site or an author in common only brings it to mind."""


class Kin(Struct, frozen=True):
    """A case of a wave and why it is in it: codes text, link, image (the same file), look (a picture that looks the
    same), site, author. The first case has none."""

    line: QueueLine
    why: tuple[str, ...]


def wave_of(session: Session, ref: CaseRef, *, open_only: bool = True) -> tuple[Kin, ...]:
    """The cases that belong with this one, itself first; of its own account alone, for a decision is taken in one place.

    Empty for a case that is not stored or not indexed yet.
    """
    here = session.execute(
        select(CaseRow.key, CaseRow.member_id).where(
            CaseRow.account == ref.account, CaseRow.case_id == ref.case_id
        )
    ).first()
    if here is None:
        return ()
    why: dict[int, list[str]] = {here.key: []}
    for key in alike(session, here.key):
        why.setdefault(key, []).append("text")
    tied = [*_tied(session, here.key), *((key, "look") for key in _looking_alike(session, ref))]
    for key, code in tied:
        codes = why.setdefault(key, [])
        if code not in codes and not (code == "look" and "image" in codes):  # the same file looks the same
            codes.append(code)
    by_author = select(CaseRow.key).where(CaseRow.account == ref.account, CaseRow.member_id == here.member_id)
    for key in session.scalars(by_author.where(CaseRow.turn < DONE).limit(CROWD)):
        if key != here.key:
            why.setdefault(key, []).append("author")
    refs = _refs(session, ref.account, why, open_only=open_only)
    lines = queue_lines(session, [refs[key] for key in why if key in refs][:MOST])
    order = sorted(refs, key=lambda key: (key != here.key, -len(why[key]), key))
    return tuple(Kin(lines[refs[key]], tuple(why[key])) for key in order if refs[key] in lines)


# the plus keeps SQLite from going through all that waits, by the index of the queue
_WAITING = Ready(
    select(func.count())
    .select_from(CaseRow)
    .where(CaseRow.account == bindparam("account"), literal_column(f'+"case".turn < {DONE}'))
    .where(CaseRow.key.in_(one_of("keys")))
)


def waiting_kin(session: Session, ref: CaseRef) -> int:
    """How many other cases still to decide may belong with this one by more than their author; MOST at most."""
    here = session.scalar(
        select(CaseRow.key).where(CaseRow.account == ref.account, CaseRow.case_id == ref.case_id)
    )
    if here is None:
        return 0
    # copies of copies come with the wave itself
    keys = {*alike(session, here, steps=1), *_looking_alike(session, ref)}
    keys |= {key for key, _ in _tied(session, here)}
    others = msgspec.json.encode(list(keys - {here})[:MOST]).decode()
    waiting: int = _WAITING.run(session, account=ref.account, keys=others).scalar_one()
    return waiting


def alike(session: Session, key: int, *, steps: int = _STEPS) -> list[int]:
    """Keys of cases whose texts are like this one's, also by way of others; not itself."""
    first = session.scalar(select(LikenessRow.signature).where(LikenessRow.key == key))
    if first is None:
        return []
    found: dict[int, bytes] = {key: first}
    edge = {key: first}
    for _ in range(steps):
        near = _near(session, edge, set(found))
        edge = {
            other: made
            for other, made in near.items()
            if likeness(first, made) >= ALIKE
            or any(likeness(one, made) >= _CLOSER for one in _some(edge.values()))
        }
        found |= edge
        if not edge or len(found) > MOST:
            break
    del found[key]
    return list(found)[:MOST]


def _near(session: Session, edge: dict[int, bytes], known: set[int]) -> dict[int, bytes]:
    """Signatures of the cases that share a band with one of these."""
    mine = list(edge)[:200]
    values = select(BandRow.value).where(BandRow.key.in_(mine)).distinct()
    keys = select(BandRow.key).where(BandRow.value.in_(values)).distinct()
    rows = session.execute(select(LikenessRow.key, LikenessRow.signature).where(LikenessRow.key.in_(keys)))
    return {row.key: row.signature for row in rows if row.key not in known}


def _some(made: Iterable[bytes]) -> list[bytes]:
    return list(made)[:60]


def _tied(session: Session, key: int) -> list[tuple[int, str]]:
    """Keys of cases that share a link, picture or whole text with this one, and which."""
    found: list[tuple[int, str]] = []
    for value in session.scalars(select(TieRow.value).where(TieRow.key == key)):
        crowd = session.scalar(
            select(func.count()).select_from(
                select(TieRow.key).where(TieRow.value == value).limit(CROWD + 1).subquery()
            )
        )
        code = value.partition(":")[0]
        if code != "text" and (crowd or 0) > CROWD:
            continue
        others = session.scalars(
            select(TieRow.key).where(TieRow.value == value, TieRow.key != key).limit(MOST)
        )
        found += [(other, code) for other in others]
    return found


def _looking_alike(session: Session, ref: CaseRef) -> tuple[int, ...]:
    found = looking_alike(session, ref)
    return found if len(found) <= CROWD else ()


def _refs(session: Session, account: str, keys: Iterable[int], *, open_only: bool) -> dict[int, CaseRef]:
    wanted = list(keys)
    refs: dict[int, CaseRef] = {}
    for start in range(0, len(wanted), 500):
        query = select(CaseRow.key, CaseRow.account, CaseRow.case_id).where(
            CaseRow.key.in_(wanted[start : start + 500])
        )
        query = query.where(CaseRow.account == account)
        if open_only:
            query = query.where(CaseRow.turn < DONE)
        refs |= {row.key: CaseRef(row.account, row.case_id) for row in session.execute(query)}
    return refs
