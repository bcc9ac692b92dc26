"""What the screen shows: the queue line, the whole case file, and what a write touched."""

from datetime import datetime

from msgspec import Struct

from moderator_desk.models.values.cases import Case, CaseRef, Note, Wording
from moderator_desk.models.values.decisions import OutboxEntry
from moderator_desk.models.values.guidelines import Guideline, GuidelineSet
from moderator_desk.models.values.handoffs import Handoff
from moderator_desk.models.values.members import Me, MemberFile
from moderator_desk.models.values.reporters import ReporterStep


class QueueLine(Struct, frozen=True):
    """A case as one line of the queue, with what the desk itself has done to it so far.

    `state` is the platform's; `pending` is the action the desk has recorded and the platform has not confirmed
    (or "" ), `pending_state` its outbox state. `skipped` lines sort last. `conflict` marks a case that came back,
    `draft` one on which a decision or note was begun. `held` ones wait for others than muted reporters.
    """

    ref: CaseRef
    severity: str
    guideline: str
    snippet: str
    author: str
    author_id: str
    opened_at: datetime
    reports: int
    language: str
    kind: str
    state: str
    version: int
    pending: str = ""
    pending_state: str = ""
    skipped: bool = False
    conflict: bool = False
    claimed_by: str = ""
    draft: bool = False
    held: bool = False


class Conflict(Struct, frozen=True):
    """A decision that came back: what was decided, on what, why it bounced, and the case as it is now."""

    entry: OutboxEntry
    seen: Case
    now: Case | None


class KnownName(Struct, frozen=True):
    """A name that the desk knows at an account; `staff` for one of the team."""

    member_id: str
    handle: str
    staff: bool = False


class CaseFile(Struct, frozen=True):
    """All that one screen shows of a case. `notes` are those that this desk alone keeps; `case` holds the platform's.
    `alike` are others whose names may look like the author's; `language_set` is the language a moderator set, or "".
    `me` is who we are there. `frozen`: a threat to life keeps the ordinary verbs from it.
    `wordings` is all that the item was seen to say, the earliest first. `quotes` are the words that decisions of this
    desk were about, by the decision's id. `reporters` is what is on record about the author and those who reported, by
    member, without those about whom there is nothing."""

    ref: CaseRef
    case: Case
    member: MemberFile | None = None
    guideline: Guideline | None = None
    guidelines: GuidelineSet | None = None
    outbox: tuple[OutboxEntry, ...] = ()
    conflict: Conflict | None = None
    notes: tuple[Note, ...] = ()
    alike: tuple[KnownName, ...] = ()
    language_set: str = ""
    me: Me | None = None
    handoffs: tuple[Handoff, ...] = ()
    frozen: bool = False
    wordings: tuple[Wording, ...] = ()
    quotes: dict[str, str] = {}
    reporters: dict[str, tuple[ReporterStep, ...]] = {}


class Changes(Struct, frozen=True):
    """What a write touched, so that each pane can ask whether it concerns it."""

    cases: frozenset[CaseRef] = frozenset()
    members: frozenset[tuple[str, str]] = frozenset()
    outbox: bool = False
    accounts: bool = False

    def __or__(self, other: "Changes") -> "Changes":
        return Changes(
            self.cases | other.cases,
            self.members | other.members,
            self.outbox or other.outbox,
            self.accounts or other.accounts,
        )

    def __bool__(self) -> bool:
        return bool(self.cases or self.members or self.outbox or self.accounts)


class Answer(Struct, frozen=True):
    """How a question asked off the main thread ended: the name it was asked under, and what came back, or the kind of
    error that was raised. Whoever asked drops it when its name is no longer of interest."""

    name: object
    result: object = None
    error: str = ""
