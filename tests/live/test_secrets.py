"""After a run on a real homeserver, with a real token and a real password: neither lies anywhere but in memory.

The desk runs as a process of its own, as a person starts it. The proxy holds one of its requests, so that it is looked at
while it lives: its command line, its environment, its store and the log beside it; and then what it leaves behind.
"""

import os
import pty
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest

from moderator_desk.models import outbox
from moderator_desk.models.queue import QueueFilter, queue_page
from moderator_desk.models.store import open_store
from moderator_desk.models.values import Action
from moderator_desk.review import case_file, decide
from moderator_desk.rules import Draft
from tests.contract.synapse_subject import Ground, SynapseSubject, found_on
from tests.live.fault_proxy import FaultProxy, fault_proxy
from tests.live.homeserver import Homeserver

ROOT = Path(__file__).parents[2]
WAIT_S = 30
REFUSED = 5


@pytest.fixture
def subject(homeserver: Homeserver) -> Iterator[SynapseSubject]:
    """A community with four reported messages."""
    ground: Ground = found_on(homeserver)
    made = SynapseSubject(ground)
    for _ in range(4):
        made.report()
    yield made
    made.close()
    ground.close()


@pytest.fixture
def proxy(homeserver: Homeserver) -> Iterator[FaultProxy]:
    """The way to it."""
    with fault_proxy(homeserver.url) as made:
        yield made


def command(data: Path, url: str, *more: str) -> list[str]:
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
    return [*desk, "open", "--server", url, "--kind", "synapse", *more]


def started(data: Path, url: str, token: str) -> subprocess.Popen[bytes]:
    """The desk as a process, its token given by standard input; what it says goes into a file of `data`."""
    with (data / "said").open("ab") as said:
        process = subprocess.Popen(
            command(data, url, "--token-stdin"), stdin=subprocess.PIPE, stdout=said, stderr=said, cwd=ROOT
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


def test_a_token_stays_in_memory(
    subject: SynapseSubject, proxy: FaultProxy, tmp_path: Path, own_home: Path
) -> None:
    first = started(tmp_path, proxy.url, subject.token)
    assert first.wait(WAIT_S) == 0, (tmp_path / "said").read_text()
    assert decide_all(tmp_path) == 4
    proxy.spoil("hold", "PUT")
    second = started(tmp_path, proxy.url, subject.token)
    try:
        assert proxy.held.wait(WAIT_S)
        assert (tmp_path / "default" / "desk.sqlite-wal").stat().st_size > 0
        assert process_hits(second.pid, subject.token) == []
        assert hits(subject.token, tmp_path, own_home) == []
    finally:
        proxy.release()
        ended = second.wait(WAIT_S)
    assert ended == 0
    # troubles are written down, too: a dead sign-in, and answers that make no sense
    proxy.spoil("status", status=401)
    assert started(tmp_path, proxy.url, subject.token).wait(WAIT_S) == REFUSED
    proxy.spoil("wrong-type", times=100)
    assert started(tmp_path, proxy.url, subject.token).wait(WAIT_S) == REFUSED
    assert hits(subject.token, tmp_path, own_home) == []
    assert len(hits("Please be kind.", tmp_path)) > 0, "the search must be able to find what is there"


def test_a_crash_report_holds_no_token(
    subject: SynapseSubject, proxy: FaultProxy, tmp_path: Path, own_home: Path
) -> None:
    proxy.spoil("hold")
    process = started(tmp_path, proxy.url, subject.token)
    assert proxy.held.wait(WAIT_S)
    process.send_signal(signal.SIGABRT)
    assert process.wait(WAIT_S) == -signal.SIGABRT
    proxy.release()
    said = (tmp_path / "said").read_text()
    assert "most recent call first" in said
    assert "synapse" in said
    assert hits(subject.token, tmp_path, own_home) == []


def test_a_password_stays_in_memory(
    homeserver: Homeserver, subject: SynapseSubject, proxy: FaultProxy, tmp_path: Path, own_home: Path
) -> None:
    account = homeserver.register(f"with-password-{os.getpid()}-{subject.room[1:6].lower()}", admin=True)
    name = account.id[1:].partition(":")[0]
    password = f"pw-{name}"
    proxy.spoil("hold", "GET")
    # getpass asks the terminal of a person, so the desk is given one
    master, slave = pty.openpty()
    with (tmp_path / "said").open("wb") as said:
        process = subprocess.Popen(
            command(tmp_path, proxy.url, "--user", name),
            stdin=slave,
            stdout=said,
            stderr=slave,
            cwd=ROOT,
            start_new_session=True,
        )
    os.close(slave)
    try:
        shown = b""
        while b"Password:" not in shown:
            shown += os.read(master, 1000)
        os.write(master, f"{password}\n".encode())
        assert proxy.held.wait(WAIT_S)
        assert process_hits(process.pid, password) == []
        assert hits(password, tmp_path, own_home) == []
    finally:
        proxy.release()
        process.wait(WAIT_S)
        shown += os.read(master, 10_000)
        os.close(master)
    assert password.encode() not in shown
    assert process.returncode == 0, (tmp_path / "said").read_text()
    assert hits(password, tmp_path, own_home) == []
    account.session.close()
