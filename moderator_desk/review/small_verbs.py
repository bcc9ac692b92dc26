"""The moderator's lighter verbs: skip, note, claim."""

import uuid
from datetime import datetime

from moderator_desk.models import carried, languages, ledger, outbox
from moderator_desk.models.cases import read_case, set_skipped
from moderator_desk.models.modes import READ_ONLY, mode_of
from moderator_desk.models.store import Store
from moderator_desk.models.times import to_ms
from moderator_desk.models.values import CaseRef, Changes, Note, Person
from moderator_desk.review.recording import NotPossible, Recorded, put

TRANSLATION_ALLOWED = "translation-allowed"


def skip(store: Store, ref: CaseRef, *, now: datetime) -> Changes:
    """Put a case behind all others until something happens to it."""
    with store.write(urgent=True) as session:
        ledger.record(session, to_ms(now), "skipped", ref, "")
        return set_skipped(session, ref, True)


def unskip(store: Store, ref: CaseRef, *, now: datetime) -> Changes:
    """Take a skipped case back to its place."""
    with store.write(urgent=True) as session:
        ledger.record(session, to_ms(now), "unskipped", ref, "")
        return set_skipped(session, ref, False)


def add_note(store: Store, ref: CaseRef, text: str, *, now: datetime, by: str = "") -> Recorded:
    """Record an internal note on a case: kept on this machine alone where the platform keeps none, else to be sent.

    Raises NotPossible: empty-note, unknown-case.
    """
    if not text.strip():
        raise NotPossible("empty-note")
    with store.read() as session:
        kept_here = carried.NOTES in carried.carries(session, ref.account)
    if kept_here:
        return _keep_note(store, ref, text, now, by)
    return _plain(store, ref, "note", text, now)


def set_language(store: Store, ref: CaseRef, code: str, *, now: datetime) -> Changes:
    """Say in which language a case is ("" takes it back): for lists, filters and notices; the platform is not told.

    Raises NotPossible: no-language, unknown-case.
    """
    if code and not (code.isascii() and code.isalpha() and code.islower() and 2 <= len(code) <= 3):
        raise NotPossible("no-language")
    with store.write(urgent=True) as session:
        if read_case(session, ref) is None:
            raise NotPossible("unknown-case")
        ledger.record(session, to_ms(now), "language-set", ref, "", code)
        return languages.set_language(session, ref, code)


def allow_translation(store: Store, ref: CaseRef, translator: str, *, now: datetime) -> None:
    """Record that the text of this one case may be given to a translator. Raises NotPossible("unknown-case")."""
    with store.write(urgent=True) as session:
        if read_case(session, ref) is None:
            raise NotPossible("unknown-case")
        ledger.record(session, to_ms(now), TRANSLATION_ALLOWED, ref, "", translator)


def may_translate(store: Store, ref: CaseRef, translator: str) -> bool:
    """Whether that was recorded for this case and this translator."""
    with store.read() as session:
        return any(
            each.kind == TRANSLATION_ALLOWED and each.body == translator
            for each in ledger.entries(session, ref=ref)
        )


def claim(store: Store, ref: CaseRef, *, now: datetime) -> Recorded:
    """Ask the platform for the case (a lease of some minutes)."""
    return _plain(store, ref, "claim", "", now)


def release(store: Store, ref: CaseRef, *, now: datetime) -> Recorded:
    """Give a claimed case back."""
    return _plain(store, ref, "release", "", now)


def is_claimed_by(store: Store, ref: CaseRef, who: str) -> bool:
    """Whether a case is that moderator's, or will be once what waits here has been sent."""
    with store.read() as session:
        case, entries = read_case(session, ref), outbox.of_case(session, ref)
    on_their_way = [each for each in entries if each.state in ("waiting", "sending")]
    asked = [each.kind for each in on_their_way if each.kind in ("claim", "release")]
    if asked:
        return asked[-1] == "claim"
    return case is not None and case.claim is not None and case.claim.holder.id == who


def _keep_note(store: Store, ref: CaseRef, text: str, now: datetime, by: str) -> Recorded:
    note = Note(str(uuid.uuid4()), text, Person(by, by), now)
    with store.write(urgent=True) as session:
        case = read_case(session, ref)
        if case is None:
            raise NotPossible("unknown-case")
        if mode_of(session, ref.account) == READ_ONLY:
            raise NotPossible("read-only")
        changes = carried.keep_note(session, ref, case.item.author.id, note)
        ledger.record(session, to_ms(now), "note-kept", ref, note.id, text)
    return Recorded(note.id, ref, changes)


def _plain(store: Store, ref: CaseRef, kind: str, text: str, now: datetime) -> Recorded:
    entry_id = str(uuid.uuid4())
    with store.write(urgent=True) as session:
        case = read_case(session, ref)
        if case is None:
            raise NotPossible("unknown-case")
        posting = outbox.Posting(entry_id, ref, "", kind, kind, to_ms(now), to_ms(now), text)
        rehearsal = put(session, posting)
        ledger.record(
            session,
            to_ms(now),
            "rehearsed" if rehearsal else kind,
            ref,
            entry_id,
            text or (kind if rehearsal else ""),
        )
    return Recorded(entry_id, ref, Changes(cases=frozenset((ref,)), outbox=True))
