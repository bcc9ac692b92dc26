"""The pure rules, as properties: the ladder, the templates, and what keeps a draft from being recorded."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderator_desk.models.values import (
    HAND_OFF,
    LIFE_THREAT,
    Action,
    Guideline,
    Handoff,
    HistoryEntry,
    LadderStep,
    Me,
    Member,
    MemberFile,
    Strike,
)
from moderator_desk.rules import (
    EVERYDAY,
    Draft,
    fill,
    is_frozen,
    problems,
    proposal,
    suggest,
    unavailable,
    unfilled,
    why_no_choice,
)
from tests.models.making import a_case

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
VERBS = [action.value for action in EVERYDAY]
LADDER = tuple(LadderStep(n, verb) for n, verb in enumerate(VERBS))
HAR = Guideline("HAR", "1", "Harassment", "", ladder=LADDER)
names = st.sampled_from(("handle", "clause", "item"))


def member(active: int, expired: int = 0, elsewhere: int = 0) -> Member:
    later, before = NOW + timedelta(days=1), NOW - timedelta(days=1)
    strikes = [Strike("HAR", before, later)] * active + [Strike("HAR", before, NOW)] * expired
    return Member("m", "@m", strikes=(*strikes, *[Strike("SPAM", before)] * elsewhere))


def rung(who: Member | None) -> int:
    found = suggest(HAR, who, NOW)
    assert found is not None
    return VERBS.index(found.action)


@given(st.integers(0, 9), st.integers(0, 9), st.integers(0, 5), st.integers(0, 5))
def test_the_ladder_only_rises_and_only_with_strikes_that_count(a: int, b: int, old: int, other: int) -> None:
    low, high = sorted((a, b))
    assert rung(member(low)) <= rung(member(high))
    assert rung(member(a, old, other)) == rung(member(a))
    assert rung(None) == rung(member(0))


@given(st.integers(0, 9), st.lists(st.integers(-400, 400), max_size=6))
def test_a_ladder_never_rises_by_waiting(severe: int, ends: list[int]) -> None:
    strikes = tuple(Strike("HAR", NOW, NOW + timedelta(days=each)) for each in ends)
    rule = msgspec.structs.replace(HAR, severe_steps=severe % 5)
    who = Member("m", "@m", strikes=strikes)
    rungs = []
    for day in range(-401, 402, 73):
        found = suggest(rule, who, NOW + timedelta(days=day), severity="urgent")
        calm = suggest(rule, who, NOW + timedelta(days=day))
        assert found is not None
        assert calm is not None
        assert VERBS.index(found.action) == min(VERBS.index(calm.action) + rule.severe_steps, len(VERBS) - 1)
        assert found.active + found.expired == len(ends)
        assert list(found.ends) == sorted(end for end in found.ends if end)
        rungs.append(VERBS.index(found.action))
    assert rungs == sorted(rungs, reverse=True)


@given(st.sets(st.integers(0, 5)))
def test_an_overruled_strike_is_none(taken_back: set[int]) -> None:
    strikes = tuple(Strike("HAR", NOW, None, f"d{n}") for n in range(4))
    lines = tuple(HistoryEntry(f"d{n}", NOW, "decision", "HAR", "warn", "overturned") for n in taken_back)
    known = MemberFile(Member("m", "@m", strikes=strikes), lines)
    found = proposal(a_case("a"), HAR, known, NOW)
    assert found is not None
    gone = len([n for n in taken_back if n < 4])
    assert (found.active, found.overruled) == (4 - gone, gone)


@pytest.mark.parametrize("action", EVERYDAY)
@pytest.mark.parametrize("active", range(5))
def test_only_what_is_stronger_than_the_ladder_asks_why(action: Action, active: int) -> None:
    found = suggest(HAR, member(active), NOW)
    draft = Draft(action, clause="HAR.1", new_text="less", message="Hello", duration_hours=24)
    asks = "reason-stronger" in problems(draft, a_case("a"), found)
    assert asks == (VERBS.index(action) > active and action is not Action.BAN)
    told = msgspec.structs.replace(draft, reason="It went on.", why_less="again")
    assert problems(told, a_case("a"), found) == ()
    assert problems(Draft(Action.DISMISS), a_case("a"), found) == ()


@given(st.text(), names, st.text(min_size=1))
def test_filling_invents_no_placeholder(text: str, name: str, value: str) -> None:
    before = set(unfilled(text))
    assert set(unfilled(fill(text, {name: value}))) == before - {name}


@given(st.text(min_size=1), names)
def test_a_members_own_braces_are_harmless(value: str, name: str) -> None:
    assert unfilled(fill("Hello {handle}", {"handle": f"{{{name}}}{value}"})) == ()


def test_what_is_missing_is_told_in_the_order_of_the_form() -> None:
    case = a_case("a")
    assert problems(Draft(Action.DISMISS), case) == ()
    assert problems(Draft(Action.EDIT), case) == ("clause", "text")
    assert problems(Draft(Action.EDIT, clause="HAR.1", new_text=case.item.text), case) == ("text-same",)
    assert problems(Draft(Action.BAN, duration_hours=0), case) == ("clause", "message", "reason", "duration")
    ready = Draft(Action.WARN, clause="HAR.1", message="Hello {handle}")
    assert problems(ready, case) == ("placeholder",)


def test_why_an_action_is_not_open() -> None:
    case, offered = a_case("a"), ("dismiss", "edit")
    assert unavailable(Action.DISMISS, None, offered, {}) == "no-case"
    assert unavailable(Action.DISMISS, case, offered, {}) == ""
    assert unavailable(Action.BAN, case, offered, {}) == "not-here"
    assert unavailable(Action.BAN, case, offered, {"ban": "no-bans"}) == "no-bans"
    assert unavailable(Action.DISMISS, a_case("a", state="decided"), offered, {}) == "decided"
    assert unavailable(Action.DISMISS, a_case("a", state="sealed"), offered, {}) == "sealed"


def test_a_member_who_cannot_be_warned_here_cannot_be_told_of_a_removal() -> None:
    case = a_case("a")
    elsewhere = msgspec.structs.replace(case, abilities=("dismiss", "remove", "ban"))
    sendable = (Action.REMOVE.value,)
    assert why_no_choice(Action.REMOVE, case, None, sendable) == ""
    assert why_no_choice(Action.REMOVE, elsewhere, None, sendable) == "not-reached"
    assert why_no_choice(Action.REMOVE, case, None, ()) == "no-notices"


@pytest.mark.parametrize(
    ("role", "acknowledged", "entry", "frozen"),
    [
        ("moderator", False, "d-1", True),
        ("supervisor", False, "d-1", True),
        ("moderator", True, "d-1", True),
        ("senior", True, "d-1", True),
        ("supervisor", True, "d-1", False),
        ("admin", True, "d-1", False),
        ("moderator", True, "", False),
        ("moderator", False, "", True),
    ],
)
def test_a_threat_to_life_keeps_a_case_for_those_who_supervise(
    role: str, acknowledged: bool, entry: str, frozen: bool
) -> None:
    at = NOW if acknowledged else None
    handed = Handoff("h-1", "here", "c-1", LIFE_THREAT, NOW, "mod", entry_id=entry, acknowledged_at=at)
    assert is_frozen((handed,), Me("mod", "Mod", role)) == frozen
    assert not is_frozen((msgspec.structs.replace(handed, kind=HAND_OFF),), Me("mod", "Mod", role))
    assert not is_frozen((msgspec.structs.replace(handed, lifted_at=NOW),), Me("mod", "Mod", role))
