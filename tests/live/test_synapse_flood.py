"""The short form of `python -m tests.live.flood 5000`."""

from tests.live.flood import flood


def test_every_item_is_one_case_though_reports_come_and_go_while_they_are_pulled() -> None:
    done = flood(150)
    assert done.well, done
    assert done.pulls_while_filing >= 2
    assert done.dealt_with >= 1
    assert done.cases == done.items - done.dealt_with
