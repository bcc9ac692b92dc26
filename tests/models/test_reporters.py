"""Which cases wait while reporters are muted, and that all of them come forward again."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from moderator_desk.models import ledger, reporters
from moderator_desk.models.cases import upsert
from moderator_desk.models.guidelines import keep_guidelines
from moderator_desk.models.queue import QueueCounts, queue_counts, queue_lines
from moderator_desk.models.reporters import AT_ONCE, Mutes, waits_for_others
from moderator_desk.models.store import Store
from moderator_desk.models.times import to_ms
from moderator_desk.models.values import (
    Case,
    CaseRef,
    Guideline,
    GuidelineSet,
    MemberFile,
    Report,
    Reporter,
    ReporterStep,
)
from moderator_desk.models.values.members import Member
from moderator_desk.models.values.reporters import MUTE, WARNING
from tests.models.making import NOW, NOW_MS, a_case, add_accounts

RULES = GuidelineSet(
    "1",
    "en",
    "Test",
    (Guideline("HAR", "1", "Harm", ""), Guideline("SELF", "1", "Self", "", special="crisis")),
)
HEARD = frozenset({"SELF"})
DAY = timedelta(days=1)


def reported(case_id: str, *by: str, at: datetime = NOW + DAY, guideline: str = "HAR", **more: str) -> Case:
    """A case that these reported, all at the same moment; "" is an automatic filter."""
    made = tuple(
        Report(f"{case_id}-{n}", at, guideline, "rude", Reporter(who) if who else None, not who)
        for n, who in enumerate(by)
    )
    return replace(a_case(case_id, **more), reports=made)  # type: ignore[arg-type]


def store_with(store: Store, *mutes: ReporterStep) -> None:
    with store.write() as session:
        add_accounts(session, "here")
        keep_guidelines(session, "here", RULES, NOW_MS)
        for each in mutes:
            reporters.keep_step(session, each)


def mute(who: str, days: int = 7, at: datetime = NOW, name: str = "") -> ReporterStep:
    until = at + days * DAY
    return ReporterStep(name or f"mute-{who}-{at}", "here", who, MUTE, at, "mod", "c0", until, None, "again")


def take_in(store: Store, *cases: Case) -> None:
    with store.write() as session:
        upsert(session, "here", cases)


def held(store: Store, *case_ids: str) -> list[bool]:
    refs = [CaseRef("here", each) for each in case_ids]
    with store.read() as session:
        lines = queue_lines(session, refs)
    assert all(lines[ref].skipped for ref in refs if lines[ref].held)
    return [lines[ref].held for ref in refs]


def hear(store: Store, now: datetime) -> int:
    """What is over comes forward; in how many pieces."""
    for pieces in range(1, 50):
        with store.read() as session:
            found = reporters.over(session, "here", to_ms(now))
        with store.write() as session:
            reporters.hear_again(session, "here", found, to_ms(now))
        if found.whole:
            return pieces
    raise AssertionError("it never ends")


moments = st.integers(-3, 12).map(lambda n: NOW + n * DAY)
people = st.sampled_from(["a", "b", "c", ""])
spans = st.tuples(moments, st.integers(1, 5)).map(lambda each: (each[0], each[0] + each[1] * DAY))


@given(
    by=st.lists(st.tuples(people, moments, st.sampled_from(["HAR", "SELF"])), max_size=4),
    mutes=st.dictionaries(st.sampled_from(["a", "b"]), st.lists(spans, min_size=1, max_size=2).map(tuple)),
    severity=st.sampled_from(["low", "high", "urgent"]),
    state=st.sampled_from(["open", "claimed", "escalated", "appealed", "sealed", "decided"]),
)
def test_a_case_waits_only_when_nobody_who_is_heard_reported_it(
    by: list[tuple[str, datetime, str]], mutes: Mutes, severity: str, state: str
) -> None:
    case = reported("x", severity=severity, state=state)
    reports = tuple(
        Report(f"r{n}", at, code, "", Reporter(who) if who else None, not who)
        for n, (who, at, code) in enumerate(by)
    )
    case = replace(case, reports=reports)
    unheard = [
        who in mutes and code != "SELF" and any(since <= at < until for since, until in mutes[who])
        for who, at, code in by
    ]
    light = severity != "urgent" and state == "open"
    assert waits_for_others(case, mutes, HEARD) == bool(by and all(unheard) and light)
    heard = Report("more", NOW, "HAR", "", Reporter("d"))
    assert not waits_for_others(replace(case, reports=(*reports, heard)), mutes, HEARD)
    assert not waits_for_others(case, mutes, None)


def test_reports_while_somebody_is_muted_wait_and_earlier_ones_do_not(desk_store: Store) -> None:
    store_with(desk_store, mute("loud"))
    take_in(
        desk_store,
        reported("before", "loud", at=NOW - DAY),
        reported("alone", "loud"),
        reported("twice", "loud", "loud"),
        reported("filter", "loud", ""),
        reported("shared", "loud", "fair"),
        reported("self", "loud", guideline="SELF"),
        reported("urgent", "loud", severity="urgent"),
    )
    ids = ("before", "alone", "twice", "filter", "shared", "self", "urgent")
    assert held(desk_store, *ids) == [False, True, True, False, False, False, False]
    with desk_store.read() as session:
        assert queue_counts(session) == QueueCounts(to_do=5, held=2)


def test_another_report_brings_a_case_forward(desk_store: Store) -> None:
    store_with(desk_store, mute("loud"))
    take_in(desk_store, reported("x", "loud"))
    take_in(desk_store, reported("x", "loud"))  # told again as it was
    assert held(desk_store, "x") == [True]
    take_in(desk_store, replace(reported("x", "loud", "fair"), version=2))
    assert held(desk_store, "x") == [False]
    with desk_store.read() as session:
        assert queue_counts(session) == QueueCounts(to_do=1)


def test_nothing_waits_where_nobody_knows_the_guidelines(desk_store: Store) -> None:
    with desk_store.write() as session:
        add_accounts(session, "here")
        reporters.keep_step(session, mute("loud"))
    take_in(desk_store, reported("x", "loud"))
    assert held(desk_store, "x") == [False]


def test_at_its_end_everything_comes_forward_in_pieces_and_is_noted_once(desk_store: Store) -> None:
    store_with(desk_store, mute("loud"), mute("long", 30))
    names = [f"x{n}" for n in range(AT_ONCE + 7)]
    for start in range(0, len(names), 40):
        take_in(desk_store, *(reported(each, "loud") for each in names[start : start + 40]))
    take_in(desk_store, reported("stays", "long"))
    assert hear(desk_store, NOW + 6 * DAY) == 1
    assert all(held(desk_store, *names))
    assert hear(desk_store, NOW + 7 * DAY) == 2
    assert not any(held(desk_store, *names))
    assert held(desk_store, "stays") == [True]
    assert hear(desk_store, NOW + 8 * DAY) == 1
    with desk_store.read() as session:
        assert [each.kind for each in ledger.entries(session)].count("mute-ended") == 1
        assert queue_counts(session) == QueueCounts(to_do=len(names), held=1)
    take_in(desk_store, reported("after", "loud", at=NOW + 8 * DAY))
    assert held(desk_store, "after") == [False]


def test_one_who_is_lifted_is_heard_at_once_also_when_the_case_is_told_again_first(desk_store: Store) -> None:
    step = mute("loud")
    store_with(desk_store, step)
    take_in(desk_store, reported("x", "loud"), reported("y", "loud"))
    with desk_store.write() as session:
        reporters.end_mute(session, step, NOW_MS + 1000)
    take_in(desk_store, reported("x", "loud"))
    assert held(desk_store, "x", "y") == [False, True]
    hear(desk_store, NOW + timedelta(seconds=2))
    assert held(desk_store, "x", "y") == [False, False]
    with desk_store.read() as session:
        assert queue_counts(session) == QueueCounts(to_do=2)


def test_a_record_is_told_by_member_and_in_their_history_once(desk_store: Store) -> None:
    warning = ReporterStep("w", "here", "loud", WARNING, NOW - DAY, "mod", "c0")
    store_with(desk_store, warning, mute("loud", name="m"), mute("other"))
    with desk_store.read() as session:
        found = reporters.steps_of(session, "here", ("loud", "nobody"))
    assert _ids(found["loud"]) == ["w", "m"]
    assert list(found) == ["loud"]
    file = reporters.told_of(MemberFile(Member("loud", "Loud")), found["loud"])
    assert file is not None
    assert [(each.action, each.kept) for each in file.history] == [("mute", True), ("warning", True)]
    assert reporters.told_of(file, found["loud"]) == file


def _ids(steps: Iterable[ReporterStep]) -> list[str]:
    return [each.id for each in steps]
