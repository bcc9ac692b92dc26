"""What a moderator decided, how it travels, and how one attempt to send it can end."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from moderator_desk.models.values.cases import Case, CaseRef
from moderator_desk.models.values.reporters import ReporterWarning


class Action(StrEnum):
    """What a decision does. The first five are the moderator's everyday verbs, lightest first."""

    DISMISS = "dismiss"
    EDIT = "edit"
    REMOVE = "remove"
    WARN = "warn"
    BAN = "ban"
    ESCALATE = "escalate"
    RESTORE = "restore"


class Span(Struct, frozen=True):
    """Words a decision is about: half-open character offsets into the item's text as it was shown."""

    start: int
    end: int


class Decision(Struct, frozen=True):
    """What a moderator decided, complete enough to send, to prove and to undo.

    `id` is a UUID made at the key press: row key, idempotency key and the server's unique key, for ever.
    `case_version` and `item_revision` are what was on the screen. `guideline` / `clause` / `guideline_version`
    say under which rule. `why_less` is the code of the set's reason why less is not enough; `reason` says it in words.
    `duration_hours` None on a ban means without end. `scope` is what a ban or removal
    covers (a platform's own code, "" for its default). `fence` is the claim's number, None when unclaimed.
    `reverses` and `undoes` are set on a reversal only: the id and the action of the decision it takes back. `batch` is
    shared by what was decided at once.
    `screen` is the hash of what was on the screen (models.shown), "" on what is no decision of a person at a case.
    """

    id: str
    account: str
    case_id: str
    case_version: int
    item_id: str
    member_id: str
    action: Action
    by: str
    at: datetime
    item_revision: str = ""
    guideline: str = ""
    clause: str = ""
    guideline_version: str = ""
    reason: str = ""
    why_less: str = ""
    note: str = ""
    new_text: str | None = None
    duration_hours: int | None = None
    scope: str = ""
    message: str = ""
    language: str = ""
    template: str = ""
    spans: tuple[Span, ...] = ()
    fence: int | None = None
    reverses: str | None = None
    undoes: Action | None = None
    batch: str = ""
    screen: str = ""

    @property
    def ref(self) -> CaseRef:
        """The case this decides."""
        return CaseRef(self.account, self.case_id)


class Accepted(Struct, frozen=True, tag="accepted"):
    """The platform has it. `already` when it had it before; `case` is the case as it is now, when told."""

    already: bool = False
    case: Case | None = None
    detail: str = ""


class Later(Struct, frozen=True, tag="later"):
    """Not now, try again: why is offline, timeout, busy, server-error or cut-off.

    `after_s` is how many seconds the server asked for, if it did.
    """

    why: str
    after_s: float | None = None


class Refused(Struct, frozen=True, tag="refused"):
    """The platform will not do it, and repeating does not help: why is a code, `detail` the server's own words."""

    why: str
    detail: str = ""


class Stale(Struct, frozen=True, tag="stale"):
    """The case is no longer what was on the screen: why is item-changed, decided, claim-taken or gone.

    `case` is the case as it is now, when the platform said.
    """

    why: str
    case: Case | None = None
    detail: str = ""


class SignIn(Struct, frozen=True, tag="sign-in"):
    """The platform no longer knows us: nothing is sent until somebody signs in again."""

    detail: str = ""


class Unconfirmed(Struct, frozen=True, tag="unconfirmed"):
    """Sent, and nothing can tell whether it took effect: shown as such, never repeated blindly."""

    detail: str = ""


Outcome = Accepted | Later | Refused | Stale | SignIn | Unconfirmed
"""The closed set of endings of one attempt to send."""


class OutboxEntry(Struct, frozen=True):
    """One thing waiting to be sent, or how it ended.

    kind: decision, reversal, lift (a reversal that the desk keeps until the end of a ban), note, claim, release or
    warn-reporter.
    state: waiting, sending, settled, blocked, withdrawn or rehearsed.
    A waiting entry is held (and can be withdrawn without a trace at the server) until `send_after`.
    `why` is the last outcome's code and `detail` the server's words. `decision` is set for decision, reversal and lift;
    `text` is a note's text, `warning` one to somebody who reports. A `rehearsal` is never sent: it is rehearsed from the
    first, and its `why` is "over" once the account has left that mode, after which it stands for nothing.
    """

    seq: int
    id: str
    account: str
    case_id: str
    member_id: str
    kind: str
    state: str
    created_at: datetime
    send_after: datetime
    attempts: int = 0
    next_try: datetime | None = None
    why: str = ""
    detail: str = ""
    decision: Decision | None = None
    text: str = ""
    warning: ReporterWarning | None = None
    rehearsal: bool = False

    @property
    def ref(self) -> CaseRef:
        """The case this is about."""
        return CaseRef(self.account, self.case_id)

    @property
    def resting(self) -> bool:
        """Whether it is the end of a ban that has not come yet: nothing of it is on its way."""
        return self.kind == "lift" and self.state == "waiting" and not self.attempts and not self.why

    @property
    def stands_rehearsed(self) -> bool:
        """Whether it is a rehearsal that the desk still shows as if it had been done."""
        return self.state == "rehearsed" and not self.why


class LedgerEntry(Struct, frozen=True):
    """One line of the desk's own append-only record; `digest` chains each line to the one before."""

    seq: int
    at: datetime
    kind: str
    account: str
    case_id: str
    entry_id: str
    body: str
    digest: str
