"""Every wording of an item by keys, and the words a decision was about."""

from datetime import timedelta

from msgspec.structs import replace
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from moderator_desk.app import Desk
from moderator_desk.driver import press
from moderator_desk.models import cases
from moderator_desk.models.store import Store
from moderator_desk.models.values import CaseFile, CaseRef, Media
from moderator_desk.ui.safe import SafeLabel, SafeText
from tests.fixtures_server import PlatformServer
from tests.test_desk_keys import all_sent, go_to, on_screen


def shown_file(desk: Desk) -> CaseFile:
    file = desk.parts.screen.file
    assert file is not None
    return file


def to_open_words(desk: Desk) -> CaseRef:
    """On to a case that can be dismissed, its words shown."""
    ref = go_to(desk, "dismiss")
    if desk.parts.window.case.reveals.words_covered:
        press(desk.parts.window, "F")
        assert desk.parts.window.status.said() == "The words of this case are covered. Show them first."
        press(desk.parts.window, "V")
    return ref


def told(desk: Desk, store: Store, text: str, *, sealed: bool = False) -> None:
    """The platform tells the case on the screen anew, with this text."""
    file = shown_file(desk)
    with store.write() as session:
        case = cases.read_case(session, file.ref)
        assert case is not None
        at = case.changed_at + timedelta(minutes=3)
        media = (Media("m9", sealed=True),) if sealed else case.item.media
        item = replace(case.item, text_now=text, edited_at=at, media=media)
        fresh = replace(case, item=item, version=case.version + 1, changed_at=at)
        changes = cases.upsert(session, file.ref.account, [fresh])
    desk.parts.following.changed(changes)


def line(desk: Desk) -> str:
    label = desk.parts.window.case._wordings
    assert isinstance(label, SafeLabel)
    return label.full_text() if label.isVisible() else ""


def test_all_wordings_are_shown_with_what_each_changed(desk: Desk, desk_store: Store) -> None:
    window, sheet = desk.parts.window, desk.parts.wordings.sheet
    to_open_words(desk)
    first = shown_file(desk).case.item.text
    press(window, "F")
    assert not sheet.isVisible()
    assert window.status.said() == "Only one wording of this item was seen."
    told(desk, desk_store, "a second wording")
    assert line(desk) == ""  # both stand on the screen
    told(desk, desk_store, "a third wording altogether")
    assert line(desk) == "3 wordings were seen · F shows them"
    press(window, "F")
    assert sheet.isVisible()
    lines, text = sheet.shown()
    assert [each.split(" · ")[0] for each in lines] == ["1", "2", "3"]
    assert (lines[0].endswith("earliest seen"), lines[2].endswith("latest seen")) == (True, True)
    assert "second" in text
    assert "third" in text  # gone and new in one
    press(window, "Up", "Up")
    assert sheet.shown()[1] == first
    ref = on_screen(desk)
    press(window, "D")
    assert on_screen(desk) == ref  # no letter decides while it lies over the case
    press(window, "Esc")
    assert not sheet.isVisible()
    press(window, "D")
    assert on_screen(desk) != ref


def test_it_goes_when_the_case_is_sealed_and_nothing_is_left_in_it(desk: Desk, desk_store: Store) -> None:
    to_open_words(desk)
    told(desk, desk_store, "a second wording")
    press(desk.parts.window, "F")
    assert desk.parts.wordings.is_open
    told(desk, desk_store, "a third wording", sealed=True)
    assert not desk.parts.wordings.is_open
    assert desk.parts.wordings.sheet.shown() == ([], "")
    assert shown_file(desk).wordings == ()
    press(desk.parts.window, "F")
    assert not desk.parts.wordings.is_open


def test_a_past_decision_quotes_the_words_it_was_about(
    desk: Desk, desk_store: Store, platform: PlatformServer, qtbot: QtBot
) -> None:
    window = desk.parts.window
    ref = to_open_words(desk)
    text = window.case.item.target
    text.setFocus(Qt.FocusReason.TabFocusReason)
    cursor = text.textCursor()
    cursor.setPosition(0)
    cursor.setPosition(4, cursor.MoveMode.KeepAnchor)
    text.setTextCursor(cursor)
    words = text.toPlainText()[:4]
    press(window, "M")
    assert len(window.case.spans()) == 1
    press(window, "D")
    qtbot.waitUntil(lambda: all_sent(desk_store))

    def decided() -> bool:
        with desk_store.read() as session:
            case = cases.read_case(session, ref)
        return case is not None and bool(case.decisions)

    desk.parts.screen.show(ref)
    press(window, "Ctrl+R")
    qtbot.waitUntil(decided)
    desk.parts.screen.show(None)
    desk.parts.screen.show(ref)
    window.case._around.set_covered(False)
    said = [each.toPlainText() for each in window.case._around.findChildren(SafeText) if each.isVisible()]
    assert any(f"About: “{words}”" in each for each in said)
    window.case._around.set_covered(True)
    said = [each.toPlainText() for each in window.case._around.findChildren(SafeText) if each.isVisible()]
    assert not any("About" in each for each in said)
