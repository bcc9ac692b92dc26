"""What must hold of a desk and its platform, whatever happened to them."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

import msgspec
from sqlalchemy import select

from moderator_desk.models import ledger
from moderator_desk.models.cases import read_case
from moderator_desk.models.outbox import lately_finished, unfinished
from moderator_desk.models.projection import newest_pending, turn_of
from moderator_desk.models.tables import CaseRow
from moderator_desk.models.values import Case, CaseRef, OutboxEntry
from tests.reliability.core import ACCOUNT, ME, Core

SENT = ("action", "case_id", "item_id", "member_id", "reason", "note", "clause", "guideline", "reverses")
ONLY_DECIDED = ("new_text", "duration_hours", "message")
APPLIED = ("applied", "already")


def hold_always(core: Core, confirmed: list[str]) -> None:
    """Held at any moment: nothing confirmed is missing, the ledger is whole, nothing withdrawn took effect, and what
    we were told was applied was applied once, as it was decided."""
    with core.store.read() as session:
        assert ledger.first_broken_line(session) is None
        in_ledger = {line.entry_id for line in ledger.entries(session)}
    found = {each.id: each for each in all_entries(core)}
    assert [each for each in confirmed if each not in in_ledger or each not in found] == []
    theirs = core.platform.control("log")["decisions"]
    times = Counter({each["decision"]["id"]: each["applied"] for each in theirs})
    bodies = {each["decision"]["id"]: each["decision"] for each in theirs}
    assert {each for each, body in bodies.items() if body["by"]["id"] == ME} <= found.keys()
    for entry in found.values():
        if entry.decision is None:
            continue
        done = entry.state == "settled" and entry.why in APPLIED
        assert times[entry.id] <= 1
        assert times[entry.id] == 1 or not done, f"{entry.why} here, missing there"
        assert not times[entry.id] or entry.state in ("waiting", "sending") or done, f"{entry} took effect"
        if times[entry.id]:
            assert_same(entry, bodies[entry.id])
    assert_order(theirs, found)


def assert_same(entry: OutboxEntry, theirs: dict[str, Any]) -> None:
    """What they applied is what was decided here."""
    ours = msgspec.to_builtins(entry.decision)
    # a reversal takes over from what it reverses; its clause and rule are the platform's to fill in
    names = SENT if entry.kind == "reversal" else (*SENT, *ONLY_DECIDED)
    assert {name: ours[name] for name in names} == {name: theirs.get(name) for name in names}


def assert_order(theirs: list[Any], found: dict[str, OutboxEntry]) -> None:
    """Decisions on one case or member took effect in the order in which they were made."""
    order: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for each in theirs:
        entry = found.get(each["decision"]["id"])
        if entry:
            order["case", entry.case_id].append(entry.seq)
            order["member", entry.member_id].append(entry.seq)
    assert [subject for subject, made in order.items() if made != sorted(made)] == []


def hold_at_rest(core: Core) -> dict[str, int]:
    """Held once everything was sent: each entry has come to an end with a reason, and the desk sees every case as the
    platform does. Answers with the number of entries by ending."""
    endings: Counter[str] = Counter()
    for entry in all_entries(core):
        assert entry.state in ("settled", "blocked", "withdrawn"), entry
        assert entry.why or entry.state == "withdrawn", entry
        endings[f"{entry.kind} {entry.state} {entry.why}".strip()] += 1
    assert core.pull()
    for case in cases_there(core):
        assert_projected(core, case)
    return dict(sorted(endings.items()))


def assert_projected(core: Core, theirs: Case) -> None:
    """The desk's case is the platform's, and it stands in the queue where both it and the outbox put it."""
    with core.store.read() as session:
        ours = read_case(session, CaseRef(ACCOUNT, theirs.id))
        row = session.scalars(select(CaseRow).where(CaseRow.case_id == theirs.id)).one()
        kind, _, state = newest_pending(session, ACCOUNT, [theirs.id]).get(theirs.id, ("", "", ""))
        assert ours == (theirs.metadata_only() if theirs.sealed else theirs)
        assert (row.version, row.state) == (theirs.version, theirs.state)
        assert row.turn == turn_of(theirs.state, row.turn, state, kind)


def cases_there(core: Core) -> Iterator[Case]:
    """Every case of the platform, read afresh."""
    cursor, more = None, True
    while more:
        page = core.line.platform.fetch(cursor)
        cursor, more = page.cursor, page.more
        yield from page.cases


def all_entries(core: Core) -> tuple[OutboxEntry, ...]:
    """The whole outbox, oldest first."""
    with core.store.read() as session:
        both = (*unfinished(session, limit=100_000), *lately_finished(session, limit=100_000))
    return tuple(sorted(both, key=lambda each: each.seq))
