"""A real Matrix homeserver (Synapse) as a process of its own on loopback, with accounts made by its own admin API."""

import hashlib
import hmac
import json
import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import requests

ROOT = Path(__file__).parents[2]
PYTHON = ROOT / ".venv.live" / "bin" / "python"
NAME = "lab.test"
TIMEOUT = 30
_WITHOUT_LIMIT = {"per_second": 100_000, "burst_count": 100_000}
_LIMITS: dict[str, tuple[str, ...]] = {
    "rc_message": (),
    "rc_registration": (),
    "rc_reports": (),
    "rc_room_creation": (),
    "rc_admin_redaction": (),
    "rc_joins_per_room": (),
    "rc_media_create": (),
    "rc_login": ("address", "account", "failed_attempts"),
    "rc_joins": ("local", "remote"),
    "rc_invites": ("per_room", "per_user", "per_issuer"),
}


class NotInstalled(Exception):
    """The server's venv is not there: `python3 desk.py test` makes it."""


def q(text: str) -> str:
    """An id as one part of a path."""
    return quote(text, safe="")


@dataclass
class Account:
    """Somebody signed in to the homeserver; `ask` speaks as them, and every answer must be a 200."""

    url: str
    id: str
    token: str
    session: requests.Session = field(default_factory=requests.Session)

    def ask(self, method: str, path: str, body: object = None, *, expect: int = 200, **query: Any) -> Any:
        """One request; its JSON."""
        self.session.trust_env = False
        answer = self.session.request(
            method,
            self.url + path,
            json=body,
            params=query,
            headers={"Authorization": f"Bearer {self.token}"},
            timeout=TIMEOUT,
        )
        assert answer.status_code == expect, f"{method} {path}: {answer.status_code} {answer.text[:300]}"
        return answer.json()

    def status(self, method: str, path: str, body: object = None) -> int:
        """The status of an answer, whatever it is."""
        headers = {"Authorization": f"Bearer {self.token}"}
        answer = self.session.request(method, self.url + path, json=body, headers=headers, timeout=TIMEOUT)
        return answer.status_code

    def room(self, name: str, **more: object) -> str:
        """Make a public room; its id."""
        body = {"name": name, "preset": "public_chat", **more}
        return str(self.ask("POST", "/_matrix/client/v3/createRoom", body)["room_id"])

    def join(self, room: str) -> None:
        """Enter a room."""
        self.ask("POST", f"/_matrix/client/v3/join/{q(room)}", {})

    def say(self, room: str, content: object, kind: str = "m.room.message") -> str:
        """Send an event (a text as a message); its id."""
        body = {"msgtype": "m.text", "body": content} if isinstance(content, str) else content
        path = f"/_matrix/client/v3/rooms/{q(room)}/send/{kind}/{secrets.token_hex(8)}"
        return str(self.ask("PUT", path, body)["event_id"])

    def amend(self, room: str, event: str, text: str) -> str:
        """Edit an own message."""
        content = {
            "msgtype": "m.text",
            "body": f"* {text}",
            "m.new_content": {"msgtype": "m.text", "body": text},
            "m.relates_to": {"rel_type": "m.replace", "event_id": event},
        }
        return self.say(room, content)

    def report(self, room: str, event: str, reason: str | None = None) -> None:
        """Report a message."""
        body = {} if reason is None else {"reason": reason}
        self.ask("POST", f"/_matrix/client/v3/rooms/{q(room)}/report/{q(event)}", body)

    def report_account(self, account: str, reason: str = "") -> None:
        """Report an account."""
        self.ask("POST", f"/_matrix/client/v3/users/{q(account)}/report", {"reason": reason})

    def seen(self, room: str, event: str) -> Any:
        """An event as this member is shown it."""
        return self.ask("GET", f"/_matrix/client/v3/rooms/{q(room)}/event/{q(event)}")

    def upload(self, blob: bytes, kind: str = "image/png") -> str:
        """Upload media; its mxc address."""
        answer = self.session.post(
            f"{self.url}/_matrix/media/v3/upload",
            data=blob,
            headers={"Authorization": f"Bearer {self.token}", "Content-Type": kind},
            timeout=TIMEOUT,
        )
        assert answer.status_code == 200, answer.text
        return str(answer.json()["content_uri"])


@dataclass
class Homeserver:
    """A running homeserver: its address, and how to make accounts on it."""

    url: str
    process: subprocess.Popen[bytes]
    secret: str

    def register(self, name: str, *, admin: bool = False, display: str = "") -> Account:
        """A new account by the shared secret; its password is "pw-" and the name."""
        nonce = requests.get(f"{self.url}/_synapse/admin/v1/register", timeout=TIMEOUT).json()["nonce"]
        said = [nonce, name, f"pw-{name}", "admin" if admin else "notadmin"]
        mac = hmac.new(self.secret.encode(), "\0".join(said).encode(), hashlib.sha1).hexdigest()
        body = {"nonce": nonce, "username": name, "password": said[2], "admin": admin, "mac": mac}
        body |= {"displayname": display} if display else {}
        answer = requests.post(f"{self.url}/_synapse/admin/v1/register", json=body, timeout=TIMEOUT).json()
        return Account(self.url, answer["user_id"], answer["access_token"])

    def close(self) -> None:
        """End the process by its own pid."""
        self.process.terminate()
        try:
            self.process.wait(TIMEOUT)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@contextmanager
def running_homeserver(*, limited: bool = False) -> Iterator[Homeserver]:
    """A fresh homeserver for the length of a block; `limited` keeps the limits it ships with."""
    if not PYTHON.exists():
        raise NotInstalled("run: python3 desk.py test")
    folder = Path(tempfile.mkdtemp(prefix="moderator_desk-live-"))
    try:
        server = _start(folder, limited)
        try:
            yield server
        finally:
            server.close()
    finally:
        shutil.rmtree(folder)


def _start(folder: Path, limited: bool) -> Homeserver:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    secret = secrets.token_hex(16)
    (folder / "homeserver.yaml").write_text(
        json.dumps(_config(folder, port, secret, limited))
    )  # JSON is YAML
    command = [str(PYTHON), "-m", "synapse.app.homeserver", "-c", str(folder / "homeserver.yaml")]
    environment = os.environ | {"SYNAPSE_ASYNC_IO_REACTOR": "0"}
    with (folder / "said").open("wb") as said:
        more = {"cwd": folder, "env": environment, "stdout": said, "stderr": said}
        subprocess.run([*command, "--generate-keys"], check=True, **more)  # type: ignore[call-overload]
        # it writes one byte there when it listens, as to a service manager
        process = _until_ready(folder, command, more)
    return Homeserver(f"http://127.0.0.1:{port}", process, secret)


def _until_ready(folder: Path, command: list[str], more: dict[str, Any]) -> subprocess.Popen[bytes]:
    """Start it, and wait for what it tells a service manager (sd_notify) when it listens."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as told:
        told.bind(str(folder / "ready"))
        told.settimeout(60)
        more["env"] = more["env"] | {"NOTIFY_SOCKET": str(folder / "ready")}
        process = subprocess.Popen(command, **more)
        try:
            ready = b"READY=1" in told.recv(200)
        except TimeoutError:
            ready = False
        if not ready:
            process.kill()
            process.wait()
            raise AssertionError((folder / "said").read_text()[-2000:])
        return process


def _config(folder: Path, port: int, secret: str, limited: bool) -> dict[str, object]:
    config: dict[str, object] = {
        "server_name": NAME,
        "pid_file": str(folder / "pid"),
        "public_baseurl": f"http://127.0.0.1:{port}/",
        "listeners": [
            {
                "port": port,
                "bind_addresses": ["127.0.0.1"],
                "type": "http",
                "tls": False,
                "resources": [{"names": ["client"], "compress": False}],
            }
        ],
        "database": {"name": "sqlite3", "args": {"database": str(folder / "homeserver.db")}},
        "log_config": str(folder / "log.yaml"),
        "media_store_path": str(folder / "media"),
        "signing_key_path": str(folder / "signing.key"),
        "registration_shared_secret": secret,
        "macaroon_secret_key": secrets.token_hex(16),
        "form_secret": secrets.token_hex(16),
        "report_stats": False,
        # nothing leaves this machine
        "federation_domain_whitelist": [],
        "trusted_key_servers": [],
        "suppress_key_server_warning": True,
        "enable_registration": False,
        "bcrypt_rounds": 4,
        "server_notices": {"system_mxid_localpart": "notices", "room_name": "Server notices"},
    }
    for name, parts in () if limited else _LIMITS.items():
        config[name] = dict.fromkeys(parts, _WITHOUT_LIMIT) if parts else _WITHOUT_LIMIT
    log = {"version": 1, "root": {"level": "WARNING"}, "disable_existing_loggers": False}
    (folder / "log.yaml").write_text(json.dumps(log))
    return config
