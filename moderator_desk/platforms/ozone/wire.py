"""Ozone's JSON, as far as the desk reads it. Field names are the server's own, which is what `rename` is for."""

from datetime import UTC, datetime
from typing import Any

from msgspec import Struct

MODERATION = "tools.ozone.moderation"
DEFS = "tools.ozone.moderation.defs#"
REPO_REF = "com.atproto.admin.defs#repoRef"
STRONG_REF = "com.atproto.repo.strongRef"
POST = "app.bsky.feed.post"
PROFILE = "app.bsky.actor.profile"
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)

Json = dict[str, Any]


class Wire(Struct, frozen=True, rename="camel"):
    """Anything the server sends: fields it leaves out have defaults, fields we do not know are passed over."""


class Subject(Wire, frozen=True):
    """What a status or an event is about: an account (`did`) or a record (`uri`, and `cid` of one version of it)."""

    did: str = ""
    uri: str = ""
    cid: str = ""

    @property
    def id(self) -> str:
        """The case's id: the record's address, or the account's DID."""
        return self.uri or self.did


class AccountStats(Wire, frozen=True):
    """What happened to an account itself; the server may leave any of it out."""

    report_count: int = 0


class RecordsStats(Wire, frozen=True):
    """What happened to an account's records."""

    total_reports: int = 0


class Status(Wire, frozen=True):
    """How a subject stands with the moderators. The `cid` in its subject is the version last reported or acted on."""

    subject: Subject
    review_state: str
    created_at: datetime
    updated_at: datetime
    last_reported_at: datetime | None = None
    last_reviewed_at: datetime | None = None
    takendown: bool = False
    appealed: bool = False
    suspend_until: datetime | None = None
    mute_until: datetime | None = None
    mute_reporting_until: datetime | None = None
    comment: str = ""
    tags: tuple[str, ...] = ()
    priority_score: int = 0
    subject_repo_handle: str = ""
    account_stats: AccountStats = AccountStats()
    records_stats: RecordsStats = RecordsStats()

    @property
    def state(self) -> str:
        """The review state without its namespace: reviewOpen, reviewEscalated, reviewClosed or reviewNone."""
        return self.review_state.rpartition("#")[2]

    @property
    def waits(self) -> bool:
        """Whether it stands in the moderators' queue."""
        muted = self.mute_until is not None and self.mute_until > datetime.now(UTC)
        return (self.appealed or self.state in ("reviewOpen", "reviewEscalated")) and not muted


class Statuses(Wire, frozen=True):
    """A page of statuses; `cursor` comes with every page but an empty last one."""

    subject_statuses: tuple[Status, ...]
    cursor: str | None = None


class ModTool(Wire, frozen=True):
    """Which client made an event."""

    name: str = ""
    meta: Json = {}


class Event(Wire, frozen=True):
    """One thing that happened to a subject. `event` is whatever was stored: even its type may be one nobody knows."""

    id: int
    event: Json
    subject: Subject
    created_by: str
    created_at: datetime
    creator_handle: str = ""
    mod_tool: ModTool | None = None

    @property
    def type(self) -> str:
        """The type without its namespace, such as modEventTakedown."""
        return str(self.event.get("$type", "")).rpartition("#")[2]

    def text(self, field: str) -> str:
        """A field of the event as text, "" when it is absent or something else."""
        value = self.event.get(field)
        return value if isinstance(value, str) else ""

    def number(self, field: str) -> int | None:
        """A field of the event as a whole number, None when it is absent or something else."""
        value = self.event.get(field)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def texts(self, field: str) -> tuple[str, ...]:
        """A field of the event as texts, as many of them as are texts."""
        value = self.event.get(field)
        return tuple(each for each in value if isinstance(each, str)) if isinstance(value, list) else ()


class Events(Wire, frozen=True):
    """A page of events."""

    events: tuple[Event, ...]
    cursor: str | None = None


class Label(Wire, frozen=True):
    """A label that is or was on a subject."""

    val: str
    src: str = ""
    neg: bool = False


class Repo(Wire, frozen=True):
    """An account as Ozone shows it."""

    did: str
    handle: str = ""
    indexed_at: datetime | None = None
    deactivated_at: datetime | None = None
    related_records: tuple[Json, ...] = ()
    labels: tuple[Label, ...] = ()


class Record(Wire, frozen=True):
    """A record as it is now."""

    uri: str
    cid: str
    value: Json = {}
    labels: tuple[Label, ...] = ()


class View(Wire, frozen=True):
    """A subject with what is known of it. `record` is absent for accounts and for a record its author deleted."""

    subject: str
    type: str = ""
    repo: Repo | None = None
    record: Record | None = None
    profile: Json | None = None
    status: Status | None = None


class Views(Wire, frozen=True):
    """The answer to a question for several subjects."""

    subjects: tuple[View, ...]


class RowSubject(Wire, frozen=True):
    """What a report is about: an address of a record, or a DID."""

    subject: str = ""


class Assigned(Wire, frozen=True):
    """Who a report is assigned to; without `end_at` for good."""

    did: str = ""
    report_id: int = 0
    end_at: datetime | None = None
    moderator: Json = {}

    @property
    def handle(self) -> str:
        """Their handle, "" when the server does not say."""
        profile = self.moderator.get("profile")
        found = profile.get("handle") if isinstance(profile, dict) else None
        return found if isinstance(found, str) else ""


class Row(Wire, frozen=True):
    """One report as the reports' own list has it. Its id is none of an event."""

    id: int
    subject: RowSubject = RowSubject()


class Assignments(Wire, frozen=True):
    """Assignments, of which the active ones were asked for."""

    assignments: tuple[Assigned, ...]


class Rows(Wire, frozen=True):
    """A page of reports."""

    reports: tuple[Row, ...]
    cursor: str | None = None


def did_of(case_id: str) -> str:
    """The account a case is about: it itself, or the author of the record."""
    return case_id.removeprefix("at://").partition("/")[0]


def is_record(case_id: str) -> bool:
    """Whether a case is about a record, not an account."""
    return case_id.startswith("at://")


def account_ref(did: str) -> Json:
    """An account as the subject of an event."""
    return {"$type": REPO_REF, "did": did}
