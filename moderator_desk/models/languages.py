"""The language a moderator set for a case: it goes before the platform's word in lists, filters and notices."""

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from moderator_desk.models.ready import Ready
from moderator_desk.models.tables import CaseRow
from moderator_desk.models.values import CaseRef, Changes

_SET = Ready(
    select(CaseRow.language_set).where(
        CaseRow.account == bindparam("account"), CaseRow.case_id == bindparam("case_id")
    )
)


def language_set(session: Session, ref: CaseRef) -> str:
    """The code that was set, "" for none."""
    return _SET.run(session, account=ref.account, case_id=ref.case_id).scalar() or ""


def set_language(session: Session, ref: CaseRef, code: str) -> Changes:
    """Set it; "" lets the platform's word and the guess stand again."""
    session.execute(
        update(CaseRow)
        .where(CaseRow.account == ref.account, CaseRow.case_id == ref.case_id)
        .values(language_set=code)
    )
    return Changes(cases=frozenset((ref,)))
