"""What the contract suite asks of a platform under test: a few deeds on the real server, done by another client.

A connector joins the suite with one class: a subclass of Subject with these methods filled in, and a line in
tests/contract/conftest.py. Nothing here goes through the connector except `connector` itself: what members do, and what
a decision came to, is done and read with the server's own means.
"""

import uuid
from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar

import msgspec
import pytest

from moderator_desk.models.values import Action, Case, Decision, OutboxEntry, ReporterWarning
from moderator_desk.platforms.base import Platform
from moderator_desk.platforms.connect import KINDS

Deed = Decision | ReporterWarning
"""What is carried out on a server, and counted there."""

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class Subject(ABC):
    """A small community on a real server, made for one test.

    `url` is the server's address, `token` that of an account which may do all that moderators do there. `deeds` are the
    actions that the suite decides with, each with the fields its decision needs; `tally` must be able to count each.
    `keeps_wording`: the server still has what an item said when it was reported.
    """

    keeps_wording: ClassVar[bool] = True
    doubled_by_the_network: ClassVar[tuple[Action, ...]] = ()
    """Actions of which the server itself does some part twice when something on the way repeats a request unasked."""

    kind: ClassVar[str]
    deeds: ClassVar[dict[Action, dict[str, Any]]]
    url: str
    token: str

    def connector(self, url: str, *, token: str | None = None, total_s: float = 20.0) -> Platform:
        """The connector under test at an address (the server's, or a proxy's), with a deadline for each answer."""
        return KINDS[self.kind](url, self.token if token is None else token, total_s=total_s)

    @abstractmethod
    def report(self, *, alike: bool = False) -> str:
        """A member posts something, another reports it; the id of the case. `alike`: whose author has more of them."""

    @abstractmethod
    def report_again(self, case_id: str) -> None:
        """One more report on the same item."""

    @abstractmethod
    def change(self, case_id: str) -> None:
        """The author edits the item."""

    @abstractmethod
    def delete(self, case_id: str) -> None:
        """The author deletes the item."""

    @abstractmethod
    def remove_member(self, case_id: str) -> None:
        """The item's author leaves the platform for good."""

    @abstractmethod
    def settle(self, case_id: str) -> None:
        """Another moderator deals with the reports of a case."""

    @abstractmethod
    def open_cases(self) -> dict[str, int]:
        """Every case of the server that waits for a moderator, with the number of its reports."""

    def effects(self, decision: Deed) -> int:
        """How often a decision, a reversal or a warning took effect, as far as the server can tell: 0, 1, or more when it
        was done twice."""
        return self.tally([decision])[decision.id]

    @abstractmethod
    def tally(self, decisions: Sequence[Deed]) -> dict[str, int]:
        """The same for many at once, by their ids."""

    @abstractmethod
    def powerless(self) -> str:
        """The token of a plain member."""

    @abstractmethod
    def close(self) -> None:
        """Take away what would make the next test slower: leave no open reports behind."""


def entry_for(case: Case, action: Action, **more: Any) -> OutboxEntry:
    """An outbox entry that decides a case as it was seen."""
    decision = Decision(
        id=str(uuid.uuid4()),
        account="a",
        case_id=case.id,
        case_version=case.version,
        item_id=case.item.id,
        member_id=case.item.author.id,
        action=action,
        by="mod",
        at=NOW,
        item_revision=case.item.revision,
        guideline=case.guideline,
        **more,
    )
    author = case.item.author.id
    return OutboxEntry(
        1, decision.id, "a", case.id, author, "decision", "sending", NOW, NOW, decision=decision
    )


def reversal_of(entry: OutboxEntry, version: int) -> OutboxEntry:
    """An outbox entry that takes a decision back, whose case has that version now."""
    done = decision_of(entry)
    decision = msgspec.structs.replace(
        done,
        id=str(uuid.uuid4()),
        action=Action.RESTORE,
        reverses=done.id,
        undoes=done.action,
        case_version=version,
        new_text=None,
        message="",
    )
    return msgspec.structs.replace(entry, id=decision.id, kind="reversal", attempts=0, decision=decision)


def decision_of(entry: OutboxEntry) -> Decision:
    """The decision an entry of `entry_for` carries."""
    assert entry.decision is not None
    return entry.decision


def again(entry: OutboxEntry) -> OutboxEntry:
    """The entry as the outbox hands it over after an attempt."""
    return msgspec.structs.replace(entry, attempts=entry.attempts + 1)


def only_by_us(subject: Subject, action: Action) -> None:
    """The test ends here where it is the server that does something twice, whatever the desk does."""
    if action in subject.doubled_by_the_network:
        pytest.skip(f"{subject.kind} does a part of {action} twice when a request reaches it twice")
