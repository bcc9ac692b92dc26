"""The guideline pane with real widgets: the ladder's arithmetic, clauses by digit, looking round the set."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from moderator_desk.models.values import Clause, Example, Guideline, GuidelineSet
from moderator_desk.rules import Suggestion
from moderator_desk.ui.guideline_pane import GuidelinePane
from moderator_desk.ui.safe import SafeLabel

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
CLAUSES = (Clause("HAR.1", "Insults."), Clause("HAR.2", "Contact that goes on."))
KNOWN = GuidelineSet(
    "1",
    "en",
    "Set",
    (
        Guideline(
            "HAR", "1", "Bullying", "Text", CLAUSES, ("Is it repeated?",), (Example("Hey", False, "Mild."),)
        ),
        Guideline("SPAM", "1", "Spam", "Text"),
    ),
)


@pytest.fixture
def pane(qtbot: QtBot) -> Iterator[GuidelinePane]:
    window = QWidget()  # a window of its own size: the screenless Qt complains of one that asks for a size
    qtbot.addWidget(window)
    made = GuidelinePane(window)
    made.resize(264, 300)
    window.resize(made.size())
    window.show()
    made.show_guideline(KNOWN, "HAR", "", Suggestion("warn", None, 2, 1, 2, 180), NOW)
    yield made
    window.close()


def seen(pane: GuidelinePane) -> str:
    return "\n".join(each.full_text() for each in pane.findChildren(SafeLabel) if each.isVisible())


def test_suggestion_shows_its_arithmetic(pane: GuidelinePane) -> None:
    assert "2 active strikes (1 expired), step from 2: warn is the usual step" in seen(pane)
    assert "✓ Does not: Hey Mild." in seen(pane)


def test_digits_choose_clauses_that_exist(qtbot: QtBot, pane: GuidelinePane) -> None:
    with qtbot.waitSignal(pane.clause_chosen) as caught:
        assert pane.choose_clause(2) == "HAR.2"
    assert caught.args == ["HAR.2"]
    assert "✓ HAR.2" in seen(pane)
    assert pane.choose_clause(3) is None


def test_stepping_looks_round_the_set_and_hides_a_suggestion_that_is_not_its_own(pane: GuidelinePane) -> None:
    pane.step(1)
    assert pane.shown_code == "SPAM"
    assert "active strikes" not in seen(pane)
    pane.step(1)
    assert pane.shown_code == "HAR"
    pane.show_guideline(None, "", "", None, NOW)
    assert "No guideline was named" in seen(pane)
