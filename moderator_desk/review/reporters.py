"""Warning somebody about what they report, and not hearing them for a while (decision 0021)."""

import uuid
from datetime import datetime, timedelta

from msgspec import Struct

from moderator_desk.models import ledger, outbox, reporters
from moderator_desk.models.cases import read_case
from moderator_desk.models.members import read_member
from moderator_desk.models.modes import LIVE, READ_ONLY, mode_of
from moderator_desk.models.store import Session, Store
from moderator_desk.models.times import to_ms
from moderator_desk.models.values import (
    Case,
    CaseRef,
    Changes,
    OutboxEntry,
    Reporter,
    ReporterStep,
    ReporterWarning,
)
from moderator_desk.models.values.reporters import MUTE, WARN_REPORTER
from moderator_desk.review.recording import NotPossible, Recorded, put
from moderator_desk.rules import unfilled
from moderator_desk.rules.reporters import MUTE_DAYS, mute_in_force, why_no_mute


class Standing(Struct, frozen=True):
    """Somebody who reported a case: how their reports ended, when they made those on this case, what is on record, and
    the warning that has not arrived yet."""

    reporter: Reporter
    reported_at: tuple[datetime, ...]
    steps: tuple[ReporterStep, ...] = ()
    waiting: OutboxEntry | None = None


def standings(store: Store, ref: CaseRef) -> tuple[Standing, ...]:
    """Everybody who reported a case, in the order of their first reports; nobody of a case the desk does not have."""
    with store.read() as session:
        case = read_case(session, ref)
        if case is None:
            return ()
        who = _reporters(case)
        steps = reporters.steps_of(session, ref.account, who)
        waiting = reporters.warnings_under_way(session, ref.account, who)
    return tuple(
        Standing(each, _reported_at(case, name), steps.get(name, ()), waiting.get(name))
        for name, each in who.items()
    )


def languages_of(store: Store, account: str, member_id: str) -> tuple[str, ...]:
    """The languages that somebody is known to speak; none for one who was not read yet."""
    with store.read() as session:
        file = read_member(session, account, member_id)
    return file.member.languages if file else ()


def warn_reporter(
    store: Store,
    ref: CaseRef,
    reporter_id: str,
    message: str,
    *,
    language: str,
    by: str,
    now: datetime,
    undo_s: int,
) -> Recorded:
    """Write somebody who reported this case what to keep in mind about reports; sent after `undo_s` seconds. It is no
    strike, and nothing else comes of it until they are muted.

    Raises NotPossible: unknown-case, no-reporter, empty-message, placeholder, warning-waits, read-only.
    """
    if not message.strip():
        raise NotPossible("empty-message")
    if unfilled(message):
        raise NotPossible("placeholder")
    warning = ReporterWarning(str(uuid.uuid4()), *ref, reporter_id, by, now, message.strip(), language)
    send_after = now + timedelta(seconds=min(max(undo_s, 0), 60))
    with store.write(urgent=True) as session:
        _check_reporter(session, ref, reporter_id)
        if reporters.warnings_under_way(session, ref.account, (reporter_id,)):
            raise NotPossible("warning-waits")
        posting = outbox.Posting(
            warning.id, ref, reporter_id, WARN_REPORTER, "", to_ms(now), to_ms(send_after), warning
        )
        rehearsal = put(session, posting)
        kind = "rehearsed" if rehearsal else WARN_REPORTER
        ledger.record(session, to_ms(now), kind, ref, warning.id, f"{reporter_id}\n{warning.message}")
    return Recorded(
        warning.id, ref, Changes(frozenset((ref,)), frozenset(((ref.account, reporter_id),)), outbox=True)
    )


def mute_reporter(
    store: Store, ref: CaseRef, reporter_id: str, *, days: int, reason: str, by: str, now: datetime
) -> Changes:
    """From now on reports of somebody bring no case forward by themselves, for so many days (one of MUTE_DAYS).

    Raises NotPossible: unknown-case, no-reporter, no-reason, no-length, read-only, not-live, or as rules.reporters says.
    """
    if not reason.strip():
        raise NotPossible("no-reason")
    if days not in MUTE_DAYS:
        raise NotPossible("no-length")
    with store.write(urgent=True) as session:
        case = _check_reporter(session, ref, reporter_id)
        _check_live(session, ref.account)
        known = reporters.steps_of(session, ref.account, (reporter_id,)).get(reporter_id, ())
        waiting = bool(reporters.warnings_under_way(session, ref.account, (reporter_id,)))
        why_not = why_no_mute(known, _reported_at(case, reporter_id), now, waiting=waiting)
        if why_not:
            raise NotPossible(why_not)
        until = now + timedelta(days=days)
        step = ReporterStep(
            str(uuid.uuid4()),
            ref.account,
            reporter_id,
            MUTE,
            now,
            by,
            ref.case_id,
            until,
            None,
            reason.strip(),
        )
        changes = reporters.keep_step(session, step)
        ledger.record(
            session, to_ms(now), "reporter-muted", ref, step.id, f"{reporter_id}\n{days}\n{step.reason}"
        )
    return changes


def hear_reporter(store: Store, ref: CaseRef, reporter_id: str, *, now: datetime) -> Changes:
    """End somebody's mute now; the cases that waited for it come forward. Raises NotPossible: read-only, not-muted."""
    with store.write(urgent=True) as session:
        if mode_of(session, ref.account) == READ_ONLY:
            raise NotPossible("read-only")
        known = reporters.steps_of(session, ref.account, (reporter_id,)).get(reporter_id, ())
        mute = mute_in_force(known, now)
        if mute is None:
            raise NotPossible("not-muted")
        changes = reporters.end_mute(session, mute, to_ms(now))
        ledger.record(session, to_ms(now), "reporter-heard", ref, mute.id, reporter_id)
    return changes


def _check_reporter(session: Session, ref: CaseRef, reporter_id: str) -> Case:
    case = read_case(session, ref)
    if case is None:
        raise NotPossible("unknown-case")
    if reporter_id not in _reporters(case):
        raise NotPossible("no-reporter")
    return case


def _check_live(session: Session, account: str) -> None:
    mode = mode_of(session, account)
    if mode != LIVE:
        raise NotPossible("read-only" if mode == READ_ONLY else "not-live")


def _reporters(case: Case) -> dict[str, Reporter]:
    """By id; the newest telling of each."""
    return {each.reporter.id: each.reporter for each in case.reports if each.reporter and not each.automated}


def _reported_at(case: Case, reporter_id: str) -> tuple[datetime, ...]:
    return tuple(each.at for each in case.reports if each.reporter and each.reporter.id == reporter_id)
