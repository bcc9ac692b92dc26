"""Pulling the queue of a running Ozone into a fresh store, in cases a second.

Floor: the same pages of the same server by bare means: requests, msgspec, and executemany into one table with the same
durability. The same pages are the lists of subjects that wait, those subjects, who works on what, and for every case its
events and, for a post, what stands around it. Both read by turns, so that the server is as warm for both.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import requests

from benchmarks.figures import Figure, middle
from benchmarks.pulls import CASES_AT_ONCE, pulled, stored
from benchmarks.worlds import World
from moderator_desk.models.accounts import Account
from moderator_desk.platforms.connect import sign_in
from tests.live.ozone_world import DEFS, Client, running_world
from tests.live.ozone_world import World as Network

LIMIT = 0.7
ITEMS, REPORTS_EACH = 100, 2
LISTS: tuple[dict[str, str], ...] = (
    {"reviewState": f"{DEFS}reviewOpen"},
    {"reviewState": f"{DEFS}reviewEscalated"},
    {"appealed": "true"},
)
TOLD = ("Report", "Comment", "Acknowledge", "Escalate", "Takedown", "ReverseTakedown", "Label", "Email")
NEIGHBOURS = "12"


class _Status(msgspec.Struct):
    subject: dict[str, Any]


class _Statuses(msgspec.Struct, rename="camel"):
    subject_statuses: list[_Status]
    cursor: str | None = None


class _Subjects(msgspec.Struct):
    subjects: list[dict[str, Any]]


class _Events(msgspec.Struct):
    events: list[dict[str, Any]]


T = TypeVar("T")


def measure(_: World | None, rounds: int, items: int = ITEMS) -> list[Figure]:
    """Cases a second, the desk's pull beside the bare one; the middle of so many rounds."""
    ours: list[float] = []
    bare: list[float] = []
    with running_world() as network, tempfile.TemporaryDirectory(prefix="moderator_desk-bench-") as folder:
        mod = _filled(network, items)
        token = sign_in("ozone", network.pds, f"{mod.handle} {network.service}", mod.password)
        account = Account("bench", "ozone", network.pds, "Bench")
        waits = len({case_id for case_id, _ in _Bare(mod).cases()})
        for number in range(rounds):
            bare.append(waits / _bare(mod, Path(folder) / f"floor-{number}.sqlite", waits))
            ours.append(waits / pulled(account, token, Path(folder) / f"desk-{number}.sqlite"))
    name = f"pull of {waits} cases from an Ozone"
    return [Figure(name, middle(ours), "cases/s", middle(bare), LIMIT, of_floor=True, least=True)]


def _filled(network: Network, items: int) -> Client:
    """A network with so many reported posts, beside what it began with."""
    mod, ana, ben = network.staff("lab-mod"), network.register("ana"), network.register("ben")
    posts = [ben.post(f"message {number}") for number in range(items)]
    network.settle()
    for post in posts:
        for reason in range(REPORTS_EACH):
            ana.report(post, words=f"reason {reason}")
    network.settle()
    return mod


class _Bare:
    """The barest reader of the same pages."""

    def __init__(self, mod: Client) -> None:
        self.url = f"{mod.pds}/xrpc/"
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.headers["Authorization"] = f"Bearer {mod.token}"
        self.session.headers["atproto-proxy"] = f"{mod.service}#atproto_labeler"

    def get(self, method: str, kind: type[T], **query: Any) -> T:
        answer = self.session.get(self.url + method, params=query, timeout=60)
        return msgspec.json.decode(answer.content, type=kind)

    def cases(self) -> Iterator[tuple[str, bytes]]:
        """Every case as its id and its JSON."""
        for asked in LISTS:
            place: str | None = ""
            while place is not None:
                query = asked | {"limit": str(CASES_AT_ONCE)} | ({"cursor": place} if place else {})
                page = self.get("tools.ozone.moderation.queryStatuses", _Statuses, **query)
                ids = [each.subject.get("uri") or each.subject["did"] for each in page.subject_statuses]
                if ids:
                    yield from self.read(ids)
                place = page.cursor if ids else None

    def read(self, ids: list[str]) -> Iterator[tuple[str, bytes]]:
        """The cases of one page."""
        views = self.get("tools.ozone.moderation.getSubjects", _Subjects, subjects=ids).subjects
        held = self.get("tools.ozone.report.getAssignments", dict, onlyActive="true", limit="100")
        types = [f"{DEFS}modEvent{each}" for each in TOLD]
        for view in views:
            subject = view["subject"]
            query = {"subject": subject, "types": types, "limit": "100"}
            events = self.get("tools.ozone.moderation.queryEvents", _Events, **query).events
            around: dict[str, Any] = {}
            if "app.bsky.feed.post" in subject:
                asked = {"uri": subject, "depth": "1", "parentHeight": NEIGHBOURS}
                around = self.get("app.bsky.feed.getPostThread", dict, **asked)
            yield subject, msgspec.json.encode((view, events, around, held))


def _bare(mod: Client, path: Path, items: int) -> float:
    bare = _Bare(mod)
    try:
        return stored(path, bare.cases(), items)
    finally:
        bare.session.close()
