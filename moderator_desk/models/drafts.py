"""Drafts as stored: one row for each case and kind. Every case that is shown reads them: statements made ready."""

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from moderator_desk.models.ready import Ready
from moderator_desk.models.tables import DraftRow
from moderator_desk.models.times import from_ms, to_ms
from moderator_desk.models.values import CaseRef, KeptDraft

_REF = ("account", "case_id", "kind")
_FIELDS = (*_REF, "at", "version", "text", "body")
_insert = insert(DraftRow).values({name: bindparam(name) for name in _FIELDS})
_PUT = Ready(
    _insert.on_conflict_do_update(
        index_elements=_REF, set_={name: _insert.excluded[name] for name in _FIELDS if name not in _REF}
    )
)
_HERE = (DraftRow.account == bindparam("account"), DraftRow.case_id == bindparam("case_id"))
_OF_CASE = Ready(select(*(getattr(DraftRow, name) for name in _FIELDS)).where(*_HERE).order_by(DraftRow.kind))
_DROP = Ready(delete(DraftRow).where(*_HERE, DraftRow.kind == bindparam("kind")))


def keep(session: Session, draft: KeptDraft) -> None:
    """Keep a draft in the place of an earlier one of its case and kind."""
    _PUT.run(
        session,
        account=draft.ref.account,
        case_id=draft.ref.case_id,
        kind=draft.kind,
        at=to_ms(draft.at),
        version=draft.version,
        text=draft.text,
        body=draft.body,
    )


def of_case(session: Session, ref: CaseRef) -> tuple[KeptDraft, ...]:
    """The drafts of a case, a decision before a note."""
    rows = _OF_CASE.run(session, account=ref.account, case_id=ref.case_id)
    return tuple(
        KeptDraft(ref, row.kind, from_ms(row.at), row.version, row.text, bytes(row.body)) for row in rows
    )


def drop(session: Session, ref: CaseRef, kind: str) -> bool:
    """Drop the draft of this case and kind; whether there was one."""
    return _DROP.run(session, account=ref.account, case_id=ref.case_id, kind=kind).rowcount > 0
