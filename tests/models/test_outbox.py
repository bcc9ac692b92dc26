"""The outbox: the order of sending, what holds an entry back, and what a start takes up again."""

from moderator_desk.models import outbox, sending
from moderator_desk.models.accounts import troubled
from moderator_desk.models.store import Store
from tests.models.making import NOW_MS, a_case, a_posting, add_accounts, filled


def due(store: Store, now: int = NOW_MS, account: str = "here") -> list[str]:
    """Ids that may be sent now."""
    with store.read() as session:
        return [each.id for each in sending.due(session, now, account=account)]


def append(store: Store, *postings: outbox.Posting) -> None:
    with store.write() as session:
        for each in postings:
            outbox.append(session, each)


def move(store: Store, entry_id: str, state: str, **more: str) -> None:
    with store.write() as session:
        outbox.move(session, entry_id, state, **more)


def test_one_member_and_one_case_go_strictly_in_order(desk_store: Store) -> None:
    filled(desk_store, a_case("a"), a_case("b"), a_case("c", author="m-2"))
    append(desk_store, a_posting("1", "a"), a_posting("2", "b"), a_posting("3", "c", member="m-2"))
    assert due(desk_store) == ["1", "3"]
    move(desk_store, "1", "sending")
    assert due(desk_store) == ["3"]
    move(desk_store, "1", "settled")
    assert due(desk_store) == ["2", "3"]


def test_a_blocked_entry_holds_back_its_own_member_and_nobody_else(desk_store: Store) -> None:
    filled(desk_store, a_case("a"), a_case("b"), a_case("c", author="m-2"))
    append(desk_store, a_posting("1", "a"), a_posting("2", "b"), a_posting("3", "c", member="m-2"))
    move(desk_store, "1", "blocked", why="case-changed")
    assert due(desk_store) == ["3"]
    move(desk_store, "1", "withdrawn")
    assert due(desk_store) == ["2", "3"]


def test_entries_without_a_member_do_not_hold_each_other_back(desk_store: Store) -> None:
    filled(desk_store, a_case("a"), a_case("b"))
    append(desk_store, a_posting("1", "a", member=""), a_posting("2", "b", member=""))
    assert due(desk_store) == ["1", "2"]


def test_an_entry_is_held_until_its_time_and_the_next_time_is_known(desk_store: Store) -> None:
    filled(desk_store, a_case("a"))
    append(desk_store, a_posting("1", "a", send_after=NOW_MS + 10_000))
    assert due(desk_store, NOW_MS + 9_999) == []
    assert due(desk_store, NOW_MS + 10_000) == ["1"]
    with desk_store.read() as session:
        assert sending.next_due(session, NOW_MS) == NOW_MS + 10_000
        assert sending.next_due(session, NOW_MS + 10_000) is None


def test_an_account_that_must_sign_in_sends_nothing(desk_store: Store) -> None:
    filled(desk_store, a_case("a"))
    append(desk_store, a_posting("1", "a"))
    with desk_store.write() as session:
        troubled(session, "here", NOW_MS, "sign-in")
    assert due(desk_store) == []


def test_a_full_outbox_of_one_account_never_starves_another(desk_store: Store) -> None:
    filled(desk_store)
    with desk_store.write() as session:
        add_accounts(session, "there")
    many = [a_posting(f"x{n}", f"c{n}", member=f"m{n}") for n in range(30)]
    append(desk_store, *many, a_posting("mine", "c", account="there"))
    assert due(desk_store, account="there") == ["mine"]


def test_what_was_being_sent_at_the_end_waits_again_under_its_own_id(desk_store: Store) -> None:
    filled(desk_store, a_case("a"))
    append(desk_store, a_posting("1", "a"))
    move(desk_store, "1", "sending")
    with desk_store.write() as session:
        assert len(outbox.recover(session)) == 1
        assert outbox.recover(session) == ()
    with desk_store.read() as session:
        entry = outbox.entry(session, "1")
    assert entry is not None
    assert (entry.state, entry.why, entry.attempts) == ("waiting", "interrupted", 1)


def test_whatever_was_unreachable_may_go_at_once_when_it_is_reached(desk_store: Store) -> None:
    filled(desk_store, a_case("a"))
    for why in ("offline", "timeout", "cut-off"):
        append(desk_store, a_posting(why, why, member=why))
        with desk_store.write() as session:
            outbox.move(session, why, "waiting", why=why, next_try=NOW_MS + 300_000)
    assert due(desk_store) == []
    with desk_store.write() as session:
        outbox.hurry(session, "here")
    assert due(desk_store) == ["offline", "timeout", "cut-off"]


def test_a_long_outbox_is_not_held_against_itself_row_by_row(desk_store: Store) -> None:
    members = [f"m-{number}" for number in range(3000)]
    filled(desk_store)
    append(desk_store, *(a_posting(f"p{n}", f"c{n}", member=member) for n, member in enumerate(members)))
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    with desk_store.read() as session:
        connection = session.connection().connection.driver_connection
        assert connection is not None
        connection.set_progress_handler(count, 1000)  # every thousand steps of SQLite's own machine
        found = sending.due(session, NOW_MS, account="here")
        connection.set_progress_handler(None, 0)
    assert len(found) == 20
    assert steps < 600  # with one condition over case and member it was some ten thousand
