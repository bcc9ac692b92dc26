"""`python -m tests.live.campaign --platform synapse --decisions 1000 --kills 5 --seed 1`: a hard week in two minutes.

A desk decides case after case on a real server, through a proxy that spoils a share of all requests, and is killed
(SIGKILL) at random moments. When all is sent, another client than ours reads from the server what every decision came
to. No decision that the desk confirmed may be missing, none may have been done twice, and whatever the desk could not
bring to an end must be shown as such. The verdict is one line of JSON; exit 0 when it is a good one.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from moderator_desk.models import ledger, outbox
from moderator_desk.models.store import open_store
from moderator_desk.models.values import Decision, OutboxEntry
from moderator_desk.settings import resource
from tests.contract.desk_subject import DeskSubject
from tests.contract.ozone_subject import OzoneSubject, team_of
from tests.contract.subject import Subject
from tests.contract.synapse_subject import SynapseSubject, found_on
from tests.fixtures_server import running_platform
from tests.live.fault_plan import seeded_plan
from tests.live.fault_proxy import fault_proxy
from tests.live.homeserver import Homeserver, running_homeserver
from tests.live.ozone_world import running_world

ROOT = Path(__file__).parents[2]
RATE = 0.08
"""The share of requests that the proxy spoils."""
AUTHORS = 50


class Verdict(msgspec.Struct):
    """What came of a campaign. `lost`, `doubled` and `silent` must be 0.

    `confirmed`: decisions the desk said were safe. `applied`: those the server shows exactly once. `told`: those that the
    desk shows as unconfirmed or blocked. `lost`: confirmed, but not in the desk's store. `doubled`: done more than once.
    `silent`: called settled (or still waiting at the end), and not to be seen on the server. `retried`: how often the
    moderator had to try a refused one again. `endings`: how the entries ended, by state and reason. `suspects`: the
    silent and the doubled, each with its action, ending, attempts and how often it is to be seen. `with_token`:
    files of the desk in which the token lies; there must be none.
    """

    platform: str
    seed: int
    decisions: int
    kills: int
    half_sent: int
    requests: int
    faults: dict[str, int]
    confirmed: int
    applied: int
    told: int
    lost: int
    doubled: int
    silent: int
    retried: int
    endings: dict[str, int]
    suspects: list[str]
    actions: dict[str, int]
    ledger_broken: bool
    with_token: list[str]
    seconds: float

    @property
    def good(self) -> bool:
        """Whether nothing was lost, done twice, passed over in silence or given away."""
        return not (self.lost or self.doubled or self.silent or self.ledger_broken or self.with_token)


class Heard(msgspec.Struct):
    """What the lives of the desk said: ids in order, how often something was tried again, and kills that hit."""

    confirmed: list[str] = []
    retried: int = 0
    kills: int = 0


def main() -> int:
    """Run one campaign and print its verdict."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--platform", choices=sorted(WORLDS), default="synapse")
    parser.add_argument("--decisions", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="moderator_desk-campaign-") as scratch:
        world = WORLDS[wanted.platform]
        with world(Path(scratch), wanted.decisions) as subject:
            verdict = run(subject, Path(scratch), wanted.decisions, wanted.kills, wanted.seed)
    sys.stdout.write(msgspec.json.encode(verdict).decode() + "\n")
    return 0 if verdict.good else 1


@contextmanager
def desk_world(scratch: Path, number: int) -> Iterator[Subject]:
    """The reference platform with more generated cases than are wanted."""
    made = str(number + 50)
    with running_platform(
        f"sqlite:///{scratch / 'platform.sqlite'}", "--generate", made, world=resource("demo")
    ) as server:
        subject = DeskSubject(server)
        subject.token = server.tokens["senior"]
        yield subject


@contextmanager
def synapse_world(_scratch: Path, number: int) -> Iterator[Subject]:
    """A homeserver on which so many messages of fifty people are reported."""
    with running_homeserver() as server, reported_on(server, number) as subject:
        yield subject


@contextmanager
def reported_on(server: Homeserver, number: int) -> Iterator[Subject]:
    """So many reports on a homeserver, and no others."""
    ground = found_on(server)
    subject = SynapseSubject(ground)
    authors = [ground.author() for _ in range(min(AUTHORS, number))]
    for place in range(number):
        subject.reported_by(authors[place % len(authors)])
    yield subject
    subject.close()
    ground.close()


@contextmanager
def ozone_world(_scratch: Path, number: int) -> Iterator[Subject]:
    """A network on which so many posts of fifty people are reported, and no others."""
    with running_world() as world:
        team = team_of(world)
        subject = OzoneSubject(team)
        authors = [world.register("author") for _ in range(min(AUTHORS, number))]
        posts = [subject.posted(authors[place % len(authors)], f"rude {place}") for place in range(number)]
        world.settle()
        for post in posts:
            team.ana.report(post)
        world.settle()
        yield subject


WORLDS = {"desk": desk_world, "synapse": synapse_world, "ozone": ozone_world}


def run(subject: Subject, scratch: Path, decisions: int, kills: int, seed: int) -> Verdict:
    """Decide so many cases of a world, with faults and kills, and compare with the server."""
    began, heard = time.monotonic(), Heard()
    with fault_proxy(subject.url, seeded_plan(seed, RATE)) as proxy:
        half_sent = _lives(subject, proxy.url, scratch, heard, (decisions, kills, seed))
        requests, faults = len(proxy.heard), Counter(each.fault for each in proxy.heard if each.fault)
    entries = _entries(scratch)
    made = [_decision(each) for each in entries]
    tally = subject.tally(made)
    endings = Counter(f"{each.state} {each.why}" for each in entries)
    told = [each for each in entries if each.state == "blocked" or each.why == "unconfirmed"]
    silent = [each for each in entries if each not in told and not tally[each.id]]
    return Verdict(
        platform=subject.kind,
        seed=seed,
        decisions=decisions,
        kills=heard.kills,
        half_sent=half_sent,
        requests=requests,
        faults=dict(faults),
        confirmed=len(set(heard.confirmed)),
        applied=sum(tally[each.id] == 1 for each in entries),
        told=len(told),
        lost=len(set(heard.confirmed) - {each.id for each in entries}),
        doubled=sum(times > 1 for times in tally.values()),
        silent=len(silent),
        retried=heard.retried,
        endings=dict(endings),
        suspects=[_words(each, tally) for each in entries if each in silent or tally[each.id] > 1],
        actions=dict(Counter(each.action.value for each in made)),
        ledger_broken=_ledger_broken(scratch),
        with_token=[
            path.name for path in scratch.glob("desk.*") if subject.token.encode() in path.read_bytes()
        ],
        seconds=round(time.monotonic() - began, 1),
    )


def _lives(subject: Subject, url: str, scratch: Path, heard: Heard, wanted: tuple[int, int, int]) -> int:
    """One life after the other until all is decided and sent; after how many kills a decision was half sent."""
    decisions, kills, seed = wanted
    dice, half_sent = random.Random(seed), 0
    command = [str(scratch), subject.kind, url, str(decisions), datetime.now(UTC).isoformat()]
    for place in sorted(dice.sample(range(decisions // 20, max(decisions * 9 // 10, kills + 1)), kills)):
        live(command, subject.token, heard, place, dice.uniform(0.0, 0.3))
        half_sent += bool(_entries(scratch, "sending"))
    live(command, subject.token, heard)
    return half_sent


def live(
    arguments: list[str], token: str, heard: Heard, kill_at: int | None = None, then_s: float = 0.0
) -> None:
    """One life of the desk: killed some time after so many confirmed decisions in all, or until it is done."""
    command = [sys.executable, "-m", "tests.live.campaign_desk", *arguments]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(f"{token}\n")
        process.stdin.flush()
        killer = threading.Timer(then_s, os.kill, (process.pid, signal.SIGKILL))
        try:
            for line in process.stdout:
                word, _, value = line.strip().partition(" ")
                if word == "id":
                    heard.confirmed.append(value)
                heard.retried += word == "retried"
                if kill_at is not None and len(heard.confirmed) >= kill_at and not killer.is_alive():
                    with suppress(RuntimeError):  # it was started before, and has struck
                        killer.start()
        finally:
            if process.poll() is None and kill_at is None:
                process.kill()
        code = process.wait(60)
    if killer.ident is not None:
        killer.join()
    if code == -signal.SIGKILL and kill_at is not None:
        heard.kills += 1
    else:
        assert code == 0, f"the desk ended by itself: {code}"


def _entries(scratch: Path, state: str = "") -> list[OutboxEntry]:
    """Every decision in the desk's store, as it stands there."""
    store = open_store(scratch / "desk.sqlite", exclusive=False)
    try:
        with store.read() as session:
            found = [
                *outbox.unfinished(session, limit=1_000_000),
                *outbox.lately_finished(session, limit=1_000_000),
            ]
    finally:
        store.close()
    return [each for each in found if each.decision and state in ("", each.state)]


def _ledger_broken(scratch: Path) -> bool:
    store = open_store(scratch / "desk.sqlite", exclusive=False)
    try:
        with store.read() as session:
            return ledger.first_broken_line(session) is not None
    finally:
        store.close()


def _words(entry: OutboxEntry, tally: dict[str, int]) -> str:
    """One entry for who looks for the cause."""
    done = f"{entry.why}, {entry.attempts} attempts, seen {tally[entry.id]} times"
    return f"{_decision(entry).action} {done}"


def _decision(entry: OutboxEntry) -> Decision:
    assert entry.decision is not None
    return entry.decision


if __name__ == "__main__":
    sys.exit(main())
