"""Reading, on every platform: nothing is lost or told twice, and whatever goes wrong is a PlatformError with its code."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import pytest

from moderator_desk.models.values import Case
from moderator_desk.platforms.base import Platform, PlatformError
from tests.contract.conftest import Connect
from tests.contract.faults import FAULTS, LATE, SHORT_S, quickly
from tests.contract.subject import Subject
from tests.live.fault_plan import seeded_plan
from tests.live.fault_proxy import FaultProxy

MOST_PAGES = 400
T = TypeVar("T")


def tried(read: Callable[[], T]) -> T | PlatformError:
    """What a reading answers, an error among it."""
    try:
        return read()
    except PlatformError as error:
        return error


class Mirror:
    """What a desk holds that takes in pages one by one: open cases, and every version each was told with."""

    def __init__(self) -> None:
        self.cursor: str | None = None
        self.open: dict[str, Case] = {}
        self.told: dict[str, list[int]] = {}

    def take(self, platform: Platform) -> bool:
        """Take in one page. Whether more waits."""
        page = platform.fetch(self.cursor)
        for case in page.cases:
            self.told.setdefault(case.id, []).append(case.version)
            self.open[case.id] = case
            if case.state == "decided":
                del self.open[case.id]
        for each in page.gone:
            self.open.pop(each, None)
        self.cursor = page.cursor
        return page.more

    def follow(self, platform: Platform) -> None:
        """Read to the end of the feed; a page that fails is asked for again."""
        for _ in range(MOST_PAGES):
            try:
                if not self.take(platform):
                    return
            except PlatformError:
                continue
        raise AssertionError("the feed has no end")

    def agrees(self, subject: Subject) -> bool:
        """Whether it holds what the server has, report for report."""
        return {each: len(case.reports) for each, case in self.open.items()} == subject.open_cases()


def test_who_we_are(subject: Subject, connect: Connect) -> None:
    platform = connect()
    assert platform.check().id
    assert platform.abilities.kind == subject.kind
    assert set(subject.deeds) <= {*platform.abilities.actions}


def test_strangers_and_plain_members_are_told_apart_from_moderators(
    subject: Subject, connect: Connect
) -> None:
    with pytest.raises(PlatformError, match="sign-in"):
        connect(token="nonsense").check()
    with pytest.raises(PlatformError, match=r"forbidden|sign-in"):
        connect(token=subject.powerless()).check()
    with pytest.raises(PlatformError, match=r"forbidden|sign-in"):
        connect(token=subject.powerless()).fetch(None)


def test_pages_lose_and_repeat_nothing_while_reports_arrive_and_go(
    subject: Subject, connect: Connect
) -> None:
    platform, mirror = connect(), Mirror()
    made = [subject.report(alike=True) for _ in range(platform.abilities.page_size + 5)]
    assert mirror.take(platform)
    told = [each for each in made if each in mirror.open]
    untold = [each for each in made if each not in mirror.open]
    assert told
    assert untold
    subject.settle(told[0])
    subject.settle(untold[0])
    subject.report_again(told[1])
    subject.report_again(untold[-1])
    new = subject.report()
    mirror.follow(platform)
    mirror.follow(platform)  # what came while the first reading went on may be the next one's
    assert mirror.agrees(subject)
    assert new in mirror.open
    for versions in mirror.told.values():
        assert versions == sorted(set(versions)), "a case was told twice the same, or with an older version"
    assert [case for case, versions in mirror.told.items() if len(versions) > 2] == []


def test_a_feed_without_news_tells_none(subject: Subject, connect: Connect) -> None:
    subject.report()
    platform, mirror = connect(), Mirror()
    mirror.follow(platform)
    page = platform.fetch(mirror.cursor)
    assert (page.cases, page.gone, page.more) == ((), (), False)
    # a connector that was made anew goes on from the stored cursor
    page = connect().fetch(mirror.cursor)
    assert (page.cases, page.gone, page.more) == ((), (), False)


def test_a_page_that_was_not_stored_is_told_again(subject: Subject, connect: Connect) -> None:
    """The desk may end between a page and its storing: then it asks with the older cursor."""
    platform, mirror = connect(), Mirror()
    mirror.follow(platform)
    cursor = mirror.cursor
    new = subject.report()
    assert new in [case.id for case in platform.fetch(cursor).cases]
    assert new in [case.id for case in platform.fetch(cursor).cases]
    assert new in [case.id for case in connect().fetch(cursor).cases]


def test_a_cursor_of_nobody_begins_anew(subject: Subject, connect: Connect) -> None:
    new = subject.report()
    platform, mirror = connect(), Mirror()
    mirror.cursor = "what is this?"
    mirror.follow(platform)
    assert new in mirror.open
    assert mirror.agrees(subject)


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_a_plain_error_and_the_next_reading_is_whole(
    subject: Subject, connect: Connect, proxy: FaultProxy, name: str
) -> None:
    case_id = subject.report()
    kind, more, why = FAULTS[name]
    platform = connect(total_s=SHORT_S) if name in LATE else connect()
    seen = platform.case(case_id)
    readers: tuple[Callable[[], object], ...] = (
        platform.check,
        lambda: platform.fetch(None),
        lambda: platform.case(case_id),
        lambda: platform.member(seen.item.author.id),
    )
    for read in readers[2:] if name in LATE else readers:
        proxy.spoil(kind, **more)
        with pytest.raises(PlatformError) as caught:
            read()
        assert caught.value.why == why
        assert caught.value.after_s == (7 if name == "429" else None)
        assert "Sign in to the network" not in str(caught.value)
        proxy.calm()
    mirror = Mirror()
    mirror.follow(connect())
    assert mirror.agrees(subject)


def test_a_feed_read_through_a_bad_network_is_whole(
    subject: Subject, connect: Connect, proxy: FaultProxy
) -> None:
    platform, mirror = connect(), Mirror()
    proxy.plan = seeded_plan(3, 0.25)
    for _ in range(8):
        settled, repeated = subject.report(), subject.report(alike=True)
        mirror.follow(platform)
        subject.report_again(repeated)
        subject.settle(settled)
    mirror.follow(platform)
    assert mirror.agrees(subject)
    assert len({each.fault for each in proxy.heard}) > 1


def test_nobody_listens(subject: Subject) -> None:
    platform = subject.connector("http://127.0.0.1:1")
    with pytest.raises(PlatformError, match="offline"):
        platform.check()
    platform.close()


def test_an_item_edited_after_the_report_shows_both_wordings(subject: Subject, connect: Connect) -> None:
    case_id = subject.report()
    platform = connect()
    before = platform.case(case_id)
    assert before.item.text == before.item.text_now
    assert before.item.revision == before.item.reported_revision
    subject.change(case_id)
    now = platform.case(case_id)
    assert now.item.text_now not in (None, before.item.text)
    if subject.keeps_wording:
        assert now.item.text == before.item.text
    assert now.item.revision != now.item.reported_revision == before.item.revision
    assert now.version >= before.version


def test_a_deleted_item_is_said_to_be_gone_and_keeps_what_was_reported(
    subject: Subject, connect: Connect
) -> None:
    case_id = subject.report()
    platform = connect()
    before = platform.case(case_id)
    subject.delete(case_id)
    now = tried(lambda: platform.case(case_id))
    if isinstance(now, PlatformError):
        assert now.why == "missing"
        return
    assert (now.item.gone, now.item.text_now) == (True, None)
    assert now.item.text == (before.item.text if subject.keeps_wording else "")
    assert now.item.revision != before.item.revision


def test_a_case_and_a_member_that_never_were_are_missing(subject: Subject, connect: Connect) -> None:
    case_id = subject.report()
    platform = connect()
    member = platform.case(case_id).item.author.id
    with pytest.raises(PlatformError, match="missing"):
        platform.case(case_id[:-3] + "xyz")
    with pytest.raises(PlatformError, match="missing"):
        platform.member(f"{member[:2]}no-such{member[2:]}")
    with pytest.raises(PlatformError, match="missing"):
        platform.media("no-such-picture")


def test_a_member_who_left_is_said_to_be_gone_and_their_case_stands(
    subject: Subject, connect: Connect
) -> None:
    case_id = subject.report()
    platform = connect()
    member = platform.case(case_id).item.author.id
    subject.remove_member(case_id)
    file = tried(lambda: platform.member(member))
    if isinstance(file, PlatformError):
        assert file.why == "missing"
    else:
        assert "deactivated" in [each.kind for each in file.member.sanctions]
    assert platform.case(case_id).item.author.id == member


def test_closing_ends_what_is_under_way(subject: Subject, connect: Connect, proxy: FaultProxy) -> None:
    case_id = subject.report()
    platform = connect()
    proxy.spoil("hold")
    with ThreadPoolExecutor(1) as other_thread:
        asked = other_thread.submit(platform.case, case_id)
        assert proxy.held.wait(10)
        platform.close()
        assert isinstance(asked.exception(timeout=10), PlatformError)


@pytest.mark.parametrize("name", quickly("reset", "cut-off body", "401", "403", "404", "409", "410", "429"))
def test_a_fault_at_any_step_of_a_reading_loses_no_case(
    subject: Subject, connect: Connect, proxy: FaultProxy, name: str
) -> None:
    """Also what stands between may say that something is missing. Only the platform knows what it has."""
    kind, more, _ = FAULTS[name]
    for _ in range(2):
        subject.report(alike=True)
    platform = connect()
    for step in range(MOST_PAGES):
        mirror = Mirror()
        proxy.calm()
        proxy.spoil(kind, skip=step, **more)
        mirror.follow(platform)
        assert mirror.agrees(subject), f"step {step}"
        if not any(each.fault for each in proxy.heard):
            return
    raise AssertionError("reading two cases takes more requests than it should")
