"""A thousand steps of a fixed walk in every run of the tests; `python -m tests.reliability.walk` is the long form."""

from pathlib import Path

import pytest

from tests.reliability.walk import run
from tests.reliability.walk_steps import FAULTS

OFTEN = (
    "pull",
    "send",
    "send-offline",
    "restart",
    "offline",
    "online",
    "note",
    "claim",
    "release",
    "skip",
    "retry",
)
SEVERAL = (
    "undo-before-sending",
    "undo-after-sending",
    "withdraw-waiting",
    "withdraw-too-late",
    "other-decides",
    "author-edits",
    "report",
    "crash-after-request",
    "crash-before-request",
    "crash-at-rest",
    *(f"decide-{action}" for action in ("dismiss", "edit", "remove", "warn", "ban", "escalate")),
    *(f"fault-{kind}" for kind in FAULTS),
)
SETTLED = ("apply-again", "hand-over")


@pytest.mark.timeout(120)
def test_the_laws_hold_along_a_thousand_steps(tmp_path: Path) -> None:
    kinds = run(1000, tmp_path, seed=5).kinds
    assert [kind for kind in (*OFTEN, *SEVERAL) if kinds.get(kind, 0) < 2] == []
    assert [kind for kind in SETTLED if not kinds.get(kind)] == []
