"""A real Ozone with its network as processes of their own on loopback, and a small community on it.

Everything here speaks plain XRPC, as any other client does: nothing of it is the desk's.
"""

import json
import os
import secrets
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

ROOT = Path(__file__).parents[2]
SCRIPTS = Path(__file__).parent / "ozone"
HOME = ROOT / ".live-ozone"
DEFS = "tools.ozone.moderation.defs#"
SPAM = "com.atproto.moderation.defs#reasonSpam"
TIMEOUT = 60


class NotInstalled(Exception):
    """Ozone is not there: `python3 desk.py test --live` installs it."""


@dataclass
class Client:
    """Somebody signed in to the PDS; every answer must have the status that is expected."""

    pds: str
    did: str
    handle: str
    password: str
    token: str
    service: str = ""

    def ask(self, method: str, body: object = None, *, expect: int = 200, **query: Any) -> Any:
        """One call: a question without a body, a deed with one. Its JSON."""
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        if self.service:
            headers["atproto-proxy"] = f"{self.service}#atproto_labeler"
        with requests.Session() as session:
            session.trust_env = False
            answer = session.request(
                "GET" if body is None else "POST",
                f"{self.pds}/xrpc/{method}",
                json=body,
                params=query,
                headers=headers,
                timeout=TIMEOUT,
            )
        assert answer.status_code == expect, f"{method}: {answer.status_code} {answer.text[:300]}"
        return answer.json() if answer.content else None

    def put(
        self, record: dict[str, Any], collection: str = "app.bsky.feed.post", **more: str
    ) -> dict[str, str]:
        """Store a record; its uri and cid. `rkey` where it must have a certain key."""
        body = {"repo": self.did, "collection": collection, "record": {"$type": collection, **record}} | more
        made = self.ask("com.atproto.repo.createRecord", body)
        return {"uri": made["uri"], "cid": made["cid"]}

    def post(self, text: str, **more: Any) -> dict[str, str]:
        """Write a post; its uri and cid."""
        return self.put({"text": text, "createdAt": "2026-11-23T09:00:00.000Z", **more})

    def report(self, subject: object, reason: str = SPAM, words: str = "rude") -> None:
        """Report a post (its uri and cid), or an account (its DID)."""
        body = {"reasonType": reason, "reason": words, "subject": subject_of(subject)}
        self.ask("com.atproto.moderation.createReport", body)

    def emit(self, kind: str, subject: object, **event: Any) -> Any:
        """Make a moderation event, as another moderator's client would."""
        body = {
            "event": {"$type": DEFS + kind, **event},
            "subject": subject_of(subject),
            "createdBy": self.did,
        }
        return self.ask("tools.ozone.moderation.emitEvent", body)

    def status(self, case_id: str) -> dict[str, Any]:
        """How a subject stands."""
        told = self.ask("tools.ozone.moderation.queryStatuses", subject=case_id, includeMuted="true")
        found: dict[str, Any] = told["subjectStatuses"][0]
        return found

    def events(self, case_id: str, kind: str = "") -> list[dict[str, Any]]:
        """What happened to a subject, newest first, tags left out."""
        told = self.ask("tools.ozone.moderation.queryEvents", subject=case_id, limit=100)["events"]
        return [
            each for each in told if kind in each["event"]["$type"] and "Tag" not in each["event"]["$type"]
        ]


def subject_of(subject: object) -> dict[str, str]:
    """A subject as the servers want it."""
    if isinstance(subject, str):
        return {"$type": "com.atproto.admin.defs#repoRef", "did": subject}
    assert isinstance(subject, dict)
    return {"$type": "com.atproto.repo.strongRef", **subject}


@dataclass
class World:
    """A running network: addresses, DIDs and seeded accounts as its start told them."""

    told: dict[str, Any]

    @property
    def pds(self) -> str:
        """Address of the PDS, by which every moderator works."""
        return str(self.told["urls"]["pds"])

    @property
    def service(self) -> str:
        """DID of the moderation service."""
        return str(self.told["dids"]["ozone"])

    def control(self, verb: str, path: str, body: object = None) -> Any:
        """Ask the process itself: mail that was sent, or to settle what is under way."""
        url = self.told["urls"]["control"] + path
        answer = requests.request(verb, url, json=body or {}, timeout=TIMEOUT)
        assert answer.status_code == 200, answer.text[:300]
        return answer.json()

    def settle(self) -> None:
        """Until every server knows what was said and done."""
        self.control("POST", "/process")

    def shown(self, uri: str, cid: str | None) -> None:
        """Until the AppView shows this version of a post, or (None) the post no more: what Ozone knows of records it
        asks there. Far quicker than `settle`, which waits for everything."""
        for _ in range(600):
            _, told = self.app_view("app.bsky.feed.getPosts", uris=uri)
            if {post["cid"] for post in told["posts"]} == ({cid} if cid else set()):
                return
            threading.Event().wait(0.02)
        raise AssertionError(f"the AppView never had {uri} so")

    def mail_to(self, handle: str) -> list[dict[str, str]]:
        """What was mailed to an account made by `register`."""
        return [each for each in self.control("GET", "/mail") if each["to"] == f"{handle}@example.com"]

    def staff(self, name: str) -> Client:
        """A seeded member of the team, signed in: lab-triage, lab-mod, lab-mod2 or lab-admin."""
        known = self.told["accounts"][name]
        return self.signed_in(known["handle"], known["password"], self.service)

    def signed_in(self, handle: str, password: str, service: str = "") -> Client:
        """Somebody who has an account."""
        anybody = Client(self.pds, "", handle, password, "")
        made = anybody.ask("com.atproto.server.createSession", {"identifier": handle, "password": password})
        return Client(self.pds, made["did"], handle, password, made["accessJwt"], service)

    def register(self, name: str) -> Client:
        """A new account whose handle begins with the name."""
        handle = f"{name}{secrets.token_hex(3)}.test"
        body = {"handle": handle, "email": f"{handle}@example.com", "password": "a-password"}
        made = Client(self.pds, "", handle, "", "").ask("com.atproto.server.createAccount", body)
        return Client(self.pds, made["did"], handle, "a-password", made["accessJwt"])

    def app_view(self, method: str, **query: Any) -> tuple[int, Any]:
        """What the public sees, from the AppView itself."""
        answer = requests.get(f"{self.told['urls']['appview']}/xrpc/{method}", params=query, timeout=TIMEOUT)
        return answer.status_code, answer.json()


@contextmanager
def running_world() -> Iterator[World]:
    """A fresh network for the length of a block."""
    if not (HOME / "app" / "installed").exists():
        raise NotInstalled("run: python3 desk.py test --live")
    base = _free_base()
    environment = os.environ | {"OZONE_LAB_PORT_BASE": str(base), "HOME": "/nonexistent"}
    try:
        subprocess.run(["bash", str(SCRIPTS / "start.sh")], env=environment, check=True, timeout=240)
        told = json.loads((HOME / f"world-{base}" / "run" / "stack.json").read_text(encoding="utf-8"))
        yield World(told)
    finally:
        subprocess.run(["bash", str(SCRIPTS / "stop.sh")], env=environment, check=False, timeout=60)


def _free_base() -> int:
    """A number after which eleven ports are free; a second worker, or checkout, takes the next."""
    for base in range(26_580 + 20 * int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:]), 30_000, 40):
        try:
            for port in range(base + 1, base + 11):
                with socket.socket() as free:
                    free.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                    free.bind(("127.0.0.1", port))
        except OSError:
            continue
        return base
    raise AssertionError("no free ports")
