"""A wave of altered copies among many cases: how many of it are gathered from one of them, and how many strangers."""

import random
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.worlds import ACCOUNT, World
from moderator_desk.content.picture_hash import SAME, pieces, same_picture
from moderator_desk.models import cases
from moderator_desk.models.indexing import index_some
from moderator_desk.models.looks import Look, keep_look, looking_alike, looks
from moderator_desk.models.store import Store, open_store
from moderator_desk.models.values import Case, CaseRef, Item, Person, Report
from moderator_desk.models.waves import wave_of
from tests.altered import altered

COPIES = 500
GATHERED, STRANGERS = 0.95, 0.01
LOOKS, SAME_PICTURE = 100_000, 40
TEXT = (
    "Hello dear students! My cousin opened a small academy and gives away twenty free certificates this week, "
    "only write your name and your bank on certificates.test/free/now and she sends it the same evening."
)


def measure(world: World, rounds: int) -> list[Figure]:
    """Shares gathered and strange, from several copies of the wave; the worst of them counts."""
    with tempfile.TemporaryDirectory(prefix="moderator_desk-bench-") as scratch:
        store = open_store(world.copy(Path(scratch)))
        try:
            _add(store)
            while index_some(store, at_once=500):
                pass
            return _figures(store, world.cases, rounds)
        finally:
            store.close()


def _figures(store: Store, others: int, rounds: int) -> list[Figure]:
    gathered, strangers, took = [], [], []
    for number in range(0, COPIES, max(1, COPIES // rounds)):
        start = time.perf_counter()
        with store.read() as session:
            wave = wave_of(session, CaseRef(ACCOUNT, f"wave-{number}"))
        took.append((time.perf_counter() - start) * 1000)
        mine = sum(kin.line.ref.case_id.startswith("wave-") for kin in wave)
        gathered.append(mine / COPIES)
        strangers.append((len(wave) - mine) / max(len(wave), 1))
    name = f"wave of {COPIES} among {others} cases"
    return [
        *_looks(store, rounds),
        Figure(f"{name}: gathered", min(gathered), "", limit=GATHERED, least=True),
        Figure(f"{name}: strangers", max(strangers), "", limit=STRANGERS),
        Figure(f"{name}: slowest", max(took), "ms"),
    ]


def _looks(store: Store, rounds: int) -> list[Figure]:
    """Cases with the same picture among many hashes, by their pieces; a plain look at every hash stands beside it."""
    dice = random.Random(5)
    mine = f"{dice.getrandbits(256):064x}"
    _fill_looks(store, dice, mine)
    took, plain = [], []
    for _ in range(rounds):
        start = time.perf_counter()
        with store.read() as session:
            found = looking_alike(session, CaseRef(ACCOUNT, "wave-0"))
        took.append((time.perf_counter() - start) * 1000)
        start = time.perf_counter()
        with store.read() as session:
            every = [look for look in looks(session, quality=50) if same_picture(mine, look.pdq)]
        plain.append((time.perf_counter() - start) * 1000)
    if len(found) != SAME_PICTURE - 1 or len(every) != SAME_PICTURE:
        raise RuntimeError(f"{len(found)} and {len(every)} of {SAME_PICTURE} pictures were found")
    name = f"same picture among {LOOKS} looks: slowest"
    return [Figure(name, max(took), "ms", floor=min(plain), limit=50, detail=" (floor: a plain scan)")]


def _fill_looks(store: Store, dice: random.Random, mine: str) -> None:
    """One picture of the first copies of the wave, each altered within what is the same, and many others."""
    with store.write() as session:
        for number in range(SAME_PICTURE):
            pdq = int(mine, 16)
            for bit in dice.sample(range(256), SAME if number else 0):
                pdq ^= 1 << bit
            keep_look(session, Look(CaseRef(ACCOUNT, f"wave-{number}"), "m", f"{pdq:064x}", 90), 1)
    others = [
        (number, f"o-{number}", f"{dice.getrandbits(256):064x}") for number in range(1_000, LOOKS + 1_000)
    ]
    with store.write() as session:
        run = session.connection().exec_driver_sql
        run(
            "INSERT INTO look(key, account, case_id, media_id, pdq, quality, at) VALUES (?, ?, ?, 'm', ?, 90, 1)",
            [(key, ACCOUNT, name, pdq) for key, name, pdq in others],
        )
        bands = [(value, key) for key, _, pdq in others for value in pieces(pdq)]
        run("INSERT INTO look_band(value, key) VALUES (?, ?)", bands)


def _add(store: Store) -> None:
    dice = random.Random(7)
    made = [_case(number, altered(TEXT, dice)) for number in range(COPIES)]
    for start in range(0, COPIES, cases.AT_MOST):
        with store.write() as session:
            cases.upsert(session, ACCOUNT, made[start : start + cases.AT_MOST])


def _case(number: int, text: str) -> Case:
    now = datetime(2026, 11, 23, tzinfo=UTC)
    item = Item(f"i{number}", "comment", Person(f"spam-{number}", f"Spam {number}"), text, text)
    report = Report(f"r{number}", now, "SPAM", "advertising")
    return Case(f"wave-{number}", 1, "open", "low", now, now, item, (report,))
