"""The law of timed bans that the desk ends itself: at every moment a member is banned at the platform if, and only if,
the last ban decision in effect says so; in any order of bans, undoing, waiting, faults and restarts over a real store."""

import random
import shutil
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event

import msgspec
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from moderator_desk.models import ledger, lifts, outbox, sending
from moderator_desk.models.accounts import keep_carries
from moderator_desk.models.cases import upsert
from moderator_desk.models.store import Store, open_store
from moderator_desk.models.times import to_ms
from moderator_desk.models.values import (
    Action,
    Case,
    CaseRef,
    Changes,
    OutboxEntry,
)
from moderator_desk.review import NotPossible, case_file, decide, lift_now, undo, withdraw
from moderator_desk.rules import Draft
from moderator_desk.sync import Line, push
from tests.models.making import NOW, a_case, add_accounts
from tests.reliability.small_platform import CARRIES, WHERE, SmallPlatform, measure_of

TEMPLATE = Path(tempfile.mkdtemp(prefix="moderator_desk-lifts-")) / "desk.sqlite"


def setup_module() -> None:
    store = open_store(TEMPLATE)
    with store.write() as session:
        add_accounts(session, "here")
        keep_carries(session, "here", CARRIES.carries)
        upsert(session, "here", [placed(name) for name in WHERE])
    store.close()


def teardown_module() -> None:
    shutil.rmtree(TEMPLATE.parent)


def placed(name: str) -> Case:
    case = a_case(name, author=WHERE[name][0])
    return msgspec.structs.replace(case, item=msgspec.structs.replace(case.item, place_id=WHERE[name][1]))


def refused(error: NotPossible, *codes: str) -> None:
    """A verb may be refused, for these reasons only."""
    assert error.code in codes


def silent(_changes: Changes) -> None:
    """Nobody looks."""


class DeskWithEnds(RuleBasedStateMachine):
    """A desk with three cases of two members in two rooms, on the small platform."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="moderator_desk-lifts-"))
        shutil.copyfile(TEMPLATE, self.folder / "desk.sqlite")
        self.store: Store = open_store(self.folder / "desk.sqlite")
        self.platform = SmallPlatform()
        self.line = Line(
            "here", self.platform, lambda: self.platform.now, Event(), silent, random.Random(1)  # type: ignore[arg-type]
        )  # fmt: skip

    def teardown(self) -> None:
        try:
            self.send_all()
            self.platform.now += timedelta(hours=10_000)
            self.send_all()
            with self.store.read() as session:
                assert ledger.first_broken_line(session) is None
                assert lifts.overdue(session, to_ms(self.platform.now)) == 0
        finally:
            self.store.close()
            shutil.rmtree(self.folder)

    def unfinished(self) -> tuple[OutboxEntry, ...]:
        with self.store.read() as session:
            return outbox.unfinished(session)

    def decide(self, name: str, draft: Draft, undo_s: int) -> None:
        file = case_file(self.store, CaseRef("here", name))
        assert file is not None
        try:
            made = decide(
                self.store, file.ref, draft, by="mod", now=self.platform.now, undo_s=undo_s, seen=file.case
            )
        except NotPossible as error:
            refused(error, "waiting")
            # only what a moderator did keeps a case from being decided, never the end of a ban
            assert any(each.case_id == name and each.kind != "lift" for each in self.unfinished())
            return
        self.platform.by_moderators.add(made.entry_id)

    def reopen(self) -> None:
        """End, and begin again as a start does."""
        self.store.close()
        self.store = open_store(self.folder / "desk.sqlite")
        with self.store.write() as session:
            outbox.recover(session)

    def send_all(self) -> None:
        """Nothing is in the way any more: give up what was refused, send the rest."""
        for entry in self.unfinished():
            if entry.state == "blocked":
                withdraw(self.store, entry.id, now=self.platform.now)
        for _ in range(20):
            push(self.store, self.line)
            with self.store.read() as session:
                left = outbox.counts(session)
                at = sending.next_due(session, to_ms(self.platform.now))
            if not left:
                break
            assert at is not None
            self.platform.now = max(self.platform.now, datetime.fromtimestamp(at / 1000, NOW.tzinfo))
        assert not left
        push(self.store, self.line)
        self.platform.doubtful.clear()
        for about in self.platform.bans | set(self.platform.until):
            assert (about in self.platform.bans) == self.platform.says(about), about


class TimedBans(DeskWithEnds):
    """Everything that can happen to them, in any order."""

    @rule(
        name=st.sampled_from(sorted(WHERE)),
        hours=st.sampled_from([24, 72, None]),
        scope=st.sampled_from(["", "suspend", "room-ban"]),
        undo_s=st.sampled_from([0, 10]),
    )
    def ban(self, name: str, hours: int | None, scope: str, undo_s: int) -> None:
        draft = Draft(
            Action.BAN, "HAR", "HAR.1", "again and again", duration_hours=hours, scope=scope, message="Out."
        )
        self.decide(name, draft, undo_s)

    @rule(name=st.sampled_from(sorted(WHERE)))
    def dismiss(self, name: str) -> None:
        self.decide(name, Draft(Action.DISMISS), 0)

    @rule()
    def undo(self) -> None:
        try:
            made = undo(self.store, by="mod", now=self.platform.now, reversible=("ban",))
        except NotPossible as error:
            refused(error, "nothing-to-undo", "not-reversible", "took-no-effect")
            return
        self.platform.by_moderators.add(made.entry_id)

    @rule(place=st.integers(0, 5))
    def end_now(self, place: int) -> None:
        resting = [each for each in self.unfinished() if each.resting]
        if not resting:
            return
        entry = resting[place % len(resting)]
        assert entry.decision is not None
        lift_now(self.store, entry.id, by="mod", now=self.platform.now)
        about = measure_of(entry.member_id, entry.decision.scope, entry.case_id)
        self.platform.until[about] = self.platform.now

    @rule(place=st.integers(0, 5))
    def the_end_of_a_ban_cannot_be_withdrawn(self, place: int) -> None:
        ends = [each for each in self.unfinished() if each.kind == "lift" and each.state == "waiting"]
        if ends:
            with pytest.raises(NotPossible, match="keeps-end"):
                withdraw(self.store, ends[place % len(ends)].id, now=self.platform.now)

    @rule(faults=st.lists(st.sampled_from(["", "offline", "lost", "refused"]), max_size=3))
    def push(self, faults: list[str]) -> None:
        self.platform.faults.extend(faults)
        push(self.store, self.line)
        self.platform.faults.clear()

    @rule(hours=st.sampled_from([0.003, 1, 23, 24, 48, 100]))
    def wait(self, hours: float) -> None:
        self.platform.now += timedelta(hours=hours)

    @rule(taken=st.booleans())
    def crash_while_sending(self, taken: bool) -> None:
        with self.store.read() as session:
            now = to_ms(self.platform.now)
            due = (*lifts.due(session, now, account="here"), *sending.due(session, now, account="here"))
        if not due:
            return
        with self.store.write() as session:
            outbox.move(session, due[0].id, "sending")
        if taken:
            self.platform.faults.append("lost")
            with self.store.read() as session:
                seen = outbox.seen_case(session, due[0].id)
            self.platform.apply(msgspec.structs.replace(due[0], kind="reversal"), seen)
        self.reopen()

    @rule()
    def restart(self) -> None:
        self.reopen()

    @rule()
    def settle_down(self) -> None:
        self.send_all()

    @invariant()
    def nobody_is_let_go_too_early(self) -> None:
        doubtful = self.platform.doubtful
        for about in self.platform.until:
            if about[0] not in doubtful and self.platform.says(about):
                assert about in self.platform.bans, about

    @invariant()
    def an_end_is_no_work_and_no_decision_on_its_way(self) -> None:
        entries = self.unfinished()
        with self.store.read() as session:
            counted = sum(outbox.counts(session).values())
        assert counted == sum(not each.resting for each in entries)
        waits = {each.case_id for each in entries if each.kind != "lift"}
        for name in WHERE:
            file = case_file(self.store, CaseRef("here", name))
            assert file is not None
            with self.store.read() as session:
                pending = session.connection().exec_driver_sql(
                    'SELECT pending_state FROM "case" WHERE case_id = ?', (name,)
                )
                assert bool(pending.scalar()) == (name in waits)


TimedBans.TestCase.settings = settings(
    max_examples=20,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
TestTimedBans = TimedBans.TestCase
