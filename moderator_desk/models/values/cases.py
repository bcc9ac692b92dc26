"""A case as a platform reports it: the item, who reported it and why, the thread around it."""

from datetime import datetime
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

SEVERITIES = ("low", "medium", "high", "urgent")
"""Known severities, lightest first; a server may send others, which sort as "medium"."""


class Person(Struct, frozen=True):
    """Somebody as named beside their words: the id is what counts, the handle only what is shown."""

    id: str
    handle: str = ""


class Media(Struct, frozen=True):
    """A picture of an item or of evidence, by reference only: the bytes are asked for on demand, never stored."""

    id: str
    content_type: str = ""
    size: int = 0
    sha256: str = ""
    alt: str = ""
    sealed: bool = False


class Evidence(Struct, frozen=True):
    """What a reporter attached: their claim, which the platform does not vouch for.

    kind is "text" (words copied from elsewhere), "screenshot" (media is set) or "link".
    """

    kind: str
    text: str = ""
    media: Media | None = None
    source: str = ""


class Reporter(Struct, frozen=True):
    """Who reported and how reliable they have been: counts of earlier reports and how those ended.

    `filed` is None where the platform keeps no record of that.
    """

    id: str
    handle: str = ""
    filed: int | None = 0
    upheld: int = 0
    dismissed: int = 0
    blocked_author: bool = False


class Report(Struct, frozen=True):
    """One flag by one member (or by an automatic filter): under which guideline, in whose words."""

    id: str
    at: datetime
    guideline: str = ""
    words: str = ""
    reporter: Reporter | None = None
    automated: bool = False
    evidence: tuple[Evidence, ...] = ()


class Item(Struct, frozen=True):
    """The reported thing: as it was when reported (`text`) and as it is now (`text_now`).

    `text_now` is None when the platform no longer shows it (`gone`). `revision` names the content as it
    is now and `reported_revision` as it was reported (opaque, equal when nothing changed). `kind` is one of
    comment, answer, notebook, discussion, group_post, photo, message, profile, friend_request, recording, member,
    or a platform's own word. `public` is False for private messages. `link` is shown, never opened unasked.
    `place` is where it stands, in words, and `place_id` the platform's id of that.
    `unreadable` is why there is no text although something was written ("encrypted"), "" otherwise.
    """

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
    place_id: str = ""
    media: tuple[Media, ...] = ()
    link: str = ""
    unreadable: str = ""


class ContextMessage(Struct, frozen=True):
    """A message of the thread around the item; position is "parent", "before" or "after", in thread order."""

    id: str
    author: Person
    text: str
    at: datetime
    position: str = "before"


class Claim(Struct, frozen=True):
    """Who works on the case, until when by the server's clock, and the rising number that fences off stale holders."""

    holder: Person
    until: datetime
    fence: int = 0


class Note(Struct, frozen=True):
    """An internal note on a case or member; a sticky one stays on top."""

    id: str
    text: str
    by: Person
    at: datetime
    sticky: bool = False


class PastDecision(Struct, frozen=True):
    """A decision the platform knows of, by anybody; `reverses` / `reversed_by` tie an undo to what it undid."""

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


class Wording(Struct, frozen=True):
    """What an item said once, and when that was written, as far as it is known."""

    text: str
    at: datetime


class CaseRef(NamedTuple):
    """Which case is meant: the desk's name of the platform account, and the platform's id of the case."""

    account: str
    case_id: str


class Case(Struct, frozen=True):
    """Everything reported about one item, as the platform last told it.

    `version` rises with every change and is what a decision is bound to. `state` is open, claimed,
    escalated, decided, appealed or sealed. A sealed case carries metadata only: no text, no media.
    `abilities` names the actions this platform allows on this case (none named: all it has), `scopes` what such an
    action may cover here where that is not all it may cover elsewhere. `why_here` is the platform's own
    plain reason for the case's place in the queue.
    """

    id: str
    version: int
    state: str
    severity: str
    opened_at: datetime
    changed_at: datetime
    item: Item
    reports: tuple[Report, ...] = ()
    why_here: str = ""
    context: tuple[ContextMessage, ...] = ()
    claim: Claim | None = None
    decisions: tuple[PastDecision, ...] = ()
    notes: tuple[Note, ...] = ()
    abilities: tuple[str, ...] = ()
    scopes: dict[str, tuple[str, ...]] = {}

    @property
    def guideline(self) -> str:
        """Code of the guideline most of the reports name, the earliest named among equals; "" without any."""
        codes = [report.guideline for report in self.reports if report.guideline]
        return max(codes, key=codes.count) if codes else ""

    @property
    def sealed(self) -> bool:
        """Whether nothing but metadata of this case may ever be asked for or shown."""
        return self.state == "sealed" or any(media.sealed for media in self.item.media)

    def may_open(self, media_id: str) -> bool:
        """Whether the bytes of this picture may be asked for: it belongs to the case, and neither is sealed."""
        if self.sealed:
            return False
        attached = (each.media for report in self.reports for each in report.evidence)
        every = (*self.item.media, *(media for media in attached if media is not None))
        return any(media.id == media_id for media in every) and not any(
            media.id == media_id and media.sealed for media in every
        )

    def metadata_only(self) -> "Case":
        """The same with no text, no thread, no evidence, and of its pictures only that there are any; each of them is
        sealed, so that the case stays so whatever state comes after."""
        media = tuple(Media(each.id, sealed=True) for each in self.item.media)
        item = replace(self.item, text="", text_now=None, media=media)
        reports = tuple(replace(report, evidence=()) for report in self.reports)
        return replace(self, item=item, reports=reports, context=())
