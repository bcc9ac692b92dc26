"""What may be sent to the server, with its bounds; anything else is answered 422 before it touches a row."""

import hashlib
from datetime import datetime
from typing import Annotated, Any, Literal, TypeVar

import msgspec
from msgspec import Meta, Struct

from moderator_desk.server.problems import Problem
from moderator_desk.server.wire import encode

MAX_BODY = 1024 * 1024
MAX_TEXT = 100_000
MAX_MEDIA = 20_000_000

# an id stands in paths, so nothing that a path reads otherwise
Id = Annotated[str, Meta(pattern=r"^[A-Za-z0-9@!$][A-Za-z0-9._:@$!~-]{0,199}\Z")]
Uuid = Annotated[
    str, Meta(pattern=r"^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\Z")
]
Code = Annotated[str, Meta(max_length=100)]
Words = Annotated[str, Meta(max_length=MAX_TEXT)]
Moment = Annotated[datetime, Meta(tz=True)]
Offset = Annotated[int, Meta(ge=0, le=MAX_TEXT)]
ACTIONS = ("dismiss", "edit", "remove", "warn", "ban", "escalate", "restore")

B = TypeVar("B", bound=Struct)


class SpanBody(Struct, forbid_unknown_fields=True):
    """Half-open character offsets."""

    start: Offset
    end: Offset


class DecisionBody(Struct, forbid_unknown_fields=True):
    """A decision as the desk sends it; `by` is read and ignored, the server knows who is signed in."""

    case_id: Id
    item_id: Id
    member_id: Id
    action: Literal["dismiss", "edit", "remove", "warn", "ban", "escalate", "restore"]
    at: Moment
    by: Code = ""
    item_revision: Code = ""
    guideline: Code = ""
    clause: Code = ""
    guideline_version: Code = ""
    reason: Words = ""
    note: Words = ""
    new_text: Words | None = None
    duration_hours: Annotated[int, Meta(ge=1, le=876_000)] | None = None
    scope: Code = ""
    message: Words = ""
    language: Code = ""
    template: Code = ""
    spans: Annotated[list[SpanBody], Meta(max_length=1000)] = []
    fence: Annotated[int, Meta(ge=0, le=2**53)] | None = None


class ReversalBody(Struct, forbid_unknown_fields=True):
    """The undoing of one decision, under an id of its own."""

    id: Uuid
    at: Moment
    reason: Words = ""
    note: Words = ""


class NoteBody(Struct, forbid_unknown_fields=True):
    """An internal note."""

    id: Id
    text: Annotated[str, Meta(min_length=1, max_length=MAX_TEXT)]
    sticky: bool = False


class WarningBody(Struct, forbid_unknown_fields=True):
    """A warning to a member about what they report; `case_id` is a case they reported."""

    id: Uuid
    case_id: Id
    message: Annotated[str, Meta(min_length=1, max_length=MAX_TEXT)]
    language: Code = ""


class PersonBody(Struct, forbid_unknown_fields=True):
    """Somebody by id and handle."""

    id: Id
    handle: Code = ""


class MediaBody(Struct, forbid_unknown_fields=True):
    """A picture by reference."""

    id: Id
    content_type: Code = ""
    size: Annotated[int, Meta(ge=0, le=MAX_MEDIA)] = 0
    sha256: Code = ""
    alt: Words = ""
    sealed: bool = False


class EvidenceBody(Struct, forbid_unknown_fields=True):
    """What the reporter attached."""

    kind: Literal["text", "screenshot", "link"]
    text: Words = ""
    media: MediaBody | None = None
    source: Words = ""


class ItemBody(Struct, forbid_unknown_fields=True):
    """The item as it stands at the time of the report."""

    id: Id
    kind: Annotated[str, Meta(min_length=1, max_length=100)]
    text: Words = ""
    language: Code | None = None
    posted_at: Moment | None = None
    public: bool = True
    place: Code = ""
    link: Annotated[str, Meta(max_length=2000)] = ""
    media: Annotated[list[MediaBody], Meta(max_length=50)] = []


class ThreadBody(Struct, forbid_unknown_fields=True):
    """A message of the thread around the item."""

    id: Id
    author: PersonBody
    text: Words
    at: Moment
    position: Literal["parent", "before", "after"] = "before"


class ReporterBody(Struct, forbid_unknown_fields=True):
    """Who reports."""

    id: Id
    handle: Code = ""
    blocked_author: bool = False


class ReportBody(Struct, forbid_unknown_fields=True):
    """A report by the platform's own back end. Without a reporter it is an automatic filter's."""

    id: Id
    item: ItemBody
    author: PersonBody
    guideline: Code = ""
    words: Words = ""
    reporter: ReporterBody | None = None
    severity: Literal["low", "medium", "high", "urgent"] = "medium"
    why_here: Code = ""
    at: Moment | None = None
    thread: Annotated[list[ThreadBody], Meta(max_length=100)] = []
    evidence: Annotated[list[EvidenceBody], Meta(max_length=50)] = []


def read_body(raw: bytes, shape: type[B]) -> B:
    """A request body in its shape; raises Problem: malformed (no JSON), out-of-bounds (says which field), too-large."""
    try:
        found = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Problem("malformed", "The body must be JSON in UTF-8.") from None
    try:
        return msgspec.convert(found, shape)
    except msgspec.ValidationError as fault:
        words = str(fault)
        if f"length <= {MAX_TEXT}" in words:
            raise Problem("too-large", f"A text may have {MAX_TEXT} characters at most.") from None
        raise Problem("out-of-bounds", words) from None


def fingerprint(*parts: Any) -> str:
    """What tells a repeated request from another one under the same id."""
    return hashlib.sha256(encode(parts)).hexdigest()
