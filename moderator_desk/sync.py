"""Pull and push between the store and one platform account: plain functions, run off the main thread.

No transaction is open while a platform is asked; at most a hundred cases go into one. `tell` is called after every
transaction with what it touched, so that a screen can follow a long pull.
"""

import random
from collections.abc import Callable
from datetime import datetime
from threading import Event

import msgspec
from msgspec import Struct

from moderator_desk.models import ledger, lifts, outbox, reporters, sending
from moderator_desk.models.accounts import cursor_of, keep_carries, reached, set_cursor, troubled
from moderator_desk.models.cases import AT_MOST, Laid, lay_out, read_case, upsert
from moderator_desk.models.guidelines import keep_guidelines
from moderator_desk.models.members import keep_member, wanted_members
from moderator_desk.models.store import Store
from moderator_desk.models.times import to_ms
from moderator_desk.models.values import (
    Case,
    CaseRef,
    Changes,
    Later,
    Member,
    MemberFile,
    OutboxEntry,
    SignIn,
)
from moderator_desk.platforms.base import Platform, PlatformError
from moderator_desk.settling import UNREACHABLE, settle

AHEAD = 300
"""How many cases ahead members are read."""

AT_ONCE = 200
"""Entries taken from the outbox at once: choosing them looks at all that wait, which may be a night's work."""

BESIDE_KEYS = 15
"""Cases in one transaction while somebody is at work: a decision that comes in the middle of it waits for its end."""

PIECE = 5
"""Cases laid out without a look at whether somebody waits: about a millisecond."""

AHEAD_AT_ONCE = 20
"""Members read in one round, so that what is due to be sent never waits long behind them."""


def _at_once() -> bool:
    """Nobody else needs the processor."""
    return False


class Line(Struct, frozen=True):
    """One account's line to its platform: everything the functions here need besides the store.

    `breathe()` is called between small pieces of work, never in a transaction: it returns when nobody needs the processor
    more (a key being answered), and says whether somebody is at work, for whom transactions are kept short.
    """

    account: str
    platform: Platform
    now: Callable[[], datetime]
    stop: Event
    tell: Callable[[Changes], None]
    dice: random.Random
    breathe: Callable[[], bool] = _at_once


def greet(store: Store, line: Line) -> bool:
    """Sign-in test: keep who we are and the platform's guidelines. False (and the trouble stored) when it fails."""

    def ask() -> None:
        me = line.platform.check()
        found = line.platform.guidelines() if line.platform.abilities.guidelines else None
        now = to_ms(line.now())
        with store.write() as session:
            changes = reached(session, line.account, now, me)
            keep_carries(session, line.account, line.platform.abilities.carries)
            if found is not None and not keep_guidelines(session, line.account, found, now):
                # other words under a version that decisions name: the first ones stay
                ledger.record(
                    session, now, "guidelines-refused", CaseRef(line.account, ""), "", "version-taken"
                )
        line.tell(changes)

    return _asking(store, line, ask)


def pull(store: Store, line: Line) -> bool:
    """Read the change feed to its end, a page a transaction with the cursor it leads to. False when it broke off."""

    def ask() -> None:
        more = True
        while more and not line.stop.is_set():
            with store.read() as session:
                cursor = cursor_of(session, line.account)
            line.breathe()
            page = line.platform.fetch(cursor)
            if page.cases or page.gone or page.cursor != cursor:
                _keep_page(store, line, page.cases, page.gone, page.cursor)
            more = page.more
        with store.write() as session:
            changes = reached(session, line.account, to_ms(line.now()))
        line.tell(changes)

    return _asking(store, line, ask)


def _keep_page(
    store: Store, line: Line, cases: tuple[Case, ...], gone: tuple[str, ...], cursor: str | None
) -> None:
    start, last = 0, False
    while not last:
        most = BESIDE_KEYS if line.breathe() else AT_MOST
        some: list[Laid] = []
        for case in cases[start : start + most]:
            if len(some) % PIECE == 0:
                line.breathe()
            some.append(lay_out(line.account, case))
        line.breathe()
        start += most
        last = start >= len(cases)
        with store.write() as session:
            changes = upsert(session, line.account, some, gone=gone if last else ())
            if last:
                set_cursor(session, line.account, cursor)
        line.tell(changes)
        line.breathe()
        store.fold()


def read_ahead(store: Store, line: Line, *, most: int = AHEAD_AT_ONCE) -> int:
    """Read some members of the next cases, so that they can be judged with the server away. How many were read; 0 also
    when it broke off."""
    done: list[str] = []

    def ask() -> None:
        with store.read() as session:
            wanted = wanted_members(session, line.account, limit=AHEAD)
        for member_id in wanted[:most]:
            if line.stop.is_set():
                return
            line.breathe()
            read_member_again(store, line, member_id)
            done.append(member_id)

    return len(done) if _asking(store, line, ask) else 0


def read_member_again(store: Store, line: Line, member_id: str) -> None:
    """Read one member; one the platform does not know is kept as a bare id. Raises PlatformError otherwise."""
    try:
        file = line.platform.member(member_id)
    except PlatformError as error:
        if error.why not in ("missing", "forbidden"):
            raise
        file = MemberFile(Member(member_id, ""))  # kept, so that it is not asked for again and again
    with store.write() as session:
        changes = keep_member(session, line.account, file, to_ms(line.now()))
    line.tell(changes)


def hear_again(store: Store, line: Line) -> None:
    """Bring forward what waited for mutes of reporters that came to their end."""
    whole = False
    while not whole and not line.stop.is_set():
        line.breathe()
        now = to_ms(line.now())
        with store.read() as session:
            found = reporters.over(session, line.account, now)
        whole = found.whole
        if found.steps:
            with store.write() as session:
                changes = reporters.hear_again(session, line.account, found, now)
            line.tell(changes)


def push(store: Store, line: Line) -> bool:
    """Send what is due, in order per member and case. False when the platform could not be reached."""
    while not line.stop.is_set():
        with store.read() as session:
            now = to_ms(line.now())
            entries = (
                *lifts.due(session, now, account=line.account, limit=AT_ONCE),
                *sending.due(session, now, account=line.account, limit=AT_ONCE),
            )
        if not entries:
            return True
        for entry in entries:
            if line.stop.is_set() or not _send(store, line, entry):
                return False
            store.fold()
    return True


def _send(store: Store, line: Line, entry: OutboxEntry) -> bool:
    with store.write() as session:
        present = outbox.entry(session, entry.id)
        if present is None or not sending.may_go(session, present):
            return True  # withdrawn while we were busy with another, or its account is live no longer
        line_changes = outbox.move(session, entry.id, "sending")
        seen = outbox.seen_case(session, entry.id) or read_case(session, entry.ref)
    line.tell(line_changes)
    outcome = line.platform.apply(_as_sent(entry), seen)
    with store.write() as session:
        changes = settle(session, entry, outcome, to_ms(line.now()), line.dice, line.platform.abilities)
    line.tell(changes)
    return not isinstance(outcome, SignIn | Later)


def _as_sent(entry: OutboxEntry) -> OutboxEntry:
    """To the platform the end of a ban that the desk kept is a reversal like any other."""
    return msgspec.structs.replace(entry, kind="reversal") if entry.kind == outbox.LIFT else entry


def _asking(store: Store, line: Line, ask: Callable[[], None]) -> bool:
    try:
        ask()
    except PlatformError as error:
        trouble = "offline" if error.why in UNREACHABLE else error.why
        with store.write() as session:
            changes = troubled(session, line.account, to_ms(line.now()), trouble)
        line.tell(changes)
        return False
    return True
