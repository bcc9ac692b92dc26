"""Search as one types, and precedents, over a large store, each beside a bare look-up of as many rows by their key.

The questions are typed letter by letter, each beginning of one being a question of its own, in many scripts and with
operators. All of it runs off the main thread in the desk; how long the main thread is held up beside it is measured too.
"""

import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from sqlalchemy import update

from benchmarks.figures import Figure, share
from benchmarks.worlds import World
from moderator_desk.models.indexing import index_some
from moderator_desk.models.precedents import precedents_of
from moderator_desk.models.queue import QueueFilter, queue_page
from moderator_desk.models.search import search
from moderator_desk.models.store import Session, Store, open_store
from moderator_desk.models.tables import CaseRow
from moderator_desk.models.values import CaseRef
from moderator_desk.models.waves import waiting_kin

LIMIT_MS, FRAME_MS = 50.0, 16.0
ANEW = 1_000
"""Cases brought into the index once more, to see its pace."""

QUESTIONS = (
    "lesson", "please help", "cheap lessons", "поддержка", "уроки", "中文", "学习", "日本語", "안녕하세요", "สวัสดี",
    "مرحبا",
    "नमस्ते", "שלום", "danke schön", "gracias profe", "guideline:SPAM link", "language:ru урок", "action:remove",
    "author:ana", '"my number"', "number -phone", "after:2020-01-01 word", "state:decided teacher", "zzqqxx",
)  # fmt: skip
T = TypeVar("T")


def measure(world: World, rounds: int) -> list[Figure]:
    """Milliseconds from a question to its results, and the longest time the main thread stood still meanwhile."""
    with tempfile.TemporaryDirectory(prefix="moderator_desk-bench-") as scratch:
        store = open_store(world.copy(Path(scratch)))
        try:
            return _figures(store, rounds)
        finally:
            store.close()


def _figures(store: Store, rounds: int) -> list[Figure]:
    with store.write() as session:
        session.execute(update(CaseRow).where(CaseRow.key <= ANEW).values(indexed=False))
    start = time.perf_counter()
    while index_some(store):
        pass
    indexed = ANEW / (time.perf_counter() - start)
    with store.read() as session:
        lines = queue_page(session, QueueFilter(show="all"), limit=200).lines
    asked = [question[:n] for question in QUESTIONS for n in range(2, len(question) + 1)]
    floor = [_time(store, _bare) for _ in range(200)]
    found = [
        _time(store, lambda session, each=each: search(session, each))
        for _ in range(rounds)
        for each in asked
    ]  # type: ignore[misc]
    like = [
        _time(store, lambda session, line=line: _like(session, line.ref))  # type: ignore[misc]
        for line in lines[:: max(1, len(lines) // 100)]
    ]
    held = _held_up(store, asked)
    return [
        Figure("cases brought into the index a second", indexed, "cases/s"),
        Figure("search as one types, middle", share(found, 0.5), "ms", share(floor, 0.5)),
        Figure("search as one types, 95 of 100", share(found, 0.95), "ms", share(floor, 0.95), LIMIT_MS),
        Figure("search as one types, slowest", share(found, 1), "ms"),
        Figure("precedents and the wave, middle", share(like, 0.5), "ms", share(floor, 0.5)),
        Figure("precedents and the wave, 95 of 100", share(like, 0.95), "ms", share(floor, 0.95), LIMIT_MS),
        Figure("precedents and the wave, slowest", share(like, 1), "ms"),
        Figure("main thread held up beside them, longest", held, "ms", 0, FRAME_MS),
    ]


def _like(session: Session, ref: CaseRef) -> object:
    """What the window asks when a case has stood for a moment."""
    return precedents_of(session, ref), waiting_kin(session, ref)


def _time(store: Store, read: Callable[[Session], T]) -> float:
    start = time.perf_counter()
    with store.read() as session:
        read(session)
    return (time.perf_counter() - start) * 1000


def _bare(session: Session) -> object:
    statement = 'SELECT case_id, snippet, author FROM "case" WHERE key BETWEEN 1 AND 50'
    return session.connection().exec_driver_sql(statement).fetchall()


def _held_up(store: Store, asked: list[str]) -> float:
    """How long this thread, which does nothing but note the time, was ever kept from it while another searched."""
    stop = threading.Event()

    def go() -> None:
        for each in asked:
            _time(store, lambda session, each=each: search(session, each))  # type: ignore[misc]
        stop.set()

    other = threading.Thread(target=go)
    other.start()
    longest, last = 0.0, time.perf_counter()
    while not stop.is_set():
        now = time.perf_counter()
        longest, last = max(longest, now - last), now
    other.join()
    return longest * 1000
