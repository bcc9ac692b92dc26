"""Reading a running Ozone: the queue as a feed, sign-ins that die, roles that do not do, members with their history."""

import pytest

from moderator_desk.models.values import Case
from moderator_desk.platforms.base import PlatformError
from moderator_desk.platforms.connect import make_platform, sign_in
from moderator_desk.platforms.ozone.connector import Ozone
from tests.live.conftest import Network

pytestmark = [pytest.mark.live, pytest.mark.timeout(180)]
MOST_PAGES = 200


def followed(ozone: Ozone, cursor: str | None = None) -> tuple[dict[str, Case], set[str], str | None]:
    """The feed to its end: cases, ids told as gone, and the cursor."""
    cases: dict[str, Case] = {}
    gone: set[str] = set()
    for _ in range(MOST_PAGES):
        page = ozone.fetch(cursor)
        cases |= {case.id: case for case in page.cases}
        gone |= {*page.gone}
        for each in page.gone:
            cases.pop(each, None)
        cursor = page.cursor
        if not page.more:
            return cases, gone, cursor
    raise AssertionError("the feed has no end")


def test_reports_of_one_subject_are_one_case_and_news_come_by_the_cursor(network: Network) -> None:
    first = network.reported("first", "rude", "very rude")
    cases, _, cursor = followed(network.ozone)
    assert [report.words for report in cases[first["uri"]].reports] == ["rude", "very rude"]
    page = network.ozone.fetch(cursor)
    assert (page.cases, page.gone, page.more) == ((), (), False)
    second = network.reported("second")
    network.mod.emit("modEventAcknowledge", first)
    cases, gone, cursor = followed(network.ozone, cursor)
    assert second["uri"] in cases
    assert first["uri"] in gone
    network.ana.report(first, words="again")
    network.world.settle()
    cases, _, _ = followed(network.ozone, cursor)
    assert cases[first["uri"]].state == "open"


def test_a_plain_account_is_forbidden_and_a_wrong_password_is_no_sign_in(network: Network) -> None:
    user = f"{network.ana.handle} {network.world.service}"
    token = sign_in("ozone", network.world.pds, user, network.ana.password)
    plain = make_platform("ozone", network.world.pds, token)
    with pytest.raises(PlatformError, match="forbidden"):
        plain.check()
    plain.close()
    with pytest.raises(PlatformError, match="sign-in"):
        sign_in("ozone", network.world.pds, user, "not the password")


def test_triage_may_look_and_is_refused_a_removal_without_losing_its_sign_in(network: Network) -> None:
    _, triage = network.desk_of("lab-triage")
    assert triage.check().role == "triage"
    post = network.reported("look at this")
    assert triage.case(post["uri"]).item.text == "look at this"
    triage.close()


def test_a_member_comes_with_what_was_decided_about_them(network: Network) -> None:
    post = network.reported("bad")
    network.mod.emit("modEventTakedown", post, comment="out")
    network.world.settle()
    file = network.ozone.member(network.ben.did)
    assert file.member.id == network.ben.did
    assert file.member.handle == network.ben.handle
    assert file.history
    case = network.ozone.case(post["uri"])
    assert any(each.action == "remove" for each in case.decisions)


def test_an_unknown_reason_is_shown_as_it_is(network: Network) -> None:
    post = network.ben.post("odd")
    network.world.settle()
    network.ana.report(post, "tools.ozone.report.defs#reasonHarassmentTroll", "why not")
    network.world.settle()
    (report,) = network.ozone.case(post["uri"]).reports
    assert "why not" in report.words
    assert "reasonHarassmentTroll" in report.words or report.guideline


def test_a_session_is_renewed_once_and_never_in_a_loop(network: Network) -> None:
    client = network.ozone._client
    network.ozone.check()
    before = client.me()
    client._pair = type(before)("a.b.c", before.refresh_jwt, before.did, before.handle)
    assert network.ozone.check().id == before.did
    after = client.me()
    assert after is not before
    client._pair = type(after)("a.b.c", "d.e.f", after.did, after.handle)
    assert network.ozone.check().id == before.did  # both dead: signed in anew, once
