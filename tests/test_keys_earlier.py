"""An earlier case and the member's other items, opened by keys over the present case, which waits beneath untouched."""

from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from moderator_desk.app import Desk
from moderator_desk.driver import press, type_text
from moderator_desk.models.store import Store
from moderator_desk.models.values import CaseRef, HistoryEntry
from moderator_desk.ui.earlier_sheet import EarlierSheet
from tests.fixtures_server import PlatformServer
from tests.test_desk_keys import all_sent, applied, go_to, on_screen


def sheet(desk: Desk) -> EarlierSheet:
    return desk.parts.following.earlier.sheet


def go_to_member_with_items(desk: Desk) -> CaseRef:
    """On to a case whose author has other items in the desk."""
    for _ in range(12):
        press(desk.parts.window, "I")
        if sheet(desk).is_open:
            press(desk.parts.window, "Esc")
            return on_screen(desk)
        press(desk.parts.window, "Space")
    raise AssertionError("nobody has two items")


def go_to_history(desk: Desk, action: str) -> CaseRef:
    """On to a case on which an action is open and whose author has a history."""
    for _ in range(12):
        ref = go_to(desk, action)
        if desk.parts.window.member._model.total:
            return ref
        press(desk.parts.window, "Space")
    raise AssertionError("nobody has a history")


def shown(desk: Desk) -> CaseRef | None:
    file = sheet(desk).case._file
    return file.ref if file else None


def to_history(desk: Desk) -> None:
    """The focus into the member's history, by F6 alone."""
    history = desk.parts.window.member._list
    for _ in range(6):
        if history.hasFocus():
            return
        press(desk.parts.window, "F6")
    raise AssertionError("F6 does not come to the history")


def half_made(desk: Desk) -> tuple[str, str, int]:
    """The open form: the reason so far, the notice, and the clause."""
    form = desk.parts.window.bar.form
    notice = "".join(each.toPlainText() for each in form.findChildren(QPlainTextEdit))
    return form.fields.reason.line.text(), notice, form.fields.clause.row.current


def test_i_shows_the_members_other_items_and_esc_goes_back(desk: Desk) -> None:
    ref = go_to_member_with_items(desk)
    press(desk.parts.window, "I")
    first = shown(desk)
    assert first is not None
    assert first != ref
    file = sheet(desk).case._file
    assert file is not None
    assert desk.parts.screen.file is not None
    assert file.case.item.author.id == desk.parts.screen.file.case.item.author.id
    press(desk.parts.window, "Esc")
    assert not sheet(desk).is_open
    assert on_screen(desk) == ref
    assert desk.parts.window.queue.isAncestorOf(desk.parts.window.focusWidget())


def test_no_key_decides_what_lies_beneath(desk: Desk, platform: PlatformServer, desk_store: Store) -> None:
    ref = go_to_member_with_items(desk)
    before = applied(platform)
    press(desk.parts.window, "I", "D", "S", "Space", "Ctrl+Return", "F6", "1")
    assert sheet(desk).is_open
    assert on_screen(desk) == ref
    assert all_sent(desk_store)
    assert applied(platform) == before


def test_a_line_of_history_opens_over_a_half_made_decision(desk: Desk, qtbot: QtBot) -> None:
    window = desk.parts.window
    ref = go_to_history(desk, "warn")
    press(window, "W", "1")
    assert window.bar.is_open
    window.bar.form.fields.reason.setFocus()
    type_text(window, "half a reason")
    typed = half_made(desk)
    to_history(desk)
    press(window, "Home", "Return")
    assert sheet(desk).is_open
    press(window, "Ctrl+Return")
    assert window.bar.is_open
    press(window, "Tab", "Tab", "Esc")
    assert not sheet(desk).is_open
    assert window.member._list.hasFocus()
    assert window.bar.is_open
    assert on_screen(desk) == ref
    assert half_made(desk) == typed


def test_a_case_the_desk_does_not_have_is_asked_of_the_platform(
    desk: Desk, platform: PlatformServer, qtbot: QtBot
) -> None:
    ref = on_screen(desk)
    there = next(each["id"] for each in platform.get("/v1/cases")["cases"] if each["id"] != ref.case_id)
    with desk.parts.screen._store.write() as session:
        session.connection().exec_driver_sql("DELETE FROM case_body WHERE case_id = ?", (there,))
    assert desk.parts.screen.file is not None
    line = HistoryEntry(
        "h", desk.parts.screen.file.case.opened_at, "decision", case_id=there, words="x" * 300
    )
    desk.parts.following.earlier.open_line(line)
    assert "x" * 300 in sheet(desk)._line.toPlainText()
    qtbot.waitUntil(lambda: shown(desk) == CaseRef(ref.account, there))
    desk.parts.following.earlier.open_line(
        HistoryEntry("h", line.at, "decision", case_id="no-such-case", words="gone")
    )
    qtbot.waitUntil(lambda: "does not have it any more" in sheet(desk)._said.full_text())
    assert shown(desk) is None


def test_y_says_what_is_shown_and_how_many(desk: Desk) -> None:
    for _ in range(12):
        if desk.parts.window.member._model.total:
            break
        press(desk.parts.window, "Space")
    press(desk.parts.window, "Y")
    total = desk.parts.window.member._model.total
    assert desk.parts.window.status.said().endswith(f" of {total}")


def test_v_reveals_a_picture_of_the_earlier_case_and_all_is_covered_by_one_key(
    desk: Desk, platform: PlatformServer, qtbot: QtBot
) -> None:
    window, there = desk.parts.window, "c-date"
    while on_screen(desk).case_id == there:
        press(window, "Space")
    file = desk.parts.screen.file
    assert file is not None
    desk.parts.following.earlier.open_line(HistoryEntry("h", file.case.opened_at, "decision", case_id=there))
    qtbot.waitUntil(lambda: shown(desk) is not None)
    (tile,) = sheet(desk).case.tiles()
    for state in ("first", "revealed"):
        press(window, "V")
        qtbot.waitUntil(lambda state=state: tile.state == state, timeout=20_000)
    press(window, "Ctrl+Shift+H")
    assert tile.state == "covered"
    press(window, "Ctrl+Shift+H")
    assert sheet(desk).is_open
    press(window, "Esc")
    assert not sheet(desk).is_open
