"""Deciding, on every platform: `apply` never raises, tells the truth, and never does a thing twice.

After each fault the entry is handed over again, as the outbox does it, and then it must have taken effect exactly once.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from moderator_desk.models.values import (
    Accepted,
    Action,
    Case,
    Later,
    OutboxEntry,
    Outcome,
    Refused,
    SignIn,
    Stale,
    Unconfirmed,
)
from moderator_desk.platforms.base import Platform
from tests.contract.conftest import Connect
from tests.contract.faults import FAULTS, LATE, SHORT_S
from tests.contract.subject import Subject, again, decision_of, entry_for, only_by_us
from tests.live.fault_proxy import FaultProxy, fault_proxy

MOST_STEPS = 60
ACTIONS = tuple(Action)[:5]
WRITES = "PUT|POST|DELETE"


def deeds_of(subject: Subject, action: Action) -> dict[str, Any]:
    """The fields a decision needs on this platform; the test ends here where the platform has no such action."""
    if action not in subject.deeds:
        pytest.skip(f"{subject.kind} has no {action}")
    return subject.deeds[action]


def decided(
    subject: Subject, platform: Platform, action: Action, case_id: str = ""
) -> tuple[OutboxEntry, Case]:
    """A case, a fresh one unless it is named, and an entry that decides it."""
    deeds = deeds_of(subject, action)
    case = platform.case(case_id or subject.report())
    return entry_for(case, action, **deeds), case


def is_done(subject: Subject, entry: OutboxEntry) -> bool:
    """Whether the decision took effect, once, and its case waits for nobody any more."""
    return subject.effects(decision_of(entry)) == 1 and entry.case_id not in subject.open_cases()


@pytest.mark.parametrize("action", ACTIONS)
def test_a_decision_takes_effect_once_however_often_it_is_sent(
    subject: Subject, connect: Connect, action: Action
) -> None:
    platform = connect()
    entry, seen = decided(subject, platform, action)
    assert isinstance(platform.apply(entry, seen), Accepted)
    assert is_done(subject, entry)
    repeated = again(entry)
    for other in (platform, connect()):  # also when the desk was started anew meanwhile
        outcome = other.apply(repeated, seen)
        assert isinstance(outcome, Accepted)
        assert outcome.already
    assert is_done(subject, entry)


@pytest.mark.parametrize("name", FAULTS)
def test_what_a_fault_makes_of_a_decision(
    subject: Subject, connect: Connect, proxy: FaultProxy, name: str
) -> None:
    kind, more, why = FAULTS[name]
    platform = connect(total_s=SHORT_S) if name in LATE else connect()
    entry, seen = decided(subject, platform, Action.WARN)
    proxy.spoil(kind, WRITES, **more)
    outcome = platform.apply(entry, seen)
    assert_right(outcome, why)
    if name == "429":
        assert outcome == Later("busy", 7.0)
    proxy.calm()
    outcome = connect().apply(again(entry), seen)
    assert isinstance(outcome, Accepted), outcome
    assert is_done(subject, entry)


def assert_right(outcome: Outcome, why: str) -> None:
    """An attempt that met a fault says so: a dead sign-in as that, and all else as something that may pass. A page of
    some middlebox is not the platform's own no."""
    if why == "sign-in":
        assert isinstance(outcome, SignIn)
    else:
        assert isinstance(outcome, Later)
        assert outcome.why == why


def broken_at_each_step(
    subject: Subject,
    platform: Platform,
    proxy: FaultProxy,
    action: Action,
    fault: tuple[str, dict[str, Any]],
    cases: Sequence[str] = (),
) -> int:
    """Decide one case after the other, spoiling the first request, then the second, and so on; the number of steps."""
    kind, more = fault
    for step, case_id in enumerate(cases or [""] * MOST_STEPS):
        entry, seen = decided(subject, platform, action, case_id)
        proxy.calm()
        proxy.spoil(kind, skip=step, **more)
        outcome = platform.apply(entry, seen)
        met = any(each.fault for each in proxy.heard)
        proxy.calm()
        if isinstance(outcome, Accepted):
            assert is_done(subject, entry), f"step {step}: called accepted, and is not done"
        else:
            assert met
            assert subject.effects(decision_of(entry)) <= 1
        outcome = platform.apply(again(entry), seen)
        assert isinstance(outcome, Accepted | Unconfirmed), f"step {step}: {outcome}"
        if isinstance(outcome, Accepted):
            assert is_done(subject, entry), f"step {step}: called accepted, and is not done once"
        if not met:
            return step
    raise AssertionError("a decision takes more requests than it should")


@pytest.mark.parametrize("action", ACTIONS)
def test_an_answer_lost_at_any_step_does_nothing_twice(
    subject: Subject, connect: Connect, proxy: FaultProxy, action: Action
) -> None:
    assert broken_at_each_step(subject, connect(), proxy, action, ("lost-answer", {})) >= 1


@pytest.mark.parametrize("kind", ["reset", "lost-answer"])
def test_every_ban_of_one_member_is_told_also_through_a_break(
    subject: Subject, connect: Connect, proxy: FaultProxy, kind: str
) -> None:
    """That somebody is banned already does not prove that this ban was done: its notice may be missing."""
    cases = [subject.report(alike=True) for _ in range(MOST_STEPS // 2)]  # who is banned says no more
    assert broken_at_each_step(subject, connect(), proxy, Action.BAN, (kind, {}), cases) >= 1


@pytest.mark.slow
@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("name", [name for name in FAULTS if name not in LATE])
def test_a_fault_at_any_step_does_nothing_twice(
    subject: Subject, connect: Connect, proxy: FaultProxy, action: Action, name: str
) -> None:
    kind, more, _ = FAULTS[name]
    assert broken_at_each_step(subject, connect(), proxy, action, (kind, more)) >= 1


@pytest.mark.parametrize("action", ACTIONS)
def test_every_request_that_arrives_twice_does_nothing_twice(
    subject: Subject, connect: Connect, proxy: FaultProxy, action: Action
) -> None:
    only_by_us(subject, action)
    platform = connect()
    entry, seen = decided(subject, platform, action)
    proxy.spoil("duplicate", times=MOST_STEPS)
    assert isinstance(platform.apply(entry, seen), Accepted)
    proxy.calm()
    assert is_done(subject, entry)


@pytest.mark.parametrize("action", ACTIONS)
def test_a_request_that_arrives_after_its_repeat_does_nothing_twice(
    subject: Subject, connect: Connect, action: Action
) -> None:
    """A network may keep a request longer than the desk waits, and the desk sends the same entry again meanwhile."""
    only_by_us(subject, action)
    for step in range(MOST_STEPS):
        entry, seen = decided(subject, connect(), action)
        if not arrives_late(subject, connect, entry, seen, step):
            assert step >= 1
            return
        assert is_done(subject, entry), f"step {step}"
    raise AssertionError("a decision takes more requests than it should")


def arrives_late(subject: Subject, connect: Connect, entry: OutboxEntry, seen: Case, step: int) -> bool:
    """Decide, with a writing request of the first attempt kept until the second is done. Whether there was one."""
    with fault_proxy(subject.url) as slow, ThreadPoolExecutor(1) as other_thread:
        slow.spoil("hold", WRITES, skip=step)
        platform = subject.connector(slow.url)
        asked = other_thread.submit(platform.apply, entry, seen)
        asked.add_done_callback(lambda _: slow.held.set())
        assert slow.held.wait(20)
        if asked.done():
            return False
        platform.close()
        assert isinstance(asked.result(timeout=10), Later)
        outcome = connect().apply(again(entry), seen)
        assert isinstance(outcome, Accepted), outcome
        late = next(each for each in slow.heard if each.fault == "hold")
        assert not late.passed_on
        slow.release()
        assert late.over.wait(20)
        assert late.passed_on == 1
    return True


@pytest.mark.parametrize("action", ACTIONS)
def test_an_item_edited_after_the_look_is_not_decided_on(
    subject: Subject, connect: Connect, action: Action
) -> None:
    platform = connect()
    entry, seen = decided(subject, platform, action)
    subject.change(entry.case_id)
    outcome = platform.apply(entry, seen)
    assert isinstance(outcome, Stale)
    assert outcome.why == "item-changed"
    assert outcome.case is not None
    assert outcome.case.item.text_now != seen.item.text_now
    assert subject.effects(decision_of(entry)) == 0
    assert entry.case_id in subject.open_cases()


@pytest.mark.parametrize("action", ACTIONS)
def test_an_item_deleted_after_the_look(subject: Subject, connect: Connect, action: Action) -> None:
    platform = connect()
    entry, seen = decided(subject, platform, action)
    subject.delete(entry.case_id)
    outcome = platform.apply(entry, seen)
    if isinstance(outcome, Stale):
        assert outcome.why in ("gone", "item-changed")
        assert subject.effects(decision_of(entry)) == 0 or action is Action.REMOVE
    else:  # what is gone needs no removing, and its reports may be closed
        assert isinstance(outcome, Accepted)
        assert action in (Action.DISMISS, Action.REMOVE)
        assert entry.case_id not in subject.open_cases()


@pytest.mark.parametrize("action", ACTIONS)
def test_a_case_another_moderator_dealt_with_is_not_decided_again(
    subject: Subject, connect: Connect, action: Action
) -> None:
    platform = connect()
    entry, seen = decided(subject, platform, action)
    subject.settle(entry.case_id)
    outcome = platform.apply(entry, seen)
    assert isinstance(outcome, Stale)
    assert outcome.why in ("decided", "gone")
    if action is not Action.DISMISS:
        assert subject.effects(decision_of(entry)) == 0


def test_a_report_that_came_after_the_look_is_not_swallowed(subject: Subject, connect: Connect) -> None:
    platform = connect()
    entry, seen = decided(subject, platform, Action.DISMISS)
    subject.report_again(entry.case_id)
    outcome = platform.apply(entry, seen)
    if isinstance(
        outcome, Stale
    ):  # bound to the version of the case: the outbox sends it again bound to the new one
        assert outcome.why == "case-changed"
        assert outcome.case is not None
        assert len(outcome.case.reports) == 2
    else:  # bound to the reports that were seen
        assert isinstance(outcome, Accepted)
        assert subject.open_cases()[entry.case_id] == 1
    assert entry.case_id in subject.open_cases()


@pytest.mark.parametrize("action", ACTIONS)
def test_a_member_who_is_gone_is_no_reason_to_fail(
    subject: Subject, connect: Connect, action: Action
) -> None:
    platform = connect()
    entry, seen = decided(subject, platform, action)
    subject.remove_member(entry.case_id)
    outcome = platform.apply(entry, seen)
    assert isinstance(outcome, Accepted | Refused | Stale | Unconfirmed), outcome
    if isinstance(outcome, Accepted):
        assert is_done(subject, entry), "called accepted, and is not done"
    elif not isinstance(outcome, Unconfirmed):
        assert subject.effects(decision_of(entry)) == 0
    if action is Action.DISMISS:
        assert outcome == Accepted(case=outcome.case)  # type: ignore[union-attr]
        assert entry.case_id not in subject.open_cases()


def test_a_dead_sign_in_does_nothing(subject: Subject, connect: Connect) -> None:
    entry, seen = decided(subject, connect(), Action.WARN)
    assert isinstance(connect(token="nonsense").apply(entry, seen), SignIn)
    assert isinstance(connect(token=subject.powerless()).apply(entry, seen), Refused | SignIn)
    assert subject.effects(decision_of(entry)) == 0
    assert entry.case_id in subject.open_cases()


def test_with_nobody_there_it_is_tried_later(subject: Subject, connect: Connect) -> None:
    entry, seen = decided(subject, connect(), Action.WARN)
    platform = subject.connector("http://127.0.0.1:1")
    assert platform.apply(entry, seen) == Later("offline")
    platform.close()
