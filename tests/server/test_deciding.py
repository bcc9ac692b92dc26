"""Decisions at the platform: once and whole, never on something else than was seen, by those who may."""

import uuid
from datetime import datetime, timedelta
from typing import Any

import pytest
import requests

from tests.fixtures_server import PlatformServer, decision_body

EVERYDAY: list[tuple[str, str, dict[str, Any]]] = [
    ("c-word", "dismiss", {}),
    ("c-phone", "edit", {"new_text": "Write to me here and we practise!", "clause": "CONTACT.1"}),
    ("c-spam", "remove", {"reason": "Advertisement."}),
    ("c-date", "warn", {"message": "Please stop.", "language": "en", "template": "date-warn"}),
    ("c-date", "ban", {"duration_hours": 24, "scope": "messages", "message": "A day off."}),
]


def applied(platform: PlatformServer) -> dict[str, int]:
    return {each["decision"]["id"]: each["applied"] for each in platform.control("log")["decisions"]}


def refused(answer: requests.Response) -> tuple[int, str]:
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == answer.status_code
    return answer.status_code, answer.json()["type"]


@pytest.mark.parametrize(("case_id", "action", "more"), EVERYDAY)
def test_a_decision_is_applied_once(
    platform: PlatformServer, case_id: str, action: str, more: dict[str, Any]
) -> None:
    case, decision_id = platform.case(case_id), str(uuid.uuid4())
    first = platform.decide(case, action, id=decision_id, **more)
    again = platform.decide(case, action, id=decision_id, **more)
    shouted = platform.decide(case, action, id=decision_id.upper(), **more)
    assert [first.status_code, again.status_code, shouted.status_code] == [201, 200, 200]
    assert first.json() == again.json() == shouted.json()
    assert applied(platform) == {decision_id: 1}
    told = first.json()
    assert told["decision"] | more == told["decision"]
    assert told["decision"]["by"] == {"id": "mod-01", "handle": "Samir"}
    assert told["case"] == platform.case(case_id)
    assert (told["case"]["state"], told["case"]["version"]) == ("decided", case["version"] + 1)
    assert told["case"]["decisions"][-1]["id"] == decision_id
    assert first.headers["ETag"] == f'"{case["version"] + 1}"'


def test_the_effects_can_be_seen(platform: PlatformServer) -> None:
    for case_id, action, more in EVERYDAY[:4]:
        assert platform.decide(platform.case(case_id), action, **more).status_code == 201
    edited, removed = platform.case("c-phone")["item"], platform.case("c-spam")["item"]
    assert edited["text_now"] == "Write to me here and we practise!"
    assert edited["text"] == "Call me at 555 0100 and we practise!"
    assert edited["revision"] != edited["reported_revision"]
    assert (removed["gone"], removed["text_now"]) == (True, None)
    inbox = platform.get("/v1/members/m-bob/inbox")["messages"]
    assert [(each["text"], each["withdrawn"]) for each in inbox] == [("Please stop.", False)]
    eve = platform.get("/v1/members/m-eve")
    assert [strike["guideline"] for strike in eve["strikes"]] == ["SPAM"]


def test_a_ban_stands_with_its_end_and_its_strike(platform: PlatformServer) -> None:
    assert platform.decide(platform.case("c-date"), "ban", duration_hours=48, message="x").status_code == 201
    bob = platform.get("/v1/members/m-bob")
    (ban,) = bob["sanctions"]  # the mute of the world has ended
    since, until = (datetime.fromisoformat(ban[name]) for name in ("since", "until"))
    assert (ban["kind"], until - since) == ("ban", timedelta(hours=48))
    strike = bob["strikes"][-1]
    assert strike["guideline"] == "DATE"
    days = next(
        each["strike_days"] for each in platform.get("/v1/guidelines")["guidelines"] if each["code"] == "DATE"
    )
    counted = datetime.fromisoformat(strike["expires_at"]) - datetime.fromisoformat(strike["at"])
    assert counted == timedelta(days=days)


def test_reporters_hear_how_it_ended(platform: PlatformServer) -> None:
    platform.decide(platform.case("c-word"), "dismiss")
    platform.decide(platform.case("c-spam"), "remove")
    assert platform.case("c-word")["reports"][0]["reporter"]["dismissed"] == 1
    assert platform.case("c-spam")["reports"][0]["reporter"]["upheld"] == 7
    ana = platform.get("/v1/members/m-ana")
    assert ana["counters"]["upheld_made"] == 7
    outcomes = {each["id"]: each["outcome"] for each in platform.get("/v1/members/m-eve/history")["entries"]}
    assert outcomes["r-word-1"] == "dismissed"
    assert outcomes["r-spam-1"] == "upheld"


def test_a_lost_answer_is_made_good_by_asking_again(platform: PlatformServer) -> None:
    case, decision_id = platform.case("c-spam"), str(uuid.uuid4())
    platform.fault("lost-answer", "PUT", "/v1/decisions/")
    with pytest.raises(requests.ConnectionError):
        platform.decide(case, "remove", id=decision_id)
    assert platform.decide(case, "remove", id=decision_id).status_code == 200
    assert applied(platform) == {decision_id: 1}
    assert len(platform.get("/v1/members/m-eve")["strikes"]) == 1


def test_an_id_stands_for_one_decision(platform: PlatformServer) -> None:
    case, decision_id = platform.case("c-spam"), str(uuid.uuid4())
    platform.decide(case, "remove", id=decision_id)
    for other in (
        platform.decide(case, "dismiss", id=decision_id),
        platform.decide(case, "remove", id=decision_id, note="one word more"),
        platform.decide(case, "remove", "senior", id=decision_id),
    ):
        assert refused(other) == (422, "id-reused")
    assert applied(platform) == {decision_id: 1}


@pytest.mark.parametrize("change", ["edit-item", "delete-item", "report", "touch", "decided"])
def test_nothing_is_done_to_what_was_not_seen(platform: PlatformServer, change: str) -> None:
    case = platform.case("c-phone")
    if change == "decided":
        platform.decide(case, "dismiss", "moderator2")
    elif change == "edit-item":
        platform.control(change, item_id="i-phone", text="Call me at 555 0199!")
    elif change == "delete-item":
        platform.control(change, item_id="i-phone")
    else:
        platform.control(change, case_id="c-phone")
    answer = platform.decide(case, "edit", new_text="Hello.")
    assert refused(answer) == (412, "stale-version")
    why = {"edit-item": "item-changed", "delete-item": "gone", "decided": "decided"}
    assert answer.json()["why"] == why.get(change, "case-changed")
    assert answer.json()["case"] == platform.case("c-phone")
    assert platform.case("c-phone")["item"]["text_now"] != "Hello."
    assert len(applied(platform)) == (change == "decided")


def test_the_right_version_with_another_text_is_refused_as_well(platform: PlatformServer) -> None:
    answer = platform.decide(platform.case("c-spam"), "remove", item_revision="0123456789abcdef")
    assert (refused(answer), answer.json()["why"]) == ((412, "stale-version"), "item-changed")


def test_a_condition_is_asked_for(platform: PlatformServer) -> None:
    body = decision_body(platform.case("c-spam"), "remove")
    path = f"/v1/decisions/{uuid.uuid4()}"
    assert refused(platform.ask("PUT", path, json=body)) == (428, "if-match")
    assert refused(platform.ask("PUT", path, json=body, headers={"If-Match": "*"})) == (422, "out-of-bounds")


ROLES = ("moderator", "senior", "supervisor", "admin")
ALL, UP = (201, 201, 201, 201), (403, 201, 201, 201)
MATRIX: list[tuple[str, str, dict[str, Any], tuple[int, ...]]] = [
    ("c-word", "dismiss", {}, ALL),
    ("c-phone", "edit", {"new_text": "Hi."}, ALL),
    ("c-spam", "remove", {}, ALL),
    ("c-date", "warn", {"message": "Stop."}, ALL),
    ("c-date", "escalate", {"reason": "Hard."}, ALL),
    ("c-date", "ban", {"duration_hours": 168}, ALL),
    ("c-date", "ban", {"duration_hours": 169}, UP),
    ("c-date", "ban", {}, UP),
    ("c-up", "dismiss", {}, UP),
    ("c-done", "restore", {}, UP),
    ("c-sealed", "escalate", {}, ALL),
    ("c-sealed", "dismiss", {}, (403,) * 4),
]


@pytest.mark.parametrize(("case_id", "action", "more", "codes"), MATRIX)
def test_roles_are_enforced(
    platform: PlatformServer, case_id: str, action: str, more: dict[str, Any], codes: tuple[int, ...]
) -> None:
    for role, code in zip(ROLES, codes, strict=True):
        answer = platform.decide(platform.case(case_id), action, role, **more)
        assert answer.status_code == code, role
        if code == 403:
            assert refused(answer)[1] == ("sealed-case" if case_id == "c-sealed" else "forbidden")
            assert applied(platform) == {}
        platform.control("reset")


OUT_OF_BOUNDS: list[tuple[str, dict[str, Any]]] = [
    ("edit", {}),
    ("dismiss", {"new_text": "x"}),
    ("remove", {"duration_hours": 1}),
    ("ban", {"duration_hours": 0}),
    ("warn", {"message": "  "}),
    ("remove", {"guideline": "NOPE"}),
    ("remove", {"spans": [{"start": 3, "end": 900}]}),
    ("remove", {"spans": [{"start": 3, "end": 3}]}),
    ("remove", {"item_id": "i-phone"}),
    ("remove", {"member_id": "m-ana"}),
    ("remove", {"duration": 1}),
    ("remove", {"at": "2026-11-23T09:00:00"}),
    ("vanish", {}),
    ("edit", {"new_text": "Buy sleep capsules at capsules.test! First bottle free."}),
    ("restore", {}),
]


@pytest.mark.parametrize(("action", "more"), OUT_OF_BOUNDS)
def test_parameters_out_of_bounds_are_refused(
    platform: PlatformServer, action: str, more: dict[str, Any]
) -> None:
    answer = platform.decide(platform.case("c-spam"), action, "senior", **more)
    assert refused(answer) == (422, "out-of-bounds")
    assert answer.json()["detail"]
    assert applied(platform) == {}


def test_marked_words_are_those_of_the_text_as_it_is_when_the_decision_is_taken(
    platform: PlatformServer,
) -> None:
    before = platform.case("c-spam")
    longer = before["item"]["text"] + " And now a good deal longer than what was reported."
    platform.control("edit-item", item_id=before["item"]["id"], text=longer)
    end = len(longer)
    stale = platform.decide(before, "remove", "senior", spans=[{"start": end - 9, "end": end}])
    assert refused(stale) == (412, "stale-version")
    case = platform.case("c-spam")
    beyond = platform.decide(case, "remove", "senior", spans=[{"start": end - 9, "end": end + 1}])
    assert refused(beyond) == (422, "out-of-bounds")
    answer = platform.decide(case, "remove", "senior", spans=[{"start": end - 9, "end": end}])
    assert answer.status_code == 201, answer.text


def test_cases_say_what_is_possible(platform: PlatformServer) -> None:
    found = {case["id"]: case["abilities"] for case in platform.get("/v1/cases")["cases"]}
    everything = ["dismiss", "edit", "remove", "warn", "ban", "escalate"]
    assert found["c-phone"] == everything
    assert found["c-photo"] == [each for each in everything if each != "edit"]
    assert found["c-gone"] == ["dismiss", "warn", "ban", "escalate"]
    assert found["c-up"] == everything[:-1]
    assert (found["c-sealed"], found["c-done"]) == (["escalate"], ["restore"])
    answer = platform.decide(platform.case("c-photo"), "edit", new_text="x")
    assert refused(answer) == (422, "out-of-bounds")
