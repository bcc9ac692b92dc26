"""The reference platform as a process of its own, one for each test worker, and begun anew before each test."""

import json
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import pytest
import requests

ROOT = Path(__file__).parents[1]
WORLD = Path(__file__).parent / "server" / "world"
GUIDELINES = ROOT / "resources" / "guidelines" / "language-exchange.toml"
TIMEOUT = 20


@dataclass
class PlatformServer:
    """A running platform: its address, and tokens by key (moderator, moderator2, senior, supervisor, admin)."""

    url: str
    tokens: dict[str, str]
    pid: int
    process: subprocess.Popen[bytes]
    sessions: dict[str, requests.Session] = field(default_factory=dict)

    def control(self, name: str, **body: Any) -> Any:
        """One of the /_control routes; log, effects and (without a body) faults are read, the others are done."""
        url = f"{self.url}/_control/{name}"
        reading = name in ("log", "effects") or (name == "faults" and not body)
        answer = self.session("").request(
            "GET" if reading else "POST", url, json=body or None, timeout=TIMEOUT
        )
        assert answer.status_code == 200, answer.text
        return answer.json()

    def fault(self, kind: str, method: str = "", path: str = "/v1/", **more: Any) -> None:
        """Spoil the next request that fits."""
        self.control("faults", kind=kind, method=method, path=path, **more)

    def ask(self, method: str, path: str, role: str = "moderator", **more: Any) -> requests.Response:
        """A request as one of the staff, "" for nobody."""
        return self.session(role).request(method, self.url + path, timeout=TIMEOUT, **more)

    def get(self, path: str, role: str = "moderator", **query: Any) -> Any:
        """What a GET tells, which must go well."""
        answer = self.ask("GET", path, role, params=query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def case(self, case_id: str) -> Any:
        """A case as it is now."""
        return self.get(f"/v1/cases/{case_id}")

    def decide(self, case: Any, action: str, role: str = "moderator", **more: Any) -> requests.Response:
        """Decide a case as it was told; `id` and `version` may be given, other fields go into the body."""
        decision_id = more.pop("id", None) or str(uuid.uuid4())
        version = more.pop("version", case["version"])
        return self.ask(
            "PUT",
            f"/v1/decisions/{decision_id}",
            role,
            json=decision_body(case, action, **more),
            headers={"If-Match": f'"{version}"'},
        )

    def close(self) -> None:
        """End the process, by closing what ties it to us."""
        for session in self.sessions.values():
            session.close()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                pipe.close()
        try:
            self.process.wait(TIMEOUT)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def session(self, role: str) -> requests.Session:
        """The connection of one of the staff, "" for nobody."""
        if role not in self.sessions:
            session = requests.Session()
            session.trust_env = False
            if role:
                session.headers["Authorization"] = f"Bearer {self.tokens[role]}"
            self.sessions[role] = session
        return self.sessions[role]


def decision_body(case: Any, action: str, **more: Any) -> dict[str, Any]:
    """The body of a decision on a case as it was told."""
    return {
        "case_id": case["id"],
        "item_id": case["item"]["id"],
        "member_id": case["item"]["author"]["id"],
        "action": action,
        "at": "2026-11-23T09:00:00Z",
        "item_revision": case["item"]["revision"],
        "guideline": case["reports"][0]["guideline"],
        **more,
    }


def start_platform(
    db: str, *more: str, world: Path = WORLD, control: bool = True, stderr: IO[bytes] | None = None
) -> PlatformServer:
    """Start a platform on a database of an SQLAlchemy URL; `more` are arguments such as "--generate", "1000"."""
    command = [sys.executable, "-m", "moderator_desk.server", "--db", db, "--world", str(world)]
    command += ["--guidelines", str(GUIDELINES), "--until-stdin-closes", *more]
    command += ["--control"] if control else []
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=stderr, cwd=ROOT
    )
    assert process.stdout is not None
    ready = json.loads(process.stdout.readline() or b"{}")
    assert ready, f"the platform ended with {process.wait(TIMEOUT)}"
    return PlatformServer(ready["url"], ready["tokens"], ready["pid"], process)


@contextmanager
def running_platform(
    db: str, *more: str, world: Path = WORLD, control: bool = True, stderr: IO[bytes] | None = None
) -> Iterator[PlatformServer]:
    """A platform of a test's own, ended with the block."""
    server = start_platform(db, *more, world=world, control=control, stderr=stderr)
    try:
        yield server
    finally:
        server.close()


@pytest.fixture(scope="session")
def platform_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlatformServer]:
    """One platform for all tests of this worker. Use `platform`, which begins it anew."""
    db = tmp_path_factory.mktemp("platform") / "platform.sqlite"
    with running_platform(f"sqlite:///{db}") as server:
        yield server


@pytest.fixture
def platform(platform_server: PlatformServer) -> PlatformServer:
    """The platform as it was at first: the small world of tests/server/world, and no faults."""
    platform_server.control("reset")
    return platform_server
