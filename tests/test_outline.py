"""Every pane as a screen reader is told of it, against the snapshots; `python -m tests.outline` makes them anew."""

import difflib

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from moderator_desk.ui.words.keys import has_places
from tests.outline import FOLDER, lines_of, outlines, steady
from tests.outline_panes import PANES


@pytest.mark.timeout(180)
def test_every_pane_is_told_as_in_its_snapshot_and_all_that_takes_the_focus_has_a_name(qapp: object) -> None:
    made = outlines()
    faults = [f"{name} has no name: {each}" for name, outline in made.items() for each in outline.nameless]
    faults += [
        f"{name} names a key by its place alone" for name, each in made.items() if has_places(each.text)
    ]
    for name, outline in made.items():
        kept = FOLDER / f"{name}.txt"
        before = kept.read_text(encoding="utf-8") if kept.is_file() else ""
        diff = difflib.unified_diff(
            before.splitlines(), outline.text.splitlines(), name, "now", lineterm="", n=0
        )
        faults += diff
    assert not faults, "\n".join([*faults, "If this is meant: python -m tests.outline"])


def test_each_pane_has_one_snapshot_and_no_snapshot_is_left_over() -> None:
    names = [pane.name for pane in PANES]
    assert len(names) == len(set(names))
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(names)


def test_a_widget_that_takes_the_focus_without_a_name_is_found(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(200, 100)
    for place, text in enumerate(("Close", "")):
        QPushButton(text, window).setGeometry(0, 40 * place, 100, 30)
    window.show()
    nameless: list[str] = []
    lines = list(lines_of(QAccessible.queryAccessibleInterface(window), 0, nameless))
    assert [line.strip() for line in lines] == ['Button "Close" [focusable]', "Button [focusable]"]
    assert nameless == ["Button [focusable]"]
    window.close()


def test_what_differs_from_run_to_run_is_left_out() -> None:
    assert steady("joined 2 y ago, until 3 Dec 2026\nat 127.0.0.1:4711") == (
        "joined <age> ago, until <date> ⏎ at 127.0.0.1:<port>"
    )
