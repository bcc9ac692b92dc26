"""Half-made decisions and notes: kept while somebody works on them, taken up again later, gone with what they become."""

import hashlib
from datetime import datetime

import msgspec

from moderator_desk.models import drafts
from moderator_desk.models.store import Store
from moderator_desk.models.values import Case, CaseRef, KeptDraft
from moderator_desk.models.values.drafts import DECISION, NOTE
from moderator_desk.rules import Draft, current_text

__all__ = ["DECISION", "NOTE", "HalfMade", "TakenUp", "discard", "keep_decision", "keep_note", "taken_up"]


class HalfMade(msgspec.Struct, frozen=True):
    """The open decision bar: the decision as it stands, and whether a notice is to go with it."""

    draft: Draft
    tells: bool = False


class TakenUp(msgspec.Struct, frozen=True):
    """The drafts of one case, each with the moment it was last written; None and "" where there is none.

    `changed` says that the case has another version than the one the decision was begun on, `text_changed` that the text
    itself is another: then the places that were marked in it mean nothing, and are left out of `decision`.
    """

    decision: HalfMade | None = None
    decided_at: datetime | None = None
    changed: bool = False
    text_changed: bool = False
    note: str = ""
    noted_at: datetime | None = None


_encode = msgspec.json.Encoder().encode
_half_made = msgspec.json.Decoder(HalfMade).decode


def keep_decision(
    store: Store, ref: CaseRef, case: Case, draft: Draft, *, tells: bool, now: datetime
) -> None:
    """Keep a half-made decision on the case as it is on the screen; on the disk when this returns."""
    _keep(store, ref, DECISION, case, now, _encode(HalfMade(draft, tells)))


def keep_note(store: Store, ref: CaseRef, case: Case, text: str, *, now: datetime) -> None:
    """Keep an unfinished note; on the disk when this returns."""
    _keep(store, ref, NOTE, case, now, text.encode())


def discard(store: Store, ref: CaseRef, kind: str) -> bool:
    """Throw a draft away; whether there was one."""
    with store.write(urgent=True) as session:
        return drafts.drop(session, ref, kind)


def taken_up(store: Store, ref: CaseRef, case: Case) -> TakenUp:
    """The drafts of a case, seen against the case as it is now. One that this program cannot read (a later one kept it)
    is left where it is and not taken up."""
    with store.read() as session:
        kept = {each.kind: each for each in drafts.of_case(session, ref)}
    noted, made = kept.get(NOTE), _read(kept.get(DECISION))
    found = TakenUp(
        note=noted.body.decode(errors="replace") if noted else "", noted_at=noted.at if noted else None
    )
    if made is None:
        return found
    begun, other_text = kept[DECISION], kept[DECISION].text != text_digest(case)
    if other_text and made.draft.spans:
        made = msgspec.structs.replace(made, draft=msgspec.structs.replace(made.draft, spans=()))
    return msgspec.structs.replace(
        found,
        decision=made,
        decided_at=begun.at,
        changed=begun.version != case.version,
        text_changed=other_text,
    )


def text_digest(case: Case) -> str:
    """SHA-256 of the item's text as it is now, in hexadecimal."""
    return hashlib.sha256(current_text(case).encode("utf-8", "surrogatepass")).hexdigest()


def _read(kept: KeptDraft | None) -> HalfMade | None:
    try:
        return _half_made(kept.body) if kept else None
    except (msgspec.DecodeError, msgspec.ValidationError):
        return None


def _keep(store: Store, ref: CaseRef, kind: str, case: Case, now: datetime, body: bytes) -> None:
    draft = KeptDraft(ref, kind, now, case.version, text_digest(case), body)
    with store.write(urgent=True) as session:
        drafts.keep(session, draft)
