"""The moderator's verbs. Each is one durable transaction: when it returns, the deed is on the disk.

Every verb takes the store first and the moment (an aware datetime) from outside, and answers with what it touched.
"""

from moderator_desk.review.batches import Batch, Part, Undoable, decide_many, undo_batch, undoable
from moderator_desk.review.caring import acknowledge, call_again, freeze, open_legal_route, sealed_shown
from moderator_desk.review.deciding import beside, case_file, decide
from moderator_desk.review.recording import NotPossible, Recorded
from moderator_desk.review.repairing import apply_again, hand_over, lift_now, retry
from moderator_desk.review.small_verbs import (
    add_note,
    allow_translation,
    claim,
    is_claimed_by,
    may_translate,
    release,
    set_language,
    skip,
    unskip,
)
from moderator_desk.review.undoing import to_undo, undo, withdraw

__all__ = [
    "Batch",
    "NotPossible",
    "Part",
    "Recorded",
    "Undoable",
    "acknowledge",
    "add_note",
    "allow_translation",
    "apply_again",
    "beside",
    "call_again",
    "case_file",
    "claim",
    "decide",
    "decide_many",
    "freeze",
    "hand_over",
    "is_claimed_by",
    "lift_now",
    "may_translate",
    "open_legal_route",
    "release",
    "retry",
    "sealed_shown",
    "set_language",
    "skip",
    "to_undo",
    "undo",
    "undo_batch",
    "undoable",
    "unskip",
    "withdraw",
]
