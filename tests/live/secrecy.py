"""A desk as a process of its own, as a person starts it, and a search for secrets in everything it shows and leaves."""

import os
import pty
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

from moderator_desk.models import outbox
from moderator_desk.models.queue import QueueFilter, queue_page
from moderator_desk.models.store import open_store
from moderator_desk.models.values import Action
from moderator_desk.review import case_file, decide
from moderator_desk.rules import Draft

ROOT = Path(__file__).parents[2]
WAIT_S = 30
REFUSED = 5


def command(data: Path, kind: str, url: str, *more: str) -> list[str]:
    """How a person starts the desk without a window."""
    desk = [
        sys.executable,
        "-X",
        "faulthandler",
        "-m",
        "moderator_desk",
        "--headless",
        "--data-dir",
        str(data),
    ]
    return [*desk, "open", "--server", url, "--kind", kind, *more]


def started(data: Path, kind: str, url: str, token: str) -> subprocess.Popen[bytes]:
    """The desk as a process, its token given by standard input; what it says goes into a file of `data`."""
    with (data / "said").open("ab") as said:
        process = subprocess.Popen(
            command(data, kind, url, "--token-stdin"),
            stdin=subprocess.PIPE,
            stdout=said,
            stderr=said,
            cwd=ROOT,
        )
    assert process.stdin is not None
    process.stdin.write(f"{token}\n".encode())
    process.stdin.close()
    return process


def hits(secret: str, *folders: Path) -> list[str]:
    """Every file below some folders in which a secret lies, as it is or quoted."""
    found = []
    for path in (path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()):
        held = path.read_bytes()
        found += [str(path) for form in {secret, quote(secret, safe="")} if form.encode() in held]
    return found


def process_hits(pid: int, secret: str) -> list[str]:
    """Where a secret shows from outside of a living process."""
    return [
        name for name in ("cmdline", "environ") if secret.encode() in Path(f"/proc/{pid}/{name}").read_bytes()
    ]


def decide_all(data: Path) -> int:
    """A moderator decides each case that was pulled, one in each way; how many."""
    store = open_store(data / "default" / "desk.sqlite")
    try:
        with store.read() as session:
            lines = queue_page(session, QueueFilter(), limit=4).lines
        now = datetime.now(UTC) - timedelta(seconds=1)
        for line, action in zip(lines, (Action.DISMISS, Action.REMOVE, Action.WARN, Action.BAN), strict=True):
            file = case_file(store, line.ref)
            assert file is not None
            draft = Draft(action, clause="1", message="Please be kind.", reason="It goes on and on.")
            if action in (Action.DISMISS, Action.REMOVE):
                draft = Draft(action, clause="1")
            decide(store, line.ref, draft, by="me", now=now, undo_s=0, seen=file.case)
        with store.read() as session:
            return outbox.counts(session)["waiting"]
    finally:
        store.close()


class AtATerminal:
    """A desk that asks its person for the password, and is answered; `shown` is what stood on their terminal."""

    def __init__(self, data: Path, kind: str, url: str, user: str, password: str) -> None:
        self._master, slave = pty.openpty()  # getpass asks the terminal of a person, so the desk is given one
        with (data / "said").open("wb") as said:
            self.process = subprocess.Popen(
                command(data, kind, url, "--user", user),
                stdin=slave,
                stdout=said,
                stderr=slave,
                cwd=ROOT,
                start_new_session=True,
            )
        os.close(slave)
        self.shown = b""
        while b"Password:" not in self.shown:
            self.shown += os.read(self._master, 1000)
        os.write(self._master, f"{password}\n".encode())

    def ended(self) -> int:
        """Wait for its end; its exit code."""
        code = self.process.wait(WAIT_S)
        self.shown += os.read(self._master, 10_000)
        os.close(self._master)
        return code
