"""Warning and muting as verbs on a real store: what each writes, and why it may be refused."""

import random
from datetime import timedelta

import pytest
from msgspec.structs import replace

from moderator_desk import review
from moderator_desk.models import ledger, outbox, sending
from moderator_desk.models.account_changes import set_mode
from moderator_desk.models.cases import upsert
from moderator_desk.models.modes import READ_ONLY, REHEARSAL
from moderator_desk.models.store import Store
from moderator_desk.models.times import to_ms
from moderator_desk.models.values import Accepted, Action, CaseRef, Report, Reporter
from moderator_desk.review import NotPossible, Recorded
from moderator_desk.rules import Draft
from moderator_desk.settling import settle
from tests.models.making import NOW, NOW_MS, a_case, filled

REF = CaseRef("here", "a")
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def store(desk_store: Store) -> Store:
    """A store with a case that `loud` reported, and a filter."""
    case = a_case("a")
    by = (Report("r1", NOW, "HAR", "", Reporter("loud")), Report("r2", NOW, "HAR", "", Reporter("bot"), True))
    filled(desk_store, replace(case, reports=by))
    return desk_store


def warn(store: Store, who: str = "loud", text: str = "Look twice.") -> Recorded:
    return review.warn_reporter(store, REF, who, text, language="en", by="mod", now=NOW, undo_s=10)


def mute(store: Store, *, days: int = 7, reason: str = "again") -> None:
    later = LATER + timedelta(days=1)
    review.mute_reporter(store, REF, "loud", days=days, reason=reason, by="mod", now=later)


def arrives(store: Store, made: Recorded) -> None:
    with store.write() as session:
        entry = outbox.entry(session, made.entry_id)
        assert entry is not None
        settle(session, entry, Accepted(), to_ms(LATER), random.Random(1))


def reported_again(store: Store) -> None:
    """Two hours after the first."""
    case = replace(a_case("a", version=2))
    at = NOW + timedelta(hours=2)
    with store.write() as session:
        upsert(session, "here", [replace(case, reports=(Report("r3", at, "HAR", "", Reporter("loud")),))])


def refused(store: Store, **more: object) -> str:
    with pytest.raises(NotPossible) as caught:
        mute(store, **more)  # type: ignore[arg-type]
    return caught.value.code


def test_the_whole_way_is_in_the_ledger(store: Store) -> None:
    made = warn(store)
    assert refused(store) == "warning-waits"
    arrives(store, made)
    assert refused(store) == "nothing-since"
    reported_again(store)
    assert refused(store, reason=" ") == "no-reason"
    assert refused(store, days=1000) == "no-length"
    mute(store)
    assert refused(store) == "muted-already"
    review.hear_reporter(store, REF, "loud", now=LATER + timedelta(days=2))
    with store.read() as session:
        kinds = [each.kind for each in ledger.entries(session, ref=REF)]
        assert ledger.first_broken_line(session) is None
    assert sorted(kinds) == ["answer-accepted", "reporter-heard", "reporter-muted", "warn-reporter"]


@pytest.mark.parametrize(
    ("who", "text", "code"),
    [
        ("loud", "  ", "empty-message"),
        ("loud", "Dear {handle}", "placeholder"),
        ("nobody", "Look twice.", "no-reporter"),
        ("bot", "Look twice.", "no-reporter"),
    ],
)
def test_what_cannot_be_sent(store: Store, who: str, text: str, code: str) -> None:
    with pytest.raises(NotPossible) as caught:
        warn(store, who, text)
    assert caught.value.code == code
    with store.read() as session:
        assert outbox.unfinished(session) == ()


def test_a_second_one_waits_for_the_first(store: Store) -> None:
    made = warn(store)
    with pytest.raises(NotPossible, match="warning-waits"):
        warn(store)
    review.withdraw(store, made.entry_id, now=NOW)
    warn(store)


def test_a_warning_holds_back_nothing_and_is_held_back_by_nothing(store: Store) -> None:
    review.decide(store, REF, Draft(Action.DISMISS), by="mod", now=NOW, undo_s=0, seen=a_case("a"))
    made = warn(store)
    with store.read() as session:
        due = sending.due(session, NOW_MS + 10_000, account="here")
    assert [each.kind for each in due] == ["decision", "warn-reporter"]
    with store.write() as session:
        outbox.move(session, made.entry_id, "blocked", why="not-delivered")
        outbox.move(session, due[0].id, "settled", why="applied")
    assert [each.waiting is not None for each in review.standings(store, REF)] == [True]
    assert refused(store) == "warning-waits"


def test_in_rehearsal_nobody_is_warned_or_muted(store: Store) -> None:
    arrives(store, warn(store))
    reported_again(store)
    with store.write() as session:
        set_mode(session, "here", REHEARSAL, NOW_MS)
    assert refused(store) == "not-live"
    made = warn(store)
    with store.read() as session:
        entry = outbox.entry(session, made.entry_id)
        assert entry is not None
        assert entry.state == "rehearsed"
        assert sending.due(session, NOW_MS + 99_000, account="here") == ()
    with store.write() as session:
        set_mode(session, "here", READ_ONLY, NOW_MS)
    assert refused(store) == "read-only"
    with pytest.raises(NotPossible, match="read-only"):
        warn(store)
    with pytest.raises(NotPossible, match="read-only"):
        review.hear_reporter(store, REF, "loud", now=LATER)
