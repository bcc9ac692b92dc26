"""The two looks: what is written can be read, and what is painted by hand follows a change of look."""

import pytest

from moderator_desk.ui.theme import THEMES, Theme, contrast

TEXTS = ("text", "dim", "danger", "warning", "good", "accent")
GROUNDS = ("window", "pane", "raised")
PLACES = ("place_blue", "place_teal", "place_green", "place_ochre", "place_plum", "place_slate")
PAIRS = [
    *((text, ground) for text in (*TEXTS, *PLACES) for ground in GROUNDS),
    *(("text", ground) for ground in ("selection", "mark", "added", "removed", "key")),
    ("dim", "selection"),
    ("dim", "key"),
    ("danger", "selection"),
    ("warning", "selection"),
    ("good", "selection"),
    ("accent_text", "accent"),
]
READABLE = 4.5
"""WCAG 2.2, success criterion 1.4.3."""


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
    assert contrast("#123456", "#123456") == 1


@pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))
@pytest.mark.parametrize(("text", "ground"), PAIRS, ids=["-on-".join(pair) for pair in PAIRS])
def test_text_can_be_read(theme: Theme, text: str, ground: str) -> None:
    assert contrast(getattr(theme, text), getattr(theme, ground)) >= READABLE
