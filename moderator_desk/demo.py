"""The demo: the desk on a made-up community, on a platform served from this machine; by hand or by a script."""

import os
import sys
import tempfile
from pathlib import Path

import msgspec
from PySide6.QtWidgets import QApplication

from moderator_desk.app import Desk, make_application, make_desk, open_window
from moderator_desk.connections import add_account
from moderator_desk.credentials import Credentials
from moderator_desk.driver import press, type_text, wait_until
from moderator_desk.models import outbox
from moderator_desk.models.accounts import Account
from moderator_desk.models.store import Store, open_store
from moderator_desk.models.values import CaseFile, CaseRef
from moderator_desk.platforms.http import Session
from moderator_desk.servers import LocalPlatform
from moderator_desk.settings import Settings, places
from moderator_desk.ui.theme import apply_theme

ACCOUNT = "demo"
NAME = "Demo community"


def open_demo(data_dir: Path | None) -> int:
    """The desk on the demo community, in a window; the exit code."""
    with tempfile.TemporaryDirectory(prefix="moderator_desk-demo-") as scratch:
        base = data_dir or Path(scratch)
        base.mkdir(parents=True, exist_ok=True)
        with LocalPlatform(f"sqlite:///{base / 'platform.sqlite'}") as platform:
            where = places("demo", base)
            store = open_store(where.store)
            credentials = Credentials(None)
            sign_in_to(store, credentials, platform)
            try:
                return open_window(store, credentials, where)
            finally:
                store.close()


def sign_in_to(store: Store, credentials: Credentials, platform: LocalPlatform, role: str = "senior") -> None:
    """Make the demo community an account of this store."""
    account = Account(ACCOUNT, "desk", platform.served.url, NAME)
    add_account(store, credentials, account, platform.served.tokens[role])


def run_script(out: Path) -> int:
    """The main job without a screen: pull, decide all five, go offline, decide, come back; then ask the server.

    Saves a picture of each step in `out`. 0 when the server has every decision exactly once, 1 otherwise.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="moderator_desk-demo-") as scratch:
        script = Script(Path(scratch), out)
        try:
            script.decide_all_five()
            script.go_offline_and_decide()
            script.come_back()
            return script.compare()
        finally:
            script.close()


class Script:
    """The scripted demo, a step at a time."""

    def __init__(self, scratch: Path, out: Path) -> None:
        self._db = f"sqlite:///{scratch / 'platform.sqlite'}"
        self._out = out
        self._shots = 0
        self._platform: LocalPlatform | None = LocalPlatform(self._db)
        self._served = self._platform.served
        self._store = open_store(scratch / "desk.sqlite")
        credentials = Credentials(None)
        sign_in_to(self._store, credentials, self._platform)
        app = make_application()
        apply_theme(app, "light")
        settings = Settings(theme="light", undo_seconds=1, arm_ms=0)
        self._desk: Desk = make_desk(self._store, credentials, settings, settings_file=None)
        self._window = self._desk.parts.window
        self._window.resize(1440, 900)
        self._desk.start()
        wait_until(self._window.isActiveWindow, "an active window")
        wait_until(self._is_read, "the first case")
        self._shoot("the queue is pulled")

    def decide_all_five(self) -> None:
        """Dismiss, edit, remove, warn and ban, by keys alone."""
        self._decide("D", lambda: None)
        self._decide("E", self._fill_edit)
        self._decide("R", lambda: press(self._window, "1"))
        self._decide("W", lambda: press(self._window, "1"))
        self._decide("B", lambda: press(self._window, "1"))
        wait_until(lambda: self._waiting() == 0, "everything sent")
        self._shoot("all five decisions are at the server")

    def go_offline_and_decide(self) -> None:
        """The platform goes away; three more decisions are made."""
        assert self._platform is not None
        self._platform.close()
        self._platform = None
        for _ in range(3):
            self._decide("D", lambda: None)
        self._desk.rounds.ask_pull()
        press(self._window, "Ctrl+R")
        wait_until(lambda: not self._window.banner.isHidden(), "the offline banner")
        self._shoot("offline, three decisions wait")

    def come_back(self) -> None:
        """The platform is there again, at the same address; what waited is sent."""
        port = int(self._served.url.rsplit(":", 1)[1])
        self._platform = LocalPlatform(self._db, port=port)
        press(self._window, "Ctrl+R")
        wait_until(lambda: self._waiting() == 0, "everything sent again", 60)
        self._shoot("back online, everything sent")

    def compare(self) -> int:
        """What the server has, beside what the desk recorded."""
        with self._store.read() as session:
            mine = [e.id for e in outbox.lately_finished(session, limit=100) if e.kind == "decision"]
        api = Session(self._served.url, self._served.tokens["senior"])
        log = api.get("/v1/decisions", _Log, limit=200).decisions
        api.close()
        print(f"{'action':9} {'case':8} {'by':12} recorded")
        for each in log:
            print(f"{each.action:9} {each.case_id:8} {each.by.handle:12} {each.at[:19]}")
        theirs = [each.id for each in log]
        once = len(mine) >= 8 and sorted(mine) == sorted(theirs)
        print(f"{len(mine)} decisions recorded here, {len(theirs)} at the server, each exactly once: {once}")
        print(f"{self._shots} pictures in {self._out}")
        return 0 if once else 1

    def close(self) -> None:
        """End the desk and the platform."""
        self._window.close()
        self._desk.close()
        self._store.close()
        if self._platform is not None:
            self._platform.close()

    def _decide(self, key: str, fill: object) -> None:
        action = self._desk.parts.actions.action_of(key)
        for _ in range(20):  # on to a case on which this can be done
            if not self._desk.parts.showing.availability()[action]:
                break
            press(self._window, "Space")
        before = self._file()
        ref = before.ref if before else None
        press(self._window, key)
        if callable(fill):
            fill()
        if self._window.bar.is_open:
            if self._window.bar.form.missing():  # stronger than the ladder suggests: the form asks why
                type_text(self._window, "The same again within a day")
            self._shoot(f"the form for {key}")
            press(self._window, "Ctrl+Return")
        wait_until(lambda: self._ref() != ref, f"the case after {key}")

    def _fill_edit(self) -> None:
        press(self._window, "1")
        type_text(self._window, " (edited)")

    def _file(self) -> CaseFile | None:
        return self._desk.parts.screen.file

    def _ref(self) -> CaseRef | None:
        file = self._file()
        return file.ref if file else None

    def _is_read(self) -> bool:
        file = self._file()
        return file is not None and file.member is not None

    def _waiting(self) -> int:
        with self._store.read() as session:
            return sum(outbox.counts(session).values())

    def _shoot(self, what: str) -> None:
        QApplication.processEvents()
        self._shots += 1
        name = self._out / f"{self._shots:02} {what}.png"
        self._window.grab().save(str(name))
        print(f"{self._shots:2}. {what}", file=sys.stderr)


class _By(msgspec.Struct):
    handle: str = ""


class _Logged(msgspec.Struct):
    id: str
    action: str
    case_id: str
    by: _By
    at: str


class _Log(msgspec.Struct):
    decisions: list[_Logged]
