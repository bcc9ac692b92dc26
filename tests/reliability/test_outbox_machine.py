"""A state machine over a real store: any order of verbs, answers, crashes and waiting, held against a small honest
model of the platform (a set of the ids that took effect)."""

import random
import shutil
import tempfile
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from moderator_desk.models import ledger, outbox, sending
from moderator_desk.models.cases import upsert
from moderator_desk.models.store import Store, open_store
from moderator_desk.models.times import to_ms
from moderator_desk.models.values import (
    Accepted,
    Action,
    CaseRef,
    Later,
    OutboxEntry,
    Outcome,
    Refused,
    Stale,
    Unconfirmed,
)
from moderator_desk.review import (
    NotPossible,
    apply_again,
    case_file,
    decide,
    hand_over,
    retry,
    undo,
    withdraw,
)
from moderator_desk.rules import Draft
from moderator_desk.settling import settle
from tests.models.making import NOW, a_case, add_accounts

CASES = ("a", "b", "c", "d")
MEMBERS = {"a": "m-1", "b": "m-1", "c": "m-2", "d": "m-3"}
ANSWERS = ("accepted", "lost", "offline", "busy", "refused", "stale", "unconfirmed")
LEGAL = {
    "waiting": {"waiting", "sending", "withdrawn"},
    "sending": {"sending", "waiting", "settled", "blocked", "withdrawn"},
    "blocked": {"blocked", "waiting", "withdrawn"},
    "settled": {"settled"},
    "withdrawn": {"withdrawn"},
}


TEMPLATE = Path(tempfile.mkdtemp(prefix="moderator_desk-machine-")) / "desk.sqlite"
"""A store with the four cases, which every run begins with a copy of."""


def setup_module() -> None:
    store = open_store(TEMPLATE)
    with store.write() as session:
        add_accounts(session, "here")
        upsert(session, "here", [a_case(name, author=MEMBERS[name]) for name in CASES])
    store.close()


def teardown_module() -> None:
    shutil.rmtree(TEMPLATE.parent)


class DeskAndPlatform(RuleBasedStateMachine):
    """A desk with four cases of three members, and what the platform holds of it."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="moderator_desk-machine-"))
        shutil.copyfile(TEMPLATE, self.folder / "desk.sqlite")
        self.store: Store = open_store(self.folder / "desk.sqlite")
        self.now = NOW
        self.versions = dict.fromkeys(CASES, 1)
        self.recorded: list[str] = []
        self.applied: list[str] = []
        self.retried: set[str] = set()
        self.states: dict[str, str] = {}
        self.dice = random.Random(1)

    def teardown(self) -> None:
        try:
            with self.store.read() as session:
                assert ledger.first_broken_line(session) is None
                told = {each.entry_id for each in ledger.entries(session) if each.kind == "decided"}
            assert set(self.recorded) <= told
        finally:
            self.store.close()
            shutil.rmtree(self.folder)

    def entries(self) -> dict[str, OutboxEntry]:
        """Every entry by id."""
        with self.store.read() as session:
            return {
                each.id: each for name in CASES for each in outbox.of_case(session, CaseRef("here", name))
            }

    def some(self, place: int, *states: str) -> OutboxEntry | None:
        """One of the entries in these states, by any number."""
        found = [each for each in self.entries().values() if each.state in states]
        return found[place % len(found)] if found else None

    def refused(self, error: NotPossible, *codes: str) -> None:
        """A verb may be refused, for these reasons only."""
        assert error.code in codes

    def begin_sending(self) -> OutboxEntry | None:
        """Take the next due entry; the laws of order are held here."""
        every = self.entries()
        with self.store.read() as session:
            due = sending.due(session, to_ms(self.now), account="here")
        if not due:
            return None
        entry = due[0]
        assert entry.send_after <= self.now or entry.id in self.retried
        for other in every.values():
            if other.seq < entry.seq and other.state in outbox.UNFINISHED:
                assert other.case_id != entry.case_id
                assert other.member_id != entry.member_id
        with self.store.write() as session:
            outbox.move(session, entry.id, "sending")
        return entry

    def answered(self, entry: OutboxEntry, answer: str) -> Outcome:
        """What the platform does with an entry; one it has already it knows again by its id."""
        if entry.id in self.applied:
            return Accepted(already=True)
        if answer in ("accepted", "lost", "unconfirmed"):
            self.applied.append(entry.id)
        version = self.versions[entry.case_id]
        changed = a_case(entry.case_id, version=version, author=entry.member_id, text=f"text {version}")
        return {
            "accepted": Accepted(),
            "lost": Later("cut-off"),
            "offline": Later("offline"),
            "busy": Later("busy", 7.0),
            "refused": Refused("forbidden", "no"),
            "stale": Stale("item-changed", changed),
            "unconfirmed": Unconfirmed("x"),
        }[answer]

    def reopen(self) -> None:
        """End, and begin again as a start does."""
        self.store.close()
        self.store = open_store(self.folder / "desk.sqlite")
        with self.store.write() as session:
            for each in outbox.recover(session):
                ledger.record(session, to_ms(self.now), "interrupted", each.ref, each.id)


class Machine(DeskAndPlatform):
    """Everything that can happen to them, in any order."""

    @rule(name=st.sampled_from(CASES), remove=st.booleans(), undo_s=st.sampled_from([0, 10]))
    def decide(self, name: str, remove: bool, undo_s: int) -> None:
        file = case_file(self.store, CaseRef("here", name))
        assert file is not None
        draft = Draft(Action.REMOVE, clause="HAR-1") if remove else Draft(Action.DISMISS)
        try:
            made = decide(self.store, file.ref, draft, by="mod", now=self.now, undo_s=undo_s, seen=file.case)
        except NotPossible as error:
            self.refused(error, "waiting")
            return
        self.recorded.append(made.entry_id)

    @rule()
    def undo(self) -> None:
        before = set(self.entries())
        try:
            made = undo(self.store, by="mod", now=self.now, reversible=("dismiss", "remove"))
        except NotPossible as error:
            self.refused(error, "nothing-to-undo", "not-reversible", "took-no-effect")
            return
        if made.entry_id not in before:
            self.recorded.append(made.entry_id)

    @rule(place=st.integers(0, 9))
    def withdraw(self, place: int) -> None:
        entry = self.some(place, "waiting", "blocked")
        if entry is not None:
            try:
                withdraw(self.store, entry.id, now=self.now)
            except NotPossible as error:
                self.refused(error, "too-late")

    @rule(place=st.integers(0, 9))
    def retry(self, place: int) -> None:
        entry = self.some(place, "waiting", "blocked")
        if entry is not None:
            retry(self.store, entry.id, now=self.now)
            self.retried.add(entry.id)  # asked for: the undo window is given up

    @rule(place=st.integers(0, 9), hand=st.booleans())
    def settle_conflict(self, place: int, hand: bool) -> None:
        entry = self.some(place, "blocked")
        if entry is not None:
            verb = hand_over if hand else apply_again
            made = verb(self.store, entry.id, by="mod", now=self.now, undo_s=0)
            self.recorded.append(made.entry_id)

    @rule(seconds=st.sampled_from([1, 10, 400]))
    def wait(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule(name=st.sampled_from(CASES))
    def edited_elsewhere(self, name: str) -> None:
        self.versions[name] += 1

    @rule(answer=st.sampled_from(ANSWERS))
    def send(self, answer: str) -> None:
        entry = self.begin_sending()
        if entry is not None:
            outcome = self.answered(entry, answer)
            with self.store.write() as session:
                settle(session, entry, outcome, to_ms(self.now), self.dice)

    @rule(reached=st.booleans())
    def crash_while_sending(self, reached: bool) -> None:
        entry = self.begin_sending()
        if entry is not None and reached and entry.id not in self.applied:
            self.applied.append(entry.id)
        self.reopen()

    @rule()
    def restart(self) -> None:
        self.reopen()

    @invariant()
    def every_step_is_legal_and_nothing_is_lost_or_called_what_it_is_not(self) -> None:
        every = self.entries()
        assert set(self.recorded) <= set(every)
        assert len(self.applied) == len(set(self.applied))
        for name, entry in every.items():
            before = self.states.get(name, "waiting")
            # a rule may take an entry through `sending`
            assert entry.state in LEGAL[before] | (LEGAL["sending"] if before == "waiting" else set())
            self.states[name] = entry.state
            if entry.state == "withdrawn":
                assert entry.id not in self.applied
            if entry.state == "settled" and entry.why in ("applied", "already", "unconfirmed"):
                assert entry.id in self.applied


Machine.TestCase.settings = settings(
    max_examples=50,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
TestOutboxMachine = Machine.TestCase
