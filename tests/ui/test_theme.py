"""The two looks: what is written can be read, and what is painted by hand follows a change of look."""

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from moderator_desk.ui.theme import LIGHT, POINTS, THEMES, Theme, apply_theme, contrast, current

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


class StyleChanges(QObject):
    """Counts how often a widget was told of another style."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.number = 0
        widget.installEventFilter(self)

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        self.number += event.type() == QEvent.Type.StyleChange
        return False


def test_a_look_that_is_there_is_not_given_again(qapp: QApplication, qtbot: QtBot) -> None:
    apply_theme(qapp, "light")
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    told = StyleChanges(widget)
    assert apply_theme(qapp, "light") is LIGHT
    assert told.number == 0
    for name, percent in (("light", 120), ("dark", 120), ("light", 100)):
        before, look = told.number, apply_theme(qapp, name, percent=percent)
        assert (look, current()) == (THEMES[name], THEMES[name])
        assert told.number > before
        assert qapp.palette().color(QPalette.ColorRole.WindowText).name() == look.text
        assert qapp.font().pointSizeF() == pytest.approx(POINTS * percent / 100)
        assert qapp.style().metaObject().className() == "QStyleSheetStyle"
