"""Reversals: everything becomes what it was, once."""

import uuid
from typing import Any

import pytest

from tests.fixtures_server import PlatformServer
from tests.server.test_deciding import EVERYDAY, applied, refused

AT = "2026-11-23T09:10:00Z"


def undo(platform: PlatformServer, decision_id: str, role: str = "moderator", **more: Any) -> Any:
    body = {"id": str(uuid.uuid4()), "at": AT, "reason": "A slip.", **more}
    return platform.ask("PUT", f"/v1/decisions/{decision_id}/reversal", role, json=body)


@pytest.mark.parametrize(("case_id", "action", "more"), [*EVERYDAY, ("c-spam", "escalate", {})])
def test_undoing_brings_everything_back(
    platform: PlatformServer, case_id: str, action: str, more: dict[str, Any]
) -> None:
    case = platform.case(case_id)
    member_path = f"/v1/members/{case['item']['author']['id']}"
    before = platform.get(member_path)
    decision = platform.decide(case, action, **more).json()["decision"]
    answer = undo(platform, decision["id"])
    assert answer.status_code == 201
    made, now = answer.json()["decision"], answer.json()["case"]
    assert (made["action"], made["reverses"]) == ("restore", decision["id"])
    assert now["state"] == "open"
    assert now["item"] == case["item"]
    assert now["reports"] == case["reports"]
    assert now["decisions"][-2]["reversed_by"] == made["id"]
    assert platform.get(member_path) == before
    assert all(each["withdrawn"] for each in platform.get(f"{member_path}/inbox")["messages"])
    assert applied(platform) == {decision["id"]: 1, made["id"]: 1}
    assert platform.decide(now, "dismiss").status_code == 201


def test_undoing_is_done_once(platform: PlatformServer) -> None:
    decision = platform.decide(platform.case("c-spam"), "remove").json()["decision"]
    reversal_id = str(uuid.uuid4())
    first, again = (undo(platform, decision["id"], id=reversal_id) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert refused(undo(platform, decision["id"], id=reversal_id, note="more")) == (422, "id-reused")
    other = undo(platform, decision["id"])
    assert (refused(other), other.json()["why"]) == ((412, "stale-version"), "decided")
    assert refused(undo(platform, reversal_id)) == (422, "out-of-bounds")
    assert refused(undo(platform, str(uuid.uuid4()))) == (404, "not-found")
    assert applied(platform) == {decision["id"]: 1, reversal_id: 1}


def test_who_may_undo(platform: PlatformServer) -> None:
    decision = platform.decide(platform.case("c-spam"), "remove").json()["decision"]
    assert refused(undo(platform, decision["id"], "moderator2")) == (403, "forbidden")
    assert undo(platform, decision["id"], "senior").status_code == 201


def test_an_item_that_changed_since_is_left_alone(platform: PlatformServer) -> None:
    decision = platform.decide(platform.case("c-phone"), "edit", new_text="Hi.").json()["decision"]
    platform.control("edit-item", item_id="i-phone", text="Hi again.")
    answer = undo(platform, decision["id"])
    assert (refused(answer), answer.json()["why"]) == ((412, "stale-version"), "item-changed")
    assert platform.case("c-phone")["item"]["text_now"] == "Hi again."


def test_a_later_decision_is_not_undone_by_the_way(platform: PlatformServer) -> None:
    first = platform.decide(platform.case("c-spam"), "dismiss").json()["decision"]
    platform.control("report", case_id="c-spam")  # opens the case again
    second = platform.decide(platform.case("c-spam"), "remove").json()["decision"]
    assert refused(undo(platform, first["id"])) == (412, "stale-version")
    assert undo(platform, second["id"]).status_code == 201


def test_restoring_shows_an_item_again(platform: PlatformServer) -> None:
    removed = platform.decide(platform.case("c-spam"), "remove").json()["case"]
    restored = platform.decide(removed, "restore", "senior").json()["case"]
    assert (restored["item"]["gone"], restored["item"]["text_now"]) == (False, restored["item"]["text"])
    assert restored["state"] == "decided"
