"""Twenty kills in every run of the tests; `python -m tests.reliability.kill 200` is the long form."""

from pathlib import Path

import pytest

from tests.reliability.kill import run


@pytest.mark.timeout(240)
def test_nothing_confirmed_is_lost_and_nothing_is_applied_twice(tmp_path: Path) -> None:
    verdict = run(20, tmp_path, seed=7)
    assert verdict.confirmed > 100
    assert verdict.half_sent > 0
    assert (verdict.lost, verdict.doubled, verdict.ledger_broken) == (0, 0, False)
