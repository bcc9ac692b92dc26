"""The frozen values the whole desk speaks in: what a platform reports and what a moderator decides.

Their JSON form is the one of resources/openapi.yaml, so that our own platform's answers decode
straight into them; every foreign platform maps its answers to these shapes. Vocabularies that a
server may extend (item kinds, severities, history kinds) stay plain strings: an unknown code is
shown as it is, never refused. Times are aware datetimes in UTC; ids are the platform's own strings.
Words for people live in ui/, never here.
"""

from moderator_desk.models.values.abilities import Abilities
from moderator_desk.models.values.cases import (
    SEVERITIES,
    Case,
    CaseRef,
    Claim,
    ContextMessage,
    Evidence,
    Item,
    Media,
    Note,
    PastDecision,
    Person,
    Report,
    Reporter,
    Wording,
)
from moderator_desk.models.values.decisions import (
    Accepted,
    Action,
    Decision,
    Later,
    LedgerEntry,
    OutboxEntry,
    Outcome,
    Refused,
    SignIn,
    Span,
    Stale,
    Unconfirmed,
)
from moderator_desk.models.values.drafts import KeptDraft
from moderator_desk.models.values.guidelines import (
    Clause,
    Example,
    Guideline,
    GuidelineSet,
    LadderStep,
    Reason,
    Template,
)
from moderator_desk.models.values.handoffs import HAND_OFF, LIFE_THREAT, Duty, Handoff
from moderator_desk.models.values.members import (
    Counters,
    HistoryEntry,
    Me,
    Member,
    MemberFile,
    Sanction,
    Strike,
)
from moderator_desk.models.values.reporters import ReporterStep, ReporterWarning
from moderator_desk.models.values.views import Answer, CaseFile, Changes, Conflict, KnownName, QueueLine

__all__ = [
    "HAND_OFF",
    "LIFE_THREAT",
    "SEVERITIES",
    "Abilities",
    "Accepted",
    "Action",
    "Answer",
    "Case",
    "CaseFile",
    "CaseRef",
    "Changes",
    "Claim",
    "Clause",
    "Conflict",
    "ContextMessage",
    "Counters",
    "Decision",
    "Duty",
    "Evidence",
    "Example",
    "Guideline",
    "GuidelineSet",
    "Handoff",
    "HistoryEntry",
    "Item",
    "KeptDraft",
    "KnownName",
    "LadderStep",
    "Later",
    "LedgerEntry",
    "Me",
    "Media",
    "Member",
    "MemberFile",
    "Note",
    "OutboxEntry",
    "Outcome",
    "PastDecision",
    "Person",
    "QueueLine",
    "Reason",
    "Refused",
    "Report",
    "Reporter",
    "ReporterStep",
    "ReporterWarning",
    "Sanction",
    "SignIn",
    "Span",
    "Stale",
    "Strike",
    "Template",
    "Unconfirmed",
    "Wording",
]
