"""Search over everything stored: texts, words of reports, members, decisions, notes; newest cases first.

A question is words, all of which must occur; the last may be the beginning of one. "Words in quotes" stand together, a
minus before a word or quote keeps cases out. Operators narrow: author: text: report: decision: note: (in that part),
guideline: action: language: state: kind: (by code), before: and after: (a day, 2026-11-23).
"""

import re
from datetime import UTC, date, datetime
from typing import Any

from msgspec import Struct
from sqlalchemy import Row, text
from sqlalchemy.orm import Session

from moderator_desk.content.tokens import asked
from moderator_desk.models import indexing
from moderator_desk.models.times import from_ms, to_ms
from moderator_desk.models.values import CaseRef

MOST = 50
_PARTS = {
    "author": "member",
    "member": "member",
    "text": "item",
    "report": "report",
    "decision": "decision",
    "note": "note",
}
_MARKS = {"guideline": "g", "language": "l", "state": "s", "kind": "k", "action": "a"}
_PIECE = re.compile(r'(-?)(?:([a-z]+):)?(?:"([^"]*)"?|(\S+))')


class Hit(Struct, frozen=True):
    """A case that was found, as one line; `action` is what the desk or the platform last did, "" for nothing."""

    ref: CaseRef
    guideline: str
    severity: str
    author: str
    snippet: str
    state: str
    language: str
    opened_at: datetime


class Found(Struct, frozen=True):
    """What a search found: at most MOST cases, whether there are more, whether the index was whole, and the code of what
    is wrong with the question ("" when nothing is): bad-day, unknown-operator, only-minus; `detail` is the piece."""

    hits: tuple[Hit, ...] = ()
    more: bool = False
    whole: bool = True
    problem: str = ""
    detail: str = ""


class Query(Struct, frozen=True):
    """A question taken apart: an expression for the index, and the days between which a case was opened (ms)."""

    match: str = ""
    after: int = 0
    before: int = 1 << 62
    problem: str = ""
    detail: str = ""


def search(session: Session, question: str, *, most: int = MOST) -> Found:
    """The newest cases that fit a question; nothing for an empty one."""
    query = parse(question)
    if query.problem or (not query.match and query.after == 0 and query.before == 1 << 62):
        return Found(problem=query.problem, detail=query.detail)
    rows = session.execute(
        text(_FOUND if query.match else _BY_DAY),
        {"match": query.match, "after": query.after, "before": query.before, "most": most + 1},
    ).all()
    return Found(tuple(map(_hit, rows[:most])), len(rows) > most, not indexing.left(session))


_LINE = "c.account, c.case_id, c.guideline, c.severity, c.author, c.snippet, c.state, c.language, c.opened_at FROM"
_DAYS = "c.opened_at >= :after AND c.opened_at < :before"
_FOUND = (
    f'SELECT {_LINE} words JOIN "case" c ON c.key = words.rowid WHERE words MATCH :match AND {_DAYS}'
    " ORDER BY words.rowid DESC LIMIT :most"
)
_BY_DAY = f'SELECT {_LINE} "case" c WHERE {_DAYS} ORDER BY c.key DESC LIMIT :most'


def parse(question: str) -> Query:
    """Take a question apart; see the module for its form."""
    wanted: list[str] = []
    unwanted: list[str] = []
    after, before = 0, 1 << 62
    pieces = list(_PIECE.finditer(question[:500]))
    for number, piece in enumerate(pieces):
        minus, operator, quoted, word = piece.groups()
        value = quoted if quoted is not None else word
        if operator in ("before", "after"):
            day = _day(value)
            if day is None:
                return Query(problem="bad-day", detail=value[:40])
            after, before = (day, before) if operator == "after" else (after, day)
            continue
        if operator in _MARKS:
            term = f"mark : {_phrase((indexing.mark(_MARKS[operator] + value),))}"
        elif operator in _PARTS or not operator:
            last = number == len(pieces) - 1 and quoted is None
            terms = (
                asked(value)
                if quoted is None
                else tuple(each for one in value.split() for each in asked(one))
            )
            term = _phrase(terms, beginning=last)
            term = f"{_PARTS[operator]} : {term}" if operator and term else term
        elif word is not None and not value.startswith("//"):
            return Query(problem="unknown-operator", detail=operator[:40])
        else:
            term = _phrase(asked(f"{operator} {value}"))
        if term:
            (unwanted if minus else wanted).append(term)
    if unwanted and not wanted:
        return Query(problem="only-minus")
    match = " AND ".join(f"({each})" for each in wanted)
    return Query(
        " NOT ".join((f"({match})", *(f"({each})" for each in unwanted))) if match else "", after, before
    )


def _phrase(terms: tuple[str, ...], *, beginning: bool = False) -> str:
    """Tokens that stand together, as the index wants them; nothing of what was typed is its syntax."""
    if not terms:
        return ""
    return '"' + " ".join(each.replace('"', "") for each in terms) + '"' + (" *" if beginning else "")


def _day(value: str) -> int | None:
    try:
        found = date.fromisoformat(value)
    except ValueError:
        return None
    return to_ms(datetime(found.year, found.month, found.day, tzinfo=UTC))


def _hit(row: Row[Any]) -> Hit:
    return Hit(
        CaseRef(row.account, row.case_id),
        row.guideline,
        row.severity,
        row.author,
        row.snippet,
        row.state,
        row.language,
        from_ms(row.opened_at),
    )
