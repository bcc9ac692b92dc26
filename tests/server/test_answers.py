"""Every answer that goes well, and every refusal that can be had on purpose, is as the contract says."""

import re
import uuid
from pathlib import Path
from typing import Any

import pytest
import requests
from schemathesis.core.failures import Failure

from tests.fixtures_server import ROOT, PlatformServer, running_platform
from tests.server.test_contract import CONTRACT, schema
from tests.server.test_undoing import AT

PATHS = {re.compile(re.sub("{id}", "[^/]+", path) + r"\Z"): path for path in CONTRACT["paths"]}


class Checked:
    """A platform whose answers are held against the contract; remembers which were seen."""

    def __init__(self, platform: PlatformServer) -> None:
        self.platform = platform
        self.seen: set[tuple[str, str, int]] = set()

    def ask(self, method: str, path: str, role: str = "admin", **more: Any) -> requests.Response:
        answer = self.platform.ask(method, path, role, **more)
        documented = next(known for pattern, known in PATHS.items() if pattern.match(path.partition("?")[0]))
        schema[documented][method].validate_response(answer)
        self.seen.add((method, documented, answer.status_code))
        return answer

    def decide(self, case_id: str, action: str, role: str = "admin", **more: Any) -> Any:
        answer = self.platform.decide(self.platform.case(case_id), action, role, **more)
        schema["/v1/decisions/{id}"]["PUT"].validate_response(answer)
        self.seen.add(("PUT", "/v1/decisions/{id}", answer.status_code))
        return answer.json()


READS = (
    *("/v1/me", "/v1/guidelines", "/v1/cases", "/v1/cases?limit=2", "/v1/cases?since=x", "/v1/cases/c-spam"),
    *("/v1/cases/c-sealed", "/v1/cases/c-date", "/v1/members/m-bob", "/v1/members/m-bob/history?limit=2"),
    *("/v1/members/m-bob/inbox", "/v1/media/photo-card", "/v1/media/shot-chat", "/v1/media/sealed-1"),
    *("/v1/decisions", "/v1/decisions?limit=1", "/v1/cases/nothing"),
)


def test_answers_are_as_the_contract_says(platform: PlatformServer) -> None:
    checked = Checked(platform)
    note = {"id": "note-1", "text": "Look."}
    report = {
        "id": "r-1",
        "item": {"id": "i-new", "kind": "comment", "text": "Hi"},
        "author": {"id": "m-eve"},
    }
    warning = {"id": str(uuid.uuid4()), "case_id": "c-word", "message": "Look twice."}
    decision_id, undoing = str(uuid.uuid4()), {"id": str(uuid.uuid4()), "at": AT}
    for _ in range(2):  # first, and the same again
        checked.ask("POST", "/v1/cases/c-spam/notes", json=note)
        checked.ask("POST", "/v1/members/m-eve/notes", json=note | {"id": "note-2"})
        checked.ask("POST", "/v1/reports", json=report)
        checked.ask("POST", "/v1/members/m-eve/warnings", json=warning)
    spans = [{"start": 0, "end": 3}]
    checked.decide("c-date", "warn", id=decision_id, message="Stop.", spans=spans, fence=0)
    for _ in range(2):
        checked.ask("PUT", f"/v1/decisions/{decision_id}/reversal", json=undoing)
    checked.decide("c-gone", "ban", duration_hours=3)
    checked.decide("c-gone", "dismiss")  # 412
    checked.decide("c-sealed", "dismiss")  # 403
    checked.ask("PUT", "/v1/cases/c-spam/claim", "moderator")
    checked.ask("PUT", "/v1/cases/c-spam/claim", "moderator2")
    checked.decide("c-spam", "remove", fence=9)  # 409
    for path in READS:
        checked.ask("GET", path)
    checked.ask("DELETE", "/v1/cases/c-spam/claim", "moderator")
    well = {(method, path) for method, path, status in checked.seen if status < 300}
    methods = {"get", "put", "post", "delete"}
    every = {
        (method.upper(), path) for path, item in CONTRACT["paths"].items() for method in methods & set(item)
    }
    assert well == every
    assert {status for *_, status in checked.seen} >= {200, 201, 204, 403, 404, 409, 410, 412, 451}


def test_the_contract_can_be_broken(platform: PlatformServer) -> None:
    answer = platform.ask("GET", "/v1/cases/c-spam")
    schema["/v1/cases/{id}"]["GET"].validate_response(answer)
    with pytest.raises(Failure):
        schema["/v1/members/{id}"]["GET"].validate_response(answer)


def test_the_demo_world_is_as_the_contract_says(tmp_path: Path) -> None:
    with running_platform(
        f"sqlite:///{tmp_path / 'demo.sqlite'}", world=ROOT / "resources" / "demo"
    ) as server:
        checked = Checked(server)
        cases = checked.ask("GET", "/v1/cases?limit=200").json()["cases"]
        guidelines = checked.ask("GET", "/v1/guidelines").json()["guidelines"]
        people = {case["item"]["author"]["id"] for case in cases}
        pictures = [media for case in cases for media in case["item"]["media"]]
        for case in cases:
            given = [report["reporter"]["id"] for report in case["reports"] if report["reporter"]]
            people |= {*given, *(message["author"]["id"] for message in case["context"])}
            pictures += [
                each["media"] for report in case["reports"] for each in report["evidence"] if each["media"]
            ]
            assert {report["guideline"] for report in case["reports"]} <= {
                each["code"] for each in guidelines
            }
        for member in people:
            checked.ask("GET", f"/v1/members/{member}")
            checked.ask("GET", f"/v1/members/{member}/history?limit=200")
        for media in pictures:
            answer = checked.ask("GET", f"/v1/media/{media['id']}")
            assert answer.status_code == (451 if media["sealed"] else 200)
        assert len(cases) > 50
        assert {status for *_, status in checked.seen} <= {200, 451}
