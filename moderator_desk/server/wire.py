"""The shapes of resources/openapi.yaml that travel in answers, as mutable structs the server works on.

Stated here once more on purpose: the server must not share the desk's types, or the wire would never be tested.
"""

from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct, field


class Person(Struct):
    """Somebody by id, with the handle that is shown."""

    id: str
    handle: str = ""


class Media(Struct):
    """A picture by reference."""

    id: str
    content_type: str = ""
    size: int = 0
    sha256: str = ""
    alt: str = ""
    sealed: bool = False


class Evidence(Struct):
    """What a reporter attached: kind text, screenshot or link."""

    kind: str
    text: str = ""
    media: Media | None = None
    source: str = ""


class Reporter(Struct):
    """Who reported, with how their earlier reports ended."""

    id: str
    handle: str = ""
    filed: int = 0
    upheld: int = 0
    dismissed: int = 0
    blocked_author: bool = False


class Report(Struct):
    """One flag on an item."""

    id: str
    at: datetime
    guideline: str = ""
    words: str = ""
    reporter: Reporter | None = None
    automated: bool = False
    evidence: list[Evidence] = field(default_factory=list)


class Item(Struct):
    """The reported thing, as reported (`text`) and as it is (`text_now`, None when gone)."""

    id: str
    kind: str
    author: Person
    text: str = ""
    text_now: str | None = None
    revision: str = ""
    reported_revision: str = ""
    language: str | None = None
    posted_at: datetime | None = None
    edited_at: datetime | None = None
    public: bool = True
    gone: bool = False
    place: str = ""
    media: list[Media] = field(default_factory=list)
    link: str = ""


class ContextMessage(Struct):
    """A message of the thread around the item: position parent, before or after."""

    id: str
    author: Person
    text: str
    at: datetime
    position: str = "before"


class Claim(Struct):
    """A lease on a case and its rising fencing number."""

    holder: Person
    until: datetime
    fence: int = 0


class Note(Struct):
    """An internal note."""

    id: str
    text: str
    by: Person
    at: datetime
    sticky: bool = False


class PastDecision(Struct):
    """A decision as a case carries it; the log has the whole of it."""

    id: str
    action: str
    at: datetime
    by: Person
    guideline: str = ""
    guideline_version: str = ""
    reason: str = ""
    duration_hours: int | None = None
    reverses: str | None = None
    reversed_by: str | None = None


class Case(Struct):
    """Everything reported about one item."""

    id: str
    version: int
    state: str
    severity: str
    opened_at: datetime
    changed_at: datetime
    item: Item
    reports: list[Report] = field(default_factory=list)
    why_here: str = ""
    context: list[ContextMessage] = field(default_factory=list)
    claim: Claim | None = None
    decisions: list[PastDecision] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    abilities: list[str] = field(default_factory=list)


class Strike(Struct):
    """A counted breach; None as its end means that it never stops counting."""

    guideline: str
    at: datetime
    expires_at: datetime | None = None
    decision_id: str = ""


class Sanction(Struct):
    """A measure in force; None as its end means without end."""

    kind: str
    since: datetime
    until: datetime | None = None
    guideline: str = ""
    scope: str = ""


class Counters(Struct):
    """How often, over the member's whole time."""

    items: int = 0
    reports_against: int = 0
    upheld_against: int = 0
    reports_made: int = 0
    upheld_made: int = 0


class Member(Struct):
    """A member's header."""

    id: str
    handle: str
    joined_at: datetime | None = None
    names_before: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    role: str = ""
    country: str = ""
    strikes: list[Strike] = field(default_factory=list)
    sanctions: list[Sanction] = field(default_factory=list)
    counters: Counters = field(default_factory=Counters)
    sticky_note: str = ""


class HistoryEntry(Struct):
    """One line of a member's history."""

    id: str
    at: datetime
    kind: str
    guideline: str = ""
    action: str = ""
    outcome: str = ""
    words: str = ""
    by: str = ""
    case_id: str = ""


class Span(Struct):
    """Half-open character offsets into the item's text."""

    start: int
    end: int


class LoggedDecision(PastDecision):
    """A decision with every field, as the log and the answer to a decision carry it.

    `at` is the moderator's clock, `recorded_at` the server's. `outcome` is applied or reversed.
    """

    case_id: str = ""
    case_version: int = 0
    item_id: str = ""
    item_revision: str = ""
    member_id: str = ""
    clause: str = ""
    note: str = ""
    new_text: str | None = None
    scope: str = ""
    message: str = ""
    language: str = ""
    template: str = ""
    spans: list[Span] = field(default_factory=list)
    fence: int | None = None
    recorded_at: datetime | None = None
    outcome: str = "applied"

    def short(self) -> PastDecision:
        """The part of it that the case carries."""
        return PastDecision(**{name: getattr(self, name) for name in PastDecision.__struct_fields__})


class InboxMessage(Struct):
    """What a member was told by a decision; a reversal marks it withdrawn."""

    id: str
    at: datetime
    decision_id: str
    action: str
    text: str
    language: str = ""
    withdrawn: bool = False


_encoder = msgspec.json.Encoder()
_cases = msgspec.json.Decoder(Case)
_members = msgspec.json.Decoder(Member)
_decisions = msgspec.json.Decoder(LoggedDecision)


def encode(value: Any) -> bytes:
    """Any of these as JSON."""
    return _encoder.encode(value)


def decode_case(document: bytes) -> Case:
    """A case out of its stored document."""
    return _cases.decode(document)


def decode_member(document: bytes) -> Member:
    """A member out of the stored document."""
    return _members.decode(document)


def decode_decision(document: bytes) -> LoggedDecision:
    """A decision out of its stored document."""
    return _decisions.decode(document)


def splice(name: str, documents: list[bytes], **more: Any) -> bytes:
    """`{"<name>": [documents...], ...more}` without decoding the documents.

    Entries of `more` that are None are left out.
    """
    tail = b"".join(
        b"," + encode(key) + b":" + encode(value) for key, value in more.items() if value is not None
    )
    return b"{" + encode(name) + b":[" + b",".join(documents) + b"]" + tail + b"}"
