"""A member: who they are, how they stand, and what happened before; and who the desk itself is signed in as."""

from datetime import datetime

from msgspec import Struct


class Strike(Struct, frozen=True):
    """A counted breach of one guideline; it stops counting at `expires_at` (None: never)."""

    guideline: str
    at: datetime
    expires_at: datetime | None = None
    decision_id: str = ""


class Sanction(Struct, frozen=True):
    """A measure in force against a member; `until` None means without end, `since` None that nobody says since when."""

    kind: str
    since: datetime | None = None
    until: datetime | None = None
    guideline: str = ""
    scope: str = ""


class Counters(Struct, frozen=True):
    """How often, over the member's whole time: items posted, reports against and made, and how many were upheld.

    None where the platform keeps no such count. `rooms` they are in and `media` they uploaded are as it is now.
    """

    items: int | None = 0
    reports_against: int | None = 0
    upheld_against: int | None = 0
    reports_made: int | None = 0
    upheld_made: int | None = 0
    rooms: int | None = None
    media: int | None = None


class Member(Struct, frozen=True):
    """A member's header: who they are and how they stand."""

    id: str
    handle: str
    joined_at: datetime | None = None
    names_before: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    role: str = ""
    country: str = ""
    strikes: tuple[Strike, ...] = ()
    sanctions: tuple[Sanction, ...] = ()
    counters: Counters = Counters()
    sticky_note: str = ""


class HistoryEntry(Struct, frozen=True):
    """One line of a member's history.

    kind is report_against, report_made, decision, appeal, note, sanction, name_change or praise. `outcome` is the
    platform's code (upheld, dismissed, pending, overturned, ...). `kept` is set on what this desk itself keeps, as the
    platform does not: outcomes there are applied, unconfirmed, undone and ended.
    """

    id: str
    at: datetime
    kind: str
    guideline: str = ""
    action: str = ""
    outcome: str = ""
    words: str = ""
    by: str = ""
    case_id: str = ""
    kept: bool = False


class MemberFile(Struct, frozen=True):
    """A member with their history, newest first."""

    member: Member
    history: tuple[HistoryEntry, ...] = ()


class Me(Struct, frozen=True):
    """Who the desk is signed in as. role: moderator, senior, supervisor, admin. `clock_ahead_s` is how many seconds the
    platform's clock was before ours at the sign-in test; the desk writes it itself."""

    id: str
    display_name: str
    role: str = "moderator"
    permissions: tuple[str, ...] = ()
    server_time: datetime | None = None
    clock_ahead_s: float = 0.0
