"""A case put into somebody's hands: who has it, since when, and whether they said so."""

from datetime import datetime

from msgspec import Struct

from moderator_desk.models.values.cases import CaseRef

HAND_OFF, LIFE_THREAT = "hand-off", "life-threat"
"""Kinds of a Handoff; a threat to life freezes the ordinary verbs and is told again until acknowledged."""


class Duty(Struct, frozen=True):
    """Who is on duty: a name or a role, how to reach them, and when. All may be empty: nobody was named."""

    name: str = ""
    phone: str = ""
    hours: str = ""


class Handoff(Struct, frozen=True):
    """One hand-off. `entry_id` is the escalation that went with it ("" where the platform has none), `seen_sha256` of the
    case as it was kept, `told` how often the desk has called for somebody. `how` the receiver acknowledged is in the
    moderator's words; `lifted_at` is set when it was taken back before it was sent."""

    id: str
    account: str
    case_id: str
    kind: str
    at: datetime
    by: str
    duty: Duty = Duty()
    entry_id: str = ""
    seen_sha256: str = ""
    told: int = 0
    acknowledged_at: datetime | None = None
    acknowledged_by: str = ""
    how: str = ""
    lifted_at: datetime | None = None

    @property
    def ref(self) -> CaseRef:
        """The case."""
        return CaseRef(self.account, self.case_id)

    @property
    def waits(self) -> bool:
        """Whether nobody has acknowledged it yet."""
        return self.acknowledged_at is None and self.lifted_at is None
