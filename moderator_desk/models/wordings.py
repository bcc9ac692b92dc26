"""Every wording of an item that the desk ever saw: as reported, those in between, and the present one.

A case holds two of them, as reported and as it is now. When a case is told anew, what it said before and no longer holds
is kept here; the rest would stand twice. Of a sealed case nothing is kept, and what was goes when it is sealed.
"""

from collections.abc import Sequence

import msgspec
from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.orm import Session

from moderator_desk.models.ready import Ready, one_of
from moderator_desk.models.tables import CaseBodyRow, WordingRow
from moderator_desk.models.times import from_ms, to_ms
from moderator_desk.models.values import Case, CaseRef, Wording

MOST = 50
"""Of one item; of more the oldest go."""

_decode = msgspec.json.Decoder(Case).decode
_encode = msgspec.json.Encoder().encode
_BODIES = Ready(
    select(CaseBodyRow.body).where(
        CaseBodyRow.account == bindparam("account"), CaseBodyRow.case_id.in_(one_of("ids"))
    )
)
_KEPT = Ready(
    select(WordingRow.key, WordingRow.text, WordingRow.at)
    .where(WordingRow.account == bindparam("account"), WordingRow.case_id == bindparam("case_id"))
    .order_by(WordingRow.key)
)


def keep_lost(session: Session, account: str, told: Sequence[Case]) -> None:
    """Before these cases take the place of those stored: keep what the stored ones say and these do not any more."""
    sealed = [each.id for each in told if each.sealed]
    if sealed:
        here = (WordingRow.account == account, WordingRow.case_id.in_(sealed))
        session.execute(delete(WordingRow).where(*here))
    coming = {each.id: each for each in told if not each.sealed}
    if not coming:
        return
    rows = _BODIES.run(session, account=account, ids=_encode(list(coming)).decode())
    for before in map(_decode, rows.scalars().all()):
        if _texts(before) != _texts(coming[before.id]):
            _keep(session, CaseRef(account, before.id), before, coming[before.id])


def wordings(session: Session, ref: CaseRef, case: Case) -> tuple[Wording, ...]:
    """Every wording of the case's item in the order they were written, as far as they were seen, no two in a row the
    same; empty for a sealed case."""
    if case.sealed:
        return ()
    kept = _KEPT.run(session, account=ref.account, case_id=ref.case_id)
    between = [Wording(row.text, from_ms(row.at)) for row in kept]
    now = _now(case)
    # of equal moments what was kept came first: a report of a later wording takes the place of an earlier one
    every = sorted([*between, _reported(case), *((now,) if now else ())], key=lambda each: each.at)
    return tuple(each for place, each in enumerate(every) if place == 0 or each.text != every[place - 1].text)


def _texts(case: Case) -> tuple[str, str | None]:
    now = _now(case)
    return case.item.text, now.text if now else None


def _reported(case: Case) -> Wording:
    return Wording(case.item.text, case.item.posted_at or case.opened_at)


def _now(case: Case) -> Wording | None:
    """What the item says now; None when it is gone."""
    item = case.item
    if item.gone:
        return None
    text = item.text if item.text_now is None else item.text_now
    changed = text != item.text
    return Wording(text, item.edited_at or (case.changed_at if changed else item.posted_at) or case.opened_at)


def _keep(session: Session, ref: CaseRef, before: Case, after: Case) -> None:
    """Keep what `before` says and `after` does not, unless it was kept last."""
    kept = _KEPT.run(session, account=ref.account, case_id=ref.case_id).all()
    last, was, now = kept[-1].text if kept else None, _now(before), _now(after)
    lost = [] if before.item.text in _texts(after) else [_reported(before)]
    # the first wording of all is told by the report as long as nothing stands between
    if was and was.text != (now.text if now else None) and (kept or was.text != before.item.text):
        lost.append(was)
    rows = [
        {"account": ref.account, "case_id": ref.case_id, "text": each.text, "at": to_ms(each.at)}
        for each in lost
        if each.text != last
    ]
    if rows:
        session.execute(insert(WordingRow), rows)
    too_many = [row.key for row in kept][: max(0, len(kept) + len(rows) - MOST)]
    if too_many:
        session.execute(delete(WordingRow).where(WordingRow.key.in_(too_many)))
