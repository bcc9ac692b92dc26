"""The ledger's chain: an edited, missing or moved line shows."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from moderator_desk.models import ledger
from moderator_desk.models.store import Store
from moderator_desk.models.values import CaseRef

FIELDS = ("kind", "account", "case_id", "entry_id", "body", "digest")
LINES = 6
again = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def filled(store: Store) -> None:
    with store.write() as session:
        session.execute(text("DELETE FROM ledger"))
        for n in range(LINES):
            ledger.record(session, 1000 + n, "decided", CaseRef("here", f"c{n}"), f"e{n}", f'{{"n":{n}}}')


def first_broken(store: Store) -> int | None:
    with store.read() as session:
        return ledger.first_broken_line(session)


def test_an_untouched_chain_is_whole(desk_store: Store) -> None:
    assert first_broken(desk_store) is None
    filled(desk_store)
    assert first_broken(desk_store) is None


@again
@given(
    line=st.integers(1, LINES), field=st.sampled_from(FIELDS), at=st.integers(0, 200), sign=st.characters()
)
def test_one_changed_sign_shows(desk_store: Store, line: int, field: str, at: int, sign: str) -> None:
    filled(desk_store)
    with desk_store.write() as session:
        old = session.execute(text(f"SELECT {field} FROM ledger WHERE seq={line}")).scalar_one()
        place = at % len(old)
        new = old[:place] + sign + old[place + 1 :]
        session.execute(text(f"UPDATE ledger SET {field}=:new WHERE seq={line}"), {"new": new})
    assert first_broken(desk_store) == (line if new != old else None)


@again
@given(line=st.integers(1, LINES - 1))
def test_a_missing_line_shows_at_the_next(desk_store: Store, line: int) -> None:
    filled(desk_store)
    with desk_store.write() as session:
        session.execute(text(f"DELETE FROM ledger WHERE seq={line}"))
    assert first_broken(desk_store) == line + 1


@again
@given(pair=st.lists(st.integers(1, LINES), min_size=2, max_size=2, unique=True))
def test_two_swapped_lines_show(desk_store: Store, pair: list[int]) -> None:
    filled(desk_store)
    one, two = pair
    with desk_store.write() as session:
        for old, new in ((one, 99), (two, one), (99, two)):
            session.execute(text(f"UPDATE ledger SET seq={new} WHERE seq={old}"))
    assert first_broken(desk_store) == min(pair)
