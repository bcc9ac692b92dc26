"""The desk's append-only record: one line for everything decided, sent, answered, withdrawn or handed on.

Each line's digest is SHA-256 over the line before and this line's fields, so that an edited or missing line shows;
SQLite's own check sees hardly any changed byte. Without a witness outside this machine it proves nothing against
somebody who owns the machine; that is said in the docs.
"""

import hashlib
from collections.abc import Iterator

import msgspec
from sqlalchemy import bindparam, insert, select
from sqlalchemy.orm import Session

from moderator_desk.models.ready import Ready
from moderator_desk.models.tables import LedgerRow
from moderator_desk.models.times import from_ms
from moderator_desk.models.values import CaseRef, LedgerEntry

_NEWEST = Ready(select(LedgerRow.digest).order_by(LedgerRow.seq.desc()).limit(1))
_APPEND = Ready(
    insert(LedgerRow).values(
        {name: bindparam(name) for name in ("at", "kind", "account", "case_id", "entry_id", "body", "digest")}
    )
)


def digest_of(before: str, fields: tuple[int, str, str, str, str, str]) -> str:
    """The chained digest of a line: time in ms, kind, account, case, entry, body."""
    return hashlib.sha256(before.encode() + b"\0" + msgspec.json.encode(fields)).hexdigest()


def record(session: Session, at: int, kind: str, ref: CaseRef, entry_id: str, body: str = "") -> None:
    """Append one line. `at` in milliseconds; `body` is JSON or a code, never a token."""
    before = _NEWEST.run(session).scalar() or ""
    fields = (at, kind, ref.account, ref.case_id, entry_id, body)
    _APPEND.run(
        session,
        at=at,
        kind=kind,
        account=ref.account,
        case_id=ref.case_id,
        entry_id=entry_id,
        body=body,
        digest=digest_of(before, fields),
    )


def entries(session: Session, *, ref: CaseRef | None = None, after: int = 0) -> Iterator[LedgerEntry]:
    """The lines after a sequence number, oldest first, of one case or of all."""
    query = select(LedgerRow).where(LedgerRow.seq > after).order_by(LedgerRow.seq)
    if ref is not None:
        query = query.where(LedgerRow.account == ref.account, LedgerRow.case_id == ref.case_id)
    for row in session.scalars(query.execution_options(yield_per=500)):
        yield LedgerEntry(
            row.seq, from_ms(row.at), row.kind, row.account, row.case_id, row.entry_id, row.body, row.digest
        )


def first_broken_line(session: Session) -> int | None:
    """The sequence number of the first line whose digest does not follow from the line before, or None."""
    before, expected = "", 1
    for row in session.scalars(select(LedgerRow).order_by(LedgerRow.seq).execution_options(yield_per=500)):
        fields = (row.at, row.kind, row.account, row.case_id, row.entry_id, row.body)
        if row.seq != expected or row.digest != digest_of(before, fields):
            return row.seq
        before, expected = row.digest, expected + 1
    return None
