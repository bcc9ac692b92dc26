"""After a run on a real homeserver, with a real token and a real password: neither lies anywhere but in memory.

The desk runs as a process of its own, as a person starts it. The proxy holds one of its requests, so that it is looked at
while it lives: its command line, its environment, its store and the log beside it; and then what it leaves behind.
"""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contract.synapse_subject import Ground, SynapseSubject, found_on
from tests.live.fault_proxy import FaultProxy, fault_proxy
from tests.live.homeserver import Homeserver
from tests.live.secrecy import REFUSED, WAIT_S, AtATerminal, decide_all, hits, process_hits, started


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


def test_a_token_stays_in_memory(
    subject: SynapseSubject, proxy: FaultProxy, tmp_path: Path, own_home: Path
) -> None:
    first = started(tmp_path, "synapse", proxy.url, subject.token)
    assert first.wait(WAIT_S) == 0, (tmp_path / "said").read_text()
    assert decide_all(tmp_path) == 4
    proxy.spoil("hold", "PUT")
    second = started(tmp_path, "synapse", proxy.url, subject.token)
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
    assert started(tmp_path, "synapse", proxy.url, subject.token).wait(WAIT_S) == REFUSED
    proxy.spoil("wrong-type", times=100)
    assert started(tmp_path, "synapse", proxy.url, subject.token).wait(WAIT_S) == REFUSED
    assert hits(subject.token, tmp_path, own_home) == []
    assert len(hits("Please be kind.", tmp_path)) > 0, "the search must be able to find what is there"


def test_a_crash_report_holds_no_token(
    subject: SynapseSubject, proxy: FaultProxy, tmp_path: Path, own_home: Path
) -> None:
    proxy.spoil("hold")
    process = started(tmp_path, "synapse", proxy.url, subject.token)
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
    asked = AtATerminal(tmp_path, "synapse", proxy.url, name, password)
    try:
        assert proxy.held.wait(WAIT_S)
        assert process_hits(asked.process.pid, password) == []
        assert hits(password, tmp_path, own_home) == []
    finally:
        proxy.release()
        code = asked.ended()
    assert password.encode() not in asked.shown
    assert code == 0, (tmp_path / "said").read_text()
    assert hits(password, tmp_path, own_home) == []
    account.session.close()
