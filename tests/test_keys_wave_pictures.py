"""The same picture gathers a wave, by keys: what was looked at is known at the next opening, what is sealed never is."""

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from moderator_desk.app import Desk
from moderator_desk.driver import press
from moderator_desk.models import cases
from moderator_desk.models.looks import Look, keep_look, looks
from moderator_desk.models.store import Store
from moderator_desk.models.values import Answer, CaseRef
from tests.fixtures_server import PlatformServer
from tests.models.making import NOW_MS, a_case
from tests.test_keys_wave import indexed

PHOTO = CaseRef("here", "c-photo")


@pytest.fixture
def seen(desk: Desk, desk_store: Store, qtbot: QtBot) -> Look:
    """The hash of the photo on the screen, which was looked at by its key; taken as one with enough in it."""
    with desk_store.write() as session:
        cases.upsert(session, "here", [a_case(f"p{n}", author=f"q{n}", text=f"quite {n}") for n in range(3)])
    desk.parts.screen.show(PHOTO)
    press(desk.parts.window, "V")
    qtbot.waitUntil(lambda: len(kept(desk_store)) == 1)
    seen = msgspec.structs.replace(kept(desk_store)[0], quality=90)
    with desk_store.write() as session:
        keep_look(session, seen, NOW_MS)
    return seen


def kept(store: Store) -> tuple[Look, ...]:
    with store.read() as session:
        return looks(session)


def look_at(store: Store, case_id: str, seen: Look, differs: int = 0) -> None:
    """A picture of another case that differs in so many bits was looked at."""
    pdq = f"{int(seen.pdq, 16) ^ ((1 << differs) - 1):064x}"
    with store.write() as session:
        keep_look(session, Look(CaseRef("here", case_id), "m", pdq, 90), NOW_MS)


def opened(desk: Desk, qtbot: QtBot) -> dict[str, str]:
    """Open the wave: its cases, and the line of each."""
    pane = desk.parts.window.wave
    press(desk.parts.window, "Q")
    qtbot.waitUntil(pane.isVisible)
    return {each.ref.case_id: pane.list.item(row).text() for row, each in enumerate(pane.members)}


def test_a_look_learnt_while_the_wave_is_closed_is_there_at_the_next_opening(
    desk: Desk, desk_store: Store, qtbot: QtBot, seen: Look
) -> None:
    qtbot.waitUntil(lambda: indexed(desk_store))
    before = opened(desk, qtbot)
    assert not {"p0", "p1", "p2", "c-sealed"} & set(before)  # the sealed one is by the same author
    press(desk.parts.window, "Esc")
    look_at(desk_store, "p0", seen, differs=31)
    look_at(desk_store, "p1", seen, differs=32)
    now = opened(desk, qtbot)
    assert set(now) == set(before) | {"p0"}
    assert "picture that looks the same" in now["p0"]
    assert next(each for each in desk.parts.window.wave.members if each.ref.case_id == "p0").is_in


def test_what_is_sealed_meanwhile_is_gathered_no_more(
    desk: Desk, desk_store: Store, platform: PlatformServer, qtbot: QtBot, seen: Look
) -> None:
    look_at(desk_store, "p0", seen)
    look_at(desk_store, "p2", seen)
    qtbot.waitUntil(lambda: indexed(desk_store))
    assert {"p0", "p2"} <= set(opened(desk, qtbot))
    press(desk.parts.window, "Esc")
    sealed = msgspec.structs.replace(a_case("p0", version=2, author="q0"), state="sealed")
    with desk_store.write() as session:
        cases.upsert(session, "here", [sealed])
    now = opened(desk, qtbot)
    assert "p2" in now
    assert "p0" not in now


def is_wave(value: object) -> bool:
    return isinstance(value, Answer) and isinstance(value.name, tuple) and value.name[0] == "wave"


def test_a_form_that_was_opened_meanwhile_is_not_covered(
    desk: Desk, desk_store: Store, qtbot: QtBot, seen: Look
) -> None:
    look_at(desk_store, "p0", seen)
    window = desk.parts.window
    with qtbot.waitSignal(desk._relay.arrived, check_params_cb=is_wave):
        press(window, "Q", "R")  # the wave is asked for off the main thread, the bar opens at once
        assert window.bar.is_open
    assert window.middle.currentWidget() is window.case
    assert window.bar.isVisible()
