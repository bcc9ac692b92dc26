"""Reports filed while they are pulled: `python -m tests.live.flood [REPORTS]`, on a homeserver of its own; prints JSON.

Five reports on every two items, an item in twenty an account. Meanwhile another moderator deals with one item in fifty.
In the end every item with open reports must be exactly one case to do, with all of its reports, and nothing else may be.
"""

import argparse
import json
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from moderator_desk.connections import add_account, connect, prepare, utc_now
from moderator_desk.credentials import Credentials
from moderator_desk.models.accounts import Account as DeskAccount
from moderator_desk.models.queue import QueueFilter, queue_page
from moderator_desk.models.store import Store, open_store
from moderator_desk.models.values import Changes
from moderator_desk.sync import Line, greet, pull
from tests.live.homeserver import Account, Homeserver, running_homeserver

ROOMS, PEOPLE, FILING = 5, 6, 2
ADMIN = "/_synapse/admin/v1"


@dataclass
class Flood:
    """What was filed and what came of it. `missing` items had no case, `extra` cases no item, `wrong` cases another
    number of reports than the server has. Seconds are those of filing and of all pulls together."""

    reports: int
    items: int
    dealt_with: int = 0
    pulls: int = 0
    pulls_while_filing: int = 0
    cases: int = 0
    missing: int = 0
    extra: int = 0
    wrong: int = 0
    filing_s: float = 0.0
    pulling_s: float = 0.0

    @property
    def well(self) -> bool:
        """Whether every item is exactly one case."""
        return self.cases > 0 and not (self.missing or self.extra or self.wrong)


@dataclass
class World:
    """People in rooms, and what they are going to report: (room, event), or ("", account)."""

    mod: Account
    other: Account
    people: list[Account]
    items: list[tuple[str, str]] = field(default_factory=list)

    def file(self, number: int) -> None:
        """One report; every item gets two or three, one after the other."""
        who = self.people[number % PEOPLE]
        room, thing = self.items[number * 2 // 5]
        if room:
            who.report(room, thing, f"report {number}")
        else:
            who.report_account(thing, f"report {number}")

    def open_rows(self, path: str) -> list[dict[str, str]]:
        """All reports of one kind that are open now."""
        told = self.other.ask("GET", f"{ADMIN}/{path}", limit=1_000_000, dir="f")
        return list(told[path])

    def open_cases(self) -> Counter[str]:
        """Every item with open reports, as the case it must be, and how many."""
        said = (f"{row['room_id']}/{row['event_id']}" for row in self.open_rows("event_reports"))
        named = (row["target_user_id"] for row in self.open_rows("user_reports"))
        return Counter((*said, *named))


def flood(reports: int) -> Flood:
    """File so many reports on a fresh homeserver while a desk pulls them."""
    done = Flood(reports, items=reports * 2 // 5)
    with running_homeserver() as server, tempfile.TemporaryDirectory() as folder:
        world = _world(server, done.items)
        store = open_store(Path(folder) / "desk.sqlite")
        try:
            with _line(store, server, world.mod) as line:
                _pull_while_filing(world, store, line, done)
            _compare(world, store, done)
        finally:
            store.close()
    return done


def _world(server: Homeserver, items: int) -> World:
    mod, other = (server.register(name, admin=True) for name in ("mod", "other"))
    people = [server.register(f"p{number}") for number in range(PEOPLE)]
    rooms = [people[0].room(f"room {number}") for number in range(ROOMS)]
    for room in rooms:
        for somebody in people[1:]:
            somebody.join(room)
    world = World(mod, other, people)

    def item(number: int) -> tuple[str, str]:
        if number % 20 == 19:
            return "", server.register(f"reported{number}").id
        room = rooms[number % ROOMS]
        return room, people[number % PEOPLE].say(room, f"message {number}")

    with ThreadPoolExecutor(FILING) as pool:
        world.items = list(pool.map(item, range(items)))
    return world


@contextmanager
def _line(store: Store, server: Homeserver, mod: Account) -> Iterator[Line]:
    credentials = Credentials(None)
    add_account(store, credentials, DeskAccount("lab", "synapse", server.url, "Lab"), mod.token)
    prepare(store)

    def silent(_: Changes) -> None:
        """Nobody watches."""

    made = connect(store, credentials, threading.Event(), silent, now=utc_now, dice=random.Random(1))
    try:
        yield made.lines[0]
    finally:
        for each in (made.lines[0].platform, *made.asking.values()):
            each.close()


def _pull_while_filing(world: World, store: Store, line: Line, done: Flood) -> None:
    filed: list[int] = []
    start = time.perf_counter()

    def file(number: int) -> None:
        world.file(number)
        filed.append(number)
        if (
            number % 125 == 124
        ):  # its item and those before have all their reports but for the few on their way
            done.dealt_with += _deal_with(world, world.items[max(number * 2 // 5 - 2 * PEOPLE, 0)])

    with ThreadPoolExecutor(FILING) as pool:
        filing = [pool.submit(file, number) for number in range(done.reports)]
        if not greet(store, line):
            raise RuntimeError("the homeserver did not let us in")
        while len(filed) < done.reports and not any(each.done() and each.exception() for each in filing):
            _timed(lambda: pull(store, line), done)
            done.pulls_while_filing += 1
        for each in filing:
            each.result()
        done.filing_s = round(time.perf_counter() - start, 2)
    _timed(lambda: pull(store, line), done)


def _timed(work: Callable[[], bool], done: Flood) -> None:
    start = time.perf_counter()
    if not work():
        raise RuntimeError("a pull broke off")
    done.pulls += 1
    done.pulling_s = round(done.pulling_s + time.perf_counter() - start, 2)


def _deal_with(world: World, item: tuple[str, str]) -> int:
    """Another moderator deletes the reports of an item."""
    room, thing = item
    path, key = ("event_reports", "event_id") if room else ("user_reports", "target_user_id")
    rows = [row for row in world.open_rows(path) if row[key] == thing]
    for row in rows:
        world.other.ask("DELETE", f"{ADMIN}/{path}/{row['id']}")
    return bool(rows)


def _compare(world: World, store: Store, done: Flood) -> None:
    there = world.open_cases()
    here: Counter[str] = Counter()
    after = None
    with store.read() as session:
        while True:
            page = queue_page(session, QueueFilter(), after=after, limit=1000)
            for each in page.lines:
                here[each.ref.case_id] += each.reports
            done.cases += len(page.lines)
            after = page.after
            if after is None:
                break
    done.missing = len(there.keys() - here.keys())
    done.extra = len(here.keys() - there.keys()) + done.cases - len(here)
    done.wrong = sum(here[case] != there[case] for case in there.keys() & here.keys())


def main() -> int:
    """Run it and print what came of it."""
    parser = argparse.ArgumentParser(prog="tests.live.flood", description=__doc__)
    parser.add_argument("reports", nargs="?", type=int, default=5000)
    done = flood(parser.parse_args().reports)
    sys.stdout.write(json.dumps(asdict(done)) + "\n")
    return 0 if done.well else 1


if __name__ == "__main__":
    sys.exit(main())
