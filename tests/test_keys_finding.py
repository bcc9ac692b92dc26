"""Search over everything, and precedents, by keys."""

import msgspec
from pytestqt.qtbot import QtBot

from moderator_desk.app import Desk
from moderator_desk.driver import press, type_text
from moderator_desk.models import cases, indexing
from moderator_desk.models.store import Store
from moderator_desk.models.values import Case, CaseRef
from tests.test_desk_keys import all_sent, decide, go_to, on_screen


def indexed(store: Store) -> bool:
    with store.read() as session:
        return not indexing.left(session)


def copy_of(store: Store, ref: CaseRef, name: str) -> None:
    """Another case with the same words, as a platform would tell of it."""
    with store.write() as session:
        case = cases.read_case(session, ref)
        assert isinstance(case, Case)
        item = msgspec.structs.replace(case.item, text=f"{case.item.text} {WORDS}", text_now=None)
        cases.upsert(
            session, ref.account, [msgspec.structs.replace(case, item=item, version=case.version + 5)]
        )
        made = msgspec.structs.replace(case, id=name, item=item, decisions=(), state="open", claim=None)
        cases.upsert(session, ref.account, [made])


WORDS = "the purple submarine sings to nineteen walnuts every wednesday"


def test_everything_is_searched_as_one_types(desk: Desk, desk_store: Store, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: indexed(desk_store))
    before = go_to(desk, "dismiss")
    copy_of(desk_store, before, "copy-1")
    qtbot.waitUntil(lambda: index(desk_store))
    sheet = desk.parts.following.finding.everything
    press(desk.parts.window, "Ctrl+F")
    assert sheet.isVisible()
    type_text(desk.parts.window, "purple subm")
    qtbot.waitUntil(lambda: set(sheet.shown()) == {before, CaseRef(before.account, "copy-1")})
    type_text(desk.parts.window, " -walnuts")
    qtbot.waitUntil(lambda: sheet.said() == "Nothing is found.")
    type_text(desk.parts.window, " before:never")
    qtbot.waitUntil(lambda: "never is no day" in sheet.said().replace("\u2068", "").replace("\u2069", ""))
    press(desk.parts.window, "Esc")
    assert not sheet.isVisible()
    assert on_screen(desk) == before


def index(store: Store) -> bool:
    indexing.index_some(store)
    return indexed(store)


def test_enter_opens_a_case_and_k_comes_back(desk: Desk, desk_store: Store, qtbot: QtBot) -> None:
    before = go_to(desk, "dismiss")
    copy_of(desk_store, before, "copy-1")
    qtbot.waitUntil(lambda: index(desk_store))
    press(desk.parts.window, "Ctrl+F")
    type_text(desk.parts.window, "purple submarine")
    sheet = desk.parts.following.finding.everything
    qtbot.waitUntil(lambda: len(sheet.shown()) == 2)
    chosen = sheet.shown()[0]
    press(desk.parts.window, "Return")
    assert on_screen(desk) == chosen
    if chosen != before:
        press(desk.parts.window, "K")
        assert on_screen(desk) == before


def test_no_letter_decides_while_the_search_is_open(desk: Desk, desk_store: Store) -> None:
    before = on_screen(desk)
    press(desk.parts.window, "Ctrl+F", "D", "R")
    assert on_screen(desk) == before
    assert all_sent(desk_store)


def test_what_was_decided_before_is_told_and_opened(desk: Desk, desk_store: Store, qtbot: QtBot) -> None:
    first = decide(desk, "R", "remove")
    qtbot.waitUntil(lambda: all_sent(desk_store))
    with desk_store.write() as session:
        case = cases.read_case(session, first)
        assert case is not None
        again = msgspec.structs.replace(case, id="copy-1", decisions=(), state="open", claim=None)
        cases.upsert(session, first.account, [again])
    qtbot.waitUntil(lambda: index(desk_store))
    desk.parts.screen.show(CaseRef(first.account, "copy-1"))
    line = desk.parts.window.precedents
    qtbot.waitUntil(lambda: "1 case like this: removed 1" in line.text())
    assert "none undone" in line.text()
    press(desk.parts.window, "P")
    sheet = desk.parts.following.finding.before
    assert sheet.shown() == (first,)
    press(desk.parts.window, "Return")
    assert on_screen(desk) == first
    press(desk.parts.window, "K")
    assert on_screen(desk).case_id == "copy-1"


def test_without_precedents_p_says_so(desk: Desk, qtbot: QtBot) -> None:
    assert "sealed" in desk.parts.window.precedents.text()
    go_to(desk, "dismiss")
    qtbot.waitUntil(lambda: "No decided case" in desk.parts.window.precedents.text())
    press(desk.parts.window, "P")
    assert "No decided case" in desk.parts.window.status.said()
