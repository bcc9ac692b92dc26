"""A wave of altered copies among many cases: how many of it are gathered from one of them, and how many strangers."""

import random
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.worlds import ACCOUNT, World
from moderator_desk.models import cases
from moderator_desk.models.indexing import index_some
from moderator_desk.models.store import Store, open_store
from moderator_desk.models.values import Case, CaseRef, Item, Person, Report
from moderator_desk.models.waves import wave_of
from tests.altered import altered

COPIES = 500
GATHERED, STRANGERS = 0.95, 0.01
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
        Figure(f"{name}: gathered", min(gathered), "", limit=GATHERED, least=True),
        Figure(f"{name}: strangers", max(strangers), "", limit=STRANGERS),
        Figure(f"{name}: slowest", max(took), "ms"),
    ]


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
