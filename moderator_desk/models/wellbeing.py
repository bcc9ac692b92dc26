"""What is the moderator's alone: guidelines left out for today, and time with hard cases. No ledger line is ever made of
it, and nothing of it is sent or exported."""

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from moderator_desk.models.care_tables import ExposureRow, LeftOutRow
from moderator_desk.models.projection import CAME_BACK, DONE
from moderator_desk.models.ready import Ready
from moderator_desk.models.tables import CaseRow

_LEFT_OUT = Ready(
    select(LeftOutRow.guideline).where(LeftOutRow.until > bindparam("now")).order_by(LeftOutRow.guideline)
)


def left_out(session: Session, now: int) -> tuple[str, ...]:
    """Codes of the guidelines whose cases are left out at this moment (ms)."""
    return tuple(row.guideline for row in _LEFT_OUT.run(session, now=now))


def leave_out(session: Session, guideline: str, until: int) -> None:
    """Leave a guideline's cases out until a moment (ms)."""
    statement = insert(LeftOutRow).values(guideline=guideline, until=until)
    session.execute(statement.on_conflict_do_update(index_elements=["guideline"], set_={"until": until}))


def let_in(session: Session, guideline: str) -> None:
    """Show a guideline's cases again."""
    session.execute(delete(LeftOutRow).where(LeftOutRow.guideline == guideline))


def cases_left_out(session: Session, codes: tuple[str, ...]) -> int:
    """How many cases still to do are left out with these guidelines; what came back to us is never left out."""
    query = select(func.count()).where(
        CaseRow.turn < DONE, CaseRow.turn != CAME_BACK, CaseRow.guideline.in_(codes)
    )
    return (session.scalar(query) or 0) if codes else 0


def spend(session: Session, day: str, severity: str, seconds: int) -> None:
    """Add seconds with cases of a severity on the screen to a local day (ISO)."""
    statement = insert(ExposureRow).values(day=day, severity=severity, seconds=seconds)
    more = {"seconds": ExposureRow.seconds + seconds}
    session.execute(statement.on_conflict_do_update(index_elements=["day", "severity"], set_=more))


def spent(session: Session, day: str) -> dict[str, int]:
    """Seconds of a local day by severity."""
    rows = session.execute(select(ExposureRow.severity, ExposureRow.seconds).where(ExposureRow.day == day))
    return {row.severity: row.seconds for row in rows}
