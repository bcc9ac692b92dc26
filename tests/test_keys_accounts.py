"""Accounts by key events alone, on real servers: added, tested, renamed, marked, put into a mode and taken away."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QListView
from pytestqt.qtbot import QtBot

from moderator_desk.app import Desk
from moderator_desk.driver import press, type_text
from moderator_desk.models.accounts import Account, accounts
from moderator_desk.models.store import Store
from moderator_desk.ui.safe import SafeLabel
from tests.fixtures_server import PlatformServer, running_platform
from tests.test_desk_keys import all_sent, decide, go_to, on_screen
from tests.test_keys_outbox import texts


@pytest.fixture(scope="module")
def other_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlatformServer]:
    """A second platform."""
    with running_platform(f"sqlite:///{tmp_path_factory.mktemp('other')}/platform.sqlite") as made:
        yield made


@pytest.fixture
def other(other_server: PlatformServer) -> PlatformServer:
    other_server.control("reset")
    return other_server


def known(store: Store) -> dict[str, Account]:
    """The accounts by name."""
    with store.read() as session:
        return {each.name: each for each in accounts(session)}


def answered(desk: Desk, qtbot: QtBot, words: str) -> None:
    """Wait until the sheet says this of the last change."""
    qtbot.waitUntil(lambda: words in said(desk))


def said(desk: Desk) -> str:
    return " ".join(texts(desk.parts.window.accounts))


def add(desk: Desk, qtbot: QtBot, address: str, token: str, name: str) -> None:
    """Open the sheet and fill in a new account."""
    press(desk.parts.window, "Ctrl+Shift+A", "N", "Tab")
    for text in (address, name, token):
        type_text(desk.parts.window, text)
        press(desk.parts.window, "Tab" if text != token else "Return")


def two_accounts(desk: Desk, qtbot: QtBot, other: PlatformServer) -> None:
    add(desk, qtbot, other.url, other.tokens["senior"], "There")
    answered(desk, qtbot, "There was added.")
    press(desk.parts.window, "Esc")
    qtbot.waitUntil(lambda: len(names_on_lines(desk)) == 2)


def names_on_lines(desk: Desk) -> set[str]:
    """The accounts of the lines that are in the queue."""
    model = desk.parts.model
    lines = [model.line(row) for row in range(model.rowCount())]
    return {line.ref.account for line in lines if line is not None}


def step(desk: Desk, qtbot: QtBot) -> set[str]:
    """The next account's queue; the accounts of its lines."""
    before = names_on_lines(desk)
    press(desk.parts.window, "G")
    qtbot.waitUntil(lambda: names_on_lines(desk) != before)
    return names_on_lines(desk)


def narrowed_to(desk: Desk, qtbot: QtBot, account: str) -> None:
    """The queue of that account alone."""
    assert any(step(desk, qtbot) == {account} for _ in range(3))


def test_an_account_is_added_and_its_cases_stand_in_the_same_queue(
    desk: Desk, desk_store: Store, other: PlatformServer, qtbot: QtBot
) -> None:
    add(desk, qtbot, "http://127.0.0.1:1", "what-is-this", "There")
    answered(desk, qtbot, "Nothing was changed.")
    assert desk.parts.window.accounts.form.is_open  # what was typed is kept
    press(desk.parts.window, "Esc", "Esc")
    assert set(known(desk_store)) == {"Here"}
    add(desk, qtbot, other.url, "what-is-this", "There")
    answered(desk, qtbot, "does not accept our sign-in")
    press(desk.parts.window, "Esc", "Esc")
    two_accounts(desk, qtbot, other)
    made = known(desk_store)["There"].id
    assert names_on_lines(desk) == {"here", made}
    assert desk.parts.window.band.isVisible()
    assert desk.parts.window.band.text() == "\u2068Here\u2069"


def test_no_secret_is_shown_or_kept_in_the_store(
    desk: Desk, desk_store: Store, other: PlatformServer, qtbot: QtBot, tmp_path: Path
) -> None:
    press(desk.parts.window, "Ctrl+Shift+A")
    assert "lasts until the desk is closed" in said(desk)
    press(desk.parts.window, "Esc")
    two_accounts(desk, qtbot, other)
    token = other.tokens["senior"].encode()
    assert desk.parts.window.accounts.form._secret.text() == ""
    assert not [path for path in tmp_path.rglob("desk.sqlite*") if token in path.read_bytes()]


def test_the_queue_narrows_to_one_account_and_back(desk: Desk, other: PlatformServer, qtbot: QtBot) -> None:
    press(desk.parts.window, "G")
    assert "one account" in desk.parts.window.status.said()
    two_accounts(desk, qtbot, other)
    both = names_on_lines(desk)
    seen = [step(desk, qtbot) for _ in range(3)]
    assert sorted(map(sorted, seen[:2])) == sorted([each] for each in both)
    assert seen[2] == both


def test_a_decision_reaches_the_account_its_case_is_from_and_no_other(
    desk: Desk, desk_store: Store, platform: PlatformServer, other: PlatformServer, qtbot: QtBot
) -> None:
    two_accounts(desk, qtbot, other)
    there = known(desk_store)["There"].id
    narrowed_to(desk, qtbot, there)
    press(desk.parts.window, "Space")
    assert on_screen(desk).account == there
    assert desk.parts.window.band.text() == "\u2068There\u2069"
    go_to(desk, "dismiss")
    decided = on_screen(desk)
    as_it_was = platform.case(decided.case_id)["state"]
    decide(desk, "D", "dismiss")
    qtbot.waitUntil(lambda: all_sent(desk_store))
    assert other.case(decided.case_id)["state"] == "decided"
    assert platform.case(decided.case_id)["state"] == as_it_was


def test_test_rename_and_colour(desk: Desk, desk_store: Store, qtbot: QtBot) -> None:
    window = desk.parts.window
    press(window, "Ctrl+Shift+A", "T")
    answered(desk, qtbot, "the sign-in works")
    press(window, "R", "Ctrl+A")
    type_text(window, "Elsewhere")
    press(window, "Return")
    answered(desk, qtbot, "It is called Elsewhere now.")
    press(window, "C", "Right", "Return")
    answered(desk, qtbot, "has another colour")
    assert known(desk_store)["Elsewhere"].colour
    press(window, "Esc")
    assert window.case.isVisible()


def put_into(desk: Desk, qtbot: QtBot, steps: int) -> None:
    """Another mode for the account: so many steps to the right of the present one."""
    press(desk.parts.window, "Ctrl+Shift+A", "M", *(["Right"] * steps), "Return")
    answered(desk, qtbot, "is now")
    press(desk.parts.window, "Esc")


def test_a_rehearsal_says_so_all_the_time_and_never_reaches_the_server(
    desk: Desk, desk_store: Store, platform: PlatformServer, qtbot: QtBot
) -> None:
    put_into(desk, qtbot, 1)
    window = desk.parts.window
    assert window.band.isVisible()
    assert "nothing is sent" in window.band.text()
    before = platform.control("effects")
    go_to(desk, "dismiss")
    decided = on_screen(desk)
    as_it_was = platform.case(decided.case_id)["state"]
    press(window, "D")
    qtbot.waitUntil(lambda: on_screen(desk) != decided)
    press(window, "R")
    assert window.bar.is_open
    assert window.bar.band.isVisible()
    assert "nothing is sent" in window.bar.band.text()
    press(window, "Esc", "Ctrl+R", "O")
    assert any("never sent" in text.lower() or "rehears" in text.lower() for text in texts(window))
    assert platform.control("effects") == before
    assert platform.case(decided.case_id)["state"] == as_it_was


def test_read_only_decides_nothing_and_says_why(
    desk: Desk, desk_store: Store, platform: PlatformServer, qtbot: QtBot
) -> None:
    put_into(desk, qtbot, 2)
    window, ref = desk.parts.window, on_screen(desk)
    for key in ("D", "R", "N"):
        press(window, key)
        assert on_screen(desk) == ref
        assert not window.bar.is_open
        assert "read-only" in window.status.said()
    assert all_sent(desk_store)


def test_while_accounts_are_to_be_seen_no_letter_decides(desk: Desk, desk_store: Store) -> None:
    ref = on_screen(desk)
    press(desk.parts.window, "Ctrl+Shift+A", "D", "X", "E")
    assert on_screen(desk) == ref
    assert all_sent(desk_store)
    assert not desk.parts.window.bar.isVisible()


def test_removal_shows_what_waits_and_is_asked_for_twice(
    desk: Desk, desk_store: Store, platform: PlatformServer, other: PlatformServer, qtbot: QtBot
) -> None:
    two_accounts(desk, qtbot, other)
    platform.fault("rate-limit", "PUT", "/v1/decisions", seconds=600)
    narrowed_to(desk, qtbot, "here")
    if on_screen(desk).account != "here":
        press(desk.parts.window, "Space")
    go_to(desk, "dismiss")
    decided = on_screen(desk)
    decide(desk, "D", "dismiss")
    window = desk.parts.window
    press(window, "Ctrl+Shift+A")
    ids = [each.id for each in window.known.every]
    for _ in range(len(ids)):
        chosen = window.accounts.chosen()
        if chosen is not None and chosen.id == "here":
            break
        press(window, "Down")
    press(window, "Delete")
    assert "has not been sent and will never be" in said(desk)
    assert decided.case_id in " ".join(
        window.accounts.waiting.item(row).text() for row in range(window.accounts.waiting.count())
    )
    press(window, "Esc")
    assert set(known(desk_store)) == {"Here", "There"}
    press(window, "Delete", "Y")
    answered(desk, qtbot, "The account was removed.")
    assert set(known(desk_store)) == {"There"}
    press(window, "Esc")
    qtbot.waitUntil(lambda: names_on_lines(desk) == {known(desk_store)["There"].id})
    assert on_screen(desk).account == known(desk_store)["There"].id


def test_the_accounts_names_are_plain_text(desk: Desk, desk_store: Store, qtbot: QtBot) -> None:
    window = desk.parts.window
    press(window, "Ctrl+Shift+A", "R", "Ctrl+A")
    type_text(window, "<b>x</b>")
    press(window, "Return")
    answered(desk, qtbot, "<b>x</b>")
    assert not [each for each in window.accounts.findChildren(SafeLabel) if each.text() == "x"]
    assert window.findChildren(QListView)
