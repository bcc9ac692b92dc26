"""Values for the tests of the store: cases, postings and an account, each with only what a test is about."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from moderator_desk.models.accounts import Account, put_account
from moderator_desk.models.cases import upsert
from moderator_desk.models.looks import Look
from moderator_desk.models.outbox import Posting
from moderator_desk.models.store import Session, Store
from moderator_desk.models.tables import LookRow
from moderator_desk.models.times import to_ms
from moderator_desk.models.values import Action, Case, CaseRef, Decision, Item, Person, Report

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
NOW_MS = to_ms(NOW)


def a_case(
    case_id: str, *, version: int = 1, state: str = "open", severity: str = "medium", author: str = "m-1",
    minutes: int = 0, text: str = "some words", language: str = "de",
) -> Case:  # fmt: skip
    """A case about one comment, reported once under HAR."""
    at = NOW + timedelta(minutes=minutes)
    item = Item(
        f"i-{case_id}", "comment", Person(author, f"@{author}"), text=text, revision="r1", language=language
    )
    report = Report(f"rep-{case_id}", at, "HAR", "rude")
    return Case(case_id, version, state, severity, at, at, item, (report,))


def a_posting(
    name: str, case_id: str, *, member: str = "m-1", send_after: int = NOW_MS, account: str = "here"
) -> Posting:
    """A waiting dismissal of a case, its id being `name`."""
    ref = CaseRef(account, case_id)
    body = Decision(
        name, account, case_id, 1, f"i-{case_id}", member, Action.DISMISS, "mod-01", NOW, item_revision="r1"
    )
    return Posting(name, ref, member, "decision", "dismiss", NOW_MS, send_after, body)


def add_accounts(session: Session, *names: str) -> None:
    """Accounts by these names."""
    for name in names:
        put_account(session, Account(name, "desk", "http://127.0.0.1:1", name))


def filled(store: Store, *cases: Case) -> None:
    """The account "here" with these cases."""
    with store.write() as session:
        add_accounts(session, "here")
        upsert(session, "here", cases)


def kept_looks(store: Store) -> tuple[Look, ...]:
    """Every hash of a picture that is kept, the latest first."""
    with store.read() as session:
        rows = session.scalars(select(LookRow).order_by(LookRow.at.desc(), LookRow.key)).all()
        return tuple(
            Look(CaseRef(row.account, row.case_id), row.media_id, row.pdq, row.quality) for row in rows
        )
