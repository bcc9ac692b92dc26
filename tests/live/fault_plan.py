"""What the fault proxy can do to a request: one by one as a test scripts it, or drawn with a seed."""

import random
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

PORTAL = b"<html><body>Sign in to the network</body></html>"

KINDS = {
    "latency": "pass on after `seconds`",
    "hold": "say so by `held`, and pass on when `release` is set",
    "silent": "never answer, and never pass on",
    "reset": "break the connection before the server hears anything",
    "lost-answer": "let the server do it, and break the connection without its answer",
    "duplicate": "ask the server twice, and pass on its second answer",
    "slow-body": "the server's answer, its body in pieces over `seconds`",
    "cut-off": "the server's answer, broken off in the middle of its body",
    "oversize": "an endless answer instead of the server's",
    "wrong-type": "a page of somebody's network instead of the server's answer",
    "status": "`status` with `body` instead of the server's answer",
    "status-after": "let the server do it, and say `status` with `body` all the same",
}
"""What can happen to a request."""


@dataclass
class Fault:
    """What happens to the next `times` requests of that method ("PUT|POST" for either, "" for any) whose path fits the
    expression, after `skip` of them. Kinds are those of KINDS; `body` of a status is a middlebox's page unless given."""

    kind: str
    method: str = ""
    path: str = ""
    times: int = 1
    skip: int = 0
    seconds: float = 0.0
    status: int = 502
    retry_after: int | None = None
    body: bytes = PORTAL
    content_type: str = "text/html"
    size: int = 20_000_000

    def fits(self, method: str, path: str) -> bool:
        """Whether it is this request's turn to be spoiled; counts down."""
        if (
            not self.times
            or (self.method and method not in self.method.split("|"))
            or not re.search(self.path, path)
        ):
            return False
        if self.skip:
            self.skip -= 1
            return False
        self.times -= 1
        return True


@dataclass
class Heard:
    """One request: what was asked, what was done to it, how often it was passed on; `over` when all of that is done."""

    method: str
    path: str
    fault: str = ""
    passed_on: int = 0
    over: threading.Event = field(default_factory=threading.Event, compare=False, repr=False)


Plan = Callable[[str, str], Fault | None]


def seeded_plan(seed: int, rate: float) -> Plan:
    """Spoil a share of all requests, each in one of the ways networks and servers know; the same for the same seed."""
    dice = random.Random(seed)

    def plan(_method: str, _path: str) -> Fault | None:
        return dice.choice(PASSING)() if dice.random() < rate else None

    return plan


def _status(status: int, retry_after: int | None = None) -> Callable[[], Fault]:
    return lambda: Fault("status", status=status, retry_after=retry_after)


PASSING: tuple[Callable[[], Fault], ...] = (
    lambda: Fault("latency", seconds=0.1),
    lambda: Fault("slow-body", seconds=0.1),
    lambda: Fault("reset"),
    lambda: Fault("lost-answer"),
    lambda: Fault("lost-answer"),
    lambda: Fault("lost-answer"),
    lambda: Fault("duplicate"),
    lambda: Fault("duplicate"),
    lambda: Fault("cut-off"),
    lambda: Fault("wrong-type"),
    lambda: Fault("oversize"),
    lambda: Fault("status-after", status=502),
    lambda: Fault("status-after", status=504),
    _status(401),
    _status(403),
    _status(404),
    _status(409),
    _status(410),
    _status(429, retry_after=2),
    _status(500),
    _status(503),
)
"""Faults that pass: whoever asks again later is served."""
