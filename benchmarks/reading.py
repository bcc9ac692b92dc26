"""What the window reads from the store, for information: each beside a bare select of as many rows."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.figures import Figure, share
from benchmarks.worlds import World
from moderator_desk.models.queue import QueueFilter, queue_counts, queue_facets, queue_page
from moderator_desk.models.store import Store, open_store
from moderator_desk.review import case_file


def measure(world: World, rounds: int) -> list[Figure]:
    """Medians in milliseconds."""
    with tempfile.TemporaryDirectory(prefix="moderator_desk-bench-") as scratch:
        store = open_store(world.copy(Path(scratch)))
        try:
            return _figures(store, rounds)
        finally:
            store.close()


def _figures(store: Store, rounds: int) -> list[Figure]:
    with store.read() as session:
        lines = queue_page(session, QueueFilter(), limit=200).lines
    reads: dict[str, Callable[[], object]] = {
        "queue page of 200 lines": lambda: _in(store, lambda s: queue_page(s, QueueFilter(), limit=200)),
        "case file": lambda: case_file(store, lines[0].ref),
        "counts over all cases": lambda: _in(store, queue_counts),
        "filter choices over all cases (off the main thread)": lambda: _in(store, queue_facets),
        "search that finds nothing (off the main thread)": lambda: _in(
            store, lambda s: queue_page(s, QueueFilter(words="zzqqxxzzqq"), limit=200)
        ),
    }
    floor = _time(lambda: _in(store, _bare), rounds)
    return [Figure(name[:44], _time(read, rounds), "ms", floor) for name, read in reads.items()]


def _in(store: Store, read: Callable[[object], object]) -> object:
    with store.read() as session:
        return read(session)


def _bare(session: object) -> object:
    statement = 'SELECT case_id, snippet, author FROM "case" LIMIT 200'
    return session.connection().exec_driver_sql(statement).fetchall()  # type: ignore[attr-defined]


def _time(read: Callable[[], object], rounds: int) -> float:
    times = []
    for _ in range(min(rounds, 20)):
        start = time.perf_counter()
        read()
        times.append((time.perf_counter() - start) * 1000)
    return share(times, 0.5)
