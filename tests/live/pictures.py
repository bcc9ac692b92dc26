"""The pictures of docs/guides/connect-matrix.md and connect-ozone.md: `python -m tests.live.pictures [matrix] [ozone]`,
each on servers of its own."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from moderator_desk.app import Desk, make_application, make_desk
from moderator_desk.connections import add_account
from moderator_desk.credentials import Credentials
from moderator_desk.driver import press, type_text, wait_until
from moderator_desk.models.accounts import Account
from moderator_desk.models.store import open_store
from moderator_desk.models.values import CaseRef
from moderator_desk.platforms.connect import sign_in
from moderator_desk.settings import Settings
from moderator_desk.ui.theme import apply_theme
from tests.live.homeserver import Homeserver, running_homeserver
from tests.live.ozone_world import World, running_world

FOLDER = Path(__file__).parents[2] / "docs" / "screenshots"


def main() -> None:
    """Make those anew that are named, or all."""
    wanted = sys.argv[1:] or ["matrix", "ozone"]
    app = make_application()
    apply_theme(app, "light")
    if "matrix" in wanted:
        _matrix()
    if "ozone" in wanted:
        _ozone()


def _matrix() -> None:
    with running_homeserver() as server:
        message, account, token = _community(server)
        with _desk(Account("lab", "synapse", server.url, "Language tandem"), token) as desk:
            _show(desk, message)
            _save(desk, "matrix-message")
            press(desk.parts.window, "R")
            press(desk.parts.window, "1")
            _save(desk, "matrix-remove")
            press(desk.parts.window, "Esc", "B", "1")
            type_text(desk.parts.window, "The third time this week")
            _save(desk, "matrix-ban")
            press(desk.parts.window, "Esc", "Esc")
            _show(desk, account)
            _save(desk, "matrix-account")


def _ozone() -> None:
    with running_world() as world:
        post, account, token = _network(world)
        with _desk(Account("lab", "ozone", world.pds, "Language tandem"), token) as desk:
            _show(desk, post)
            _save(desk, "ozone-post")
            press(desk.parts.window, "R", "1")
            _save(desk, "ozone-remove")
            press(desk.parts.window, "Esc", "B", "1")
            type_text(desk.parts.window, "The third time this week")
            _save(desk, "ozone-ban")
            press(desk.parts.window, "Esc", "Esc")
            _show(desk, account)
            _save(desk, "ozone-account")
            press(desk.parts.window, "Ctrl+Shift+A", "N", "3", "Tab")
            asked = ("https://pds.example.org", "Language tandem", "mod.example.org", "did:plc:ourservice")
            for text in asked:
                type_text(desk.parts.window, text)
                press(desk.parts.window, "Tab")
            _save(desk, "ozone-sign-in")


@contextmanager
def _desk(account: Account, token: str) -> Iterator[Desk]:
    with tempfile.TemporaryDirectory() as scratch:
        store = open_store(Path(scratch) / "desk.sqlite")
        credentials = Credentials(None)
        add_account(store, credentials, account, token)
        desk = make_desk(store, credentials, Settings(theme="light", arm_ms=0), settings_file=None)
        try:
            desk.parts.window.resize(1200, 750)
            desk.start()
            yield desk
        finally:
            desk.parts.window.close()
            desk.close()
            store.close()


def _network(world: World) -> tuple[str, str, str]:
    known = world.told["accounts"]["lab-mod"]
    token = sign_in("ozone", world.pds, f"{known['handle']} {world.service}", known["password"])
    mod, ana, coins = world.staff("lab-mod2"), world.register("ana"), world.register("coins4u")
    for each in mod.ask("tools.ozone.moderation.queryStatuses", limit=100)["subjectStatuses"]:
        told = each["subject"]
        mod.emit(
            "modEventAcknowledge", {"uri": told["uri"], "cid": told["cid"]} if "uri" in told else told["did"]
        )
    question = ana.post("How do you say “raincoat” in Spanish?")
    reply = {"root": question, "parent": question}
    post = coins.post("Only today: cheap lessons, pay in coins, write to me!", reply=reply)
    world.settle()
    ana.report(post, words="advertising")
    ana.report(coins.did, words="the name itself is an advertisement")
    world.settle()
    return post["uri"], coins.did, token


def _community(server: Homeserver) -> tuple[str, str, str]:
    mod = server.register("moderator", admin=True, display="Moderator")
    ana, ben, coins = (server.register(name.lower(), display=name) for name in ("Ana", "Ben", "COINS4U"))
    room = ana.room("English and Spanish")
    for somebody in (ben, coins):
        somebody.join(room)
    ana.say(room, "How do you say “raincoat” in Spanish?")
    ben.say(room, "Un impermeable, I think.")
    event = coins.say(room, "Only today: cheap lessons, pay in coins, write to me!")
    ben.say(room, "Not again.")
    ana.report(room, event, "advertising")
    ben.report(room, event, "he asks everybody for money")
    coins.amend(room, event, "Lessons for friends, write to me!")
    for reporter in (ana, ben):
        reporter.report_account(coins.id, "the name itself is an advertisement")
    return f"{room}/{event}", coins.id, mod.token


def _show(desk: Desk, case: str) -> None:
    ref = CaseRef("lab", case)
    wait_until(lambda: desk.parts.model.row_of(ref) >= 0, case)
    desk.parts.screen.show(ref)

    def whole() -> bool:
        file = desk.parts.screen.file
        return file is not None and file.ref == ref and file.member is not None

    wait_until(whole, case)


def _save(desk: Desk, name: str) -> None:
    for _ in range(3):
        QApplication.processEvents()
    FOLDER.mkdir(exist_ok=True)
    desk.parts.window.grab().save(str(FOLDER / f"{name}.png"))


if __name__ == "__main__":
    main()
