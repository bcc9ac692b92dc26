"""`python -m tests.reliability.kill N`: a desk that decides and sends is killed N times at random moments.

Each life (forked from this module with --zygote) opens the same store, sends on one thread and decides on another; it
says a decision's id only after the commit. At the end everything is sent and compared: no confirmed decision may be
missing at the server, and the server must have applied each exactly once.
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

import msgspec

from moderator_desk.connections import add_account, connect, prepare, utc_now
from moderator_desk.credentials import Credentials
from moderator_desk.models import ledger, outbox
from moderator_desk.models.accounts import Account
from moderator_desk.models.queue import QueueFilter, queue_page
from moderator_desk.models.store import Store, open_store
from moderator_desk.models.values import Action
from moderator_desk.review import NotPossible, case_file, decide
from moderator_desk.rounds import Rounds
from moderator_desk.rules import Draft
from moderator_desk.settings import resource
from tests.fixtures_server import PlatformServer, running_platform

ACCOUNT = "here"
LIFE_S = (0.05, 0.5)
"""How long a desk lives after its first decision: some thirty decisions, and a request always under way. What is
found is found by the number of kills, and a longer life only makes more work for the two of them."""


class Verdict(msgspec.Struct):
    """What came of a run; `lost` and `doubled` must be 0. `half_sent`: kills that hit while an entry was being sent."""

    kills: int
    half_sent: int
    confirmed: int
    at_server: int
    lost: int
    doubled: int
    ledger_broken: bool


class Life(msgspec.Struct, frozen=True):
    """One killed desk: the ids it confirmed, and how many entries its forerunner had left half sent."""

    confirmed: tuple[str, ...]
    found: int


def main() -> int:
    """Run as child or as parent; 0 when nothing was lost or doubled."""
    if sys.argv[1] == "--zygote":
        return zygote(Path(sys.argv[2]), sys.argv[3], sys.argv[4])
    with tempfile.TemporaryDirectory(prefix="moderator_desk-kill-") as scratch:
        verdict = run(int(sys.argv[1]), Path(scratch), seed=1)
    sys.stdout.write(msgspec.json.encode(verdict).decode() + "\n")
    return 0 if not (verdict.lost or verdict.doubled or verdict.ledger_broken) else 1


def run(kills: int, scratch: Path, seed: int) -> Verdict:
    """Kill a deciding desk so many times against one platform of generated cases; then send the rest and compare."""
    dice = random.Random(seed)
    confirmed: list[str] = []
    half_sent = 0
    world = resource("demo")
    made = str(kills * 150 + 200)  # more than any machine decides in that time
    db = f"sqlite:///{scratch / 'platform.sqlite'}"
    with running_platform(db, "--generate", made, world=world) as platform:
        nursery = Zygote(scratch, platform)
        try:
            for _ in range(kills):
                life = nursery.one_life(dice.uniform(*LIFE_S))
                confirmed += life.confirmed
                half_sent += bool(life.found)
        finally:
            nursery.close()
        store, found = signed_in(scratch, platform.url, platform.tokens["senior"])
        half_sent += bool(found)
        try:
            send_all(store)
            with store.read() as session:
                broken = ledger.first_broken_line(session) is not None
        finally:
            store.close()
        theirs = applied(platform)
    return Verdict(
        kills,
        half_sent,
        len(confirmed),
        len(theirs),
        len(set(confirmed) - set(theirs)),
        len(theirs) - len(set(theirs)),
        broken,
    )


class Zygote:
    """A process that has imported the desk and forks one life after another: a life then costs its own time alone.

    Every life is still a process of its own with a store, a lock and sockets of its own, and ends by SIGKILL.
    """

    def __init__(self, scratch: Path, platform: PlatformServer) -> None:
        command = [sys.executable, "-m", "tests.reliability.kill", "--zygote", str(scratch), platform.url]
        self._living = 0
        self._process = subprocess.Popen(
            [*command, platform.tokens["senior"]],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )

    def one_life(self, seconds: float) -> Life:
        """Let a desk live for so long after its first decision, and kill it."""
        assert self._process.stdin is not None
        self._process.stdin.write("live\n")
        self._process.stdin.flush()
        pid, found = int(self._told("pid")), int(self._told("sending"))
        self._living = pid
        confirmed = [self._told("id")]
        killer = threading.Timer(seconds, os.kill, (pid, signal.SIGKILL))
        killer.start()
        for line in self._lines():
            word, _, value = line.partition(" ")
            if word == "end":
                killer.cancel()
                killer.join()
                self._living = 0
                assert int(value) == -signal.SIGKILL, f"the desk ended by itself: {value}"
                return Life(tuple(confirmed), found)
            confirmed.append(value)
        raise AssertionError("the zygote ended")

    def close(self) -> None:
        """End the zygote, and the life that a test broken off has left."""
        if self._living:
            with suppress(ProcessLookupError):
                os.kill(self._living, signal.SIGKILL)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                pipe.close()
        self._process.wait(20)

    def _lines(self) -> Iterator[str]:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            yield line.strip()

    def _told(self, word: str) -> str:
        said, _, value = next(self._lines()).partition(" ")
        assert said == word, f"expected {word}, heard {said} {value}"
        return value


def zygote(scratch: Path, url: str, token: str) -> int:
    """Fork a life for each line heard, wait for its end, and say how it ended; until there is nobody to listen to."""
    for _ in sys.stdin:
        pid = os.fork()
        if not pid:
            try:
                child(scratch, url, token)
            finally:
                os._exit(3)
        _, status = os.waitpid(pid, 0)
        say(f"end {os.waitstatus_to_exitcode(status)}")
    return 0


def say(line: str) -> None:
    """One line in one write, which a kill cannot cut in two (it is shorter than a pipe's atomic size)."""
    os.write(1, f"{line}\n".encode())


def signed_in(scratch: Path, url: str, token: str) -> tuple[Store, int]:
    """The store of the desk under test with its account (the credentials come with CREDENTIALS), and how many entries
    the life before left half sent."""
    store = open_store(scratch / "desk.sqlite")
    with store.read() as session:
        found = outbox.counts(session).get("sending", 0)
    add_account(store, CREDENTIALS, Account(ACCOUNT, "desk", url, "Here"), token)
    prepare(store)
    return store, found


CREDENTIALS = Credentials(None)
LONGEST_LIFE_S = 60.0


def child(scratch: Path, url: str, token: str) -> NoReturn:
    """Decide case after case and send meanwhile, until killed."""
    say(f"pid {os.getpid()}")
    store, found = signed_in(scratch, url, token)
    say(f"sending {found}")
    stop = threading.Event()
    made = connect(store, CREDENTIALS, stop, lambda changes: None)
    rounds = Rounds(store, made.lines, pull_every_s=0.5)
    with store.read() as session:
        empty = not queue_page(session, QueueFilter(), limit=1).lines
    if empty:  # a later life decides at once on what the one before it stored
        rounds.step()
    threading.Thread(target=send_on, args=(rounds, stop), daemon=True).start()
    ends, after = time.monotonic() + LONGEST_LIFE_S, None
    while time.monotonic() < ends:
        with store.read() as session:
            page = queue_page(session, QueueFilter(), after=after, limit=200)
        for line in page.lines:
            entry_id = decide_on(store, line.ref)
            if entry_id:
                say(f"id {entry_id}")
        after = page.after  # on, past what cannot be decided; from the top again at the end
    os._exit(4)  # nobody killed it: whoever started it is gone


def send_on(rounds: Rounds, stop: threading.Event) -> None:
    """Round after round without a rest."""
    while not stop.is_set():
        rounds.step()


def decide_on(store: Store, ref: object) -> str:
    """Dismiss or remove one case; its decision's id, "" when it could not be."""
    file = case_file(store, ref)  # type: ignore[arg-type]
    if file is None or file.case.sealed or not file.guideline:
        return ""
    action = (
        Action.REMOVE if "remove" in file.case.abilities and len(file.ref.case_id) % 2 else Action.DISMISS
    )
    draft = Draft(action, clause=file.guideline.clauses[0].code)
    try:
        return decide(store, file.ref, draft, by="me", now=utc_now(), undo_s=0, seen=file.case).entry_id
    except NotPossible:
        return ""


def send_all(store: Store) -> None:
    """Send whatever waits, in a bounded number of rounds."""
    made = connect(store, CREDENTIALS, threading.Event(), lambda changes: None)
    rounds = Rounds(store, made.lines, pull_every_s=0.1)
    for _ in range(2000):
        rounds.step()
        with store.read() as session:
            waits = outbox.counts(session)
        if not waits.get("waiting") and not waits.get("sending"):
            return
    raise TimeoutError("the outbox did not empty")


def applied(platform: PlatformServer) -> list[str]:
    """The ids of every decision the server applied, one for each time."""
    found: list[str] = []
    cursor = None
    for _ in range(10_000):
        query = {"limit": 200} | ({"cursor": cursor} if cursor else {})
        page = platform.get("/v1/decisions", "admin", **query)
        found += [each["id"] for each in page["decisions"]]
        cursor = page.get("cursor")
        if not cursor:
            return found
    raise TimeoutError("the log has no end")


if __name__ == "__main__":
    sys.exit(main())
