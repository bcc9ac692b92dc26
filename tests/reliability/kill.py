"""`python -m tests.reliability.kill N`: a desk that decides and sends is killed N times at random moments.

The child (this module with --child) opens the same store each time, sends on one thread and decides on another; it
prints a decision's id only after the commit. At the end everything is sent and compared: no confirmed decision may be
missing at the server, and the server must have applied each exactly once.
"""

import random
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import msgspec

from moderator_desk.connections import add_account, connect, prepare, utc_now
from moderator_desk.credentials import Credentials
from moderator_desk.models import ledger, outbox
from moderator_desk.models.accounts import Account
from moderator_desk.models.queue import QueueFilter, queue_page
from moderator_desk.models.store import Store, open_store
from moderator_desk.models.values import Action
from moderator_desk.review import NotPossible, case_file, decide
from moderator_desk.rules import Draft
from moderator_desk.settings import resource
from moderator_desk.sync import Rounds
from tests.fixtures_server import PlatformServer, running_platform

ACCOUNT = "here"


class Verdict(msgspec.Struct):
    """What came of a run; `lost` and `doubled` must be 0."""

    kills: int
    confirmed: int
    at_server: int
    lost: int
    doubled: int
    ledger_broken: bool


def main() -> int:
    """Run as child or as parent; 0 when nothing was lost or doubled."""
    if sys.argv[1] == "--child":
        return child(Path(sys.argv[2]), sys.argv[3], sys.argv[4])
    with tempfile.TemporaryDirectory(prefix="moderator_desk-kill-") as scratch:
        verdict = run(int(sys.argv[1]), Path(scratch), seed=1)
    sys.stdout.write(msgspec.json.encode(verdict).decode() + "\n")
    return 0 if not (verdict.lost or verdict.doubled or verdict.ledger_broken) else 1


def run(kills: int, scratch: Path, seed: int) -> Verdict:
    """Kill a deciding desk so many times against one platform of generated cases; then send the rest and compare."""
    dice = random.Random(seed)
    confirmed: list[str] = []
    world = resource("demo")
    made = str(kills * 60 + 200)
    db = f"sqlite:///{scratch / 'platform.sqlite'}"
    with running_platform(db, "--generate", made, world=world) as platform:
        for _ in range(kills):
            confirmed += one_life(scratch, platform, dice.uniform(0.05, 1.2))
        store = signed_in(scratch, platform.url, platform.tokens["senior"])
        try:
            send_all(store)
            with store.read() as session:
                broken = ledger.first_broken_line(session) is not None
        finally:
            store.close()
        theirs = applied(platform)
    return Verdict(
        kills,
        len(confirmed),
        len(theirs),
        len(set(confirmed) - set(theirs)),
        len(theirs) - len(set(theirs)),
        broken,
    )


def one_life(scratch: Path, platform: PlatformServer, seconds: float) -> list[str]:
    """Start a child, let it decide for so long after its first decision, kill it; the ids it confirmed."""
    command = [sys.executable, "-m", "tests.reliability.kill", "--child", str(scratch), platform.url]
    process = subprocess.Popen(
        [*command, platform.tokens["senior"]],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdout is not None
    first = process.stdout.readline()
    killer = threading.Timer(seconds, process.send_signal, (signal.SIGKILL,))
    killer.start()
    rest = process.stdout.readlines()
    killer.join()
    process.stdout.close()
    process.wait()
    # a line cut in two by the kill was never confirmed
    return [line.strip() for line in (first, *rest) if line.endswith("\n") and len(line) == 37]


def signed_in(scratch: Path, url: str, token: str) -> Store:
    """The store of the desk under test, with its account; the credentials come with CREDENTIALS."""
    store = open_store(scratch / "desk.sqlite")
    add_account(store, CREDENTIALS, Account(ACCOUNT, "desk", url, "Here"), token)
    prepare(store)
    return store


CREDENTIALS = Credentials(None)


def child(scratch: Path, url: str, token: str) -> int:
    """Decide case after case and send meanwhile, until killed."""
    store = signed_in(scratch, url, token)
    stop = threading.Event()
    made = connect(store, CREDENTIALS, stop, lambda changes: None)
    rounds = Rounds(store, made.lines, pull_every_s=0.5)
    rounds.step()
    threading.Thread(target=send_on, args=(rounds, stop), daemon=True).start()
    while True:
        with store.read() as session:
            lines = queue_page(session, QueueFilter(), limit=20).lines
        for line in lines:
            entry_id = decide_on(store, line.ref)
            if entry_id:
                sys.stdout.write(entry_id + "\n")
                sys.stdout.flush()


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
