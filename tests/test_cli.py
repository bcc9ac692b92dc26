"""The command line: its exit codes, its JSON, and that nothing of it loads a window."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from moderator_desk.cli import OFFLINE, REFUSED, STORE, USAGE, WELL
from moderator_desk.models import outbox
from moderator_desk.models.store import open_store
from tests.cli_nursery import Nursery, running_nursery
from tests.fixtures_server import ROOT, PlatformServer
from tests.models.making import a_case, a_posting, filled

Desk = Callable[..., subprocess.CompletedProcess[str]]
RUN = """
import sys
from moderator_desk.cli import main
code = main(sys.argv[1:])
assert not [name for name in sys.modules if name.startswith("PySide6")], "a window was loaded"
sys.exit(code)
"""


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    with running_nursery() as made:
        yield made


@pytest.fixture
def desk(nursery: Nursery, tmp_path: Path) -> Desk:
    """Runs one command on a profile of the test's own, in a process of its own."""

    def run(*arguments: str, token: str = "") -> subprocess.CompletedProcess[str]:
        return nursery.run([*arguments, "--data-dir", str(tmp_path)], token)

    return run


def begun_anew(data: Path, *arguments: str, token: str = "") -> subprocess.CompletedProcess[str]:
    """Run one command in an interpreter that has imported nothing before, as it is started from a shell."""
    command = [sys.executable, "-c", RUN, *arguments, "--data-dir", str(data)]
    return subprocess.run(
        command, input=token, capture_output=True, text=True, timeout=60, check=False, cwd=ROOT
    )


def blocked_store(data: Path) -> None:
    """A store with one entry that waits and one that is blocked."""
    store = open_store(data / "default" / "desk.sqlite")
    filled(store, a_case("a"), a_case("b", author="m-2"))
    with store.write() as session:
        outbox.append(session, a_posting("one", "a"))
        outbox.append(session, a_posting("two", "b", member="m-2"))
        outbox.move(session, "two", "blocked", why="case-changed")
    store.close()


def test_pull_and_push_without_a_window(desk: Desk, tmp_path: Path, platform: PlatformServer) -> None:
    arguments = ("open", "--headless", "--json", "--server", platform.url, "--token-stdin")
    told = begun_anew(tmp_path, *arguments, token=platform.tokens["senior"])
    assert (told.returncode, told.stderr) == (WELL, "")
    report = msgspec.json.decode(told.stdout)
    cases = platform.get("/v1/cases", limit=200)["cases"]
    assert report["to_do"] + report["done"] + report["came_back"] == len(cases)
    assert list(report["trouble"].values()) == [""]
    again = desk(*arguments, token="no-such-token")
    assert again.returncode == REFUSED
    gone = desk("open", "--headless", "--server", "http://127.0.0.1:9", "--token-stdin", token="t")
    assert gone.returncode == OFFLINE


def test_the_outbox_is_listed_and_tried_again(desk: Desk, tmp_path: Path) -> None:
    blocked_store(tmp_path)
    told = desk("outbox", "list", "--json")
    assert told.returncode == REFUSED
    assert [(each["id"], each["state"]) for each in msgspec.json.decode(told.stdout)] == [
        ("two", "blocked"),
        ("one", "waiting"),
    ]
    for verb in ("retry", "withdraw"):
        refused = desk("outbox", verb, "no-such-entry")
        assert refused.returncode == USAGE
        assert refused.stderr.startswith("Nothing was changed: ")
        assert "no-such-entry" in refused.stderr
    assert msgspec.json.decode(desk("outbox", "retry", "two", "--json").stdout) == {"changed": 1}
    assert desk("outbox", "list").returncode == WELL


def test_doctor_tells_in_json_and_a_store_that_is_none_is_one_sentence(desk: Desk, tmp_path: Path) -> None:
    blocked_store(tmp_path)
    found = {each["what"]: each["well"] for each in msgspec.json.decode(desk("doctor", "--json").stdout)}
    assert (found["integrity"], found["ledger"], found["outbox"]) == (True, True, False)
    path = tmp_path / "default" / "desk.sqlite"
    path.write_bytes(b"no store")
    told = desk("outbox", "list")
    assert told.returncode == STORE
    assert len(told.stderr.splitlines()) == 1
    assert path.read_bytes() == b"no store"


def told(said: subprocess.CompletedProcess[str]) -> dict[str, object]:
    """What a command told in JSON."""
    assert said.returncode == WELL, said.stderr
    found: dict[str, object] = msgspec.json.decode(said.stdout)
    return found


def test_an_account_from_its_adding_to_its_end(desk: Desk, tmp_path: Path, platform: PlatformServer) -> None:
    token = platform.tokens["senior"]
    added = desk(
        "account",
        "add",
        platform.url,
        "--name",
        "Forum",
        "--mode",
        "rehearsal",
        "--json",
        token=token,
    )
    made = told(added)
    assert (made["name"], made["mode"], made["signed_in"]) == ("Forum", "rehearsal", True)
    assert "no safe keyring" in added.stderr
    assert token not in added.stdout + added.stderr
    assert token.encode() not in (tmp_path / "default" / "desk.sqlite").read_bytes()
    assert told(desk("account", "rename", "forum", "Our forum", "--json"))["name"] == "Our forum"
    assert told(desk("account", "colour", "Our forum", "plum", "--json"))["colour"] == "plum"
    assert told(desk("account", "mode", "Our forum", "read-only", "--json"))["mode"] == "read-only"
    listed = desk("account", "list", "--json")
    assert [(each["name"], each["mode"]) for each in msgspec.json.decode(listed.stdout)] == [
        ("Our forum", "read-only")
    ]
    asked = desk("account", "remove", "Our forum")
    assert asked.returncode == USAGE
    assert "--yes" in asked.stderr
    assert told(desk("account", "remove", "Our forum", "--yes", "--json"))["withdrawn"] == 0
    assert desk("account", "list", "--json").stdout.strip() == "[]"


def test_an_account_that_is_refused_is_one_plain_sentence_and_not_kept(
    desk: Desk, tmp_path: Path, platform: PlatformServer
) -> None:
    add = ("account", "add", platform.url)
    for arguments, token, code in (
        (add, "no-such-token", REFUSED),
        (add, "", USAGE),
        (("account", "add", "http://127.0.0.1:9"), "t", OFFLINE),
        (("account", "add", "ftp://example"), "t", REFUSED),
        ((*add, "--user", "somebody"), "t", REFUSED),
        (("account", "mode", "nobody", "live"), "", USAGE),
        (("account", "test", "nobody"), "", USAGE),
        (("account", "sign-in", "nobody"), "t", USAGE),
        (("open", "--headless", "--rehearsal"), "", USAGE),
    ):
        said = desk(*arguments, token=token)
        assert said.returncode == code, (arguments, said.stderr)
        assert len(said.stderr.splitlines()) == 1, said.stderr
        assert "Traceback" not in said.stderr
    assert desk("account", "list", "--json").stdout.strip() == "[]"


def test_a_server_named_for_a_rehearsal_is_read_and_never_written_to(
    desk: Desk, platform: PlatformServer
) -> None:
    arguments = ("open", "--headless", "--json", "--server", platform.url, "--token-stdin", "--rehearsal")
    assert told(desk(*arguments, token=platform.tokens["senior"]))["to_do"]
    again = desk(*arguments[:-1], token=platform.tokens["senior"])
    assert again.returncode == WELL
    (kept,) = msgspec.json.decode(desk("account", "list", "--json").stdout)
    assert kept["mode"] == "rehearsal"  # naming the server again does not make it live
