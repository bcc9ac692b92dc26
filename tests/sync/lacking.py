"""A desk on a platform that lacks what the desk carries, with a clock of its own and no window."""

import random
from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event

import msgspec

from moderator_desk import review
from moderator_desk.models import outbox
from moderator_desk.models.account_changes import set_mode
from moderator_desk.models.accounts import keep_carries
from moderator_desk.models.cases import upsert
from moderator_desk.models.store import Store
from moderator_desk.models.times import to_ms
from moderator_desk.models.values import (
    Abilities,
    Accepted,
    Action,
    Case,
    CaseRef,
    Changes,
    OutboxEntry,
    Outcome,
)
from moderator_desk.rules import Draft
from moderator_desk.sync import Line, push
from tests.models.making import NOW, a_case, add_accounts

ROOMS = {"a": "!one", "b": "!two", "c": "!one", "d": "!one"}
AUTHORS = {"a": "m-1", "b": "m-1", "c": "m-2", "d": "m-1"}


class Small:
    """A platform whose bans have no end: what it was asked, in order. `says` answers the next ones; `meanwhile` happens
    while it is asked."""

    def __init__(self, *carries: str) -> None:
        self.abilities = Abilities(
            kind="small",
            actions=("dismiss", "ban"),
            scopes={"ban": ("suspend", "room-ban")},
            local_scopes=("room-ban",),
            carries=carries,
        )
        self.asked: list[tuple[str, str, str, str]] = []
        self.says: deque[Outcome] = deque()
        self.meanwhile: Callable[[], object] = lambda: None

    def apply(self, entry: OutboxEntry, _seen: Case | None) -> Outcome:
        """Note what is asked."""
        decision = entry.decision
        assert decision is not None
        self.asked.append((entry.kind, decision.action, entry.case_id, decision.scope))
        self.meanwhile()
        return self.says.popleft() if self.says else Accepted()


def silent(_changes: Changes) -> None:
    """Nobody looks."""


class Desk:
    """A desk on such a platform, with a clock of its own."""

    def __init__(self, store: Store, *carries: str) -> None:
        self.store, self.now = store, NOW
        self.platform = Small(*carries)
        clock: Callable[[], datetime] = lambda: self.now  # noqa: E731
        self.line = Line("here", self.platform, clock, Event(), silent, random.Random(1))  # type: ignore[arg-type]
        with store.write() as session:
            add_accounts(session, "here")
            keep_carries(session, "here", carries)
            upsert(session, "here", [_placed(name) for name in ROOMS])

    def ban(
        self, name: str, hours: int | None, scope: str = "", *, says: Outcome | None = None, undo_s: int = 0
    ) -> str:
        """Ban the author of a case and send it; the entry's id."""
        draft = Draft(Action.BAN, "HAR", "HAR.1", "why", duration_hours=hours, scope=scope, message="Out.")
        file = review.case_file(self.store, CaseRef("here", name))
        assert file is not None
        made = review.decide(
            self.store, file.ref, draft, by="mod", now=self.now, undo_s=undo_s, seen=file.case
        )
        self.platform.says.extend([says] if says else [])
        self.push()
        return made.entry_id

    def push(self, **later: float) -> list[tuple[str, str, str, str]]:
        """Send what is due after some time more; what was asked of the platform."""
        self.now += timedelta(**later)
        self.platform.asked.clear()
        push(self.store, self.line)
        return list(self.platform.asked)

    def mode(self, mode: str) -> None:
        """Put the account into a mode."""
        with self.store.write() as session:
            set_mode(session, "here", mode, to_ms(self.now))

    def ends(self) -> list[OutboxEntry]:
        """Ends of bans that are still to come."""
        with self.store.read() as session:
            return [each for each in outbox.unfinished(session) if each.kind == "lift"]

    def entry(self, entry_id: str) -> OutboxEntry:
        with self.store.read() as session:
            found = outbox.entry(session, entry_id)
        assert found is not None
        return found


def _placed(name: str) -> Case:
    case = a_case(name, author=AUTHORS[name])
    return msgspec.structs.replace(case, item=msgspec.structs.replace(case.item, place_id=ROOMS[name]))
