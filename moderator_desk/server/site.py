"""The running platform: its database, its rules, who may sign in, and how often they may ask."""

import time
from collections import deque

from sqlalchemy import Engine
from starlette.requests import Request

from moderator_desk.server.claims import end_lapsed_claims
from moderator_desk.server.fill import Rows, Source, fill, is_empty, prepare
from moderator_desk.server.guidelines import Rules
from moderator_desk.server.problems import Problem
from moderator_desk.server.staff import Staff, open_staff, read_staff

SWEEP_SECONDS = 1.0
RETRY_AFTER = 1
_MOST_TOLD = 1_000


class Site:
    """One platform. Everything happens on the event loop's thread: one writer, and no lock to wait for.

    `pictures_asked`: ids of the pictures that anybody asked for, given or not, the last thousand.
    """

    def __init__(self, engine: Engine, source: Source, rate: float = 0) -> None:
        """`rate`: requests a second each token may make, twice as many at once; 0 for no limit."""
        self.engine = engine
        self.source = source
        self.rules = Rules(source.guidelines)
        self.tokens = open_staff(engine)
        with engine.connect() as connection:
            self._staff = read_staff(connection)
        self._rows: Rows | None = None
        self._rate = rate
        self._allowance: dict[str, tuple[float, float]] = {}
        self._swept = 0.0
        self.pictures_asked: deque[str] = deque(maxlen=_MOST_TOLD)
        if is_empty(engine):
            self.reset()

    def reset(self) -> None:
        """Begin a new life with the community as it was read at first."""
        self.pictures_asked.clear()
        if self._rows is None:
            self._rows = prepare(self.source)
        fill(self.engine, self.source, self._rows)

    def sign_in(self, request: Request) -> Staff:
        """Who asks; raises Problem: sign-in, rate-limited."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        staff = self._staff.get(token) if scheme.lower() == "bearer" else None
        if staff is None:
            raise Problem("sign-in", headers={"WWW-Authenticate": "Bearer"})
        if self._rate:
            self._spend(staff.id)
        return staff

    def end_lapsed_claims(self) -> None:
        """Let go of lapsed claims, once a second at most: every reader of cases calls this first."""
        moment = time.monotonic()
        if moment - self._swept >= SWEEP_SECONDS:
            self._swept = moment
            end_lapsed_claims(self.engine)

    def _spend(self, staff_id: str) -> None:
        moment = time.monotonic()
        left, then = self._allowance.get(staff_id, (2 * self._rate, moment))
        left = min(2 * self._rate, left + (moment - then) * self._rate)
        self._allowance[staff_id] = (max(0.0, left - 1), moment)
        if left < 1:
            raise Problem("rate-limited", headers={"Retry-After": str(RETRY_AFTER)})
