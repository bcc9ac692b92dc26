"""A sealed case: nothing in the desk can reach its pictures. Shown from the source, and by trying everything on a real
desk against a platform that counts who asks for a picture."""

import ast
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from moderator_desk.app import Desk, make_desk
from moderator_desk.commands import COMMANDS
from moderator_desk.connections import add_account
from moderator_desk.content.images import DecodedImage
from moderator_desk.credentials import Credentials
from moderator_desk.driver import press
from moderator_desk.models.accounts import Account
from moderator_desk.models.cases import read_case, upsert
from moderator_desk.models.looks import Look
from moderator_desk.models.store import Store
from moderator_desk.models.values import (
    Case,
    CaseFile,
    CaseRef,
    ContextMessage,
    Evidence,
    Item,
    Media,
    Person,
    Report,
)
from moderator_desk.screenshots import Album
from moderator_desk.ui.case_pane import CasePane
from tests.fixtures_desk import QUICK
from tests.fixtures_server import PlatformServer, running_platform
from tests.models.making import filled, kept_looks
from tests.picture_world import world_with_picture

PACKAGE = Path(__file__).parents[1] / "moderator_desk"
OTHER_PICTURES = {f"ui/painted_ahead.py:{name}" for name in ("lay_over", "lay", "_painted")}
"""What a whole pane looks like: panes of a sealed case hold no pixels."""

SEALED, PHOTO = CaseRef("here", "c-sealed"), CaseRef("here", "c-photo")
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PIXELS = DecodedImage(2, 1, "PNG", (2, 1), b"\xff\x00\x00\xff" * 2, b"\x80\x80\x80\xff" * 2)
AT_THE_END = ("quit", "sync")


def asked(platform: PlatformServer) -> list[str]:
    """The pictures that anybody asked the platform for."""
    found: list[str] = platform.control("log")["pictures"]
    return found


def callers(name: str) -> set[str]:
    """The functions of the package, as file:function, in which something of this name is called or handed on."""
    found = set()
    for path in sorted(PACKAGE.rglob("*.py")):
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(function, ast.FunctionDef):
                continue
            for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
                given = [call.func, *call.args, *(each.value for each in call.keywords)]
                names = {getattr(each, "attr", getattr(each, "id", "")) for each in given}
                if name in names:
                    found.add(f"{path.relative_to(PACKAGE)}:{function.name}")
    return found


def test_a_picture_has_one_way_into_the_desk() -> None:
    assert callers("decode_image") == {"app.py:picture"}
    of_connectors = {
        each for each in callers("media") if not each.startswith(("server/", "platforms/", "ui/"))
    }
    ids_only = {"models/values/cases.py:metadata_only", "models/shown.py:_report"}
    assert of_connectors - ids_only == {"app.py:picture"}
    of_the_window = {each for each in callers("picture") if each.startswith(("ui/", "app", "review", "sync"))}
    asking = {"ui/showing.py:_ask_media", "ui/earlier.py:_ask_media"}
    assert of_the_window - OTHER_PICTURES == {"app.py:make_desk"} | asking


def test_the_way_in_looks_at_the_seal_before_it_asks() -> None:
    source = (PACKAGE / "app.py").read_text(encoding="utf-8")
    body = source[source.index("def picture") :]
    assert body.index("_may_open(session, ref, media_id)") < body.index("platform.media(")


def test_every_key_on_a_sealed_case_asks_for_no_picture(
    desk: Desk, desk_store: Store, platform: PlatformServer, qtbot: QtBot
) -> None:
    window = desk.parts.window
    for command in COMMANDS:
        if command.id in AT_THE_END:
            continue
        desk.parts.screen.show(SEALED)
        for key in command.keys[:1]:
            press(window, key)
        desk.parts.actions.run(command.id)
        QApplication.processEvents()
        window.grab()
        press(window, "Esc", "Esc")
        if desk.parts.comforts.curtain.is_open:
            press(window, "Esc")
    desk.parts.screen.show(SEALED)
    window.middle.setCurrentWidget(window.case)
    for tile in window.case.tiles():
        QTest.mouseClick(tile, Qt.MouseButton.LeftButton)
        assert (tile.state, bool(tile.look)) == ("sealed", False)
    QTest.keyPress(QApplication.focusWidget() or window, Qt.Key.Key_Period)
    window.grab()
    QTest.keyRelease(QApplication.focusWidget() or window, Qt.Key.Key_Period)
    assert asked(platform) == []


def test_the_errand_itself_refuses_what_is_sealed_or_not_of_the_case(
    desk: Desk, platform: PlatformServer, desk_store: Store, qtbot: QtBot
) -> None:
    picture = desk.parts.showing._tools.picture
    assert picture(SEALED, "sealed-1") == "sealed"
    assert picture(PHOTO, "sealed-1") == "sealed"
    assert picture(CaseRef("here", "no-such-case"), "photo-card") == "sealed"
    assert asked(platform) == []
    seen = picture(PHOTO, "photo-card")
    assert isinstance(seen, DecodedImage)
    assert asked(platform) == ["photo-card"]
    assert kept_looks(desk_store) == (Look(PHOTO, "photo-card", seen.pdq, seen.pdq_quality),)
    seal(platform)
    press(desk.parts.window, "Ctrl+R")
    qtbot.waitUntil(lambda: not kept_looks(desk_store))


def test_a_case_that_is_sealed_while_it_is_open_loses_its_picture(
    desk: Desk, platform: PlatformServer, qtbot: QtBot, desk_store: Store
) -> None:
    desk.parts.screen.show(PHOTO)
    (tile,) = desk.parts.window.case.tiles()
    press(desk.parts.window, "V")
    qtbot.waitUntil(lambda: tile.state == "first")
    seal(platform)
    press(desk.parts.window, "Ctrl+R")
    qtbot.waitUntil(lambda: tile.state == "sealed")
    assert not tile.look
    press(desk.parts.window, "V", ".", "+")
    tile.take(PIXELS)
    assert (tile.state, bool(tile.look)) == ("sealed", False)
    assert desk.parts.showing._tools.picture(PHOTO, "photo-card") == "sealed"
    assert asked(platform) == ["photo-card"]


def test_a_picture_on_its_way_is_dropped_when_its_case_is_sealed_meanwhile(
    desk: Desk, platform: PlatformServer, qtbot: QtBot, desk_store: Store
) -> None:
    desk.parts.screen.show(PHOTO)
    file = desk.parts.screen.file
    assert file is not None
    sealed = msgspec.structs.replace(file.case, state="sealed", version=file.case.version + 1)
    with desk_store.write() as session:
        changes = upsert(session, "here", [sealed])
    press(desk.parts.window, "V")  # the screen does not know yet
    desk.parts.screen.refresh(changes)
    (tile,) = desk.parts.window.case.tiles()
    qtbot.waitUntil(lambda: tile.state == "sealed")
    assert asked(platform) == []


def seal(platform: PlatformServer) -> None:
    """Report the photo again, as something that must be sealed."""
    body = {
        "id": "r-seal",
        "item": {"id": "i-photo", "kind": "photo", "media": [{"id": "photo-card", "sealed": True}]},
        "author": {"id": "m-eve"},
        "reporter": {"id": "m-ana"},
        "guideline": "NUD",
        "at": "2026-11-23T09:00:00Z",
    }
    told = platform.ask("POST", "/v1/reports", "admin", json=body)
    assert told.status_code in (200, 201), told.text


# what a careless platform might send: a sealed case with everything in it
CARELESS = Case(
    "c-careless",
    3,
    "sealed",
    "urgent",
    NOW,
    NOW,
    Item(
        "i",
        "photo",
        Person("m", "@m"),
        "secret text",
        text_now="secret too",
        media=(Media("m1", "image/png", 10, "ab" * 32, "secret alt"), Media("m2")),
    ),
    (
        Report(
            "r",
            NOW,
            "NUD",
            "words",
            evidence=(
                Evidence("screenshot", media=Media("m3", alt="secret shot")),
                Evidence("text", "secret copy"),
            ),
        ),
    ),
    context=(ContextMessage("t", Person("x"), "secret thread", NOW),),
)


def test_only_metadata_of_a_sealed_case_is_kept_and_it_stays_sealed(desk_store: Store) -> None:
    filled(desk_store, CARELESS)
    ref = CaseRef("here", CARELESS.id)
    with desk_store.read() as session:
        kept = read_case(session, ref)
    assert kept is not None
    assert b"secret" not in msgspec.json.encode(kept)
    assert len(kept.item.media) == 2
    with desk_store.write() as session:
        upsert(session, "here", [], gone=[CARELESS.id])  # the platform lists it no longer
    with desk_store.read() as session:
        closed = read_case(session, ref)
    assert closed is not None
    assert closed.state == "decided"
    assert closed.sealed
    assert not any(closed.may_open(name) for name in ("m1", "m2", "m3"))
    folder = Path(str(desk_store.path)).parent
    assert not any(b"secret" in path.read_bytes() for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def pane(qtbot: QtBot) -> CasePane:
    made = CasePane()
    qtbot.addWidget(made)
    return made


def test_a_pane_that_is_shown_it_all_still_asks_for_nothing(pane: CasePane) -> None:
    wanted: list[str] = []
    pane.media_wanted.connect(wanted.append)
    pane.show_case(CaseFile(CaseRef("here", CARELESS.id), CARELESS), NOW)
    assert len(pane.tiles()) == 2
    for _ in range(6):
        pane.reveals.next()
        pane.reveals.peek(True)
        pane.reveals.zoom(1)
        pane.reveals.peek(False)
    for name in ("m1", "m2", "m3"):
        pane.reveals.take(name, PIXELS)
    assert wanted == []
    assert {tile.state for tile in pane.tiles()} == {"sealed"}
    assert not any(tile.look for tile in pane.tiles())


def test_sealed_evidence_of_an_open_case_is_never_asked_for(pane: CasePane) -> None:
    shot = Evidence("screenshot", media=Media("m9", sealed=True))
    item = Item("i", "comment", Person("m"), "x")
    case = Case("c", 1, "open", "low", NOW, NOW, item, (Report("r", NOW, evidence=(shot,)),))
    wanted: list[str] = []
    pane.media_wanted.connect(wanted.append)
    pane.show_case(CaseFile(CaseRef("here", "c"), case), NOW)
    pane.reveals.next()
    pane.reveals.peek(True)
    assert wanted == []
    assert not case.may_open("m9")


@pytest.mark.timeout(240)
def test_the_pictures_the_desk_makes_of_itself_ask_for_nothing_sealed(
    tmp_path: Path, qapp: QApplication, desk_store: Store
) -> None:
    world = world_with_picture(tmp_path / "world")
    with running_platform(f"sqlite:///{tmp_path / 'platform.sqlite'}", world=world) as platform:
        credentials = Credentials(None)
        account = Account("here", "desk", platform.url, "Here")
        add_account(desk_store, credentials, account, platform.tokens["senior"])
        made = make_desk(desk_store, credentials, QUICK, settings_file=None)
        try:
            Album(made, desk_store, qapp, tmp_path, themes=("light",), sizes=((1024, 640),)).fill()
        finally:
            made.parts.window.close()
            made.close()
            made.parts.window.deleteLater()
        told = asked(platform)
    assert (tmp_path / "sealed-light-1024x640.png").exists()
    assert told
    assert not [each for each in told if "sealed" in each]
