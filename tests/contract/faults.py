"""The faults of the contract suite by name, and what the protocol says a connector makes of each."""

from typing import Any

import pytest

SHORT_S = 0.4
"""Deadline of one answer where a test wants it to be missed."""

FAULTS: dict[str, tuple[str, dict[str, Any], str]] = {
    "no answer": ("silent", {}, "timeout"),
    "slow body": ("slow-body", {"seconds": 20}, "timeout"),
    "reset": ("reset", {}, "cut-off"),
    "answer lost": ("lost-answer", {}, "cut-off"),
    "cut-off body": ("cut-off", {}, "cut-off"),
    "oversize body": ("oversize", {"times": 20}, "too-large"),
    "wrong content type": ("wrong-type", {}, "bad-answer"),
    "401": ("status", {"status": 401}, "sign-in"),
    "403": ("status", {"status": 403}, "bad-answer"),
    "404": ("status", {"status": 404}, "bad-answer"),
    "409": ("status", {"status": 409}, "bad-answer"),
    "410": ("status", {"status": 410}, "bad-answer"),
    "429": ("status", {"status": 429, "retry_after": 7}, "busy"),
    "500": ("status", {"status": 500}, "server-error"),
    "502 after it was done": ("status-after", {"status": 502}, "server-error"),
}
"""Name -> kind of the proxy, its fields, and the code of the PlatformError that a reading ends with. A status comes with
the page of a middlebox: what a server means by its own statuses, the tests have from the server itself. What is too large
is so again and again: a connector may ask for a smaller page first."""

LATE = ("no answer", "slow body")
"""Faults that only a deadline ends."""


def quickly(*names: str) -> list[Any]:
    """All faults but the late ones as parameters of a test: those named in every run, the others with --live."""
    others = [name for name in FAULTS if name not in (*names, *LATE)]
    return [*names, *(pytest.param(name, marks=pytest.mark.slow) for name in others)]
