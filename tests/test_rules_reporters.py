"""Nobody is muted without a warning before, and without a report after it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderator_desk.models.values import Reporter, ReporterStep
from moderator_desk.models.values.reporters import MUTE, WARNING
from moderator_desk.rules.reporters import (
    MUTE_DAYS,
    WARNING_COUNTS,
    is_doubtful,
    mute_in_force,
    usual_days,
    why_no_mute,
)

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
ago = st.integers(0, 400).map(lambda days: NOW - days * DAY)


def warning(at: datetime) -> ReporterStep:
    return ReporterStep("w", "here", "u", WARNING, at, "mod", "c")


def mute(at: datetime, days: int = 7, *, lifted: datetime | None = None) -> ReporterStep:
    return ReporterStep("m", "here", "u", MUTE, at, "mod", "c", at + days * DAY, lifted)


steps = st.lists(st.one_of(ago.map(warning), st.builds(mute, ago, st.sampled_from(MUTE_DAYS))), max_size=5)


@given(steps=steps, reports=st.lists(ago, max_size=4), waiting=st.booleans())
def test_a_mute_needs_a_warning_and_a_report_after_it(
    steps: list[ReporterStep], reports: list[datetime], waiting: bool
) -> None:
    why = why_no_mute(steps, reports, NOW, waiting=waiting)
    told = [each.at for each in steps if each.kind == WARNING and NOW - each.at <= WARNING_COUNTS]
    ends = [each.end for each in steps if each.end is not None]
    if why:
        in_force = any(end > NOW for end in ends)
        nothing_after = not any(at > max([*told, *ends], default=NOW) for at in reports)
        assert not told or in_force or nothing_after
    else:
        assert told
        assert max(reports) > max([*told, *ends])
        assert mute_in_force(steps, NOW) is None


@pytest.mark.parametrize(
    ("known", "reports", "why"),
    [
        ([], [NOW], "no-warning"),
        ([warning(NOW - 2 * DAY)], [NOW - DAY], ""),
        ([warning(NOW - 2 * DAY)], [NOW - 3 * DAY], "nothing-since"),
        ([warning(NOW - WARNING_COUNTS - DAY)], [NOW], "no-warning"),
        ([warning(NOW - 9 * DAY), mute(NOW - 2 * DAY)], [NOW - DAY], "muted-already"),
        ([warning(NOW - 9 * DAY), mute(NOW - 8 * DAY)], [NOW - 2 * DAY], "nothing-since"),
        ([warning(NOW - 9 * DAY), mute(NOW - 8 * DAY)], [NOW], ""),
        ([warning(NOW - 9 * DAY), mute(NOW - 2 * DAY, lifted=NOW - DAY)], [NOW], ""),
    ],
)
def test_why_not(known: list[ReporterStep], reports: list[datetime], why: str) -> None:
    assert why_no_mute(known, reports, NOW) == why


def test_one_on_its_way_is_no_warning_yet() -> None:
    assert why_no_mute([], [NOW], NOW, waiting=True) == "warning-waits"


def test_each_mute_is_usually_longer_and_one_that_was_lifted_does_not_count() -> None:
    assert usual_days([]) == 7
    assert usual_days([mute(NOW - 99 * DAY)]) == 30
    assert usual_days([mute(NOW - 99 * DAY), mute(NOW - 50 * DAY), mute(NOW - 9 * DAY)]) == 90
    assert usual_days([mute(NOW - 99 * DAY, lifted=NOW - 98 * DAY)]) == 7


def test_few_reports_raise_no_doubt() -> None:
    assert is_doubtful(Reporter("u", filed=10, dismissed=8))
    assert not is_doubtful(Reporter("u", filed=9, dismissed=9))
    assert not is_doubtful(Reporter("u", filed=20, dismissed=15))
    assert not is_doubtful(Reporter("u", filed=None))
