"""The desk that canary.py lets live: FOLDER URL ENDING NOTE. Its token comes by standard input.

It reveals a picture in both steps, enlarges it, peeks, hides everything, goes on and comes back, begins a note, says
"shown", and then waits for its end. Dumps of memory are wanted as far as the system allows, so that leaving none is the
desk's own doing.
"""

import sys
import time
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from moderator_desk.app import Desk, make_application, make_desk
from moderator_desk.connections import add_account
from moderator_desk.credentials import Credentials
from moderator_desk.driver import press, type_text, wait_until
from moderator_desk.models.accounts import Account
from moderator_desk.models.store import open_store
from moderator_desk.models.values import CaseRef
from moderator_desk.settings import Settings, places
from moderator_desk.ui.theme import apply_theme

PHOTO = CaseRef("here", "c-photo")
NOTE_KEPT_S = 2.5
"""A note in progress is in the store after two seconds at the latest, if anything keeps it."""


def main() -> int:
    """Live and end; an exit code only for a clean end."""
    folder, url, ending, note = sys.argv[1:]
    token = sys.stdin.readline().strip()
    _want_dumps()
    app = make_application()
    where = places("default", Path(folder))
    store = open_store(where.store)
    credentials = Credentials(None)
    add_account(store, credentials, Account("here", "desk", url, "Here"), token)
    apply_theme(app, "light")
    desk = make_desk(store, credentials, Settings(arm_ms=0), settings_file=where.settings)
    desk.start()
    window = desk.parts.window
    wait_until(lambda: window.isActiveWindow() and desk.parts.model.rowCount() > 5, "the queue")
    look(desk)
    press(window, "N")
    type_text(window, note)
    ends = time.monotonic() + NOTE_KEPT_S
    wait_until(lambda: time.monotonic() > ends, "the note")
    sys.stdout.write("shown\n")
    sys.stdout.flush()
    if ending != "quit":
        wait_until(lambda: False, "the end", 60)
    sys.stdin.readline()
    window.close()
    desk.close()
    store.close()
    return 0


def look(desk: Desk) -> None:
    """Everything that brings the picture's pixels into more places."""
    window = desk.parts.window
    desk.parts.screen.show(PHOTO)
    QApplication.processEvents()
    reveal(desk)
    press(window, "+", "+", "-", "Shift+V", "V")
    QTest.keyPress(QApplication.focusWidget() or window, Qt.Key.Key_Period)
    QTest.keyRelease(QApplication.focusWidget() or window, Qt.Key.Key_Period)
    press(window, "Ctrl+Shift+T", "Ctrl+Shift+H", "Ctrl+Shift+H", "Space", "K")
    reveal(desk)
    press(window, "V")
    window.grab()


def reveal(desk: Desk) -> None:
    """The first look at the picture, as soon as it has come."""
    (tile,) = desk.parts.window.case.tiles()
    press(desk.parts.window, "V")
    wait_until(lambda: tile.state == "first", "the picture")


def _want_dumps() -> None:
    try:
        import resource
    except ImportError:
        return
    most = resource.getrlimit(resource.RLIMIT_CORE)[1]
    resource.setrlimit(resource.RLIMIT_CORE, (most, most))


if __name__ == "__main__":
    sys.exit(main())
