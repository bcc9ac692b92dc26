"""The queue: pages of lines in a fixed order, filtered, and the counts above it."""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct
from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal_column,
    not_,
    select,
    tuple_,
)
from sqlalchemy.orm import InstrumentedAttribute, Session

from moderator_desk.models.projection import CAME_BACK, DONE, SKIPPED
from moderator_desk.models.ready import Ready
from moderator_desk.models.tables import CaseRow, DraftRow
from moderator_desk.models.times import from_ms
from moderator_desk.models.values import CaseRef, QueueLine

PAGE = 200


class QueueFilter(Struct, frozen=True):
    """What the queue shows. `show` is "todo" (to do, skipped and come back), "done" or "all"; each other field narrows,
    empty means any; `words` must all occur (member, words of reports, beginning of the text, guideline, id)."""

    show: str = "todo"
    guideline: str = ""
    severity: str = ""
    language: str = ""
    kind: str = ""
    account: str = ""
    words: str = ""


class QueueCounts(Struct, frozen=True):
    """How many cases stand in each place class. `held` wait for others than muted reporters, and stand among the skipped
    ones without being counted there."""

    came_back: int = 0
    to_do: int = 0
    skipped: int = 0
    done: int = 0
    held: int = 0


class QueueFacets(Struct, frozen=True):
    """The values that filters can take at present: code and number of cases, most first."""

    guidelines: tuple[tuple[str, int], ...] = ()
    severities: tuple[tuple[str, int], ...] = ()
    languages: tuple[tuple[str, int], ...] = ()


_LANGUAGE = case((CaseRow.language_set != "", CaseRow.language_set), else_=CaseRow.language)
"""A moderator's word goes before the platform's."""

_ORDER = (CaseRow.turn, CaseRow.urgency, CaseRow.opened_at, CaseRow.account, CaseRow.case_id)
_COLUMNS = (
    *_ORDER,
    CaseRow.severity,
    CaseRow.guideline,
    CaseRow.snippet,
    CaseRow.author,
    CaseRow.member_id,
    CaseRow.reports,
    _LANGUAGE.label("language"),
    CaseRow.kind,
    CaseRow.state,
    CaseRow.version,
    CaseRow.pending,
    CaseRow.pending_state,
    CaseRow.claimed_by,
    CaseRow.held,
    exists().where(DraftRow.account == CaseRow.account, DraftRow.case_id == CaseRow.case_id).label("draft"),
)


class QueuePage(Struct, frozen=True):
    """Some lines, and the place to go on from (None at the end)."""

    lines: tuple[QueueLine, ...]
    after: tuple[int, int, int, str, str] | None


def queue_page(
    session: Session,
    wanted: QueueFilter,
    *,
    after: tuple[int, int, int, str, str] | None = None,
    limit: int = PAGE,
    without: tuple[str, ...] = (),
) -> QueuePage:
    """Lines in the queue's order: come back, to do, skipped, done; urgent first; oldest first. Of cases still to do those
    under the guidelines `without` are left out, but never one that came back."""
    query = _narrow(select(*_COLUMNS), wanted).order_by(*_ORDER).limit(limit)
    if without:
        left = and_(CaseRow.turn != CAME_BACK, CaseRow.turn != DONE, CaseRow.guideline.in_(without))
        query = query.where(not_(left))
    if after is not None:
        query = query.where(tuple_(*_ORDER) > tuple_(*after))
    rows = session.execute(query).all()
    last = rows[-1] if rows and len(rows) == limit else None
    place = (last.turn, last.urgency, last.opened_at, last.account, last.case_id) if last else None
    return QueuePage(tuple(map(_line, rows)), place)


_ONE = Ready(
    select(*_COLUMNS).where(CaseRow.account == bindparam("account"), CaseRow.case_id == bindparam("case_id"))
)


def queue_lines(session: Session, refs: Sequence[CaseRef]) -> dict[CaseRef, QueueLine]:
    """The present lines of these cases, wherever they stand."""
    if len(refs) <= 3:  # after a key: the decided case
        rows = [row for ref in refs for row in _ONE.run(session, account=ref.account, case_id=ref.case_id)]
        return {line.ref: line for line in map(_line, rows)}
    found: dict[CaseRef, QueueLine] = {}
    for start in range(0, len(refs), 200):
        some = [tuple(ref) for ref in refs[start : start + 200]]
        page = session.execute(select(*_COLUMNS).where(tuple_(CaseRow.account, CaseRow.case_id).in_(some)))
        found.update((line.ref, line) for line in map(_line, page))
    return found


def queue_counts(session: Session) -> QueueCounts:
    """Counts by place class, over all accounts."""
    rows = session.execute(select(CaseRow.turn, func.count()).group_by(CaseRow.turn))
    counts = {row[0]: row[1] for row in rows}
    held = session.scalar(
        select(func.count()).where(literal_column('"case".held = 1'), CaseRow.turn == SKIPPED)
    )
    counts[SKIPPED] = counts.get(SKIPPED, 0) - (held or 0)
    came_back, to_do, skipped, done = (counts.get(turn, 0) for turn in range(4))
    return QueueCounts(came_back, to_do, skipped, done, held or 0)


def queue_facets(session: Session) -> QueueFacets:
    """What the cases still to do offer as filters."""

    def tally(column: InstrumentedAttribute[str] | ColumnElement[str]) -> tuple[tuple[str, int], ...]:
        query = select(column, func.count()).where(CaseRow.turn < DONE).group_by(column)
        return tuple(
            (code, number) for code, number in session.execute(query.order_by(func.count().desc())) if code
        )

    return QueueFacets(tally(CaseRow.guideline), tally(CaseRow.severity), tally(_LANGUAGE))


def cases_of_member(
    session: Session, account: str, member_id: str, *, limit: int = 50
) -> tuple[QueueLine, ...]:
    """Every case the desk holds about one member's items, newest first."""
    rows = session.execute(
        select(*_COLUMNS)
        .where(CaseRow.account == account, CaseRow.member_id == member_id)
        .order_by(CaseRow.opened_at.desc())
        .limit(limit)
    )
    return tuple(map(_line, rows))


def _narrow(query: Select[*tuple[Any, ...]], wanted: QueueFilter) -> Select[*tuple[Any, ...]]:
    if wanted.show == "todo":
        query = query.where(CaseRow.turn < DONE)
    elif wanted.show == "done":
        query = query.where(CaseRow.turn == DONE)
    for column, value in (
        (CaseRow.guideline, wanted.guideline),
        (CaseRow.severity, wanted.severity),
        (_LANGUAGE, wanted.language),
        (CaseRow.kind, wanted.kind),
        (CaseRow.account, wanted.account),
    ):
        if value:
            query = query.where(column == value)
    for word in wanted.words.casefold().split():
        query = query.where(CaseRow.haystack.contains(word, autoescape=True))
    return query


def _line(row: Row[*tuple[Any, ...]]) -> QueueLine:
    return QueueLine(
        ref=CaseRef(row.account, row.case_id),
        severity=row.severity,
        guideline=row.guideline,
        snippet=row.snippet,
        author=row.author,
        author_id=row.member_id,
        opened_at=from_ms(row.opened_at),
        reports=row.reports,
        language=row.language,
        kind=row.kind,
        state=row.state,
        version=row.version,
        pending=row.pending,
        pending_state=row.pending_state,
        skipped=row.turn == SKIPPED,
        conflict=row.turn == CAME_BACK,
        claimed_by=row.claimed_by,
        draft=bool(row.draft),
        held=bool(row.held),
    )
