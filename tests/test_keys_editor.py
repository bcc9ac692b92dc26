"""The team's guidelines changed in the desk, by keys: told while typed, saved whole under a new version."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from moderator_desk.app import Desk
from moderator_desk.driver import press, type_text
from moderator_desk.models.accounts import Account
from moderator_desk.models.guidelines import OWN, guidelines_of, present_guidelines
from moderator_desk.models.store import Store
from moderator_desk.models.values import GuidelineSet
from moderator_desk.rulebook import next_version, read_set_file
from moderator_desk.ui.guideline_editor import GuidelineEditor
from tests.fixtures_desk import QUICK, running_desk
from tests.fixtures_server import PlatformServer


@pytest.fixture
def filed(
    qtbot: QtBot, qapp: object, desk_store: Store, platform: PlatformServer, tmp_path: Path
) -> Iterator[Desk]:
    """A running desk that keeps its settings in a file, as a person's does."""
    account = Account("here", "desk", platform.url, "Here")
    token = platform.tokens["senior"]
    file = tmp_path / "settings.json"
    with running_desk(desk_store, account, token, qtbot, qapp, QUICK, settings_file=file) as made:
        yield made


def present(store: Store) -> GuidelineSet:
    with store.read() as session:
        found = present_guidelines(session, OWN)
    assert found is not None
    return found


def opened(desk: Desk, qtbot: QtBot) -> GuidelineEditor:
    press(desk.parts.window, "Ctrl+Shift+G")
    pane = desk.parts.following.editing.pane
    assert pane is not None
    qtbot.waitUntil(lambda: pane.line.text() != "")
    return pane


def after(pane: GuidelineEditor, words: str) -> None:
    """The cursor behind these words, as a click would put it."""
    at = pane.field.toPlainText().index(words) + len(words)
    cursor = QTextCursor(pane.field.document())
    cursor.setPosition(at)
    pane.field.setTextCursor(cursor)


def test_words_changed_go_into_a_new_version(
    filed: Desk, desk_store: Store, qtbot: QtBot, tmp_path: Path
) -> None:
    before = present(desk_store)
    pane = opened(filed, qtbot)
    rule = before.find(pane.code)
    assert rule is not None
    after(pane, f'title = "{rule.title}')
    type_text(filed.parts.window, " and so on")
    qtbot.waitUntil(lambda: "proposed" in pane.line.text())
    assert "and so on" in pane.diff.toPlainText()
    assert pane.preview.shown_code == rule.code
    press(filed.parts.window, "Ctrl+Return")
    qtbot.waitUntil(lambda: "Saved" in pane.line.text())
    now = present(desk_store)
    changed = now.find(rule.code)
    assert changed is not None
    assert (changed.title, changed.version) == (f"{rule.title} and so on", f"{rule.version}.1")
    assert now.version == next_version(before.version, "minor")
    assert read_set_file(tmp_path / "guidelines.toml") == (now, ())
    with desk_store.read() as session:
        assert guidelines_of(session, OWN, before.version) == before
    press(filed.parts.window, "Esc")
    assert not filed.parts.following.editing.is_open


def test_a_mistake_is_told_and_never_saved(
    filed: Desk, desk_store: Store, qtbot: QtBot, tmp_path: Path
) -> None:
    before = present(desk_store)
    pane = opened(filed, qtbot)
    after(pane, "strike_days = ")
    type_text(filed.parts.window, "many ")
    qtbot.waitUntil(lambda: pane.line.text().startswith("✗"))
    said = pane.line.text()
    press(filed.parts.window, "Ctrl+Return")
    qtbot.waitUntil(lambda: pane.line.text() == said)
    assert present(desk_store) == before
    assert not (tmp_path / "guidelines.toml").exists()
    text = pane.field.toPlainText()
    press(filed.parts.window, "Esc")
    opened(filed, qtbot)
    assert pane.field.toPlainText() == text  # half-made text is not lost on the way


def test_letters_in_the_editor_decide_nothing(filed: Desk, qtbot: QtBot) -> None:
    screen = filed.parts.screen
    ref = screen.file.ref if screen.file else None
    pane = opened(filed, qtbot)
    pane.row.setFocus()
    press(filed.parts.window, "D", "Right")
    assert screen.file is not None
    assert screen.file.ref == ref
    assert filed.parts.following.editing.is_open
