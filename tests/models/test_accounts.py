"""Accounts as kept: changing one, taking one away with nothing lost in silence, and a store of the first step."""

from pathlib import Path

import pytest
from sqlalchemy import text

from moderator_desk.models import account_changes, ledger, outbox, sending
from moderator_desk.models.account_changes import AccountProblem, held_by
from moderator_desk.models.accounts import Account, account, accounts, put_account, reached, troubled
from moderator_desk.models.cases import read_case
from moderator_desk.models.migrate import bring_up_to_date
from moderator_desk.models.problems import StoreProblem
from moderator_desk.models.queue import QueueFilter, queue_page
from moderator_desk.models.store import Store, make_engine, open_store
from moderator_desk.models.values import CaseRef
from tests.models.making import NOW_MS, a_case, a_posting, add_accounts, filled


def refused(store: Store, code: str, change: str, *given: object) -> None:
    with pytest.raises(AccountProblem) as caught, store.write() as session:
        getattr(account_changes, change)(session, *given)
    assert caught.value.code == code


def test_a_name_is_one_accounts_own_and_a_mode_is_one_of_three(desk_store: Store) -> None:
    with desk_store.write() as session:
        add_accounts(session, "here", "there")
        account_changes.rename(session, "here", "  Our   forum ", NOW_MS)
        account_changes.recolour(session, "here", "plum")
        account_changes.set_mode(session, "here", "read-only", NOW_MS)
    with desk_store.read() as session:
        kept = account(session, "here")
    assert kept is not None
    assert (kept.name, kept.colour, kept.mode) == ("Our forum", "plum", "read-only")
    refused(desk_store, "name-taken", "rename", "there", "OUR FORUM", NOW_MS)
    refused(desk_store, "no-name", "rename", "there", "  ", NOW_MS)
    refused(desk_store, "unknown-account", "rename", "nowhere", "x", NOW_MS)
    refused(desk_store, "unknown-mode", "set_mode", "there", "quiet", NOW_MS)


def test_adding_an_account_again_leaves_its_mode_and_colour(desk_store: Store) -> None:
    with desk_store.write() as session:
        put_account(
            session, Account("here", "desk", "http://127.0.0.1:1", "H", colour="teal", mode="rehearsal")
        )
        put_account(session, Account("here", "desk", "http://127.0.0.1:2", "H"))
    with desk_store.read() as session:
        kept = account(session, "here")
    assert kept is not None
    assert (kept.address, kept.colour, kept.mode) == ("http://127.0.0.1:2", "teal", "rehearsal")


def test_an_account_goes_with_its_cases_and_what_waited_is_withdrawn_on_the_record(desk_store: Store) -> None:
    filled(desk_store, a_case("a"), a_case("b", author="m-2"), a_case("c", author="m-3"))
    with desk_store.write() as session:
        add_accounts(session, "there")
        for number, case_id in enumerate("abc"):
            outbox.append(session, a_posting(str(number), case_id, member=f"m-{number}"))
        outbox.move(session, "1", "sending")
        outbox.move(session, "1", "waiting", why="timeout")  # an attempt whose answer never came
        assert held_by(session, "here") == account_changes.Held(3, 3)
        account_changes.remove(session, "here", NOW_MS)
    with desk_store.read() as session:
        assert [each.id for each in accounts(session)] == ["there"]
        assert queue_page(session, QueueFilter(show="all")).lines == ()
        assert read_case(session, CaseRef("here", "a")) is None
        ended = {each.id: (each.state, each.why) for each in outbox.lately_finished(session)}
        lines = [(each.kind, each.entry_id) for each in ledger.entries(session)]
    assert ended == {
        "0": ("withdrawn", "account-removed"),
        "1": ("settled", "unconfirmed"),
        "2": ("withdrawn", "account-removed"),
    }
    assert lines[-4:] == [("withdrawn", "0"), ("withdrawn", "1"), ("withdrawn", "2"), ("account-removed", "")]


def test_an_account_stays_while_something_is_being_sent(desk_store: Store) -> None:
    filled(desk_store, a_case("a"))
    with desk_store.write() as session:
        outbox.append(session, a_posting("1", "a"))
        outbox.move(session, "1", "sending")
    refused(desk_store, "sending", "remove", "here", NOW_MS)


def test_a_late_word_about_an_account_that_went_changes_nothing(desk_store: Store) -> None:
    with desk_store.write() as session:
        assert not reached(session, "gone", NOW_MS)
        assert not troubled(session, "gone", NOW_MS, "offline")
    with desk_store.read() as session:
        assert accounts(session) == ()


def first_step(path: Path) -> None:
    """A store as the first step left it, with one account and one entry that waits."""
    engine = make_engine(path, writer=True)
    with engine.connect() as connection:
        bring_up_to_date(connection, path, target="0001")
        for statement in (
            "INSERT INTO account (id, kind, address, name, trouble)"
            " VALUES ('here', 'desk', 'http://127.0.0.1:1', 'Here', '')",
            "INSERT INTO outbox (id, account, case_id, member_id, kind, action, state, created_at, send_after,"
            f" next_try, attempts, why, detail, body) VALUES ('one', 'here', 'a', 'm', 'note', 'note', 'waiting',"
            f" {NOW_MS}, {NOW_MS}, {NOW_MS}, 0, '', '', CAST('\"words\"' AS BLOB))",
        ):
            connection.execute(text(statement))
        connection.commit()
    engine.dispose()


def test_a_store_of_the_first_step_is_brought_up_with_a_copy_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite"
    first_step(path)
    with pytest.raises(StoreProblem, match="older"):
        open_store(path, exclusive=False)  # a look alone changes no file
    store = open_store(path)
    with store.read() as session:
        kept = account(session, "here")
        due = sending.due(session, NOW_MS, account="here")
    store.close()
    assert kept is not None
    assert (kept.mode, kept.colour) == ("live", "")
    assert [(each.id, each.text, each.rehearsal) for each in due] == [("one", "words", False)]
    assert (tmp_path / "desk.sqlite.before-0001").exists()
