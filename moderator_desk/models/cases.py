"""Cases as stored: taking in what a platform reports, and reading one whole."""

from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import bindparam, literal_column, select, update
from sqlalchemy.dialects.sqlite import insert as upsert_into
from sqlalchemy.orm import Session

from moderator_desk.models.looks import forget_looks
from moderator_desk.models.names import Name, keep_names, names_of
from moderator_desk.models.projection import SKIPPED, TO_DO, newest_pending, project, turn_of
from moderator_desk.models.ready import Ready, one_of
from moderator_desk.models.reporters import held_among
from moderator_desk.models.tables import AccountRow, CaseBodyRow, CaseRow, MemberRow
from moderator_desk.models.times import to_ms
from moderator_desk.models.values import SEVERITIES, Case, CaseRef, Changes
from moderator_desk.models.wordings import keep_lost

AT_MOST = 100
"""Cases in one transaction: a decision beside it then waits 12 ms at worst; with 2,000 it waited 27 ms."""

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Case).decode
_URGENCY = {code: len(SEVERITIES) - 1 - place for place, code in enumerate(SEVERITIES)}


def urgency_of(severity: str) -> int:
    """0 for the most urgent; an unknown severity counts as medium."""
    return _URGENCY.get(severity, _URGENCY["medium"])


class Laid(Struct, frozen=True):
    """A case laid out for the store, all but its place in the queue: `columns` by name, `body` as JSON, and the
    `names` in it."""

    case: Case
    columns: dict[str, object]
    body: bytes
    names: tuple[Name, ...]


def lay_out(account: str, case: Case) -> Laid:
    """Most of the work of taking a case in, which needs no transaction and so may be done in pieces.

    Of a sealed case only metadata is kept, whatever a platform tells of it.
    """
    case = case.metadata_only() if case.sealed else case
    return Laid(case, _columns(account, case), _encode(case), names_of(case))


def upsert(
    session: Session,
    account: str,
    cases: Sequence[Case | Laid],
    *,
    cursor: str | None = None,
    gone: Sequence[str] = (),
) -> Changes:
    """Take in cases as a platform reports them, drop those that are gone, and keep the feed's cursor with them.

    A case older than the one stored is left out (a late answer never wins). Raises ValueError above AT_MOST cases.
    """
    if len(cases) > AT_MOST:
        raise ValueError(f"at most {AT_MOST} cases in one transaction")
    laid = [each if isinstance(each, Laid) else lay_out(account, each) for each in cases]
    known = _stored(session, account, [each.case.id for each in laid])
    newest: dict[str, Laid] = {}
    for each in laid:
        case = each.case
        before = newest[case.id].case.version if case.id in newest else known.get(case.id, _UNKNOWN)[0]
        if case.version >= before:
            newest[case.id] = each
    fresh = list(newest.values())
    keep_lost(session, account, [each.case for each in fresh if _news(each.case, known)])
    _write(session, account, fresh, known)
    sealed = [each.case.id for each in fresh if each.case.sealed]
    if sealed:
        forget_looks(session, account, sealed)
    for case_id in gone:
        _mark_gone(session, account, case_id)
    if cursor is not None:
        session.execute(update(AccountRow).where(AccountRow.id == account).values(cursor=cursor))
    touched = frozenset(CaseRef(account, name) for name in (*newest, *gone))
    members = frozenset((account, each.case.item.author.id) for each in fresh)
    return Changes(cases=touched, members=members)


def _news(case: Case, known: dict[str, tuple[int, int, bool]]) -> bool:
    """Whether this case is stored, and told of otherwise now."""
    return case.id in known and known[case.id][0] != case.version


_UNKNOWN = (0, TO_DO, False)
"""Version, place class and `held` of a case that is not stored yet."""
_STORED = Ready(
    select(CaseRow.case_id, CaseRow.version, CaseRow.turn, CaseRow.held).where(
        CaseRow.account == bindparam("account"), CaseRow.case_id.in_(one_of("ids"))
    )
)


def _stored(session: Session, account: str, case_ids: list[str]) -> dict[str, tuple[int, int, bool]]:
    rows = _STORED.run(session, account=account, ids=_encode(case_ids).decode())
    return {row.case_id: (row.version, row.turn, bool(row.held)) for row in rows}


def _write(
    session: Session, account: str, fresh: list[Laid], known: dict[str, tuple[int, int, bool]]
) -> None:
    if not fresh:
        return
    pending = newest_pending(session, account, [each.case.id for each in fresh])
    held_now = held_among(session, account, [each.case for each in fresh])
    rows: list[dict[str, object]] = []
    bodies: list[dict[str, object]] = []
    for each in fresh:
        case = each.case
        version, turn, held = known.get(case.id, _UNKNOWN)
        # news about a skipped case puts it back to do, and one that waited for others does so by itself
        before = turn if case.version == version and not held else TO_DO
        kind, action, state = pending.get(case.id, ("", "", ""))
        standing = {
            "turn": turn_of(case.state, before, state, kind, held=case.id in held_now),
            "held": case.id in held_now,
            "pending": action,
            "pending_state": state,
        }
        rows.append(each.columns | standing)
        bodies.append({"account": account, "case_id": case.id, "body": each.body})
    _PUT_LINE.run_many(session, rows)
    _PUT_BODY.run_many(session, bodies)
    keep_names(session, account, [name for each in fresh for name in each.names])
    members = list({each.case.item.author.id for each in fresh})
    _OUTDATED.run(session, of_account=account, ids=_encode(members).decode())


_OURS = ("language_set",)
"""What a moderator said, which no news from the platform may overwrite."""


def _put(table: Any) -> Ready:
    columns = [column for column in table.__table__.columns if not column.primary_key]
    names = [column.name for column in columns if column.name not in _OURS]
    statement = upsert_into(table.__table__).values({name: bindparam(name) for name in names})
    fields: dict[str, Any] = {
        name: statement.excluded[name] for name in names if name not in ("account", "case_id")
    }
    if "indexed" in fields:  # what is told again as it was need not be cut up again
        fields["indexed"] = literal_column(
            'CASE WHEN "case".version = excluded.version THEN "case".indexed ELSE 0 END'
        )
    return Ready(statement.on_conflict_do_update(index_elements=["account", "case_id"], set_=fields))


_PUT_LINE, _PUT_BODY = _put(CaseRow), _put(CaseBodyRow)
_OUTDATED = Ready(
    update(MemberRow)
    .where(MemberRow.account == bindparam("of_account"), MemberRow.member_id.in_(one_of("ids")))
    .values(read_at=0)
)


def _columns(account: str, case: Case) -> dict[str, object]:
    item = case.item
    sealed = case.sealed
    text = "" if sealed else " ".join(item.text[:600].split())
    guideline = case.guideline
    words = " ".join(report.words[:120] for report in case.reports[:3])
    return {
        "account": account,
        "case_id": case.id,
        "urgency": urgency_of(case.severity),
        "opened_at": to_ms(case.opened_at),
        "version": case.version,
        "state": case.state,
        "severity": case.severity,
        "guideline": guideline,
        "language": item.language or "",
        "kind": item.kind,
        "member_id": item.author.id,
        "author": item.author.handle,
        "reports": len(case.reports),
        "claimed_by": case.claim.holder.handle or case.claim.holder.id if case.claim else "",
        "snippet": text[:160],
        "indexed": False,
        "haystack": f"{case.id} {guideline} {item.author.handle} {item.author.id} {words} {text}".casefold(),
    }


def _mark_gone(session: Session, account: str, case_id: str) -> None:
    """The platform no longer lists it: close it here, unless a decision of ours is still on its way."""
    case = read_case(session, CaseRef(account, case_id))
    if case is None:
        return
    here = (CaseBodyRow.account == account, CaseBodyRow.case_id == case_id)
    closed = msgspec.structs.replace(case, state="decided")
    session.execute(update(CaseBodyRow).where(*here).values(body=_encode(closed)))
    session.execute(
        update(CaseRow).where(CaseRow.account == account, CaseRow.case_id == case_id).values(state="decided")
    )
    project(session, account, case_id)


_BODY = Ready(
    select(CaseBodyRow.body).where(
        CaseBodyRow.account == bindparam("account"), CaseBodyRow.case_id == bindparam("case_id")
    )
)


def read_case(session: Session, ref: CaseRef) -> Case | None:
    """The case as last told by the platform, or None when the desk does not have it."""
    body = _BODY.run(session, account=ref.account, case_id=ref.case_id).scalar()
    return _decode(body) if body is not None else None


def set_skipped(session: Session, ref: CaseRef, skipped: bool) -> Changes:
    """Put a case behind all others, or back; what is decided or came back is left where it is."""
    session.execute(
        update(CaseRow)
        .where(CaseRow.account == ref.account, CaseRow.case_id == ref.case_id)
        .where(CaseRow.turn == (TO_DO if skipped else SKIPPED))
        .values(turn=SKIPPED if skipped else TO_DO)
    )
    return Changes(cases=frozenset((ref,)))
