"""Precedents: cases decided before that resemble one, and what became of them. Never a verdict of their own.

Near copies come first, then cases that share its rarest words. What was decided, by how many, and how often it was undone
or overturned is counted over all that were found; the desk's own decisions and those the platform tells count alike.
"""

from collections import Counter

import msgspec
from msgspec import Struct
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from moderator_desk.content.likeness import likeness
from moderator_desk.content.tokens import tokens
from moderator_desk.models.cases import read_case
from moderator_desk.models.projection import DONE
from moderator_desk.models.tables import CaseRow, LikenessRow, OutboxRow
from moderator_desk.models.values import Action, Case, CaseRef, Decision
from moderator_desk.models.waves import alike

MOST = 12
_RAREST, _COMMON, _LOOKED_AT = 5, 2_000, 60
"""Words asked for; a word in more cases than this says nothing; candidates read."""

_decision = msgspec.json.Decoder(Decision).decode


class Precedent(Struct, frozen=True):
    """One decided case: how much its text is like the present one's (0: it only shares words), what was decided last, by
    whom, under which guideline, and whether that was undone or overturned afterwards."""

    ref: CaseRef
    likeness: float
    action: str
    by: str
    guideline: str
    snippet: str
    overturned: bool = False


class Precedents(Struct, frozen=True):
    """The nearest ones, and the count over all: action -> how often, by how many moderators, how often overturned."""

    nearest: tuple[Precedent, ...] = ()
    actions: dict[str, int] = {}
    deciders: int = 0
    overturned: int = 0


def precedents_of(session: Session, ref: CaseRef) -> Precedents:
    """What was decided in cases like this one; empty when there are none, or for a sealed case."""
    case = read_case(session, ref)
    row = session.execute(
        select(CaseRow.key, LikenessRow.signature)
        .outerjoin(LikenessRow, LikenessRow.key == CaseRow.key)
        .where(CaseRow.account == ref.account, CaseRow.case_id == ref.case_id)
    ).first()
    if case is None or row is None or case.sealed:
        return Precedents()
    near = alike(session, row.key, steps=1)
    shared = _sharing_words(session, case)
    keys = list(dict.fromkeys((*near, *shared)))
    found = []
    for other in _decided(session, [key for key in keys if key != row.key]):
        made = _precedent(
            session, other, likeness(row.signature or b"", other[2]) if other[0] in near else 0.0
        )
        if made is not None:
            found.append(made)
    found.sort(key=lambda each: -each.likeness)
    actions = Counter(each.action for each in found)
    return Precedents(
        tuple(found[:MOST]),
        dict(actions.most_common()),
        len({each.by for each in found if each.by}),
        sum(each.overturned for each in found),
    )


def _sharing_words(session: Session, case: Case) -> list[int]:
    """Keys of decided cases that share the rarest words of this one, those that share most first."""
    item = case.item
    words = list(dict.fromkeys(tokens(item.text if item.text_now is None else item.text_now)))[:120]
    counted = []
    for word in words:
        held = session.execute(
            text("SELECT count(*) FROM (SELECT rowid FROM words WHERE words MATCH :m LIMIT :most)"),
            {"m": f'item : "{word}"', "most": _COMMON},
        ).scalar_one()
        if 1 < held < _COMMON:
            counted.append((held, word))
    rare = [word for _, word in sorted(counted)[:_RAREST]]
    score: Counter[int] = Counter()
    for word in rare:
        rows = session.execute(
            text(
                'SELECT c.key FROM words JOIN "case" c ON c.key = words.rowid'
                " WHERE words MATCH :m AND c.turn = :done ORDER BY words.rowid DESC LIMIT 200"
            ),
            {"m": f'item : "{word}"', "done": DONE},
        )
        score.update(row[0] for row in rows)
    least = min(2, len(rare))
    return [key for key, number in score.most_common(_LOOKED_AT) if number >= least]


def _decided(session: Session, keys: list[int]) -> list[tuple[int, CaseRef, bytes]]:
    rows = session.execute(
        select(CaseRow.key, CaseRow.account, CaseRow.case_id, LikenessRow.signature)
        .outerjoin(LikenessRow, LikenessRow.key == CaseRow.key)
        .where(CaseRow.key.in_(keys[:500]), CaseRow.turn == DONE)
        .limit(_LOOKED_AT)
    )
    return [(row.key, CaseRef(row.account, row.case_id), row.signature or b"") for row in rows]


def _precedent(session: Session, found: tuple[int, CaseRef, bytes], near: float) -> Precedent | None:
    ref = found[1]
    case = read_case(session, ref)
    if case is None or case.sealed:
        return None
    ours = [
        (row.state, row.kind, _decision(row.body))
        for row in session.execute(
            select(OutboxRow.state, OutboxRow.kind, OutboxRow.body)
            .where(OutboxRow.account == ref.account, OutboxRow.case_id == ref.case_id)
            .where(OutboxRow.kind.in_(("decision", "reversal")), OutboxRow.rehearsal.is_(False))
            .order_by(OutboxRow.seq)
        )
    ]
    undone = {each.reverses for state, kind, each in ours if kind == "reversal" and state != "withdrawn"}
    mine = [each for state, kind, each in ours if kind == "decision" and state != "withdrawn"]
    told = [each for each in case.decisions if each.action != Action.RESTORE and each.reverses is None]
    if mine:
        last = mine[-1]
        over = last.id in undone or any(each.id == last.id and each.reversed_by for each in told)
        action, by, guideline = last.action.value, last.by, last.guideline
    elif told:
        newest = max(told, key=lambda each: each.at)
        over = bool(newest.reversed_by)
        action, by, guideline = newest.action, newest.by.handle or newest.by.id, newest.guideline
    else:
        return None
    words = " ".join(case.item.text[:200].split())
    return Precedent(ref, near, action, by, guideline, words, over)
