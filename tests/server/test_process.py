"""The server as a process: it starts, keeps what it promised, ends when told, and is quick enough to test with."""

import os
import signal
import socket
import subprocess
import sys
import time
import uuid
from pathlib import Path

import pytest
import requests

from tests.fixtures_server import GUIDELINES, ROOT, TIMEOUT, WORLD, PlatformServer, running_platform
from tests.server.test_deciding import applied, refused
from tests.server.test_reading import pages


def test_what_was_answered_outlives_a_kill(tmp_path: Path) -> None:
    db, decision_id = f"sqlite:///{tmp_path / 'p.sqlite'}", str(uuid.uuid4())
    with running_platform(db) as server:
        case, tokens, resume = server.case("c-spam"), server.tokens, server.get("/v1/cases")["resume"]
        assert server.decide(case, "remove", id=decision_id).status_code == 201
        os.kill(server.pid, signal.SIGKILL)
        server.process.wait(TIMEOUT)
    with running_platform(db) as server:
        assert server.tokens == tokens
        assert server.decide(case, "remove", id=decision_id).status_code == 200
        assert applied(server) == {decision_id: 1}
        assert [each["id"] for each in server.get("/v1/cases", since=resume)["cases"]] == ["c-spam"]


def test_it_ends_well_on_a_signal(tmp_path: Path) -> None:
    with running_platform(f"sqlite:///{tmp_path / 'p.sqlite'}") as server:
        server.get("/v1/me")
        server.process.terminate()
        assert server.process.wait(TIMEOUT) == 0


def test_it_ends_with_whoever_started_it(tmp_path: Path) -> None:
    with running_platform(f"sqlite:///{tmp_path / 'p.sqlite'}") as server:
        assert server.process.stdin
        server.process.stdin.close()
        assert server.process.wait(TIMEOUT) == 0


def test_it_is_not_controlled_unless_started_so(tmp_path: Path) -> None:
    with running_platform(f"sqlite:///{tmp_path / 'p.sqlite'}", control=False) as server:
        for method, name in (("POST", "reset"), ("GET", "log"), ("POST", "faults")):
            assert refused(server.ask(method, f"/_control/{name}", "")) == (404, "not-found")
        assert server.get("/v1/cases")["cases"]


def test_a_token_that_asks_too_often_is_told_to_wait(tmp_path: Path) -> None:
    with running_platform(f"sqlite:///{tmp_path / 'p.sqlite'}", "--rate", "2") as server:
        answers = [server.ask("GET", "/v1/me") for _ in range(12)]
        assert {answer.status_code for answer in answers} == {200, 429}
        late = next(answer for answer in answers if answer.status_code == 429)
        assert refused(late) == (429, "rate-limited")
        assert late.headers["Retry-After"] == "1"
        assert server.ask("GET", "/v1/me", "senior").status_code == 200


@pytest.mark.parametrize(("what", "words"), [("world", "no cases"), ("guidelines", "cannot be used")])
def test_what_cannot_be_used_is_said_plainly(tmp_path: Path, what: str, words: str) -> None:
    given = {"world": str(WORLD), "guidelines": str(GUIDELINES), what: str(tmp_path)}
    command = [sys.executable, "-m", "moderator_desk.server", "--db", f"sqlite:///{tmp_path / 'p.sqlite'}"]
    command += [part for name, value in given.items() for part in (f"--{name}", value)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=TIMEOUT, check=False)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_generated_cases_are_whole_and_the_same_each_time(tmp_path: Path) -> None:
    found = []
    for name in ("a", "b"):
        db = f"sqlite:///{tmp_path / name}.sqlite"
        with running_platform(db, "--generate", "500", "--seed", "7") as server:
            cases = [case for page in pages(server, "/v1/cases", "cases", limit=200) for case in page]
            author = next(case for case in cases if case["id"] == "gc3")["item"]["author"]
            assert server.get(f"/v1/members/{author['id']}")["handle"] == author["handle"]
            spam = next(case for case in cases if case["id"].startswith("gc") and case["state"] == "open")
            assert server.decide(spam, "dismiss").status_code == 201
        found.append([(case["id"], case["item"]["text"], case["item"]["author"]["id"]) for case in cases])
    assert len(found[0]) == len({case_id for case_id, _, _ in found[0]}) == 510
    assert found[0] == found[1]


def test_faults_are_what_they_say(platform: PlatformServer) -> None:
    path = "/v1/cases/c-spam"
    for kind, status in (("server-error", 500), ("rate-limit", 429), ("stale", 412), ("claim-taken", 409)):
        platform.fault(kind, "GET", path, seconds=3)
        answer = platform.ask("GET", path)
        assert answer.status_code == status
        assert answer.headers.get("Retry-After") == ("3" if kind == "rate-limit" else None)
        assert ("case" in answer.json()) == (kind in ("stale", "claim-taken"))
    platform.fault("wrong-type")
    assert platform.ask("GET", path).headers["Content-Type"] == "text/html"
    platform.fault("oversize", size=3_000_000)
    assert len(platform.ask("GET", path).content) > 3_000_000
    platform.fault("cut-off", skip=1)
    assert platform.ask("GET", path).status_code == 200
    with pytest.raises(requests.exceptions.ChunkedEncodingError):
        platform.ask("GET", path)
    for kind in ("latency", "slow-body"):
        platform.fault(kind, seconds=0.3)
        started = time.monotonic()
        assert platform.case("c-spam")["id"] == "c-spam"
        assert time.monotonic() - started >= 0.28
    assert platform.ask("GET", path).status_code == 200


def test_small_answers_are_not_held_back(platform: PlatformServer) -> None:
    """Without TCP_NODELAY each answer of two writes waits some 40 ms for the other side."""
    started = time.monotonic()
    for _ in range(50):
        platform.get("/v1/me")
    each = (time.monotonic() - started) / 50
    sys.stdout.write(f"{1 / each:.0f} requests a second\n")
    host, port = platform.url.removeprefix("http://").split(":")
    assert host == "127.0.0.1"
    with socket.create_connection((host, int(port)), TIMEOUT):
        pass
    assert each < 0.03


def test_a_sender_that_goes_away_half_way_is_no_failure_of_the_server(tmp_path: Path) -> None:
    with (
        (tmp_path / "said").open("wb+") as said,
        running_platform(f"sqlite:///{tmp_path / 'p.sqlite'}", stderr=said) as server,
    ):
        host, port = server.url.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=TIMEOUT) as wire:
            head = f"POST /v1/reports HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {server.tokens['moderator']}\r\n"
            wire.sendall(f"{head}Content-Type: application/json\r\nContent-Length: 500\r\n\r\n{{".encode())
        server.get("/v1/me")
        server.close()
        said.seek(0)
        assert b"Traceback" not in said.read()
