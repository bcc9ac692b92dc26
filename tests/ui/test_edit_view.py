"""The text to change: contact details taken out of it, and the change shown as it grows."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor, QTextCursor, QTextFormat
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from moderator_desk.ui.diff_text import DiffText
from moderator_desk.ui.edit_view import EditView
from moderator_desk.ui.field_keys import FieldKeys
from moderator_desk.ui.theme import apply_theme, current


@pytest.fixture
def edit(qtbot: QtBot) -> Iterator[EditView]:
    window = QWidget()
    qtbot.addWidget(window)
    view = EditView(FieldKeys(window))
    view.setParent(window)
    window.resize(400, 300)
    view.resize(400, 300)
    window.show()
    yield view
    window.close()  # holds it till here


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("\U0001f600\U0001f600 ana@example.com \U0001f600 ok", "\U0001f600\U0001f600 [e-mail] \U0001f600 ok"),
        ("a\nana@example.com\nb", "a\n[e-mail]\nb"),
        ("call\u00a0me +44 7700 900123\u00a0now", "call\u00a0me [phone]\u00a0now"),
        ("x ana@exam\u200bple.com, lena@example.org", "x [e-mail], [e-mail]"),
    ],
)
def test_only_the_contacts_are_taken_out(edit: EditView, text: str, left: str) -> None:
    """Signs beyond the first plane are two units to Qt; lines, no-break spaces and hidden characters stay or go whole."""
    edit.show_edit(text, ())
    assert edit.take_out()
    assert edit.new_text() == left
    edit.field.undo()
    assert edit.new_text() == text


def test_a_long_text_keeps_what_lies_beyond_its_end_and_the_place_is_in_sight(edit: EditView) -> None:
    text = "word\n" * 3_000 + "ana@example.com\n" + "word\n" * 4_000
    edit.show_edit(text, ())
    assert edit.take_out(every=False)
    assert edit.new_text() == text.replace("ana@example.com", "[e-mail]")
    assert edit.field.viewport().rect().contains(edit.field.cursorRect().center())
    assert edit.field.textCursor().block().text() == "[e-mail]"


def test_the_first_change_is_in_sight(qtbot: QtBot) -> None:
    view = DiffText()
    qtbot.addWidget(view)
    view.resize(200, 60)
    view.show()
    view.show_diff("some words\n" * 12 + "old", "some words\n" * 12 + "new", "same")
    assert view.viewport().rect().contains(view.cursorRect().center())
    assert view.textCursor().position() == len("some words\n" * 12)


@pytest.mark.parametrize("new", ["one three", "one two"])
def test_another_theme_gives_the_change_its_colours(qtbot: QtBot, new: str) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_theme(app, "light")
    view = DiffText()
    qtbot.addWidget(view)
    view.show_diff("one", "one changed", "No change")
    view.show_diff("one two", new, "No change")
    apply_theme(app, "dark")
    try:
        cursor = QTextCursor(view.document())
        cursor.movePosition(QTextCursor.MoveOperation.NextCharacter)
        style = cursor.charFormat()
        own = style.hasProperty(QTextFormat.Property.ForegroundBrush)
        assert own == (new != "one two")  # words that no change is shown in have the pane's colours
        assert not own or style.foreground().color() == QColor(current().text)
    finally:
        apply_theme(app, "light")
