"""The campaign in small, in every run of the tests; `python -m tests.live.campaign` is the long form."""

from pathlib import Path

import pytest

from tests.live.campaign import Verdict, desk_world, reported_on, run
from tests.live.homeserver import Homeserver


def assert_good(verdict: Verdict, decisions: int) -> None:
    """Every decision is at the server once, or shown as what it is."""
    assert verdict.good, verdict
    assert verdict.kills == 1
    assert verdict.confirmed + verdict.kills >= verdict.applied
    assert verdict.applied + verdict.told == decisions
    assert sum(verdict.faults.values()) > 0


@pytest.mark.timeout(240)
def test_through_a_bad_network_and_a_kill_on_a_homeserver(homeserver: Homeserver, tmp_path: Path) -> None:
    with reported_on(homeserver, 20) as subject:
        assert_good(run(subject, tmp_path, 20, 1, seed=2), 20)


@pytest.mark.timeout(240)
def test_through_a_bad_network_and_a_kill_on_our_own_platform(tmp_path: Path) -> None:
    with desk_world(tmp_path, 40) as subject:
        assert_good(run(subject, tmp_path, 40, 1, seed=1), 40)
