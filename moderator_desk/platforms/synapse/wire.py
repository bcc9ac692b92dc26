"""Synapse's JSON, as far as the desk reads it, and its errors: `{"errcode", "error"}` beside a status."""

from typing import Any, TypeVar

from msgspec import Struct

from moderator_desk.platforms.base import PlatformError
from moderator_desk.platforms.http import Answer, Session, decoded, error_of, path_of

ADMIN = "/_synapse/admin/v1"
USERS = "/_synapse/admin/v2/users"
CLIENT = "/_matrix/client/v3"

T = TypeVar("T")


class Row(Struct, frozen=True):
    """One report in the list. Times are milliseconds; `sender` wrote the message, `user_id` reported it."""

    id: int
    received_ts: int
    room_id: str
    event_id: str
    user_id: str
    sender: str | None = None
    reason: str | None = None
    name: str | None = None

    @property
    def case_id(self) -> str:
        """The case this report belongs to."""
        return case_id(self.room_id, self.event_id)


class AccountRow(Struct, frozen=True):
    """One report of an account: `target_user_id` was reported by `user_id`. The ids count on their own, apart from those
    of reports of messages."""

    id: int
    received_ts: int
    target_user_id: str
    user_id: str
    reason: str | None = None

    @property
    def case_id(self) -> str:
        """The case this report belongs to: the account's own id."""
        return self.target_user_id


class Rows(Struct, frozen=True):
    """A part of the list of reports of messages; `total` counts all that the filter lets through."""

    event_reports: tuple[Row, ...]
    total: int


class AccountRows(Struct, frozen=True):
    """A part of the list of reports of accounts."""

    user_reports: tuple[AccountRow, ...]
    total: int


class Event(Struct, frozen=True):
    """One event of a room. `content` is whatever was sent: no field of it can be trusted to be there or of its type."""

    event_id: str
    sender: str
    type: str
    origin_server_ts: int
    content: dict[str, Any] = {}
    unsigned: dict[str, Any] = {}


class Context(Struct, frozen=True):
    """An event with what was said before (newest first) and after."""

    event: Event
    events_before: tuple[Event, ...] = ()
    events_after: tuple[Event, ...] = ()
    end: str = ""


class Original(Struct, frozen=True):
    """What was sent at first, redacted or not (`event_json` of one report)."""

    type: str
    content: dict[str, Any] = {}


class Detail(Struct, frozen=True):
    """One report with the event it is about."""

    event_json: Original


class Fetched(Struct, frozen=True):
    """An event asked for by its id alone."""

    event: Event


class Room(Struct, frozen=True):
    """What the desk says of a room."""

    room_id: str
    name: str | None = None
    canonical_alias: str | None = None
    join_rules: str | None = None
    joined_members: int = 0


class User(Struct, frozen=True):
    """An account and the measures against it. `creation_ts` is in seconds here (in the list of users it is not)."""

    name: str
    displayname: str | None = None
    avatar_url: str | None = None
    creation_ts: int = 0
    admin: bool = False
    deactivated: bool = False
    locked: bool = False
    shadow_banned: bool = False
    suspended: bool = False


class Memberships(Struct, frozen=True):
    """How a user stands to each room: join, invite, leave, ban, knock."""

    memberships: dict[str, str] = {}


class Counted(Struct, frozen=True):
    """How many there are, of a list that is not looked at."""

    total: int


class MediaFacts(Struct, frozen=True):
    """A picture or file in the server's keeping; `quarantined_by` names who put it under quarantine."""

    quarantined_by: str | None = None


class MediaAnswer(Struct, frozen=True):
    """The answer about one picture or file."""

    media_info: MediaFacts


class Chunk(Struct, frozen=True):
    """A part of a room's events, or of the events that relate to one."""

    chunk: tuple[Event, ...] = ()
    next_batch: str | None = None


class _Fault(Struct, frozen=True):
    errcode: str = ""
    error: str = ""
    retry_after_ms: float | None = None


class Unwilling(PlatformError):
    """The server understood and will not. `code` is its errcode, `words` what it says, which may name a user."""

    def __init__(self, why: str, code: str, words: str) -> None:
        super().__init__(why)
        self.code = code
        self.words = words


def call(
    session: Session,
    method: str,
    path: str,
    kind: type[T],
    *,
    body: object = None,
    query: dict[str, object] | None = None,
) -> T:
    """One request that must go well. Raises Unwilling for 400, 403 and 404, PlatformError for all else."""
    answer = session.ask(method, path, body=body, query=query)
    if answer.status != 200:
        raise _fault(answer)
    return decoded(answer, kind)


def _fault(answer: Answer) -> PlatformError:
    try:
        told = decoded(answer, _Fault)
    except PlatformError:
        return error_of(answer)
    if answer.status == 429 and told.retry_after_ms is not None:
        return PlatformError("busy", after_s=told.retry_after_ms / 1000)
    whys = {400: "refused", 403: "forbidden", 404: "missing"}
    if answer.status in whys and told.errcode:
        return Unwilling(whys[answer.status], told.errcode, told.error)
    return error_of(answer)


def case_id(room_id: str, event_id: str) -> str:
    """A case is a message: its id is the room's and the event's."""
    return f"{room_id}/{event_id}"


def is_account(case: str) -> bool:
    """Whether a case is an account and not a message: its id is then the account's, which begins with @."""
    return case.startswith("@")


def ids_of(case: str) -> tuple[str, str]:
    """Room and event of the case of a message. Event ids begin with $, and room ids hold no slash before one."""
    room, _, event = case.partition("/$")
    return room, f"${event}"


def room_path(root: str, room_id: str, *parts: str) -> str:
    """A path below a room."""
    return f"{root}/rooms{path_of(room_id, *parts)}"
