"""What is on record about somebody who reports: that they were warned, and for how long their reports do not count."""

from datetime import datetime

from msgspec import Struct

from moderator_desk.models.values.cases import CaseRef

WARN_REPORTER = "warn-reporter"
"""The outbox's kind of such a warning."""

WARNING, MUTE = "warning", "mute"


class ReporterWarning(Struct, frozen=True):
    """A message to a member about what they report. It is no decision on a case and no strike; the case is the one at
    which it was written."""

    id: str
    account: str
    case_id: str
    member_id: str
    by: str
    at: datetime
    message: str
    language: str = ""

    @property
    def ref(self) -> CaseRef:
        """The case at which it was written."""
        return CaseRef(self.account, self.case_id)


class ReporterStep(Struct, frozen=True):
    """One step: kind is WARNING (`at` is when it arrived) or MUTE (from `at` until `until`, or until `ended_at` when it
    was lifted before). `reason` is the moderator's own words for a mute."""

    id: str
    account: str
    member_id: str
    kind: str
    at: datetime
    by: str
    case_id: str
    until: datetime | None = None
    ended_at: datetime | None = None
    reason: str = ""

    @property
    def end(self) -> datetime | None:
        """When a mute ends or ended."""
        return self.ended_at or self.until

    def holds(self, now: datetime) -> bool:
        """Whether it is a mute that is in force."""
        return self.kind == MUTE and self.end is not None and now < self.end
