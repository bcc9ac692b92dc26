"""What a moderator has begun and not finished: kept so that neither a power cut nor another case loses it."""

from datetime import datetime

from msgspec import Struct

from moderator_desk.models.values.cases import CaseRef

DECISION, NOTE = "decision", "note"
"""Kinds of drafts: a case has at most one of each."""


class KeptDraft(Struct, frozen=True):
    """A draft as the store keeps it.

    `at` is when it was last written, `version` that of the case on the screen then, and `text` the SHA-256 of the item's
    text then, so that it shows whether places in the text still hold. `body` is JSON: of a half-made decision
    (review.drafting), or the text of a note.
    """

    ref: CaseRef
    kind: str
    at: datetime
    version: int
    text: str
    body: bytes
