"""The moderator's verbs. Each is one durable transaction: when it returns, the deed is on the disk.

Every verb takes the store first and the moment (an aware datetime) from outside, and answers with what it touched.
"""

from moderator_desk.review.caring import acknowledge, call_again, freeze, open_legal_route, sealed_shown
from moderator_desk.review.deciding import case_file, decide
from moderator_desk.review.recording import NotPossible, Recorded
from moderator_desk.review.repairing import apply_again, hand_over, lift_now, retry
from moderator_desk.review.small_verbs import add_note, claim, is_claimed_by, release, skip, unskip
from moderator_desk.review.undoing import to_undo, undo, withdraw

__all__ = [
    "NotPossible",
    "Recorded",
    "acknowledge",
    "add_note",
    "apply_again",
    "call_again",
    "case_file",
    "claim",
    "decide",
    "freeze",
    "hand_over",
    "is_claimed_by",
    "lift_now",
    "open_legal_route",
    "release",
    "retry",
    "sealed_shown",
    "skip",
    "to_undo",
    "undo",
    "unskip",
    "withdraw",
]
