"""A desk without a window for the tests here: real store file, real platform, a clock double, and crashes on demand."""

import random
import shutil
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from moderator_desk.connections import add_account, connect, prepare
from moderator_desk.credentials import Credentials
from moderator_desk.models import outbox
from moderator_desk.models.accounts import Account
from moderator_desk.models.store import open_store
from moderator_desk.models.values import Changes, OutboxEntry
from moderator_desk.platforms.connect import make_platform
from moderator_desk.sync import Line, greet, pull, push
from tests.fixtures_server import PlatformServer

ACCOUNT = "here"
ME = "mod-03"
NOWHERE = "http://127.0.0.1:1"
"""An address of this machine at which nobody listens."""


class Crashed(Exception):
    """The desk ended here."""


class Core:
    """One desk. `crash_at` ends it in the next sending: "before" the request leaves, or "after" its answer came."""

    def __init__(self, scratch: Path, platform: PlatformServer, dice: random.Random) -> None:
        self.platform = platform
        self.dice = dice
        self.moment = datetime.now(UTC)
        self.crash_at = ""
        self.offline = False
        self._sent = False
        self._lives = 0
        self._scratch = scratch
        self._token = platform.tokens["senior"]
        self.open(scratch / "life-0" / "desk.sqlite")

    def open(self, path: Path) -> None:
        """Start on this store file, as the program does."""
        self.store = open_store(path)
        credentials = Credentials(None)
        add_account(self.store, credentials, Account(ACCOUNT, "desk", self.platform.url, "Here"), self._token)
        prepare(self.store)
        made = connect(
            self.store, credentials, threading.Event(), self._heard, now=self._clock, dice=self.dice
        )
        made.asking[ACCOUNT].close()
        self.line: Line = made.lines[0]
        self._dead = msgspec.structs.replace(self.line, platform=make_platform("desk", NOWHERE, self._token))
        greet(self.store, self.present)

    @property
    def present(self) -> Line:
        """The line as the network is now."""
        return self._dead if self.offline else self.line

    def send(self) -> bool:
        """Send what is due. True when a crash that was asked for came, and the desk lives anew."""
        try:
            push(self.store, self.present)
        except Crashed:
            self.crash()
            return True
        return False

    def pull(self) -> bool:
        """Read the feed to its end."""
        return pull(self.store, self.present)

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        self.moment += timedelta(seconds=seconds)

    def crash(self) -> None:
        """End as by SIGKILL: the next life opens the files as they lie on the disk at this moment, unclosed."""
        self._lives += 1
        self.crash_at, self._sent = "", False
        folder = self._scratch / f"life-{self._lives}"
        folder.mkdir()
        for name in ("desk.sqlite", "desk.sqlite-wal"):
            if (self.store.path.parent / name).exists():
                shutil.copy(self.store.path.parent / name, folder / name)
        before = self.store.path.parent
        self.close()
        shutil.rmtree(before)
        self.open(folder / "desk.sqlite")

    def restart(self) -> None:
        """End well and start again."""
        self.close()
        self.open(self.store.path)

    def close(self) -> None:
        """End well."""
        self.line.platform.close()
        self._dead.platform.close()
        self.store.close()

    def entry(self, entry_id: str) -> OutboxEntry:
        """An entry that must be there."""
        with self.store.read() as session:
            found = outbox.entry(session, entry_id)
        assert found is not None
        return found

    def _heard(self, changes: Changes) -> None:
        if self.crash_at and changes.outbox:
            if self.crash_at == "before":
                raise Crashed
            self._sent = True

    def _clock(self) -> datetime:
        if (
            self._sent
        ):  # asked for the first time since the request left: the answer is there, nothing is written
            raise Crashed
        return self.moment
