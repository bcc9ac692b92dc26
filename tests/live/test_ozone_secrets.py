"""After a run on a real Ozone, with a real app password: neither it nor a session's token lies anywhere but in memory."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from moderator_desk.platforms.connect import sign_in
from tests.live.conftest import Network
from tests.live.fault_proxy import FaultProxy, fault_proxy
from tests.live.secrecy import REFUSED, WAIT_S, AtATerminal, decide_all, hits, process_hits, started

pytestmark = [pytest.mark.live, pytest.mark.timeout(180)]
SESSION = "eyJ"
"""How every JSON web token begins: sessions are made by the desk itself, so a test cannot know them whole."""


@pytest.fixture
def proxy(network: Network) -> Iterator[FaultProxy]:
    """The way to the PDS, with four reported posts behind it."""
    for number in range(4):
        network.reported(f"go away {number}")
    network.world.settle()
    with fault_proxy(network.world.pds) as made:
        yield made


def user_and_password(network: Network) -> tuple[str, str]:
    """The moderator as the desk is told of them, and an app password made for it."""
    mod = network.world.staff("lab-mod")
    mod.service = ""  # the PDS itself is asked
    made = mod.ask("com.atproto.server.createAppPassword", {"name": f"desk {network.ben.handle}"[:32]})
    return f"{mod.handle} {network.world.service}", made["password"]


def test_an_app_password_stays_in_memory(
    network: Network, proxy: FaultProxy, tmp_path: Path, own_home: Path
) -> None:
    user, password = user_and_password(network)
    proxy.spoil("hold", "GET")
    asked = AtATerminal(tmp_path, "ozone", proxy.url, user, password)
    try:
        assert proxy.held.wait(WAIT_S)
        for secret in (password, SESSION):
            assert process_hits(asked.process.pid, secret) == []
            assert hits(secret, tmp_path, own_home) == []
    finally:
        proxy.release()
        code = asked.ended()
    assert code == 0, (tmp_path / "said").read_text()
    assert password.encode() not in asked.shown
    assert decide_all(tmp_path) == 4
    token = sign_in("ozone", network.world.pds, user, password)
    assert started(tmp_path, "ozone", proxy.url, token).wait(WAIT_S) == 0, (tmp_path / "said").read_text()
    proxy.spoil("status", status=401)
    started(tmp_path, "ozone", proxy.url, token).wait(WAIT_S)
    proxy.spoil("wrong-type", times=100)
    assert started(tmp_path, "ozone", proxy.url, token).wait(WAIT_S) == REFUSED
    for secret in (password, SESSION):
        assert hits(secret, tmp_path, own_home) == []
    assert hits("Please be kind.", tmp_path), "the search must be able to find what is there"


def test_a_crash_report_holds_no_password(
    network: Network, proxy: FaultProxy, tmp_path: Path, own_home: Path
) -> None:
    user, password = user_and_password(network)
    token = sign_in("ozone", network.world.pds, user, password)
    proxy.spoil("hold", "GET")
    process = started(tmp_path, "ozone", proxy.url, token)
    assert proxy.held.wait(WAIT_S)
    process.send_signal(signal.SIGABRT)
    assert process.wait(WAIT_S) == -signal.SIGABRT
    proxy.release()
    said = (tmp_path / "said").read_text()
    assert "most recent call first" in said
    for secret in (password, SESSION):
        assert hits(secret, tmp_path, own_home) == []
