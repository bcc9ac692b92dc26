"""Who was warned and muted as a reporter, and which cases wait for it (decision 0021).

A warning is on record once the platform has delivered it. A mute is the desk's own: reports that somebody makes while it
lasts bring no case forward by themselves. Such a case is `held`: it stands among the skipped ones, says why, and comes
forward as soon as anybody else reports it, the case becomes urgent, or the mute ends.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Row, and_, bindparam, insert, literal_column, or_, select, update
from sqlalchemy.orm import Session

from moderator_desk.models import ledger, outbox
from moderator_desk.models.guidelines import present_guidelines
from moderator_desk.models.projection import SKIPPED, TO_DO
from moderator_desk.models.ready import Ready, one_of
from moderator_desk.models.reporter_tables import ReporterStepRow
from moderator_desk.models.tables import OUTBOX, CaseBodyRow, CaseRow
from moderator_desk.models.times import from_ms, to_ms
from moderator_desk.models.values import (
    Case,
    CaseRef,
    Changes,
    HistoryEntry,
    MemberFile,
    OutboxEntry,
    ReporterStep,
)
from moderator_desk.models.values.reporters import WARN_REPORTER, WARNING

ALWAYS_HEARD = ("life-threat", "crisis", "child-safety")
"""Kinds of guidelines under which a report counts whoever made it."""

AT_ONCE = 50
"""Held cases looked at in one transaction."""

Mutes = Mapping[str, tuple[tuple[datetime, datetime], ...]]
"""Who is muted: each time from and until, by member."""

_decode = msgspec.json.Decoder(Case).decode
_COLUMNS = tuple(each for each in ReporterStepRow.__table__.columns if each.name not in ("key", "over"))
_OF = Ready(
    select(*_COLUMNS)
    .where(
        ReporterStepRow.account == bindparam("account"),
        ReporterStepRow.member_id.in_(one_of("ids")),
    )
    .order_by(ReporterStepRow.key)
)
_UNSETTLED: tuple[ColumnElement[bool], ...] = (
    literal_column("reporter_step.kind = 'mute'"),
    literal_column("reporter_step.over = 0"),
)
"""As the small index over mutes has it: SQLite uses that only for the very same words."""
_MUTES = Ready(
    select(ReporterStepRow.member_id, ReporterStepRow.at, ReporterStepRow.until)
    .where(ReporterStepRow.account == bindparam("account"), *_UNSETTLED)
    .where(ReporterStepRow.ended_at.is_(None))
)
_UNSEEN = Ready(
    select(*_COLUMNS).where(
        ReporterStepRow.account == bindparam("account"),
        *_UNSETTLED,
        or_(ReporterStepRow.ended_at.is_not(None), ReporterStepRow.until <= bindparam("now")),
    )
)
_UNDER_WAY = Ready(
    select(OUTBOX).where(
        OUTBOX.c.account == bindparam("account"),
        OUTBOX.c.member_id.in_(one_of("ids")),
        or_(*(OUTBOX.c.state == state for state in outbox.UNFINISHED)),
        OUTBOX.c.kind == bindparam("kind", WARN_REPORTER),
    )
)
_HELD = Ready(
    select(CaseRow.case_id, CaseBodyRow.body)
    .join(
        CaseBodyRow,
        and_(CaseBodyRow.account == CaseRow.account, CaseBodyRow.case_id == CaseRow.case_id),
    )
    .where(CaseRow.account == bindparam("account"), literal_column('"case".held = 1'))
)


def waits_for_others(case: Case, mutes: Mutes, always_heard: Collection[str] | None) -> bool:
    """Whether a case stands behind all others, since only reporters who were muted at the time reported it.
    `always_heard` are the codes of guidelines under which a report always counts, None when nobody knows them, and then
    every report counts."""
    if not mutes or always_heard is None or not case.reports:
        return False
    if case.sealed or case.state != "open" or case.severity == "urgent" or case.guideline in always_heard:
        return False
    for report in case.reports:
        times = mutes.get(report.reporter.id, ()) if report.reporter and not report.automated else ()
        unheard = any(since <= report.at < until for since, until in times)
        if not unheard or report.guideline in always_heard:
            return False
    return True


def steps_of(session: Session, account: str, members: Collection[str]) -> dict[str, tuple[ReporterStep, ...]]:
    """What is on record about these, oldest first; whoever has no record is left out."""
    found: dict[str, tuple[ReporterStep, ...]] = {}
    for row in _OF.run(session, account=account, ids=msgspec.json.encode(list(members)).decode()):
        step = _step(row)
        found[step.member_id] = (*found.get(step.member_id, ()), step)
    return found


def keep_step(session: Session, step: ReporterStep) -> Changes:
    """Put a step on record."""
    session.execute(
        insert(ReporterStepRow).values(
            id=step.id,
            account=step.account,
            member_id=step.member_id,
            kind=step.kind,
            at=to_ms(step.at),
            by=step.by,
            case_id=step.case_id,
            until=to_ms(step.until) if step.until else None,
            ended_at=None,
            reason=step.reason,
        )
    )
    return _touched(step.account, step.member_id, step.case_id)


def delivered(session: Session, entry: OutboxEntry, now: int) -> Changes:
    """The platform has a warning: from here on it counts. Called in the transaction that settles `entry`."""
    if entry.warning is None:
        return Changes()
    who, case_id = entry.warning.member_id, entry.case_id
    step = ReporterStep(entry.id, entry.account, who, WARNING, from_ms(now), entry.warning.by, case_id)
    return keep_step(session, step)


def warnings_under_way(session: Session, account: str, members: Collection[str]) -> dict[str, OutboxEntry]:
    """Warnings to these that have not arrived yet, by member: they wait, are being sent, or came back."""
    rows = _UNDER_WAY.run(session, account=account, ids=msgspec.json.encode(list(members)).decode())
    return {each.member_id: each for each in outbox.values_of(rows)}


def told_of(file: MemberFile | None, steps: Collection[ReporterStep]) -> MemberFile | None:
    """A member with what is on record about them as a reporter among their history, newest first; what the platform tells
    itself is not told twice."""
    if file is None or not steps:
        return file
    known = {each.id for each in file.history}
    lines = [
        HistoryEntry(
            each.id,
            each.at,
            "reporter",
            action=each.kind,
            outcome="ended" if each.ended_at else "",
            words=each.reason,
            by=each.by,
            case_id=each.case_id,
            kept=True,
        )
        for each in steps
        if each.id not in known
    ]
    newest = sorted((*file.history, *lines), key=lambda each: each.at, reverse=True)
    return msgspec.structs.replace(file, history=tuple(newest))


def end_mute(session: Session, step: ReporterStep, now: int) -> Changes:
    """Hear somebody again before the mute's end; the cases that waited for it come forward with hear_again()."""
    session.execute(update(ReporterStepRow).where(ReporterStepRow.id == step.id).values(ended_at=now))
    return _touched(step.account, step.member_id, step.case_id)


def mutes_of(session: Session, account: str) -> Mutes:
    """The mutes of an account that nobody lifted and whose end was not seen yet."""
    found: dict[str, tuple[tuple[datetime, datetime], ...]] = {}
    for row in _MUTES.run(session, account=account):
        times = (from_ms(row.at), from_ms(row.until))
        found[row.member_id] = (*found.get(row.member_id, ()), times)
    return found


def always_heard(session: Session, account: str) -> frozenset[str] | None:
    """The guidelines under which a report counts whoever made it; None without a set."""
    known = present_guidelines(session, account)
    if known is None:
        return None
    return frozenset(each.code for each in known.guidelines if each.special in ALWAYS_HEARD)


def held_among(session: Session, account: str, cases: Collection[Case]) -> frozenset[str]:
    """The ids of those that wait for others. Where nobody is muted this costs one look at a small index."""
    mutes = mutes_of(session, account)
    if not mutes:
        return frozenset()
    heard = always_heard(session, account)
    return frozenset(each.id for each in cases if waits_for_others(each, mutes, heard))


class Over(msgspec.Struct, frozen=True):
    """Mutes of an account that came to their end, and ids of cases that wait for others no longer; `whole` when these are
    all of them."""

    steps: tuple[ReporterStep, ...] = ()
    cases: tuple[str, ...] = ()
    whole: bool = True


def over(session: Session, account: str, now: int) -> Over:
    """What is to be heard again, to be brought forward by hear_again()."""
    rows = _UNSEEN.run(session, account=account, now=now).all()
    if not rows:
        return Over()
    heard = always_heard(session, account)
    mutes = {
        who: still
        for who, times in mutes_of(session, account).items()
        if (still := tuple(each for each in times if each[1] > from_ms(now)))
    }
    freed: list[str] = []
    for row in _HELD.run(session, account=account):
        if not waits_for_others(_decode(row.body), mutes, heard):
            freed.append(row.case_id)
        if len(freed) == AT_ONCE:
            break
    return Over(tuple(map(_step, rows)), tuple(freed), len(freed) < AT_ONCE)


def hear_again(session: Session, account: str, found: Over, now: int) -> Changes:
    """Bring these cases forward, and note that the mutes are over once none is left."""
    here = (CaseRow.account == account, CaseRow.case_id.in_(found.cases))
    session.execute(update(CaseRow).where(*here, CaseRow.turn == SKIPPED).values(turn=TO_DO))
    session.execute(update(CaseRow).where(*here).values(held=False))
    for each in found.steps if found.whole else ():
        session.execute(update(ReporterStepRow).where(ReporterStepRow.id == each.id).values(over=True))
        if each.ended_at is None:
            ledger.record(session, now, "mute-ended", CaseRef(account, each.case_id), each.id)
    return Changes(
        cases=frozenset(CaseRef(account, case_id) for case_id in found.cases),
        members=frozenset((account, each.member_id) for each in found.steps),
    )


def _step(row: Row[*tuple[Any, ...]]) -> ReporterStep:
    return ReporterStep(
        id=row.id,
        account=row.account,
        member_id=row.member_id,
        kind=row.kind,
        at=from_ms(row.at),
        by=row.by,
        case_id=row.case_id,
        until=None if row.until is None else from_ms(row.until),
        ended_at=None if row.ended_at is None else from_ms(row.ended_at),
        reason=row.reason,
    )


def _touched(account: str, member_id: str, case_id: str) -> Changes:
    return Changes(cases=frozenset((CaseRef(account, case_id),)), members=frozenset(((account, member_id),)))
