"""The sync thread's work: in rounds over all accounts, each sent, pulled and read ahead in its turn."""

from threading import Condition

from moderator_desk.models import sending
from moderator_desk.models.indexing import AT_ONCE as INDEXED_AT_ONCE
from moderator_desk.models.indexing import index_some
from moderator_desk.models.store import Store
from moderator_desk.naming import shape_names
from moderator_desk.sync import AHEAD_AT_ONCE, Line, greet, hear_again, pull, push, read_ahead

PULL_EVERY_S = 10.0


class Rounds:
    """The sync thread's work: push what is due, pull now and then, read ahead; over all accounts, again and again.

    `step()` is one round and answers with the seconds until the next is wanted. `ask_pull()` makes the next round
    pull whatever the time. `take()` gives it other lines, from any thread, between two accounts' turns.
    """

    def __init__(self, store: Store, lines: tuple[Line, ...], *, pull_every_s: float = PULL_EVERY_S) -> None:
        self._store = store
        self._lines: tuple[Line, ...] = lines
        self._turn = Condition()
        self._busy: Line | None = None
        self._anew: set[str] = set()
        self._every = pull_every_s
        self._greeted: set[str] = set()
        self._failures: dict[str, int] = {}
        self._pull_at: dict[str, float] = {}
        self._ahead = self._unindexed = False

    def ask_pull(self) -> None:
        """Make the next round pull from every account."""
        self._pull_at = {}

    def take(self, lines: tuple[Line, ...], *, within_s: float = 30.0) -> bool:
        """Work on these from now on. Waits until a line that is left out has come to the end of its turn; False when it
        had not within that time."""
        with self._turn:
            changed = {each.account for each in {*self._lines} ^ {*lines}}
            self._anew |= changed
            self._lines = lines
            return self._turn.wait_for(lambda: self._busy is None or self._busy in lines, within_s)

    def step(self) -> float:
        """One round over all accounts, and a piece of the index when nothing else is to be read."""
        self._ahead = False
        for line in self._lines:
            if self._begin(line):
                try:
                    self._one(line)
                    self._ahead |= shape_names(self._store, line.breathe, line.tell)
                finally:
                    self._end()
        if self._lines and not self._ahead:
            self._unindexed = index_some(self._store, courtesy=self._lines[0].breathe) == INDEXED_AT_ONCE
        return self._rest()

    def _begin(self, line: Line) -> bool:
        with self._turn:
            mine = line in self._lines and not line.stop.is_set()
            self._busy = line if mine else None
            if mine and line.account in self._anew:
                self._anew.discard(line.account)
                self._greeted.discard(line.account)
                self._failures.pop(line.account, None)
                self._pull_at.pop(line.account, None)
        return mine

    def _end(self) -> None:
        with self._turn:
            self._busy = None
            self._turn.notify_all()

    def _one(self, line: Line) -> None:
        moment = line.now().timestamp()
        well = True
        hear_again(self._store, line)
        if line.account in self._greeted:
            well = push(self._store, line)
        pull_at = self._pull_at  # ask_pull puts another in its place; notes in this one no longer count
        if pull_at.get(line.account, 0.0) <= moment:
            well = self._fetch(line) and push(self._store, line)
            fails = 0 if well else self._failures.get(line.account, 0) + 1
            self._failures[line.account] = fails
            pull_at[line.account] = moment + self._every * min(max(fails, 1), 3)
        if well and line.account in self._greeted:
            self._ahead |= read_ahead(self._store, line) == AHEAD_AT_ONCE

    def _fetch(self, line: Line) -> bool:
        if line.account not in self._greeted:
            if not greet(self._store, line):
                return False
            self._greeted.add(line.account)
        return pull(self._store, line)

    def _rest(self) -> float:
        if not self._lines:
            return self._every
        if self._ahead or self._unindexed:
            return 0.0
        now = self._lines[0].now().timestamp()
        wants = [self._pull_at.get(line.account, now) - now for line in self._lines]
        with self._store.read() as session:
            next_send = sending.next_due(session, round(now * 1000))
        if next_send is not None and self._greeted:
            wants.append(next_send / 1000 - now)
        return min(max(min(wants, default=self._every), 0.05), self._every)
