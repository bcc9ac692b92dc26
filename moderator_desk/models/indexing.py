"""Bringing the index of words, signatures and ties up to date with the cases, a few at a time.

Taking in a page of the feed must stay quick, so it only says that its cases are not indexed; whoever has time (the sync
thread, between two small pieces of work) calls index_some() until nothing is left. Texts are read and cut up outside of
any transaction.
"""

import re
from collections.abc import Callable, Iterator
from hashlib import sha256

import msgspec
from sqlalchemy import bindparam, delete, insert, select, text, update
from sqlalchemy.orm import Session

from moderator_desk.content.contacts import contacts_in
from moderator_desk.content.likeness import bands, bare, signature
from moderator_desk.content.links import Link, find_links, look_at
from moderator_desk.content.tokens import tokens
from moderator_desk.models.store import Store
from moderator_desk.models.tables import (
    BandRow,
    CaseBodyRow,
    CaseRow,
    LikenessRow,
    NoteRow,
    OutboxRow,
    TieRow,
)
from moderator_desk.models.values import Case, Decision

AT_ONCE = 20
"""Cases in one transaction: some five milliseconds, so that a key beside it waits for no longer."""

COLUMNS = ("item", "report", "member", "decision", "note", "mark")
_decode = msgspec.json.Decoder(Case).decode
_decision = msgspec.json.Decoder(Decision).decode
_PUT = text(
    f"INSERT OR REPLACE INTO words(rowid, {', '.join(COLUMNS)}) VALUES (:key, :{', :'.join(COLUMNS)})"
)
_OPEN = (
    select(
        CaseRow.key, CaseRow.account, CaseRow.case_id, CaseRow.version, CaseRow.pending, CaseRow.pending_state
    )
    .where(~CaseRow.indexed)
    .order_by(CaseRow.key)
)


class Cut(msgspec.Struct, frozen=True):
    """A case cut up for the index. `stamp` is what it stood at: when that changed meanwhile it is cut up again."""

    key: int
    stamp: tuple[int, str, str]
    columns: dict[str, str]
    signature: bytes
    ties: tuple[str, ...]


def index_some(store: Store, *, at_once: int = AT_ONCE, courtesy: Callable[[], object] = lambda: None) -> int:
    """Bring the next cases into the index; how many there were, fewer than `at_once` when all is done."""
    with store.read() as session:
        cut = []
        for each in _read(session, at_once):
            cut.append(each)
            courtesy()
    if cut:
        with store.write() as session:
            _put(session, cut)
    return len(cut)


def left(session: Session) -> bool:
    """Whether any case is not in the index yet."""
    return session.execute(_OPEN.limit(1)).first() is not None


def forget(session: Session, account: str) -> None:
    """Take an account's cases out of the index, before they go themselves."""
    keys = select(CaseRow.key).where(CaseRow.account == account)
    for table in (LikenessRow, BandRow, TieRow):
        session.execute(delete(table).where(table.key.in_(keys)))
    session.execute(
        text('DELETE FROM words WHERE rowid IN (SELECT key FROM "case" WHERE account = :account)'),
        {"account": account},
    )


def _read(session: Session, at_once: int) -> Iterator[Cut]:
    for row in session.execute(_OPEN.limit(at_once)):
        here = {"account": row.account, "case_id": row.case_id}
        body = session.scalar(select(CaseBodyRow.body).filter_by(**here))
        notes = session.scalars(select(NoteRow.text).filter_by(**here)).all()
        bodies = session.scalars(
            select(OutboxRow.body).filter_by(**here).where(OutboxRow.kind == "decision")
        ).all()
        case = _decode(body) if body is not None else None
        stamp = (row.version, row.pending, row.pending_state)
        yield _cut(row.key, stamp, case, list(notes), [_decision(each) for each in bodies])


def _cut(
    key: int, stamp: tuple[int, str, str], case: Case | None, notes: list[str], ours: list[Decision]
) -> Cut:
    if case is None:
        return Cut(key, stamp, dict.fromkeys(COLUMNS, ""), b"", ())
    item = case.item
    texts = () if case.sealed else (item.text, item.text_now or "")
    told = [each.words for each in case.reports]
    people = [f"{item.author.handle} {item.author.id}"]
    people += [f"{each.reporter.handle} {each.reporter.id}" for each in case.reports if each.reporter]
    decided = [f"{each.reason} {each.by.handle}" for each in case.decisions]
    decided += [f"{each.reason} {each.note} {each.message}" for each in ours]
    said = [*notes, *(each.text for each in case.notes)]
    columns = {
        "item": "\n".join(texts),
        "report": "\n".join(told),
        "member": " ".join((*people, case.id)),
        "decision": "\n".join(decided),
        "note": "\n".join(said),
    }
    cut = {name: " ".join(tokens(value)) for name, value in columns.items()}
    actions = {each.action for each in case.decisions} | {each.action.value for each in ours}
    marks = [f"g{case.guideline}", f"l{item.language or ''}", f"s{case.state}", f"k{item.kind}"]
    cut["mark"] = " ".join(map(mark, (*marks, *(f"a{each}" for each in actions))))
    text_now = item.text if item.text_now is None else item.text_now
    made = b"" if case.sealed else signature(text_now)
    return Cut(key, stamp, cut, made, () if case.sealed else tuple(sorted(_ties(case, text_now))))


def mark(code: str) -> str:
    """A code as one token of the column of marks: letters and digits only, whatever a platform calls it."""
    return "".join(each if each.isalnum() else f"x{ord(each):x}" for each in code.casefold())


def _ties(case: Case, text_now: str) -> set[str]:
    """What this case has to the letter as others may have it."""
    ties = {f"image:{each.sha256}" for each in case.item.media if each.sha256 and not each.sealed}
    for link in _links(text_now[:20_000]):
        path = link.url.split("://", 1)[-1].partition("/")[2]
        where = path.split("?", 1)[0].split("#", 1)[0].rstrip("/.").casefold()
        host = link.host_ascii or link.host_unicode
        ties |= {f"link:{host}/{where}"[:300], f"site:{host}"[:300]}
    letters = bare(text_now)
    if letters:
        ties.add(f"text:{sha256(letters.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}")
    return ties


def _links(text_now: str) -> list[Link]:
    """Links as written, and those without a scheme such as example.com/join, which sellers prefer."""
    links = list(find_links(text_now, most=20))
    if _HINT_OF_HOST.search(text_now):
        bare = [each for each in contacts_in(text_now) if each.kind == "link" and not each.tricks]
        links += [look_at(text_now[each.start : each.end], each.start) for each in bare[:20]]
    return links


_HINT_OF_HOST = re.compile(r"[^\W_]\.[^\W\d_]{2}")
"""Hardly any text without a host has this, and looking for hosts takes as long as all the rest."""

_DROP_BANDS = delete(BandRow).where(BandRow.key == bindparam("old"))
_DROP_TIES = delete(TieRow).where(TieRow.key == bindparam("old"))


def _put(session: Session, cut: list[Cut]) -> None:
    connection = session.connection()
    old = [{"old": each.key} for each in cut]
    connection.execute(_DROP_BANDS, old)
    connection.execute(_DROP_TIES, old)
    connection.execute(_PUT, [{"key": each.key, **each.columns} for each in cut])
    connection.execute(delete(LikenessRow).where(LikenessRow.key == bindparam("old")), old)
    signed = [{"key": each.key, "signature": each.signature} for each in cut if each.signature]
    if signed:
        connection.execute(insert(LikenessRow), signed)
    rows = [{"value": value, "key": each.key} for each in cut for value in bands(each.signature)]
    if rows:
        connection.execute(insert(BandRow), rows)
    ties = [{"value": value, "key": each.key} for each in cut for value in each.ties]
    if ties:
        connection.execute(insert(TieRow), ties)
    done = (
        update(CaseRow)
        .where(CaseRow.key == bindparam("of"), CaseRow.version == bindparam("v"))
        .where(CaseRow.pending == bindparam("p"), CaseRow.pending_state == bindparam("s"))
        .values(indexed=True)
    )
    stamps = [{"of": each.key, "v": each.stamp[0], "p": each.stamp[1], "s": each.stamp[2]} for each in cut]
    connection.execute(done, stamps)
