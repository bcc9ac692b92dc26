"""The hash of what was on the screen: made again from the store, by us and by anybody, and broken by any change."""

import hashlib
import json
from datetime import timedelta

import msgspec
import pytest
from sqlalchemy import text

from moderator_desk import review
from moderator_desk.models import ledger, outbox, shown
from moderator_desk.models.shown import Beside, screen_hash, shown_bytes, verify
from moderator_desk.models.store import Store
from moderator_desk.models.values import (
    Action,
    Case,
    CaseRef,
    ContextMessage,
    Evidence,
    Media,
    Member,
    Person,
    Strike,
)
from moderator_desk.rules import Draft
from tests.models.making import NOW, a_case, filled

REF = CaseRef("here", "a")
MEMBER = Member("u-1", "ddr", strikes=(Strike("HAR", NOW, NOW + timedelta(days=90)),))
BESIDE = Beside(MEMBER, "2026.11")


def a_full_case() -> Case:
    case = a_case("a")
    picture = Media("p-1", sha256="ab" * 32)
    report = msgspec.structs.replace(
        case.reports[0], evidence=(Evidence("screenshot", media=Media("p-2", sha256="cd" * 32)),)
    )
    item = msgspec.structs.replace(
        case.item, text='"Grüße"\n\u202e\x07 — 你好 / \\ 🏴', text_now="", media=(picture,)
    )
    before = ContextMessage("c-1", Person("u-2"), "first!", NOW)
    return msgspec.structs.replace(case, item=item, reports=(report,), context=(before,))


def decided(store: Store, case: Case) -> str:
    filled(store, case)
    made = review.decide(
        store, REF, Draft(Action.DISMISS), by="mod", now=NOW, undo_s=0, seen=case, beside=BESIDE
    )
    return made.entry_id


def verdict(store: Store, entry_id: str) -> str:
    with store.read() as session:
        return verify(session, entry_id)


def test_decision_and_ledger_name_the_hash_and_it_holds(desk_store: Store) -> None:
    case = a_full_case()
    entry_id = decided(desk_store, case)
    with desk_store.read() as session:
        entry = outbox.entry(session, entry_id)
        (line,) = [each for each in ledger.entries(session, ref=REF) if each.kind == "decided"]
    assert entry is not None
    assert entry.decision is not None
    assert entry.decision.screen == screen_hash(case, BESIDE)
    assert json.loads(line.body)["screen"] == entry.decision.screen
    assert verdict(desk_store, entry_id) == shown.HOLDS


def test_anybody_can_make_the_bytes_again_with_plain_json() -> None:
    made = shown_bytes(a_full_case(), BESIDE)
    plain = json.dumps(json.loads(made), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert plain.encode() == made
    assert screen_hash(a_full_case(), BESIDE) == f"1:{hashlib.sha256(plain.encode()).hexdigest()}"


CHANGES = {
    "the text as reported": ("seen", "Grüße", "Grusse"),
    "a picture's hash": ("seen", "ab" * 32, "ac" * 32),
    "an attached picture": ("seen", "cd" * 32, "ce" * 32),
    "the thread": ("seen", "first!", "second"),
    "the member's strikes": ("beside", "HAR", "SPAM"),
    "the guideline set": ("beside", "2026.11", "2026.12"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_any_change_of_what_was_kept_shows(desk_store: Store, what: str) -> None:
    entry_id = decided(desk_store, a_full_case())
    column, old, new = CHANGES[what]
    with desk_store.write() as session:
        session.execute(
            text(f"UPDATE outbox SET {column} = CAST(replace(CAST({column} AS TEXT), :old, :new) AS BLOB)"),
            {"old": old, "new": new},
        )
    assert verdict(desk_store, entry_id) == shown.BROKEN
    with desk_store.read() as session:
        assert shown.broken(session) == (entry_id,)


def test_a_hash_changed_in_the_decision_does_not_match_the_ledger(desk_store: Store) -> None:
    case = a_full_case()
    entry_id = decided(desk_store, case)
    other = msgspec.structs.replace(case, state="escalated")
    with desk_store.write() as session:
        session.execute(
            text(
                "UPDATE outbox SET body = CAST(replace(CAST(body AS TEXT), :old, :new) AS BLOB), seen = :seen"
            ),
            {
                "old": screen_hash(case, BESIDE),
                "new": screen_hash(other, BESIDE),
                "seen": msgspec.json.encode(other),
            },
        )
    assert verdict(desk_store, entry_id) == shown.BROKEN


def test_a_reversal_names_none(desk_store: Store) -> None:
    entry_id = decided(desk_store, a_full_case())
    with desk_store.write() as session:
        outbox.move(session, entry_id, "settled")
    back = review.undo(desk_store, by="mod", now=NOW, reversible=("dismiss",))
    with desk_store.read() as session:
        entry = outbox.entry(session, back.entry_id)
    assert entry is not None
    assert entry.decision is not None
    assert entry.decision.screen == ""
    assert verdict(desk_store, back.entry_id) == shown.NONE
