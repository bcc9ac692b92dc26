"""Reports and notes coming in: once each, reports on one item in one case, within the limits."""

import json
import uuid
from typing import Any

import pytest

from tests.fixtures_server import PlatformServer
from tests.server.test_deciding import refused

TEXT = "Buy sleep capsules at capsules.test! First bottle free."


def report(platform: PlatformServer, item_id: str, role: str = "admin", **more: Any) -> Any:
    body = {
        "id": f"r-{uuid.uuid4()}",
        "item": {"id": item_id, "kind": "comment", "text": TEXT},
        "author": {"id": "m-eve"},
        "guideline": "SPAM",
        "words": "Look.",
        "reporter": {"id": "m-dina"},
        **more,
    }
    return platform.ask("POST", "/v1/reports", role, json=body)


def test_reports_on_one_item_are_one_case(platform: PlatformServer) -> None:
    first = report(
        platform,
        "i-new",
        thread=[{"id": "t", "author": {"id": "m-ana"}, "text": "Hi", "at": "2026-11-23T09:00:00Z"}],
    )
    second = report(platform, "i-new", reporter=None, words="Pattern")
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    case = platform.case(first.json()["case_id"])
    assert [each["automated"] for each in case["reports"]] == [False, True]
    assert (case["version"], case["state"]) == (2, "open")
    assert case["context"][0]["text"] == "Hi"
    assert platform.get("/v1/members/m-eve")["counters"]["reports_against"] == 2
    assert platform.get("/v1/members/m-eve/history")["entries"][0]["outcome"] == "pending"


def test_a_report_joins_a_known_case_and_tells_of_a_changed_text(platform: PlatformServer) -> None:
    before = platform.case("c-spam")
    assert report(platform, "i-spam").json() == {"case_id": "c-spam"}
    same = platform.case("c-spam")
    assert (len(same["reports"]), same["item"]) == (2, before["item"])
    item = {"id": "i-spam", "kind": "comment", "text": "Never mind."}
    report(platform, "i-spam", item=item)
    changed = platform.case("c-spam")["item"]
    assert (changed["text"], changed["text_now"]) == (TEXT, "Never mind.")
    assert changed["revision"] != changed["reported_revision"] == before["item"]["revision"]


def test_a_report_opens_a_decided_case_again(platform: PlatformServer) -> None:
    platform.decide(platform.case("c-spam"), "dismiss")
    report(platform, "i-spam")
    case = platform.case("c-spam")
    assert (case["state"], len(case["decisions"])) == ("open", 1)
    assert "dismiss" in case["abilities"]


def test_a_report_comes_in_once(platform: PlatformServer) -> None:
    first, again = (report(platform, "i-new", id="r-one") for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert refused(report(platform, "i-new", id="r-one", words="Other.")) == (422, "id-reused")
    assert len(platform.case(first.json()["case_id"])["reports"]) == 1


def test_a_sealed_report_keeps_its_secret(platform: PlatformServer) -> None:
    item = {
        "id": "i-s",
        "kind": "photo",
        "text": "secret",
        "media": [{"id": "pic", "alt": "secret", "sealed": True}],
    }
    case_id = report(platform, "i-s", item=item).json()["case_id"]
    told = platform.ask("GET", f"/v1/cases/{case_id}", "admin")
    assert (told.json()["state"], "secret" in told.text) == ("sealed", False)
    assert refused(platform.ask("GET", "/v1/media/pic")) == (451, "sealed")
    report(platform, "i-s", item={"id": "i-s", "kind": "photo", "text": "secret again"})
    assert "secret" not in platform.ask("GET", f"/v1/cases/{case_id}", "admin").text


def test_a_case_can_become_sealed(platform: PlatformServer) -> None:
    item = {"id": "i-photo", "kind": "photo", "media": [{"id": "photo-card", "sealed": True}]}
    assert report(platform, "i-photo", item=item).json() == {"case_id": "c-photo"}
    case = platform.case("c-photo")
    assert (case["state"], case["abilities"]) == ("sealed", ["escalate"])
    assert refused(platform.ask("GET", "/v1/media/photo-card")) == (451, "sealed")


def test_only_the_back_end_reports(platform: PlatformServer) -> None:
    assert refused(report(platform, "i-new", "supervisor")) == (403, "forbidden")
    assert refused(report(platform, "i-spam", author={"id": "m-ana"})) == (422, "out-of-bounds")
    assert refused(report(platform, "../etc")) == (422, "out-of-bounds")


def test_notes(platform: PlatformServer) -> None:
    version = platform.case("c-spam")["version"]
    body = {"id": "note-1", "text": "Same as <b>yesterday</b>\u202e.", "sticky": True}
    for path in ("/v1/cases/c-spam/notes", "/v1/members/m-eve/notes"):
        body["id"] = f"note-{path}".replace("/", ".")
        first, again = (platform.ask("POST", path, json=body) for _ in range(2))
        assert (first.status_code, again.status_code) == (201, 200)
        assert first.json() == again.json()
        assert first.json()["text"] == body["text"]
        other = platform.ask("POST", path, json=body | {"text": "Another."})
        assert refused(other) == (422, "id-reused")
    case = platform.case("c-spam")
    assert ([note["text"] for note in case["notes"]], case["version"]) == ([body["text"]], version)
    assert platform.get("/v1/members/m-eve")["sticky_note"] == body["text"]
    assert platform.get("/v1/members/m-eve/history")["entries"][0]["kind"] == "note"
    assert refused(platform.ask("POST", "/v1/cases/nothing/notes", json=body)) == (404, "not-found")
    assert refused(platform.ask("POST", "/v1/members/nobody/notes", json=body)) == (404, "not-found")


@pytest.mark.parametrize("text", ["𐍈 \u0000 é e\u0301 \u202e \ufeff", "a" * 100_000, "<script>&amp;\r\n\t"])
def test_texts_come_back_as_given(platform: PlatformServer, text: str) -> None:
    case_id = report(platform, "i-odd", item={"id": "i-odd", "kind": "comment", "text": text}).json()[
        "case_id"
    ]
    assert platform.case(case_id)["item"]["text"] == text


def test_limits(platform: PlatformServer) -> None:
    long = {"id": "n", "text": "a" * 100_001}
    assert refused(platform.ask("POST", "/v1/cases/c-spam/notes", json=long)) == (413, "too-large")
    for size in (1024 * 1024 + 1, 5_000_000):
        answer = platform.ask("POST", "/v1/cases/c-spam/notes", data=b" " * size)
        assert refused(answer) == (413, "too-large")
    fitting = json.dumps({"id": "n", "text": "a"}).encode().ljust(1024 * 1024)
    assert platform.ask("POST", "/v1/cases/c-spam/notes", data=fitting).status_code == 201


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b'{"id": "\xff"}', b"[" * 5000, b"nul"])
def test_what_is_no_json_is_refused(platform: PlatformServer, body: bytes) -> None:
    assert refused(platform.ask("POST", "/v1/cases/c-spam/notes", data=body)) == (400, "malformed")


def test_methods_and_paths_that_are_not_there(platform: PlatformServer) -> None:
    answer = platform.ask("PATCH", "/v1/cases/c-spam/claim")
    assert refused(answer) == (405, "method")
    assert set(answer.headers["Allow"].split(", ")) == {"PUT", "DELETE"}
    assert refused(platform.ask("GET", "/v2/cases")) == (404, "not-found")


def test_a_warning_goes_to_somebody_who_reported_the_case(platform: PlatformServer) -> None:
    body = {"id": str(uuid.uuid4()), "case_id": "c-word", "message": "Look twice.", "language": "en"}
    path = "/v1/members/m-eve/warnings"
    first, again = (platform.ask("POST", path, json=body) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    inbox = platform.get("/v1/members/m-eve/inbox")["messages"]
    assert [(each["decision_id"], each["text"]) for each in inbox] == [(body["id"], "Look twice.")]
    line = platform.get("/v1/members/m-eve/history")["entries"][0]
    assert (line["kind"], line["action"], line["case_id"]) == ("reporter", "warning", "c-word")
    assert platform.get("/v1/members/m-eve")["strikes"] == []
    assert refused(platform.ask("POST", path, json=body | {"message": "Other."})) == (422, "id-reused")
    other = body | {"id": str(uuid.uuid4())}
    assert refused(platform.ask("POST", "/v1/members/m-ana/warnings", json=other)) == (422, "out-of-bounds")
    assert refused(platform.ask("POST", "/v1/members/nobody/warnings", json=other)) == (404, "not-found")
    gone = other | {"case_id": "nothing"}
    assert refused(platform.ask("POST", path, json=gone)) == (404, "not-found")
