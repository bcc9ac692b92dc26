"""The member pane with real widgets: standing first, waiting decisions on top, history narrowed by kind."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from moderator_desk.models.values import HistoryEntry, Member, MemberFile, OutboxEntry, Strike
from moderator_desk.ui.member_pane import MemberPane
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
    assert [line[:10] for line in lines] == ["! 1 strike", "· 1 strike"]


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
    for _ in range(5):
        kind = pane.cycle_filter()
        counts.append((kind, pane._model.rowCount()))
    assert counts == [("decisions", 1), ("against", 1), ("made", 0), ("other", 1), ("all", 3)]
