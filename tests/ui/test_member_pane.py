"""The member pane with real widgets: standing first, waiting decisions on top, history narrowed by kind."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from moderator_desk.models.values import Counters, HistoryEntry, Member, MemberFile, OutboxEntry, Strike
from moderator_desk.ui.member_pane import MemberPane, Toggle
from moderator_desk.ui.safe import SafeLabel

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def pane(qtbot: QtBot) -> Iterator[MemberPane]:
    window = QWidget()  # a window of its own size: the screenless Qt complains of one that asks for a size
    qtbot.addWidget(window)
    made = MemberPane(window)
    made.resize(264, 300)
    window.resize(made.size())
    window.show()
    yield made
    window.close()


def seen(pane: MemberPane) -> str:
    return "\n".join(each.full_text() for each in pane.findChildren(SafeLabel) if each.isVisible())


def test_says_so_when_nothing_was_read(pane: MemberPane) -> None:
    pane.show_member(None, (), "", NOW)
    assert "Not read yet" in seen(pane)


def test_expired_strikes_do_not_count_and_the_present_guideline_comes_first(pane: MemberPane) -> None:
    later, over = NOW + timedelta(days=9), NOW - timedelta(days=1)
    strikes = (Strike("HAR", NOW, over), Strike("DATE", NOW, later), Strike("HAR", NOW, later))
    pane.show_member(MemberFile(Member("u", "mira", strikes=strikes)), (), "HAR", NOW)
    lines = [line for line in seen(pane).splitlines() if "strike" in line]
    assert [line[:10] for line in lines] == ["! 1 strike", "· 1 strike", "1 older st"]


def test_waiting_decision_stands_on_top_and_filters_go_round(pane: MemberPane) -> None:
    history = (
        HistoryEntry("1", NOW - timedelta(days=2), "praise", words="Kind"),
        HistoryEntry("2", NOW - timedelta(days=1), "report_against", "HAR", outcome="dismissed"),
    )
    entry = OutboxEntry(1, "e", "a", "c", "u", "decision", "waiting", NOW, NOW)
    pane.show_member(MemberFile(Member("u", "mira"), history), (entry,), "HAR", NOW)
    heads = [pane._model.line(row).head for row in range(pane._model.rowCount())]
    assert "waiting" in heads[0]
    assert "Reported" in heads[1]
    assert "Praise" in heads[2]
    counts = []
    for _ in range(4):  # nothing was filed and no note written, so these are passed over
        kind = pane.cycle_filter()
        counts.append((kind, pane._model.rowCount()))
    assert counts == [("decisions", 1), ("against", 1), ("good", 1), ("all", 3)]
    said = [each.text() for each in pane.findChildren(Toggle)]
    assert said == ["All 3", "Decided 1", "Against 1", "Filed", "Notes", "Praise 1"]


def test_each_strike_says_until_when_and_those_that_are_over_are_told_apart(pane: MemberPane) -> None:
    first, second = NOW + timedelta(days=9), NOW + timedelta(days=40)
    strikes = (Strike("HAR", NOW, second), Strike("HAR", NOW, first), Strike("RESP", NOW, NOW))
    pane.show_member(MemberFile(Member("u", "mira", strikes=strikes)), (), "HAR", NOW)
    text = seen(pane).replace("\u2068", "").replace("\u2069", "")
    assert "! 2 strikes HAR, until 2 Dec 2026 and 2 Jan 2027" in text
    assert "1 older strike no longer counts (RESP)" in text


def test_what_speaks_for_a_member_is_told(pane: MemberPane) -> None:
    history = (
        HistoryEntry("1", NOW - timedelta(days=2), "praise", words="Kind"),
        HistoryEntry("2", NOW - timedelta(days=95), "report_against", "HAR", outcome="upheld"),
    )
    member = Member("u", "mira", counters=Counters(items=9, reports_made=9, upheld_made=7, upheld_against=1))
    pane.show_member(MemberFile(member, history), (), "HAR", NOW)
    assert "✓ Praised 1 time · 7 of 9 reports filed held · nothing upheld for 95 d" in seen(pane)
