"""Where a case stands for the desk: the platform's word, seen through what the desk itself has waiting.

One function decides it, called in the same transaction by everything that writes a case or an outbox entry.
"""

from typing import Any

import msgspec
from sqlalchemy import and_, bindparam, or_, select, update
from sqlalchemy.orm import Session

from moderator_desk.models.ready import Ready, one_of
from moderator_desk.models.tables import CaseRow, OutboxRow

CAME_BACK, TO_DO, SKIPPED, DONE = 0, 1, 2, 3
"""Place classes of the queue, in the order they are shown."""

FINISHED_STATES = ("decided",)
"""Platform states that ask nothing more of a moderator; an appealed or escalated case is still to do."""

DECIDING = ("decision", "reversal")


def turn_of(
    platform_state: str, before: int, pending_state: str, pending_kind: str, *, held: bool = False
) -> int:
    """The place class of a case.

    `before` is its class so far (a skipped case stays skipped until something happens to it); `pending_state` is the
    outbox state of the newest unfinished or rehearsed decision or reversal ("" when there is none) and `pending_kind`
    which. `held`: it waits for others than muted reporters (models.reporters).
    """
    if pending_state == "blocked":
        return CAME_BACK
    if pending_state:
        return DONE if pending_kind == "decision" else TO_DO
    if platform_state in FINISHED_STATES:
        return DONE
    return SKIPPED if held or before == SKIPPED else TO_DO


_PENDING = (
    select(OutboxRow.case_id, OutboxRow.kind, OutboxRow.action, OutboxRow.state)
    .where(or_(*(OutboxRow.kind == kind for kind in DECIDING)))
    .where(
        or_(
            *(OutboxRow.state == state for state in ("waiting", "sending", "blocked")),
            and_(OutboxRow.state == "rehearsed", OutboxRow.why == ""),
        )
    )
    .order_by(OutboxRow.seq)
)


_PENDING_OF = Ready(
    _PENDING.where(OutboxRow.account == bindparam("account"), OutboxRow.case_id.in_(one_of("ids")))
)


def newest_pending(session: Session, account: str, case_ids: list[str]) -> dict[str, tuple[str, str, str]]:
    """For each case with an unfinished or rehearsed decision or reversal: its kind, action and outbox state; the newest
    entry wins."""
    rows = _PENDING_OF.run(session, account=account, ids=msgspec.json.encode(case_ids).decode())
    return {row.case_id: (row.kind, row.action, row.state) for row in rows}


_ONE_PENDING = Ready(
    _PENDING.where(OutboxRow.account == bindparam("account"), OutboxRow.case_id == bindparam("case_id"))
)
_HERE = and_(CaseRow.account == bindparam("account"), CaseRow.case_id == bindparam("case_id"))
_STANDING = Ready(select(CaseRow.state, CaseRow.turn, CaseRow.held).where(_HERE))
_STANDS = Ready(
    update(CaseRow)
    .where(CaseRow.account == bindparam("of_account"), CaseRow.case_id == bindparam("of_case"))
    .values(
        turn=bindparam("turn"),
        pending=bindparam("pending"),
        pending_state=bindparam("pending_state"),
        indexed=bindparam("indexed"),
    )
)


def project(session: Session, account: str, case_id: str) -> None:
    """Write where this case stands now; call it after any change to its outbox entries."""
    session.flush()
    row = _STANDING.run(session, account=account, case_id=case_id).first()
    if row is None:
        return
    found = _ONE_PENDING.run(session, account=account, case_id=case_id).all()
    newest: Any = found[-1] if found else None
    kind, action, state = (newest.kind, newest.action, newest.state) if newest else ("", "", "")
    turn = turn_of(row.state, row.turn, state, kind, held=bool(row.held))
    _STANDS.run(
        session,
        of_account=account,
        of_case=case_id,
        turn=turn,
        pending=action,
        pending_state=state,
        indexed=False,
    )
