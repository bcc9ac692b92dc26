"""The desk as a process of its own under a real X display, worked by real keys; seen at the server and in the store."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from moderator_desk.models import ledger, outbox
from moderator_desk.models.queue import QueueFilter, queue_page
from moderator_desk.models.store import open_store
from moderator_desk.settings import Settings, places, write_settings
from tests.fixtures_server import ROOT, PlatformServer

MISSING = [name for name in ("Xvfb", "xdotool") if shutil.which(name) is None]
LONG_S = 15
HELD_S = "1.3"
"""As long as a key is held down: twice as long as it takes until it repeats."""

pytestmark = [
    pytest.mark.skipif(bool(MISSING), reason=f"not on this machine: {', '.join(MISSING)}"),
    pytest.mark.skipif(sys.platform != "linux", reason="an X display is needed"),
]


@contextmanager
def ended(process: subprocess.Popen[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    """A process that is gone after the block."""
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
        try:
            process.wait(LONG_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                pipe.close()


@pytest.fixture
def display() -> Iterator[str]:
    """An X display of the test's own."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1440x900x24", "-nolisten", "tcp"]
    with ended(subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)):
        os.close(writing)
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        assert number, "Xvfb did not start"
        yield f":{number}"


def command(platform: PlatformServer, folder: Path, *more: str) -> list[str]:
    asked = [sys.executable, "-m", "moderator_desk", *more, "--data-dir", str(folder)]
    return [*asked, "--server", platform.url, "--token-stdin"]


def keys(display: str, *commands: str) -> None:
    """One run of xdotool, which must go well."""
    around = {**os.environ, "DISPLAY": display}
    subprocess.run(["xdotool", *commands], env=around, check=True, timeout=LONG_S, stdout=subprocess.DEVNULL)


def pull_first(platform: PlatformServer, folder: Path) -> list[str]:
    """Fill the store before the window opens, so that its first case stands when it does; the open cases in order."""
    where = places("default", folder)
    write_settings(where.settings, Settings(theme="light", undo_seconds=0, arm_ms=0))
    token = platform.tokens["senior"].encode() + b"\n"
    asked = command(platform, folder, "open", "--headless")
    subprocess.run(asked, input=token, cwd=ROOT, check=True, timeout=LONG_S, stdout=subprocess.DEVNULL)
    store = open_store(where.store)
    with store.read() as session:
        lines = queue_page(session, QueueFilter()).lines
    store.close()
    return [line.ref.case_id for line in lines]


@contextmanager
def open_desk(platform: PlatformServer, folder: Path, display: str) -> Iterator[subprocess.Popen[bytes]]:
    """The desk with its window up and the focus in it."""
    around = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    asked = command(platform, folder, "open")
    with ended(subprocess.Popen(asked, stdin=subprocess.PIPE, cwd=ROOT, env=around)) as process:
        assert process.stdin is not None
        process.stdin.write(platform.tokens["senior"].encode() + b"\n")
        process.stdin.flush()
        window = ("search", "--sync", "--onlyvisible", "--name", "^moderator_desk$")
        keys(display, *window, "windowfocus", "--sync")
        yield process


def decided(platform: PlatformServer) -> list[tuple[str, str]]:
    made = platform.control("log")["decisions"]
    return [(each["decision"]["case_id"], each["decision"]["action"]) for each in made]


def notes(platform: PlatformServer, case_id: str) -> list[str]:
    return [each["text"] for each in platform.case(case_id)["notes"]]


def test_real_keys_decide_once_each(
    platform: PlatformServer, display: str, tmp_path: Path, qtbot: QtBot
) -> None:
    order = pull_first(platform, tmp_path)
    place = next(n for n, each in enumerate(order) if platform.case(each)["state"] == "open")
    first, second = order[place : place + 2]
    with open_desk(platform, tmp_path, display) as desk:
        keys(display, "key", *["space"] * place, "d")
        qtbot.waitUntil(lambda: decided(platform) == [(first, "dismiss")])
        # a held key repeats here: what is held in a text is typed again and again
        keys(display, "key", "n", "keydown", "x", "sleep", HELD_S, "keyup", "x", "key", "Return")
        qtbot.waitUntil(lambda: any(text.startswith("xxx") for text in notes(platform, second)))
        # and decides once
        keys(display, "keydown", "d", "sleep", HELD_S, "keyup", "d")
        # in the open list of a filter box letters choose, they decide nothing
        keys(display, "key", "slash", "Tab", "Tab", "alt+Down", "d", "r", "x", "Escape", "Escape")
        keys(display, "key", "question", "d", "Escape", "ctrl+q")
        assert desk.wait(LONG_S) == 0
    store = open_store(places("default", tmp_path).store)
    with store.read() as session:
        entries = [*outbox.unfinished(session), *outbox.lately_finished(session)]
        assert ledger.first_broken_line(session) is None
    store.close()
    made = [(each.case_id, each.decision.action) for each in entries if each.decision]
    assert sorted(made) == sorted([(first, "dismiss"), (second, "dismiss")])
