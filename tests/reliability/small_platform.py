"""A small platform whose bans have no end, and the moderators' last words about them beside it."""

from collections import deque
from datetime import datetime, timedelta

from moderator_desk.models.values import (
    Abilities,
    Accepted,
    Action,
    Case,
    Later,
    OutboxEntry,
    Outcome,
    Refused,
)
from tests.models.making import NOW

WHERE = {"a": ("m-1", "!one"), "b": ("m-1", "!two"), "c": ("m-2", "!one")}
"""Author and room of each case."""

FOREVER = NOW + timedelta(days=100_000)
Measure = tuple[str, str, str]

CARRIES = Abilities(
    kind="small",
    actions=("dismiss", "ban"),
    reversible=("ban",),
    scopes={"ban": ("suspend", "room-ban")},
    local_scopes=("room-ban",),
    carries=("durations", "notes", "history"),
)


def measure_of(member: str, scope: str, case_id: str) -> Measure:
    """What a ban is about, in words of the platform."""
    return member, scope or "suspend", WHERE[case_id][1] if scope == "room-ban" else ""


class SmallPlatform:
    """Bans without an end, told by nothing but whether they hold; and, beside it, what the moderators' last words were:
    `until` is filled from what it accepted and from the clock alone, never from what the desk keeps."""

    abilities = CARRIES

    def __init__(self) -> None:
        self.now = NOW
        self.bans: set[Measure] = set()
        self.until: dict[Measure, datetime] = {}
        self.by_moderators: set[str] = set()
        self.faults: deque[str] = deque()
        self.doubtful: set[str] = set()

    def apply(self, entry: OutboxEntry, seen: Case | None) -> Outcome:
        """One decision or reversal; a fault of the next ones first."""
        decision = entry.decision
        assert decision is not None
        assert entry.kind in ("decision", "reversal")
        assert seen is not None
        fault = self.faults.popleft() if self.faults else ""
        mine = entry.id in self.by_moderators
        if fault == "offline":
            return Later("offline")
        if fault == "refused" and mine:
            return Refused("forbidden")
        if Action.BAN in (decision.action, decision.undoes):
            about = measure_of(decision.member_id, decision.scope, decision.case_id)
            (self.bans.add if decision.action is Action.BAN else self.bans.discard)(about)
            if fault == "lost":
                self.doubtful.add(decision.member_id)
                return Later("cut-off")
            if mine and decision.action is Action.BAN:
                hours = decision.duration_hours
                self.until[about] = self.now + timedelta(hours=hours) if hours else FOREVER
            elif mine:
                self.until.pop(about, None)
        return Accepted()

    def says(self, about: Measure) -> bool:
        """Whether the last word about a measure is that it holds now."""
        return about in self.until and self.until[about] > self.now
