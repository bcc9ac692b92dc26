"""Changing an account: its name, colour and mode, and taking it away with what was read of it.

What was decided for it stays in the outbox and the ledger for ever; only what was copied from the platform goes.
"""

import msgspec
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from moderator_desk.models import indexing, ledger, outbox
from moderator_desk.models.looks import forget_looks
from moderator_desk.models.modes import LIVE, MODES, REHEARSAL
from moderator_desk.models.projection import project
from moderator_desk.models.tables import (
    AccountRow,
    CaseBodyRow,
    CaseRow,
    DraftRow,
    MemberRow,
    NameRow,
    OutboxRow,
    WordingRow,
)
from moderator_desk.models.values import CaseRef, Changes, OutboxEntry


class AccountProblem(Exception):
    """An account could not be added or changed. `code`: unknown-account, unknown-kind, unknown-mode, name-taken, no-name,
    no-address, no-user, no-secret, signed-out, other-person, sending or busy. `detail` is safe to show."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail


class NewAccount(msgspec.Struct, frozen=True):
    """An account as it was asked for. `secret` is the password of `user`, or a token when there is no user; it is kept
    nowhere but in the keyring. `service` is which of a platform's services is meant, "" for its only one."""

    kind: str
    address: str
    name: str = ""
    user: str = ""
    service: str = ""
    secret: str = ""
    colour: str = ""
    mode: str = LIVE

    @property
    def signs_in_as(self) -> str:
        """The user as a connector's sign-in takes it, the service behind."""
        return f"{self.user} {self.service}".strip() if self.user else ""

    def __repr__(self) -> str:
        return f"NewAccount({self.kind!r}, {self.address!r})"


class AccountAnswer(msgspec.Struct, frozen=True):
    """How a change of an account ended: which verb, on which account (its id), and the code of what went wrong ("" when
    nothing did). `of_platform`: the code is one of PlatformError, otherwise of AccountProblem."""

    verb: str
    account: str = ""
    problem: str = ""
    detail: str = ""
    of_platform: bool = False


def rename(session: Session, account: str, name: str, now: int) -> Changes:
    """Call an account something else. Raises AccountProblem: unknown-account, no-name, name-taken."""
    row = _row(session, account)
    row.name = free_name(session, name, but=account)
    session.flush()
    ledger.record(session, now, "account-renamed", CaseRef(account, ""), "", row.name)
    return Changes(accounts=True)


def free_name(session: Session, name: str, *, but: str = "") -> str:
    """The name as it would be kept. Raises AccountProblem: no-name, or name-taken when another account has it."""
    wanted = " ".join(name.split())[:60]
    if not wanted:
        raise AccountProblem("no-name")
    for other_id, other in session.execute(select(AccountRow.id, AccountRow.name)):
        if other_id != but and other.casefold() == wanted.casefold():
            raise AccountProblem("name-taken", wanted)
    return wanted


def recolour(session: Session, account: str, colour: str) -> Changes:
    """Give an account a colour (a code of the desk's looks). Raises AccountProblem("unknown-account")."""
    _row(session, account).colour = colour
    session.flush()
    return Changes(accounts=True)


def set_mode(session: Session, account: str, mode: str, now: int) -> Changes:
    """Put an account into a mode. Rehearsals end when it leaves theirs: they stand for nothing any more, are never sent,
    and their cases are to do again. Raises AccountProblem: unknown-account, unknown-mode."""
    row = _row(session, account)
    if mode not in MODES:
        raise AccountProblem("unknown-mode", mode)
    if row.mode == mode:
        return Changes()
    leaving = row.mode == REHEARSAL
    row.mode = mode
    session.flush()
    ledger.record(session, now, "account-mode", CaseRef(account, ""), "", mode)
    changes = Changes(accounts=True, outbox=True)
    return changes | _end_rehearsals(session, account) if leaving else changes


def _end_rehearsals(session: Session, account: str) -> Changes:
    here = (OutboxRow.account == account, OutboxRow.state == "rehearsed", OutboxRow.why == "")
    cases = session.scalars(select(OutboxRow.case_id).where(*here).distinct()).all()
    session.execute(update(OutboxRow).where(*here).values(why="over"))
    for case_id in cases:
        project(session, account, case_id)
    return Changes(cases=frozenset(CaseRef(account, case_id) for case_id in cases), outbox=True)


def waiting_for(session: Session, account: str) -> tuple[OutboxEntry, ...]:
    """What of an account's outbox has not come to an end, oldest first."""
    return outbox.unfinished(session, account=account)


def remove(session: Session, account: str, now: int) -> Changes:
    """Take an account away: what still waited ends as withdrawn, or as unconfirmed where it may have arrived, each with
    its ledger line. Raises AccountProblem: unknown-account, or sending while an answer is still awaited."""
    row = _row(session, account)
    waiting = waiting_for(session, account)
    if any(each.state == "sending" for each in waiting):
        raise AccountProblem("sending", row.name)
    for each in waiting:
        arrived = outbox.may_have_arrived(session, each)
        state, why = ("settled", "unconfirmed") if arrived else ("withdrawn", "account-removed")
        outbox.move(session, each.id, state, why=why)
        ledger.record(session, now, "withdrawn", each.ref, each.id, why)
    changes = _end_rehearsals(session, account)
    cases = session.scalars(select(CaseRow.case_id).where(CaseRow.account == account)).all()
    indexing.forget(session, account)
    forget_looks(session, account)
    for table in (CaseRow, CaseBodyRow, MemberRow, NameRow, DraftRow, WordingRow):
        session.execute(delete(table).where(table.account == account))
    session.delete(row)
    session.flush()
    ledger.record(session, now, "account-removed", CaseRef(account, ""), "", row.name)
    touched = frozenset(CaseRef(account, case_id) for case_id in cases)
    return changes | Changes(cases=touched, accounts=True, outbox=True)


class Held(msgspec.Struct, frozen=True):
    """How much hangs on an account: cases read, and entries of the outbox that have not come to an end."""

    cases: int
    waiting: int


def held_by(session: Session, account: str) -> Held:
    """What would go, or end, with an account."""
    cases = session.scalar(select(func.count()).select_from(CaseRow).where(CaseRow.account == account)) or 0
    return Held(cases, len(waiting_for(session, account)))


def _row(session: Session, account: str) -> AccountRow:
    row = session.get(AccountRow, account)
    if row is None:
        raise AccountProblem("unknown-account", account)
    return row
