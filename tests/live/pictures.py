"""The pictures of docs/guides/connect-matrix.md: `python -m tests.live.pictures`, on a homeserver of its own."""

import os
import tempfile
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
from moderator_desk.settings import Settings
from moderator_desk.ui.theme import apply_theme
from tests.live.homeserver import Homeserver, running_homeserver

FOLDER = Path(__file__).parents[2] / "docs" / "screenshots"


def main() -> None:
    """Make them anew."""
    with running_homeserver() as server, tempfile.TemporaryDirectory() as scratch:
        message, account, token = _community(server)
        store = open_store(Path(scratch) / "desk.sqlite")
        credentials = Credentials(None)
        add_account(store, credentials, Account("matrix", "synapse", server.url, "Language tandem"), token)
        app = make_application()
        apply_theme(app, "light")
        desk = make_desk(store, credentials, Settings(theme="light", arm_ms=0), settings_file=None)
        try:
            desk.parts.window.resize(1200, 750)
            desk.start()
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
        finally:
            desk.parts.window.close()
            desk.close()
            store.close()


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
    ref = CaseRef("matrix", case)
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
