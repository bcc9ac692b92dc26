"""The desk that the campaign kills: a process that decides, sends on a thread of its own, and repairs what is blocked.

It says `id` and a decision's id only after the decision was committed, and `done` when all that was to be decided is
decided and nothing waits to be sent. The token comes by standard input.
"""

import os
import sys
import threading
import time
import zlib
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from moderator_desk.connections import Connections, add_account, connect, prepare
from moderator_desk.credentials import Credentials
from moderator_desk.models import outbox
from moderator_desk.models.accounts import Account
from moderator_desk.models.queue import QueueFilter, queue_page
from moderator_desk.models.store import Store, open_store
from moderator_desk.models.values import Action, CaseFile, CaseRef, Changes
from moderator_desk.review import NotPossible, case_file, decide, retry
from moderator_desk.rounds import Rounds
from moderator_desk.rules import Draft

ACCOUNT = "here"
SPEED = 20.0
"""The desk's clock runs faster than the world's, so that a back-off of seconds takes tenths of one."""
PULL_EVERY_S = 10.0
AHEAD = 20
"""Decisions on their way before the next is made, so that deciding lasts as long as sending does."""
RETRIES = 20
"""How often a moderator tries a refused decision again, in one life."""
LONGEST_LIFE_S = 2400.0
DONE = 5
_SHARES = (Action.DISMISS,) * 10 + (Action.REMOVE,) * 5 + (Action.WARN,) * 4 + (Action.BAN,)


def main() -> int:
    """Live until killed, or until all is decided and sent."""
    scratch, kind, url, wanted, epoch = sys.argv[1:]
    token = sys.stdin.readline().strip()
    start = datetime.fromisoformat(epoch)

    def now() -> datetime:
        return start + (datetime.now(UTC) - start) * SPEED

    store = open_store(Path(scratch) / "desk.sqlite")
    credentials = Credentials(None)
    add_account(store, credentials, Account(ACCOUNT, kind, url, "Here"), token)
    prepare(store)
    changed, stop = threading.Event(), threading.Event()

    def tell(_: Changes) -> None:
        changed.set()

    made = connect(store, credentials, stop, tell, now=now)
    rounds = Rounds(store, made.lines, pull_every_s=PULL_EVERY_S)
    sender = threading.Thread(target=send_on, args=(rounds, stop))
    sender.start()
    try:
        done = Moderator(store, int(wanted), now, changed).work()
    finally:
        stop.set()
        sender.join()
        close(made)
        store.close()
    say("done" if done else "tired")
    return 0 if done else 1


def close(made: Connections) -> None:
    """Let go of the connections."""
    for line in made.lines:
        line.platform.close()
    for each in made.asking.values():
        each.close()


def send_on(rounds: Rounds, stop: threading.Event) -> None:
    """Round after round, with the rests that the rounds ask for (in the desk's fast seconds)."""
    while not stop.wait(min(rounds.step() / SPEED, 0.05)):
        pass


def say(line: str) -> None:
    """One line in one write, which a kill cannot cut in two."""
    os.write(1, f"{line}\n".encode())


class Moderator:
    """Decides whatever the queue offers until enough is decided, and tries blocked entries again."""

    def __init__(
        self, store: Store, wanted: int, now: Callable[[], datetime], changed: threading.Event
    ) -> None:
        self._store = store
        self._now = now
        self._changed = changed
        self._retried: Counter[str] = Counter()
        self._left = wanted - self._decided()
        self._after: tuple[int, int, int, str, str] | None = None

    def work(self) -> bool:
        """Whether everything was decided and nothing waits to be sent any more."""
        ends = time.monotonic() + LONGEST_LIFE_S
        while time.monotonic() < ends:
            self._changed.clear()
            with self._store.read() as session:
                counts = outbox.counts(session)
            under_way = counts.get("waiting", 0) + counts.get("sending", 0)
            repaired = counts.get("blocked", 0) and self._repair()
            if self._left > 0 and under_way < AHEAD:
                self._decide(AHEAD - under_way)
            elif not (self._left > 0 or under_way or repaired):
                return True
            self._changed.wait(0.05)
        return False

    def _decided(self) -> int:
        with self._store.read() as session:
            finished = outbox.lately_finished(session, limit=1_000_000)
            return sum(
                bool(each.decision) for each in (*finished, *outbox.unfinished(session, limit=1_000_000))
            )

    def _repair(self) -> int:
        with self._store.read() as session:
            blocked = [each for each in outbox.unfinished(session) if each.state == "blocked"]
        tired = 0
        for each in blocked:
            self._retried[each.id] += 1
            if self._retried[each.id] > RETRIES:
                tired += 1
            else:
                retry(self._store, each.id, now=self._now())
                say(f"retried {each.id}")
        return len(blocked) - tired

    def _decide(self, most: int) -> None:
        with self._store.read() as session:
            page = queue_page(session, QueueFilter(), after=self._after, limit=most)
        self._after = page.after  # on, past what cannot be decided; from the top again at the end
        for line in page.lines[: min(most, self._left)]:
            entry_id = self._decide_on(line.ref)
            if entry_id:
                self._left -= 1
                say(f"id {entry_id}")

    def _decide_on(self, ref: CaseRef) -> str:
        file = case_file(self._store, ref)
        if file is None or file.case.sealed:
            return ""
        drafted, now = draft(file), self._now() - timedelta(seconds=1)
        try:
            return decide(self._store, ref, drafted, by="me", now=now, undo_s=0, seen=file.case).entry_id
        except NotPossible:
            return ""


def draft(file: CaseFile) -> Draft:
    """A decision that depends on nothing but the case, so that each action has its share."""
    action = _SHARES[zlib.crc32(file.ref.case_id.encode()) % len(_SHARES)]
    if file.case.abilities and action not in file.case.abilities:
        action = Action.DISMISS
    if action is Action.DISMISS:
        return Draft(action)
    rule = file.guideline or (file.guidelines.guidelines[0] if file.guidelines else None)
    return Draft(
        action,
        guideline=rule.code if rule else "",
        clause=rule.clauses[0].code if rule else "1",
        reason="It goes on and on.",
        message="" if action is Action.REMOVE else "Please be kind.",
        duration_hours=24 if action is Action.BAN and file.case.abilities else None,
    )


if __name__ == "__main__":
    sys.exit(main())
