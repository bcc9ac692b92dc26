"""Sentences that once said the wrong thing: what they say now."""

from datetime import UTC, datetime

import pytest

from moderator_desk.models.values import CaseRef, QueueLine
from moderator_desk.rules import Suggestion
from moderator_desk.ui.words.decision import beside_words
from moderator_desk.ui.words.guideline import suggestion
from moderator_desk.ui.words.queue import snippet_words

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def line(kind: str, *, state: str = "open", snippet: str = "") -> QueueLine:
    return QueueLine(CaseRef("a", "c"), "high", "NUD", snippet, "lena", "m1", NOW, 1, "", kind, state, 1)


@pytest.mark.parametrize(
    ("kind", "state", "says"),
    [
        ("photo", "open", "Picture without words"),
        ("recording", "claimed", "Recording without words"),
        ("message", "open", "No words to read"),
        ("photo", "sealed", "Metadata only"),
    ],
)
def test_only_a_sealed_case_is_metadata_only(kind: str, state: str, says: str) -> None:
    assert snippet_words(line(kind, state=state), ()) == says


def test_of_a_sealed_case_no_word_is_shown_whatever_stands_in_its_line() -> None:
    assert snippet_words(line("photo", state="sealed", snippet="a word"), ()) == "Metadata only"


def test_the_ladder_never_speaks_of_punishing_somebody_in_distress() -> None:
    ladder = Suggestion("remove", None, 0, 0, 0, 90)
    assert suggestion(ladder, "crisis").startswith("Only for spreading harm, 0 active strikes: remove")
    assert suggestion(ladder).startswith("0 active strikes")
    assert beside_words(None, "help-first") == "Help comes first: no strike"
