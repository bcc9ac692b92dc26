"""Our own platform API as a connector against the running reference platform, faults included."""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime

import msgspec
import pytest

from moderator_desk.models.values import (
    Accepted,
    Action,
    Case,
    Decision,
    Later,
    OutboxEntry,
    Refused,
    SignIn,
    Stale,
)
from moderator_desk.platforms.base import PlatformError
from moderator_desk.platforms.http import Session
from moderator_desk.platforms.platform_api import PlatformApi
from tests.fixtures_server import PlatformServer

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def api(platform: PlatformServer) -> Iterator[PlatformApi]:
    """A moderator's account on the platform."""
    made = PlatformApi(Session(platform.url, platform.tokens["moderator"]))
    yield made
    made.close()


def entry_for(case: Case, action: Action = Action.DISMISS) -> OutboxEntry:
    """An outbox entry that decides a case as it was seen."""
    decision = Decision(
        id=str(uuid.uuid4()),
        account="a",
        case_id=case.id,
        case_version=case.version,
        item_id=case.item.id,
        member_id=case.item.author.id,
        action=action,
        by="mod-01",
        at=NOW,
        item_revision=case.item.revision,
        guideline=case.guideline,
    )
    member = case.item.author.id
    return OutboxEntry(
        1, decision.id, "a", case.id, member, "decision", "sending", NOW, NOW, decision=decision
    )


def applied(platform: PlatformServer) -> list[int]:
    return [each["applied"] for each in platform.control("log")["decisions"]]


def test_the_feed_is_read_to_its_end_without_loss_or_repeats(
    platform: PlatformServer, api: PlatformApi
) -> None:
    ids: list[str] = []
    page = api.fetch(None)
    ids += [case.id for case in page.cases]
    while page.more:
        page = api.fetch(page.cursor)
        ids += [case.id for case in page.cases]
    told = platform.get("/v1/cases", limit=200)["cases"]
    assert sorted(ids) == sorted(case["id"] for case in told)
    assert len(ids) == len(set(ids)) > 3
    again = api.fetch(page.cursor)
    assert (again.cases, again.more) == ((), False)


def test_only_what_changed_comes_next(api: PlatformApi) -> None:
    page = api.fetch(None)
    assert isinstance(api.apply(entry_for(api.case("c-word")), None), Accepted)
    assert [case.id for case in api.fetch(page.cursor).cases] == ["c-word"]


def test_a_lost_answer_and_a_repeat_apply_once(platform: PlatformServer, api: PlatformApi) -> None:
    entry = entry_for(api.case("c-word"))
    platform.fault("lost-answer", "PUT")
    assert isinstance(api.apply(entry, None), Later)
    outcome = api.apply(entry, None)
    assert isinstance(outcome, Accepted)
    assert outcome.already
    assert outcome.case is not None
    assert outcome.case.state == "decided"
    assert applied(platform) == [1]


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        ("rate-limit", "busy"),
        ("server-error", "server-error"),
        ("cut-off", "cut-off"),
        ("oversize", "too-large"),
        ("wrong-type", "bad-answer"),
    ],
)
def test_faults_are_plain_errors_of_a_read_and_later_for_a_decision(
    platform: PlatformServer, api: PlatformApi, fault: str, why: str
) -> None:
    entry = entry_for(api.case("c-word"))
    platform.fault(fault, "GET", seconds=7)
    with pytest.raises(PlatformError) as caught:
        api.fetch(None)
    assert caught.value.why == why
    platform.fault(fault, "PUT", seconds=7)
    outcome = api.apply(entry, None)
    assert isinstance(outcome, Later)
    assert outcome.why == why
    assert outcome.after_s == (7.0 if fault == "rate-limit" else None)
    assert isinstance(api.apply(entry, None), Accepted)
    assert applied(platform) == [1]


def test_a_stale_decision_comes_back_with_the_case_as_it_is(
    platform: PlatformServer, api: PlatformApi
) -> None:
    seen = api.case("c-word")
    assert platform.decide(platform.case("c-word"), "dismiss", "moderator2").status_code == 201
    outcome = api.apply(entry_for(seen), seen)
    assert isinstance(outcome, Stale)
    assert outcome.case is not None
    assert (outcome.case.id, outcome.case.version > seen.version) == ("c-word", True)


def test_a_claim_of_another_is_told(platform: PlatformServer, api: PlatformApi) -> None:
    platform.fault("claim-taken", "PUT")
    outcome = api.apply(entry_for(api.case("c-word")), None)
    assert isinstance(outcome, Stale)
    assert outcome.why == "claim-taken"


def test_a_dead_sign_in_and_a_missing_case(platform: PlatformServer, api: PlatformApi) -> None:
    seen = api.case("c-word")
    with pytest.raises(PlatformError, match="missing"):
        api.case("no-such-case")
    stranger = PlatformApi(Session(platform.url, "nobody"))
    with pytest.raises(PlatformError, match="sign-in"):
        stranger.check()
    assert isinstance(stranger.apply(entry_for(seen), seen), SignIn)
    stranger.close()


def test_what_the_platform_will_not_do_is_refused_with_its_words(api: PlatformApi) -> None:
    entry = entry_for(api.case("c-phone"), Action.EDIT)  # an edit without its text
    outcome = api.apply(entry, None)
    assert isinstance(outcome, Refused)
    assert outcome.detail


def test_nothing_is_lost_or_repeated_while_reports_arrive_and_cases_are_decided(
    platform: PlatformServer, api: PlatformApi
) -> None:
    for _ in range(120):
        platform.control("report", new_item=True)
    seen: dict[str, int] = {}
    page = api.fetch(None)
    for step in range(20):
        for case in page.cases:
            assert case.version > seen.get(case.id, -1)  # told again only when it changed
            seen[case.id] = case.version
        if step == 0:
            platform.control("report", new_item=True)
            assert platform.decide(platform.case("c-word"), "dismiss", "moderator2").status_code == 201
        if not page.more:
            break
        page = api.fetch(page.cursor)
    told = [*platform.get("/v1/cases", limit=200)["cases"]]
    cursor = platform.get("/v1/cases", limit=200).get("cursor")
    while cursor:
        part = platform.get("/v1/cases", limit=200, cursor=cursor)
        told += part["cases"]
        cursor = part.get("cursor")
    assert seen == {case["id"]: case["version"] for case in told}


def test_a_cursor_of_an_earlier_life_begins_the_feed_anew(platform: PlatformServer, api: PlatformApi) -> None:
    cursor = api.fetch(None).cursor
    platform.control("reset")
    assert platform.ask("GET", "/v1/cases", params={"since": cursor}).status_code == 410
    again = api.fetch(cursor)
    assert again.cases == api.fetch(None).cases
    assert again.cases


def test_what_a_role_may_not_do_is_refused(platform: PlatformServer, api: PlatformApi) -> None:
    seen = api.case("c-word")
    assert platform.decide(platform.case("c-word"), "remove", "senior", clause="1").status_code == 201
    taken_back = entry_for(api.case("c-word"))
    log = platform.control("log")["decisions"]
    assert taken_back.decision is not None
    reversal = msgspec.structs.replace(
        taken_back.decision,
        action=Action.RESTORE,
        undoes=Action.REMOVE,
        reverses=log[0]["decision"]["id"],
    )
    outcome = api.apply(msgspec.structs.replace(taken_back, kind="reversal", decision=reversal), seen)
    assert isinstance(outcome, Refused)
    assert outcome.why == "forbidden"


@pytest.mark.parametrize(("change", "why"), [("edit-item", "item-changed"), ("delete-item", "gone")])
def test_an_item_edited_or_deleted_after_the_look_brings_the_case_back(
    platform: PlatformServer, api: PlatformApi, change: str, why: str
) -> None:
    seen = api.case("c-phone")
    more = {"text": "Another text."} if change == "edit-item" else {}
    platform.control(change, item_id=seen.item.id, **more)
    outcome = api.apply(entry_for(seen, Action.REMOVE), seen)
    assert isinstance(outcome, Stale)
    assert outcome.why == why
    assert outcome.case is not None
    assert outcome.case.item.gone is (why == "gone")
    assert applied(platform) == []
