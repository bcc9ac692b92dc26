"""`python -m tests.reliability.drafting_desk FOLDER URL TOKEN`: a desk on whose first case somebody writes a note.

After each letter it says which letter that was and when (seconds of the monotonic clock, which all processes share).
Somebody else kills it.
"""

import os
import sys
import time
from pathlib import Path

from moderator_desk.app import make_application, make_desk
from moderator_desk.connections import add_account
from moderator_desk.credentials import Credentials
from moderator_desk.driver import press, type_text
from moderator_desk.models.accounts import Account
from moderator_desk.models.store import open_store
from moderator_desk.settings import Settings

LONGEST_LIFE_S = 60.0


def main() -> int:
    """Write until killed; 4 when nobody did."""
    folder, url, token = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    app = make_application()
    store, credentials = open_store(folder / "desk.sqlite"), Credentials(None)
    add_account(store, credentials, Account("here", "desk", url, "Here"), token)
    desk = make_desk(store, credentials, Settings(theme="light", arm_ms=0), settings_file=None)
    desk.start()
    window, number = desk.parts.window, 0
    ends = time.monotonic() + LONGEST_LIFE_S
    while desk.parts.screen.file is None and time.monotonic() < ends:
        app.processEvents()
    press(window, "N")
    while time.monotonic() < ends:
        letter = "abcdefghij"[number % 10]
        type_text(window, letter)
        number += 1
        os.write(1, f"{number} {time.monotonic()}\n".encode())
        app.processEvents()
    return 4


if __name__ == "__main__":
    sys.exit(main())
