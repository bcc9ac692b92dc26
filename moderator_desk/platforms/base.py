"""What the desk asks of any platform: one small protocol, and what a platform says it can do.

A connector is a plain object with blocking functions, called off the main thread only; it holds no
state that a restart would miss. Reading raises PlatformError; writing never raises for anything a
server can answer, it returns an Outcome.
"""

from typing import Protocol

from msgspec import Struct

from moderator_desk.models.values import Abilities, Case, GuidelineSet, Me, MemberFile, OutboxEntry, Outcome

__all__ = ["Abilities", "Page", "Platform", "PlatformError"]


class PlatformError(Exception):
    """Reading failed. `why`: offline, timeout, busy, server-error, cut-off, sign-in, forbidden, missing, sealed,
    too-large, bad-answer, bad-address or no-password; `detail` is safe to show (never a token, a body or a name);
    `after_s` when the server said how long to wait."""

    def __init__(self, why: str, detail: str = "", after_s: float | None = None) -> None:
        super().__init__(f"{why}: {detail}" if detail else why)
        self.why = why
        self.detail = detail
        self.after_s = after_s


class Page(Struct, frozen=True):
    """One step of the change feed: whole cases, the cursor to store with them, and whether more waits behind it.

    `gone` are ids of cases that no longer exist at the platform (their reports were dealt with elsewhere).
    """

    cases: tuple[Case, ...]
    cursor: str | None
    more: bool
    gone: tuple[str, ...] = ()


class Platform(Protocol):
    """One account on one platform."""

    @property
    def abilities(self) -> Abilities:
        """What this platform can do; constant for the life of the object."""
        ...

    def close(self) -> None:
        """Give up the connections; what is under way ends with an error."""
        ...

    def check(self) -> Me:
        """Sign-in test: who we are there. Raises PlatformError."""
        ...

    def fetch(self, cursor: str | None) -> Page:
        """The next page of changed cases after `cursor` (None: from the beginning). Raises PlatformError."""
        ...

    def case(self, case_id: str) -> Case:
        """One case as it is now. Raises PlatformError ("missing" when it is gone)."""
        ...

    def member(self, member_id: str) -> MemberFile:
        """A member with history, newest first (as far as the platform keeps one). Raises PlatformError."""
        ...

    def guidelines(self) -> GuidelineSet | None:
        """The platform's own guideline set, or None when it has none and the desk's default applies."""
        ...

    def media(self, media_id: str) -> bytes:
        """The bytes of a picture, at most 20 MB, never from a redirect. Raises PlatformError ("sealed" for 451)."""
        ...

    def apply(self, entry: OutboxEntry, seen: Case | None) -> Outcome:
        """Carry out one outbox entry, of any kind; `seen` is the case as last stored.

        The end of a ban that the desk keeps (Abilities.carries) comes as a reversal like any other, at its time.

        Never raises for what a network or server does. Safe to call again with the same entry: the server knows
        its id, or the connector looks first whether the effect is there already; where neither can be, it answers
        Unconfirmed rather than do a thing twice.
        """
        ...
