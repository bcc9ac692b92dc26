"""What was on the screen when somebody decided, as bytes that can be made again, and their hash.

Format 1. The bytes are one JSON object in UTF-8 without white space, names in alphabetical order, characters outside
ASCII as they are, times in milliseconds since 1970 (UTC); the hash is SHA-256 over them, written "1:" and 64 hexadecimal
digits. The object has:

    format       1
    case         id, version, state
    item         id, kind, author, place, text (as reported), text_now, revision, reported_revision, gone
    media        of the item: id and sha256 ("" where the platform tells none)
    reports      id, at, guideline, words, reporter, automated, evidence (kind, text, source, media)
    thread       id, author, text, at, position
    notes        ids of the platform's notes; decisions: ids of its earlier decisions
    member       null, or id, handle, strikes (guideline, at, expires_at), sanctions (kind, scope, since, until)
    guidelines   version of the guideline set, "" for none

Persons are named by id. Pictures enter by what the platform said of them, whether they were revealed or not. What comes
later to the shape of a case changes nothing here: another selection gets another number, and both can be verified.
"""

import hashlib
from datetime import datetime

import msgspec
from msgspec import Struct
from sqlalchemy import select
from sqlalchemy.orm import Session

from moderator_desk.models.tables import LedgerRow, OutboxRow
from moderator_desk.models.times import to_ms
from moderator_desk.models.values import Case, Decision, Media, Member, Report

FORMAT = 1

HOLDS, BROKEN, NONE = "holds", "broken", "none"
"""What verify() answers; none for what was decided before hashes were kept, and for what is no decision."""


class Beside(Struct, frozen=True):
    """What stood beside the case on the screen: the member, and the version of the guideline set."""

    member: Member | None = None
    guidelines: str = ""


_encode = msgspec.json.Encoder(order="sorted").encode
_decision = msgspec.json.Decoder(Decision).decode
_case = msgspec.json.Decoder(Case).decode
_beside = msgspec.json.Decoder(Beside).decode


def shown_bytes(case: Case, beside: Beside) -> bytes:
    """The canonical bytes of a case as shown."""
    item = case.item
    fields = ("id", "kind", "place", "text", "text_now", "revision", "reported_revision", "gone")
    return _encode(
        {
            "format": FORMAT,
            "case": {"id": case.id, "version": case.version, "state": case.state},
            "item": {"author": item.author.id, **{name: getattr(item, name) for name in fields}},
            "media": [_media(each) for each in item.media],
            "reports": [_report(each) for each in case.reports],
            "thread": [
                {
                    "id": each.id,
                    "author": each.author.id,
                    "text": each.text,
                    "at": _ms(each.at),
                    "position": each.position,
                }
                for each in case.context
            ],
            "notes": [each.id for each in case.notes],
            "decisions": [each.id for each in case.decisions],
            "member": _member(beside.member) if beside.member else None,
            "guidelines": beside.guidelines,
        }
    )


def screen_hash(case: Case, beside: Beside) -> str:
    """Format number, colon, SHA-256 in hexadecimal."""
    return f"{FORMAT}:{hashlib.sha256(shown_bytes(case, beside)).hexdigest()}"


def verify(session: Session, entry_id: str) -> str:
    """Whether what the store kept as shown is what the decision and its ledger line name the hash of: holds, broken or
    none. A hash of a format that this program does not know counts as broken."""
    row = session.execute(
        select(OutboxRow.kind, OutboxRow.body, OutboxRow.seen, OutboxRow.beside).where(
            OutboxRow.id == entry_id
        )
    ).first()
    if row is None or row.kind != "decision":
        return NONE
    named = _decision(row.body).screen
    lines = session.scalars(
        select(LedgerRow.body).where(
            LedgerRow.entry_id == entry_id, LedgerRow.kind.in_(("decided", "rehearsed"))
        )
    ).all()
    in_ledger = {_decision(line).screen for line in lines}
    if not named and in_ledger <= {""}:
        return NONE
    if row.seen is None or in_ledger != {named}:
        return BROKEN
    beside = _beside(row.beside) if row.beside else Beside()
    return HOLDS if screen_hash(_case(row.seen), beside) == named else BROKEN


def broken(session: Session) -> tuple[str, ...]:
    """The ids of all decisions whose hash does not hold, oldest first. Reads every decision."""
    ids = session.scalars(select(OutboxRow.id).where(OutboxRow.kind == "decision").order_by(OutboxRow.seq))
    return tuple(each for each in ids.all() if verify(session, each) == BROKEN)


def _media(media: Media) -> dict[str, str]:
    return {"id": media.id, "sha256": media.sha256}


def _report(report: Report) -> dict[str, object]:
    return {
        "id": report.id,
        "at": _ms(report.at),
        "guideline": report.guideline,
        "words": report.words,
        "reporter": report.reporter.id if report.reporter else None,
        "automated": report.automated,
        "evidence": [
            {
                "kind": each.kind,
                "text": each.text,
                "source": each.source,
                "media": _media(each.media) if each.media else None,
            }
            for each in report.evidence
        ],
    }


def _member(member: Member) -> dict[str, object]:
    return {
        "id": member.id,
        "handle": member.handle,
        "strikes": [
            {"guideline": each.guideline, "at": _ms(each.at), "expires_at": _ms(each.expires_at)}
            for each in member.strikes
        ],
        "sanctions": [
            {
                "kind": each.kind,
                "scope": each.scope,
                "since": _ms(each.since),
                "until": _ms(each.until),
            }
            for each in member.sanctions
        ],
    }


def _ms(moment: datetime | None) -> int | None:
    return None if moment is None else to_ms(moment)
