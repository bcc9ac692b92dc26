"""Lists, members, pictures: whole, in order, without loss or repeats, and sealed things never."""

import hashlib
from typing import Any

import pytest

from tests.fixtures_server import WORLD, PlatformServer
from tests.server.test_deciding import refused


def pages(platform: PlatformServer, path: str, name: str, **query: Any) -> list[list[Any]]:
    """All pages of a list."""
    found = []
    while True:
        page = platform.get(path, **query)
        found.append(page[name])
        if "cursor" not in page:
            return found
        query["cursor"] = page["cursor"]


def test_the_feed_has_every_case_once(platform: PlatformServer) -> None:
    found = pages(platform, "/v1/cases", "cases", limit=3)
    assert [len(page) for page in found] == [3, 3, 3, 1]
    flat = [case for page in found for case in page]
    assert flat == platform.get("/v1/cases", limit=200)["cases"]
    assert len({case["id"] for case in flat}) == 10


def test_the_feed_loses_nothing_while_cases_change(platform: PlatformServer) -> None:
    copy: dict[str, Any] = {}
    told = 0
    page = platform.get("/v1/cases", limit=2)
    for step in range(40):
        for case in page["cases"]:
            copy[case["id"]] = case
            told += 1
        if step < 12:
            platform.control("report", seed=step, new_item=step % 2 == 0)
        if step == 20:
            platform.control("touch", case_id="c-phone")
        page = platform.get("/v1/cases", limit=2, since=page["resume"])
    assert (page["cases"], "cursor" in page) == ([], False)
    assert copy == {case["id"]: case for case in platform.get("/v1/cases", limit=200)["cases"]}
    assert told <= 10 + 12 + 1


def test_news_come_whole_and_once(platform: PlatformServer) -> None:
    resume = platform.get("/v1/cases")["resume"]
    assert platform.get("/v1/cases", since=resume)["cases"] == []
    platform.decide(platform.case("c-word"), "dismiss")
    news = platform.get("/v1/cases", since=resume)
    assert news["cases"] == [platform.case("c-word")]
    assert platform.get("/v1/cases", since=news["resume"])["cases"] == []


def test_filters(platform: PlatformServer) -> None:
    def ids(**query: str) -> set[str]:
        return {case["id"] for case in platform.get("/v1/cases", **query)["cases"]}

    assert ids(status="escalated") == {"c-up"}
    assert ids(guideline="RESP", language="zh") == {"c-edited"}
    assert ids(guideline="RESP", status="decided") == {"c-done"}
    assert ids(assignee="mod-01") == set()


BAD_QUERIES = ["limit=0", "limit=201", "limit=x", "status=odd", "colour=red", "limit=1&limit=2"]


@pytest.mark.parametrize("query", BAD_QUERIES)
def test_queries_out_of_bounds_are_refused(platform: PlatformServer, query: str) -> None:
    assert refused(platform.ask("GET", f"/v1/cases?{query}")) == (422, "out-of-bounds")


@pytest.mark.parametrize("cursor", ["x", "%00", "é", "bG9nLjE"])
def test_cursors_of_nowhere_are_told_to_start_again(platform: PlatformServer, cursor: str) -> None:
    assert refused(platform.ask("GET", f"/v1/cases?since={cursor}")) == (410, "cursor-gone")


def test_a_cursor_ends_with_its_platform(platform: PlatformServer) -> None:
    resume = platform.get("/v1/cases")["resume"]
    platform.control("reset")
    assert refused(platform.ask("GET", f"/v1/cases?since={resume}")) == (410, "cursor-gone")


def test_a_member_as_they_stand(platform: PlatformServer) -> None:
    bob = platform.get("/v1/members/m-bob")
    assert (bob["handle"], bob["names_before"], bob["sticky_note"]) == (
        "Bob",
        ["Robert"],
        "Asked for photos before.",
    )
    assert [strike["guideline"] for strike in bob["strikes"]] == ["DATE", "RESP"]
    assert bob["sanctions"] == []
    assert refused(platform.ask("GET", "/v1/members/nobody")) == (404, "not-found")


def test_history_is_newest_first_over_pages(platform: PlatformServer) -> None:
    found = [
        each for page in pages(platform, "/v1/members/m-bob/history", "entries", limit=2) for each in page
    ]
    assert [each["at"] for each in found] == sorted((each["at"] for each in found), reverse=True)
    assert [each["id"] for each in found] == [
        "r-up-1",
        "r-gone-1",
        "r-edited-1",
        "r-date-1",
        "r-done-1",
        "d-bob-1",
        "h-bob-2",
    ]
    assert len(found) == len({each["id"] for each in found})


def test_a_case_carries_what_its_writer_left_out(platform: PlatformServer) -> None:
    case = platform.case("c-edited")
    assert case["item"]["author"] == {"id": "m-chen", "handle": "陈老师"}
    assert case["item"]["reported_revision"] == hashlib.sha256("你说得太差了。".encode()).hexdigest()[:16]
    assert case["item"]["revision"] == hashlib.sha256("再练习一下吧！".encode()).hexdigest()[:16]
    reporter = platform.case("c-word")["reports"][0]["reporter"]
    assert (reporter["handle"], reporter["filed"]) == ("Eve", 0)
    unchanged = platform.case("c-spam")["item"]
    assert unchanged["text_now"] == unchanged["text"]


def test_an_etag_is_the_version(platform: PlatformServer) -> None:
    answer = platform.ask("GET", "/v1/cases/c-spam")
    assert answer.headers["ETag"] == f'"{answer.json()["version"]}"'


def test_pictures(platform: PlatformServer) -> None:
    answer = platform.ask("GET", "/v1/media/photo-card")
    assert answer.content == (WORLD / "media" / "photo-card.png").read_bytes()
    assert answer.headers["Content-Type"] == "image/png"
    (media,) = platform.case("c-photo")["item"]["media"]
    assert media["sha256"] == hashlib.sha256(answer.content).hexdigest()
    assert refused(platform.ask("GET", "/v1/media/nothing")) == (404, "not-found")


def test_sealed_things_never_travel(platform: PlatformServer) -> None:
    answer = platform.ask("GET", "/v1/media/sealed-1", "admin")
    assert refused(answer) == (451, "sealed")
    told = platform.ask("GET", "/v1/cases/c-sealed", "admin")
    assert "must never travel" not in told.text
    assert told.json()["item"]["media"][0]["sealed"] is True


def test_the_log_can_be_searched(platform: PlatformServer) -> None:
    for role, case_id, action in (
        ("moderator", "c-word", "dismiss"),
        ("moderator2", "c-spam", "remove"),
        ("moderator", "c-gone", "ban"),
    ):
        more = {"duration_hours": 5} if action == "ban" else {}
        assert platform.decide(platform.case(case_id), action, role, **more).status_code == 201

    def found(**query: Any) -> list[str]:
        return [
            each["action"] for page in pages(platform, "/v1/decisions", "decisions", **query) for each in page
        ]

    assert found(limit=1) == ["ban", "remove", "dismiss"]
    assert found(moderator="mod-01") == ["ban", "dismiss"]
    assert found(member="m-eve") == found(guideline="SPAM") == found(action="remove") == ["remove"]
    assert found(case="c-gone") == ["ban"]
    assert found(until="2020-01-01T00:00:00Z") == found(since="2100-01-01T00:00:00Z") == []


def test_me(platform: PlatformServer) -> None:
    roles = [platform.get("/v1/me", role)["role"] for role in ("moderator", "senior", "supervisor", "admin")]
    assert roles == ["moderator", "senior", "supervisor", "admin"]
    for headers in ({}, {"Authorization": "Bearer nonsense"}, {"Authorization": "Basic eDp5"}):
        answer = platform.ask("GET", "/v1/me", "", headers=headers)
        assert refused(answer) == (401, "sign-in")
        assert answer.headers["WWW-Authenticate"] == "Bearer"
