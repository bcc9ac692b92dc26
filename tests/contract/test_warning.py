"""Warning those who report, on every platform: they get the message, once, whatever happens on the way."""

import uuid

import pytest

from moderator_desk.models.values import Accepted, Case, OutboxEntry, ReporterWarning, SignIn
from moderator_desk.models.values.reporters import WARN_REPORTER
from moderator_desk.platforms.base import Platform
from tests.contract.conftest import Connect
from tests.contract.subject import NOW, Subject, again
from tests.contract.test_applying import MOST_STEPS
from tests.live.fault_proxy import FaultProxy


def warned(subject: Subject, platform: Platform) -> tuple[OutboxEntry, Case]:
    """A fresh case, and a warning to whoever reported it."""
    case = platform.case(subject.report())
    (report,) = case.reports
    assert report.reporter is not None
    warning = ReporterWarning(
        str(uuid.uuid4()), "a", case.id, report.reporter.id, "mod", NOW, "Please look twice.", "en"
    )
    who = report.reporter.id
    entry = OutboxEntry(1, warning.id, "a", case.id, who, WARN_REPORTER, "sending", NOW, NOW, warning=warning)
    return entry, case


def arrived(subject: Subject, entry: OutboxEntry) -> int:
    assert entry.warning is not None
    return subject.effects(entry.warning)


def test_it_arrives_once_however_often_it_is_sent_and_decides_nothing(
    subject: Subject, connect: Connect
) -> None:
    platform = connect()
    assert platform.abilities.reporter_warnings
    entry, seen = warned(subject, platform)
    assert isinstance(platform.apply(entry, seen), Accepted)
    assert arrived(subject, entry) == 1
    for other in (platform, connect()):  # also when the desk was started anew meanwhile
        outcome = other.apply(again(entry), seen)
        assert isinstance(outcome, Accepted)
        assert outcome.already
    assert arrived(subject, entry) == 1
    assert entry.case_id in subject.open_cases()


@pytest.mark.parametrize("kind", ["lost-answer", "cut-off"])
def test_a_break_at_any_step_doubles_and_loses_nothing(
    subject: Subject, connect: Connect, proxy: FaultProxy, kind: str
) -> None:
    platform = connect()
    for step in range(MOST_STEPS):
        entry, seen = warned(subject, platform)
        proxy.calm()
        proxy.spoil(kind, skip=step)
        outcome = platform.apply(entry, seen)
        met = any(each.fault for each in proxy.heard)
        proxy.calm()
        assert arrived(subject, entry) <= 1
        if not isinstance(outcome, Accepted):
            assert met
            assert isinstance(platform.apply(again(entry), seen), Accepted)
        assert arrived(subject, entry) == 1
        if not met:
            break
    assert step >= 1


def test_a_dead_sign_in_sends_nothing(subject: Subject, connect: Connect) -> None:
    entry, seen = warned(subject, connect())
    assert isinstance(connect(token="nonsense").apply(entry, seen), SignIn)
    assert arrived(subject, entry) == 0
