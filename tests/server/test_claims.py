"""Claims: one holder by the server's clock, and a number that keeps a late holder out."""

from datetime import datetime, timedelta

from tests.fixtures_server import PlatformServer
from tests.server.test_deciding import refused

PATH = "/v1/cases/c-spam/claim"


def test_a_claim_is_a_lease_of_ten_minutes(platform: PlatformServer) -> None:
    claim = platform.ask("PUT", PATH).json()
    assert (claim["holder"]["id"], claim["fence"]) == ("mod-01", 1)
    server_time = datetime.fromisoformat(platform.get("/v1/me")["server_time"])
    left = datetime.fromisoformat(claim["until"]) - server_time
    assert timedelta(minutes=9, seconds=50) < left <= timedelta(minutes=10)
    case = platform.case("c-spam")
    assert (case["state"], case["claim"]) == ("claimed", claim)
    renewed = platform.ask("PUT", PATH).json()
    assert renewed["fence"] == 1
    assert renewed["until"] > claim["until"]


def test_a_claim_is_told_but_makes_nothing_stale(platform: PlatformServer) -> None:
    page = platform.get("/v1/cases")
    seen = platform.case("c-spam")
    platform.ask("PUT", PATH, "moderator2")
    (told,) = platform.get("/v1/cases", since=page["resume"])["cases"]
    assert (told["id"], told["version"]) == ("c-spam", seen["version"])
    assert platform.get("/v1/cases", assignee="mod-02")["cases"] == [told]
    assert platform.decide(seen, "remove").status_code == 201


def test_only_one_holds_a_claim(platform: PlatformServer) -> None:
    mine = platform.ask("PUT", PATH).json()
    for method in ("PUT", "DELETE"):
        answer = platform.ask(method, PATH, "moderator2")
        assert refused(answer) == (409, "claim-taken")
        assert answer.json()["claim"] == mine
    assert platform.ask("DELETE", PATH).status_code == 204
    assert platform.ask("DELETE", PATH).status_code == 204
    assert platform.case("c-spam")["state"] == "open"
    assert platform.ask("PUT", PATH, "moderator2").json()["fence"] == 2


def test_a_late_holder_is_fenced_off(platform: PlatformServer) -> None:
    mine = platform.ask("PUT", PATH).json()
    platform.control("lapse-claim", case_id="c-spam")
    theirs = platform.ask("PUT", PATH, "moderator2").json()
    assert (mine["fence"], theirs["fence"]) == (1, 2)
    case = platform.case("c-spam")
    late = platform.decide(case, "remove", fence=mine["fence"])
    assert refused(late) == (409, "stale-claim")
    assert late.json()["claim"]["holder"]["id"] == "mod-02"
    assert platform.decide(case, "remove", "moderator2", fence=theirs["fence"]).status_code == 201
    assert platform.case("c-spam")["claim"] is None


def test_a_lapsed_claim_is_told_by_the_feed(platform: PlatformServer) -> None:
    platform.ask("PUT", PATH)
    resume = platform.get("/v1/cases")["resume"]
    platform.control("lapse-claim", case_id="c-spam")
    found = {case["id"]: case for case in platform.get("/v1/cases", since=resume)["cases"]}
    assert (
        found["c-spam"]["claim"] is None or found["c-spam"]["claim"]["until"] <= found["c-spam"]["changed_at"]
    )


def test_a_decided_case_cannot_be_claimed(platform: PlatformServer) -> None:
    assert refused(platform.ask("PUT", "/v1/cases/c-done/claim")) == (412, "stale-version")
    assert refused(platform.ask("PUT", "/v1/cases/nothing/claim")) == (404, "not-found")
