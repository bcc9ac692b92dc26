"""Opening and keeping the store: one SQLite file per profile, one writer at a time, every commit on the disk.

Why these settings: a replay of recorded writes as power cuts lost confirmed rows under synchronous=NORMAL and none
under FULL, so FULL is asserted on every connection; SQLite before 3.51.3 has a rare race between two connections of
a write-ahead log, so an older library falls back to a rollback journal.
"""

import sqlite3 as standard_sqlite
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import ModuleType
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

from moderator_desk.models.lockfile import LockFile
from moderator_desk.models.migrate import HEAD, bring_up_to_date, check_step
from moderator_desk.models.problems import StoreProblem

try:
    import pysqlite3 as _sqlite

    sqlite: ModuleType = _sqlite
except ImportError:  # a machine without the wheel: correct, slower
    sqlite = standard_sqlite

__all__ = ["Session", "Store", "make_engine", "open_store", "wal_is_safe"]

APPLICATION_ID = 0x4D44534B  # "MDSK"
BUSY_MS = 5000

FOLD_AFTER = 32
"""Commits after which fold() folds the write-ahead log back into the file; a page of the feed adds about 100 kB."""

LOG_PAGES_MOST = 16_384
"""Pages of log after which a commit folds it back after all, should nobody have called fold() (64 MB)."""


def wal_is_safe(version: tuple[int, ...]) -> bool:
    """Whether this SQLite has the repaired write-ahead log (release notes of 3.51.3, 3.50.7 and 3.44.6)."""
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)


def _prepare(connection: Any, *, writer: bool) -> None:
    connection.isolation_level = None  # transactions are begun by hand, as IMMEDIATE where they write
    run = connection.execute
    run(f"PRAGMA busy_timeout={BUSY_MS}")
    safe = wal_is_safe(sqlite.sqlite_version_info)
    if writer:
        run(f"PRAGMA journal_mode={'WAL' if safe else 'DELETE'}")
        run(f"PRAGMA wal_autocheckpoint={LOG_PAGES_MOST}")  # a key press must not be the one that pays for it
    wanted = 2 if safe else 3
    run(f"PRAGMA synchronous={wanted}")
    for pragma in (
        "foreign_keys=ON",
        "secure_delete=ON",
        "trusted_schema=OFF",
        "cell_size_check=ON",
        "mmap_size=0",
    ):
        run(f"PRAGMA {pragma}")
    if not writer:
        run("PRAGMA query_only=ON")
    if run("PRAGMA synchronous").fetchone()[0] != wanted:
        raise StoreProblem("not-durable")
    if writer and safe and run("PRAGMA journal_mode").fetchone()[0] != "wal":
        raise StoreProblem("not-durable")


def make_engine(path: Path, *, writer: bool) -> Engine:
    """An engine whose connections carry the store's settings; a writer has exactly one connection."""
    engine = create_engine(
        f"sqlite:///{path}",
        module=sqlite,
        poolclass=QueuePool,
        pool_size=1 if writer else 3,
        max_overflow=0 if writer else 5,
        connect_args={"check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _record: object) -> None:
        _prepare(connection, writer=writer)

    @event.listens_for(engine, "begin")
    def begun(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writer else "BEGIN")

    return engine


class Store:
    """The open store of one profile. Make it with open_store(); close() it when done.

    `read()` gives a session that cannot write; `write()` one transaction, committed to the disk when the block ends
    without an error. The moderator's own writes (`urgent=True`) go before those of the sync thread.
    """

    def __init__(self, path: Path, lock: LockFile | None) -> None:
        self.path = path
        self._lock = lock
        self._writer = make_engine(path, writer=True)
        self._reader = make_engine(path, writer=False)
        self._turnstile = threading.Condition()
        self._writing = False
        self._urgent = 0
        self._unfolded = 0

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session for one reading function; nothing it is asked to write is ever written. Raises StoreProblem."""
        try:
            with Session(self._reader, autoflush=False) as session:
                yield session
        except DatabaseError as error:
            raise StoreProblem.from_database(error) from error

    @contextmanager
    def write(self, *, urgent: bool = False) -> Iterator[Session]:
        """One transaction, one writer at a time; rolled back when the block raises. Raises StoreProblem."""
        self._enter(urgent)
        try:
            with Session(self._writer, autoflush=False) as session, session.begin():
                yield session
        except DatabaseError as error:
            raise StoreProblem.from_database(error) from error
        finally:
            self._leave()

    def _enter(self, urgent: bool) -> None:
        with self._turnstile:
            self._urgent += urgent
            try:
                self._turnstile.wait_for(lambda: not self._writing and (urgent or not self._urgent))
            finally:
                self._urgent -= urgent
            self._writing = True

    def _leave(self) -> None:
        with self._turnstile:
            self._writing = False
            self._unfolded += 1
            self._turnstile.notify_all()

    def fold(self) -> None:
        """Fold the write-ahead log back into the file when it has grown. Others read and write meanwhile, so it is called
        by whoever has time: never in the way of a key."""
        if self._unfolded < FOLD_AFTER:
            return
        self._unfolded = 0
        with (
            suppress(DatabaseError),
            self._reader.connect() as connection,
        ):  # who reads a damaged file says so
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(PASSIVE)")
            connection.exec_driver_sql("BEGIN")

    def close(self) -> None:
        """Fold the write-ahead log back into the file and let go of the lock."""
        if self._lock:
            # a damaged file cannot be folded; what is in the log is read from there at the next start
            with suppress(DatabaseError), self._writer.connect() as connection:
                connection.exec_driver_sql("COMMIT")
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
                connection.exec_driver_sql("BEGIN")
        self.let_go()

    def let_go(self) -> None:
        """Close the connections and let go of the lock, leaving the file as it is."""
        self._writer.dispose()
        self._reader.dispose()
        if self._lock:
            self._lock.release()


def open_store(path: Path, *, exclusive: bool = True) -> Store:
    """Open (or make) the store file and bring it up to date, with a backup before each step.

    `exclusive` takes the lock that one running desk holds for life; a look from the command line goes without and
    only reads. Raises StoreProblem: in-use, older (for a look alone), newer, damaged, no-access, disk-full, not-durable.
    """
    with _plain_problems(path), ExitStack() as unwind:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = LockFile(path.with_suffix(".lock")) if exclusive else None
        if lock:
            lock.acquire()
            unwind.callback(lock.release)
        _check_header(path)
        store = Store(path, lock)
        unwind.callback(store.let_go)
        if path.exists() and path.stat().st_size:
            with store._reader.connect() as connection:  # a writer would already change the file's header
                step = check_step(connection, path)
            if not exclusive and step != HEAD:
                raise StoreProblem("older", str(path))
        if exclusive or not path.exists() or not path.stat().st_size:
            with store._writer.connect() as connection:
                bring_up_to_date(connection, path)
                if connection.exec_driver_sql("PRAGMA application_id").scalar() != APPLICATION_ID:
                    connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
                    connection.commit()
        path.chmod(0o600)
        unwind.pop_all()
        return store


@contextmanager
def _plain_problems(path: Path) -> Iterator[None]:
    try:
        yield
    except DatabaseError as error:
        raise StoreProblem.from_database(error) from error
    except OSError as error:
        raise StoreProblem("no-access", str(path)) from error


def _check_header(path: Path) -> None:
    if not path.exists() or not path.stat().st_size:
        return
    with path.open("rb") as file:
        if file.read(15) != b"SQLite format 3":
            raise StoreProblem("damaged", str(path))
