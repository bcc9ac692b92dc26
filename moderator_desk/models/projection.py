"""Where a case stands for the desk: the platform's word, seen through what the desk itself has waiting.

One function decides it, called in the same transaction by everything that writes a case or an outbox entry.
"""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from moderator_desk.models.tables import CaseRow, OutboxRow

CAME_BACK, TO_DO, SKIPPED, DONE = 0, 1, 2, 3
"""Place classes of the queue, in the order they are shown."""

FINISHED_STATES = ("decided",)
"""Platform states that ask nothing more of a moderator; an appealed or escalated case is still to do."""

DECIDING = ("decision", "reversal")


def turn_of(platform_state: str, before: int, pending_state: str, pending_kind: str) -> int:
    """The place class of a case.

    `before` is its class so far (a skipped case stays skipped until something happens to it); `pending_state` is the
    outbox state of the newest unfinished decision or reversal ("" when there is none) and `pending_kind` which.
    """
    if pending_state == "blocked":
        return CAME_BACK
    if pending_state:
        return DONE if pending_kind == "decision" else TO_DO
    if platform_state in FINISHED_STATES:
        return DONE
    return SKIPPED if before == SKIPPED else TO_DO


def newest_pending(session: Session, account: str, case_ids: list[str]) -> dict[str, tuple[str, str, str]]:
    """For each case with an unfinished decision or reversal: its kind, action and outbox state, newest entry wins."""
    rows = session.execute(
        select(OutboxRow.case_id, OutboxRow.kind, OutboxRow.action, OutboxRow.state)
        .where(
            OutboxRow.account == account,
            OutboxRow.case_id.in_(case_ids),
            OutboxRow.kind.in_(DECIDING),
            OutboxRow.state.in_(("waiting", "sending", "blocked")),
        )
        .order_by(OutboxRow.seq)
    )
    return {case_id: (kind, action, state) for case_id, kind, action, state in rows}


def project(session: Session, account: str, case_id: str) -> None:
    """Write where this case stands now; call it after any change to its outbox entries."""
    session.flush()
    row = session.execute(
        select(CaseRow.state, CaseRow.turn).where(CaseRow.account == account, CaseRow.case_id == case_id)
    ).first()
    if row is None:
        return
    kind, action, state = newest_pending(session, account, [case_id]).get(case_id, ("", "", ""))
    session.execute(
        update(CaseRow)
        .where(CaseRow.account == account, CaseRow.case_id == case_id)
        .values(turn=turn_of(row.state, row.turn, state, kind), pending=action, pending_state=state)
    )
