"""Keys for wellbeing: two steps to a clear picture, peeking, zoom under the filter, covered words."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from moderator_desk.app import Desk
from moderator_desk.driver import press, wait_until
from moderator_desk.models.accounts import Account
from moderator_desk.models.store import Store
from moderator_desk.models.values import CaseRef
from moderator_desk.settings import PICTURE_FILTERS, Settings, read_settings
from moderator_desk.ui.media_tile import MediaTile
from moderator_desk.ui.queue_model import LINE_ROLE
from tests.fixtures_desk import running_desk
from tests.fixtures_server import PlatformServer, running_platform
from tests.picture_world import colours, drawn, world_with_picture

PHOTO, WORDS, CHAT, SEALED = (CaseRef("here", f"c-{name}") for name in ("photo", "word", "date", "sealed"))


@pytest.fixture(scope="module")
def pictured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlatformServer]:
    """A platform of this file's own, with a picture in which there is something to see. No test here changes it."""
    folder = tmp_path_factory.mktemp("pictured")
    world = world_with_picture(folder / "world")
    with running_platform(f"sqlite:///{folder / 'platform.sqlite'}", world=world) as server:
        yield server


@pytest.fixture
def platform(pictured: PlatformServer) -> PlatformServer:
    """The platform of the desks here."""
    return pictured


@pytest.fixture
def covering_desk(qtbot: QtBot, qapp: object, desk_store: Store, platform: PlatformServer) -> Iterator[Desk]:
    """A desk that covers the words of the cases under RESP and PRIV."""
    account, token = Account("here", "desk", platform.url, "Here"), platform.tokens["senior"]
    settings = Settings(theme="light", undo_seconds=0, arm_ms=0, covered_texts=("RESP", "PRIV"))
    with running_desk(desk_store, account, token, qtbot, qapp, settings) as made:
        yield made


def tile_of(desk: Desk, ref: CaseRef) -> MediaTile:
    """Go to a case with one picture; its tile."""
    desk.parts.screen.show(ref)
    QApplication.processEvents()
    (tile,) = desk.parts.window.case.tiles()
    return tile


def open_first(desk: Desk, qtbot: QtBot, ref: CaseRef = PHOTO) -> MediaTile:
    tile = tile_of(desk, ref)
    press(desk.parts.window, "V")
    qtbot.waitUntil(lambda: tile.state == "first")
    return tile


def seen(desk: Desk) -> str:
    """All words of the case that are to be seen."""
    fields = desk.parts.window.case.findChildren(QPlainTextEdit)
    return "\n".join(each.toPlainText() for each in fields if each.isVisible())


def held(desk: Desk, key: Qt.Key = Qt.Key.Key_Period) -> None:
    QTest.keyPress(QApplication.focusWidget() or desk.parts.window, key)


def let_go(desk: Desk, key: Qt.Key = Qt.Key.Key_Period) -> None:
    QTest.keyRelease(QApplication.focusWidget() or desk.parts.window, key)
    wait_until(lambda: not desk.parts.comforts.peeking, "the end of the peek")


def test_a_picture_is_clear_after_two_presses_and_covered_after_three(desk: Desk, qtbot: QtBot) -> None:
    tile = tile_of(desk, PHOTO)
    assert tile.state == "covered-unloaded"
    press(desk.parts.window, "V")
    qtbot.waitUntil(lambda: tile.state == "first")
    first = drawn(tile)
    press(desk.parts.window, "V")
    assert tile.state == "revealed"
    assert drawn(tile).height() > first.height()
    press(desk.parts.window, "V")
    assert tile.state == "covered"


def test_a_press_before_the_picture_is_there_does_not_skip_the_first_look(desk: Desk, qtbot: QtBot) -> None:
    tile = tile_of(desk, PHOTO)
    press(desk.parts.window, "V", "V")
    qtbot.waitUntil(lambda: tile.state != "loading")
    assert tile.state == "first"


def test_the_filter_goes_round_is_kept_and_stays_at_every_zoom(
    qtbot: QtBot, qapp: object, desk_store: Store, platform: PlatformServer, tmp_path: Path
) -> None:
    file = tmp_path / "settings.json"
    account, token = Account("here", "desk", platform.url, "Here"), platform.tokens["senior"]
    with running_desk(desk_store, account, token, qtbot, qapp, settings_file=file) as desk:
        tile = open_first(desk, qtbot)
        looks = {}
        for filter_ in (*PICTURE_FILTERS, "both"):
            assert desk.parts.sheets.settings.picture_filter == filter_
            looks[filter_] = drawn(tile)
            press(desk.parts.window, "Shift+V")
        assert read_settings(file).picture_filter == "blur"
        assert colours(looks["none"]) > 50 < colours(looks["blur"])
        assert colours(looks["both"]) == colours(looks["grey"]) == 0
        assert looks["blur"] != looks["none"]
        assert looks["grey"] != looks["both"]
        press(desk.parts.window, "Shift+V", "Shift+V", "Shift+V")  # round to both
        for _ in range(6):
            press(desk.parts.window, "+")
            assert colours(drawn(tile)) == 0
        assert tile.look.zoom == 4.0
        before = drawn(tile)
        press(desk.parts.window, "Right", "Down")
        assert drawn(tile) != before
        assert colours(drawn(tile)) == 0
        assert tile.state == "first"
        for _ in range(6):
            press(desk.parts.window, "-")
        assert drawn(tile) == looks["both"]


def test_a_blurred_first_look_holds_few_dots_however_large(desk: Desk, qtbot: QtBot) -> None:
    tile = open_first(desk, qtbot)
    press(desk.parts.window, "+", "+", "+", "+")
    image = drawn(tile)
    steps = [
        abs(image.pixelColor(x, y).red() - image.pixelColor(x + 1, y).red())
        for y in range(4, image.height() - 60, 5)  # above the corner that says what V does
        for x in range(4, image.width() - 5, 5)
    ]
    assert max(steps) < 40  # no edge is left
    press(desk.parts.window, "V")
    clear = drawn(tile)
    edges = [
        abs(clear.pixelColor(x, y).red() - clear.pixelColor(x + 1, y).red())
        for y in range(4, clear.height() - 4)
        for x in range(4, clear.width() - 5)
    ]
    assert max(edges) > 40


def test_peeking_shows_a_picture_while_the_key_is_held(desk: Desk, qtbot: QtBot) -> None:
    tile = tile_of(desk, PHOTO)
    held(desk)
    qtbot.waitUntil(lambda: tile.state == "covered")  # it has arrived
    clear = drawn(tile)
    assert colours(clear) > 50
    let_go(desk)
    assert not tile.is_open
    assert colours(drawn(tile)) == 0
    press(desk.parts.window, "V")
    assert tile.state == "first"
    held(desk)
    assert drawn(tile) == clear
    let_go(desk)
    assert tile.state == "first"
    assert colours(drawn(tile)) == 0


def test_peeking_ends_when_the_window_loses_the_keys_or_another_comes(desk: Desk, qtbot: QtBot) -> None:
    tile = open_first(desk, qtbot)
    held(desk)
    assert tile.peeking
    QApplication.sendEvent(desk.parts.window, QEvent(QEvent.Type.WindowDeactivate))
    assert (tile.peeking, tile.state) == (False, "first")
    let_go(desk)
    held(desk)
    assert (tile.peeking, tile.state) == (True, "first")
    press(desk.parts.window, "F6")
    assert (tile.peeking, tile.state) == (False, "first")


def test_a_repeat_of_the_held_key_that_looks_like_a_press_does_not_end_the_peek(
    desk: Desk, qtbot: QtBot
) -> None:
    tile, window, comforts = open_first(desk, qtbot), desk.parts.window, desk.parts.comforts
    held(desk)
    for kind in (QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
        event = QKeyEvent(kind, Qt.Key.Key_Period, Qt.KeyboardModifier.NoModifier, ".")
        event.setTimestamp(51_068_290)
        QApplication.sendEvent(window, event)
    assert not comforts._up.isActive()
    assert tile.peeking
    let_go(desk)
    assert not tile.peeking


def test_peeking_from_a_menu_shows_nothing_as_nothing_would_end_it(desk: Desk, qtbot: QtBot) -> None:
    tile = open_first(desk, qtbot)
    desk.parts.actions.by_id["peek"].trigger()
    assert not tile.peeking
    assert "held" in desk.parts.window.status.said()


def test_the_next_case_is_covered_and_so_is_this_one_when_it_comes_back(desk: Desk, qtbot: QtBot) -> None:
    tile = open_first(desk, qtbot)
    press(desk.parts.window, "V", "+")
    assert tile.state == "revealed"
    press(desk.parts.window, "Space", "K")
    assert desk.parts.screen.file is not None
    assert desk.parts.screen.file.ref == PHOTO
    (tile,) = desk.parts.window.case.tiles()
    assert tile.state == "covered-unloaded"
    assert not tile.look
    assert tile.look.zoom == 1.0


def test_words_under_a_chosen_guideline_are_covered_until_revealed(covering_desk: Desk, qtbot: QtBot) -> None:
    desk, window = covering_desk, covering_desk.parts.window
    desk.parts.screen.show(WORDS)
    file = desk.parts.screen.file
    assert file is not None
    text = file.case.item.text
    cover = window.case.reveals.cover
    assert text not in seen(desk)
    assert file.case.reports[0].words not in seen(desk) or not file.case.reports[0].words
    assert cover.isVisible()
    assert "RESP" in cover.accessibleDescription()
    held(desk)
    assert text in seen(desk)
    let_go(desk)
    assert text not in seen(desk)
    assert window.conflict._text.isHidden()  # a decision that came back has the same words
    press(window, "V")
    assert text in seen(desk)
    assert cover.isHidden()
    assert not window.conflict._text.isHidden()
    press(window, "V")
    assert text not in seen(desk)
    press(window, "V", "Space", "K")
    assert text not in seen(desk)


def test_words_come_before_pictures(covering_desk: Desk, qtbot: QtBot) -> None:
    tile = tile_of(covering_desk, PHOTO)
    press(covering_desk.parts.window, "V")
    assert not covering_desk.parts.window.case.reveals.words_covered
    assert tile.state == "covered-unloaded"
    press(covering_desk.parts.window, "V")
    qtbot.waitUntil(lambda: tile.state == "first")


def test_the_queue_tells_no_covered_words_either(covering_desk: Desk) -> None:
    model = covering_desk.parts.model
    for row in range(model.rowCount()):
        line = model.index(row).data(LINE_ROLE)
        told = model.index(row).data(Qt.ItemDataRole.AccessibleTextRole)
        covered = line.guideline in ("RESP", "PRIV")
        assert ("Words covered" in told) is bool(covered and line.snippet)
        assert not covered or not line.snippet or line.snippet not in told


def test_a_key_chooses_whose_words_are_covered(desk: Desk) -> None:
    desk.parts.screen.show(WORDS)
    text = desk.parts.screen.file.case.item.text  # type: ignore[union-attr]
    assert text in seen(desk)
    press(desk.parts.window, "Shift+H")
    assert text not in seen(desk)
    assert "RESP" in desk.parts.sheets.settings.covered_texts
    press(desk.parts.window, "Shift+H")
    assert text in seen(desk)
    assert "RESP" not in desk.parts.sheets.settings.covered_texts
