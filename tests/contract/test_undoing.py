"""Undoing, on every platform: what can be taken back is, once, and through every break; what cannot be is refused."""

import pytest

from moderator_desk.models.values import (
    Accepted,
    Action,
    Case,
    Later,
    OutboxEntry,
    Refused,
    SignIn,
    Unconfirmed,
)
from moderator_desk.platforms.base import Platform
from tests.contract.conftest import Connect
from tests.contract.faults import FAULTS, quickly
from tests.contract.subject import Subject, again, decision_of, reversal_of
from tests.contract.test_applying import ACTIONS, MOST_STEPS, WRITES, decided, is_done
from tests.live.fault_proxy import FaultProxy


def lasts(platform: Platform, action: Action) -> bool:
    """Whether an action, as it is done when nothing is chosen, cannot be taken back."""
    can = platform.abilities
    scope = (can.scopes.get(action) or ("",))[0]
    return action not in can.reversible or scope in can.irreversible_scopes


def done(subject: Subject, platform: Platform, action: Action) -> tuple[OutboxEntry, OutboxEntry, Case]:
    """A decision that took effect, its reversal, and the case."""
    entry, seen = decided(subject, platform, action)
    outcome = platform.apply(entry, seen)
    assert isinstance(outcome, Accepted), outcome
    assert is_done(subject, entry)
    now = outcome.case or seen
    return entry, reversal_of(entry, now.version), now


def is_undone(subject: Subject, reversal: OutboxEntry) -> bool:
    """Whether a reversal took effect, once."""
    return subject.effects(decision_of(reversal)) == 1


@pytest.mark.parametrize("action", ACTIONS)
def test_an_undo_takes_effect_once_however_often_it_is_sent(
    subject: Subject, connect: Connect, action: Action
) -> None:
    platform = connect()
    entry, reversal, now = done(subject, platform, action)
    outcome = platform.apply(reversal, now)
    if lasts(platform, action):
        assert isinstance(outcome, Refused), outcome
        assert is_done(subject, entry)
        return
    assert isinstance(outcome, Accepted), outcome
    assert is_undone(subject, reversal)
    for other in (platform, connect()):
        assert isinstance(other.apply(again(reversal), now), Accepted)
    assert is_undone(subject, reversal)


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("name", quickly("reset", "answer lost", "401"))
def test_a_fault_at_any_step_of_an_undo_is_told_and_mended_by_a_repeat(
    subject: Subject, connect: Connect, proxy: FaultProxy, action: Action, name: str
) -> None:
    platform = connect()
    if action not in subject.deeds or lasts(platform, action):
        pytest.skip(f"{subject.kind} cannot take back {action}")
    kind, more, _ = FAULTS[name]
    for step in range(MOST_STEPS):
        _, reversal, now = done(subject, platform, action)
        proxy.calm()
        proxy.spoil(kind, skip=step, **more)
        outcome = platform.apply(reversal, now)
        met = any(each.fault for each in proxy.heard)
        proxy.calm()
        assert isinstance(outcome, Later | SignIn | Unconfirmed if met else Accepted), (
            f"step {step}: {outcome}"
        )
        outcome = platform.apply(again(reversal), now)
        assert isinstance(outcome, Accepted), f"step {step}: {outcome}"
        assert is_undone(subject, reversal), f"step {step}: called accepted, and is not undone once"
        if not met:
            assert step >= 1
            return
    raise AssertionError("an undo takes more requests than it should")


@pytest.mark.parametrize("action", ACTIONS)
def test_an_undo_that_arrives_twice_is_done_once(
    subject: Subject, connect: Connect, proxy: FaultProxy, action: Action
) -> None:
    platform = connect()
    _, reversal, now = done(subject, platform, action)
    if lasts(platform, action):
        pytest.skip(f"{subject.kind} cannot take back {action}")
    proxy.spoil("duplicate", WRITES, times=MOST_STEPS)
    assert isinstance(platform.apply(reversal, now), Accepted)
    proxy.calm()
    assert is_undone(subject, reversal)
