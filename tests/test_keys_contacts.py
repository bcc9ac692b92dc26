"""Contact details by keys: named under the item, and taken out of its text one by one or all at once."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from moderator_desk.app import Desk
from moderator_desk.content import contacts
from moderator_desk.content.contacts import contacts_in
from moderator_desk.driver import press
from moderator_desk.models.store import Store
from moderator_desk.models.values import CaseRef
from moderator_desk.review import case_file
from moderator_desk.ui.safe import SafeLabel
from tests.fixtures_server import ROOT, PlatformServer, running_platform
from tests.test_desk_keys import all_sent

PHONE_AND_MAIL, PUBLIC_NOTHING = CaseRef("here", "c-a001"), CaseRef("here", "c-a003")
POSING_LINK, BARE_LINK = CaseRef("here", "c-s37"), CaseRef("here", "c-s01")


def show(desk: Desk, qtbot: QtBot, ref: CaseRef) -> None:
    qtbot.waitUntil(lambda: in_store(desk, ref))
    contacts_in("")  # the first text of all is looked through on another thread
    desk.parts.screen.show(ref)
    QApplication.processEvents()


@pytest.fixture(scope="module")
def platform_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlatformServer]:
    """A platform with the demo community on it."""
    db = f"sqlite:///{tmp_path_factory.mktemp('demo')}/platform.sqlite"
    with running_platform(db, world=ROOT / "resources" / "demo") as made:
        yield made


def in_store(desk: Desk, ref: CaseRef) -> bool:
    return case_file(desk.parts.screen._store, ref) is not None


def said_of(desk: Desk) -> str:
    labels = desk.parts.window.case.finds.findChildren(SafeLabel)
    return " ".join(label.text() for label in labels if label.isVisible())


def edited(desk: Desk) -> str:
    bar = desk.parts.window.bar
    assert bar.is_open
    return bar.form.fields.edit.new_text()


def test_what_a_text_holds_is_said_under_it(desk: Desk, qtbot: QtBot) -> None:
    show(desk, qtbot, PHONE_AND_MAIL)
    qtbot.waitUntil(lambda: "1 e-mail address, 1 phone number" in said_of(desk))
    show(desk, qtbot, PUBLIC_NOTHING)
    assert "Contact details" not in said_of(desk)


def test_the_first_text_of_all_is_looked_through_off_the_main_thread(desk: Desk, qtbot: QtBot) -> None:
    """The finder has nothing made yet: the line comes by an errand, and nobody asks for it again."""
    qtbot.waitUntil(lambda: in_store(desk, PHONE_AND_MAIL))
    desk.parts.screen.show(PUBLIC_NOTHING)
    contacts._kept.cache_clear()
    desk.parts.screen.show(PHONE_AND_MAIL)
    assert "Contact details" not in said_of(desk)
    qtbot.waitUntil(lambda: "1 e-mail address, 1 phone number" in said_of(desk))


def test_one_after_the_other_is_taken_out(desk: Desk, qtbot: QtBot) -> None:
    show(desk, qtbot, PHONE_AND_MAIL)
    press(desk.parts.window, "Ctrl+J")
    assert "[phone] or lukas.tandem@mail.example" in edited(desk)
    press(desk.parts.window, "Ctrl+J")
    assert "[phone] or [e-mail]" in edited(desk)
    press(desk.parts.window, "Ctrl+J")
    assert "No contact details" in desk.parts.window.status.said()


def test_all_are_taken_out_recorded_and_reach_the_server(
    desk: Desk, desk_store: Store, platform: PlatformServer, qtbot: QtBot
) -> None:
    show(desk, qtbot, PHONE_AND_MAIL)
    press(desk.parts.window, "E", "Ctrl+Shift+J")
    assert "[phone] or [e-mail]" in edited(desk)
    press(desk.parts.window, "1", "Ctrl+Return")
    assert not desk.parts.window.bar.is_open
    qtbot.waitUntil(lambda: all_sent(desk_store))
    assert "[phone] or [e-mail]" in platform.case(PHONE_AND_MAIL.case_id)["item"]["text_now"]


def test_taking_out_is_undone_like_typing(desk: Desk, qtbot: QtBot) -> None:
    show(desk, qtbot, PHONE_AND_MAIL)
    press(desk.parts.window, "E", "Ctrl+Shift+J")
    field = desk.parts.window.bar.form.fields.edit.field
    for _ in range(6):
        if not field.hasFocus():
            press(desk.parts.window, "Tab")
    press(desk.parts.window, "Ctrl+Z")
    assert "lukas.tandem@mail.example" in edited(desk)


@pytest.mark.parametrize("key", ["Ctrl+J", "Ctrl+Shift+J"])
def test_nothing_is_taken_out_of_a_case_out_of_sight(desk: Desk, qtbot: QtBot, key: str) -> None:
    show(desk, qtbot, PHONE_AND_MAIL)
    press(desk.parts.window, "O", key)
    assert not desk.parts.window.bar.is_open


def test_the_gate_says_whose_site_a_link_leads_to(desk: Desk, qtbot: QtBot) -> None:
    show(desk, qtbot, POSING_LINK)
    qtbot.waitUntil(lambda: "1 link (in disguise)" in said_of(desk))
    press(desk.parts.window, "L")
    gate = desk.parts.window.link_gate
    qtbot.waitUntil(lambda: "confirm-account.test" in gate.findChildren(SafeLabel)[2].text(), timeout=10_000)


def test_a_bare_link_is_looked_at_by_key_too(desk: Desk, qtbot: QtBot) -> None:
    show(desk, qtbot, BARE_LINK)
    press(desk.parts.window, "L")
    gate = desk.parts.window.link_gate
    assert gate.isVisible()
    assert any("essay-helpers.test" in each.text() for each in gate.findChildren(SafeLabel))
    press(desk.parts.window, "Esc")
    assert not gate.isVisible()
