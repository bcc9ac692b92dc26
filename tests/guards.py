"""What every test is watched for: stray log records, late Qt warnings, leaked threads, timers left running.

Plain classes without pytest in them; tests/conftest.py turns what they find into failures.
"""

import gc
import logging
import sys
import threading
import time
import weakref
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import shiboken6
from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QMessageLogContext,
    QObject,
    QThread,
    QThreadPool,
    QTimer,
    QtMsgType,
    qInstallMessageHandler,
)

THREAD_GRACE = 3.0
"""Seconds that threads which are already on their way out get, for a whole test, before they count as leaked."""


@dataclass
class Claim:
    """A log record that a test announced: its text contains `text`, its logger's name starts with `logger`."""

    text: str
    logger: str = ""
    met: int = 0

    def fits(self, record: logging.LogRecord) -> bool:
        return record.name.startswith(self.logger) and self.text in record.getMessage()


class LogWatch(logging.Handler):
    """Collects records at WARNING and above; `claim` announces those that a test provokes on purpose."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []
        self.claims: list[Claim] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)

    def claim(self, text: str, logger: str = "") -> Claim:
        claim = Claim(text, logger)
        self.claims.append(claim)
        return claim

    def complaints(self) -> list[str]:
        """One sentence for each record nobody claimed and each claim that no record met."""
        found = []
        for record in self.records:
            fitting = [claim for claim in self.claims if claim.fits(record)]
            for claim in fitting:
                claim.met += 1
            if not fitting:
                found.append(f"unclaimed log record: {record.levelname} {record.name}: {record.getMessage()}")
        found += [
            f"expected a log record with {claim.text!r}; none came" for claim in self.claims if not claim.met
        ]
        return found

    def __enter__(self) -> "LogWatch":
        logging.getLogger().addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        logging.getLogger().removeHandler(self)


class QtWatch:
    """Hears Qt's warnings while no test body runs: pytest-qt hears those of setting up and of the body itself."""

    def __init__(self) -> None:
        self._heard: list[str] = []

    def install(self) -> None:
        """Become Qt's message handler, once a process; pytest-qt puts its own before it and takes it off again."""
        qInstallMessageHandler(self._hear)

    def _hear(self, kind: QtMsgType, _: QMessageLogContext, message: str | None) -> None:
        print(message, file=sys.stderr)  # noqa: T201
        if kind in (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg):
            self._heard.append(message or "")

    def complaints(self) -> list[str]:
        """One sentence for each warning since it was last asked."""
        found, self._heard = self._heard, []
        return [f"Qt warning after the test: {message}" for message in found]


def _is_ours(thread: threading.Thread) -> bool:
    # a thread that Qt started shows up as a dummy which never leaves the list and cannot be joined;
    # StartWatch and the pool check see those. execnet's are the test runner's own.
    return not isinstance(thread, threading._DummyThread) and not thread.name.startswith("execnet")


def leaked_threads(before: Iterable[threading.Thread], grace: float = THREAD_GRACE) -> list[str]:
    """Sentences about threads that are alive, were not in `before`, and do not end within `grace` seconds."""
    known = set(before)
    deadline = time.monotonic() + grace
    found = []
    for thread in threading.enumerate():
        if thread in known or not _is_ours(thread):
            continue
        thread.join(max(0.0, deadline - time.monotonic()))
        if thread.is_alive():
            found.append(f"leaked thread: {thread.name}{' (daemon)' if thread.daemon else ''}")
    # asking for the global pool makes it, and costs nothing when it is idle
    if not QThreadPool.globalInstance().waitForDone(max(0, int(1000 * (deadline - time.monotonic())))):
        found.append("leaked work on Qt's global thread pool")
    return found


class StartWatch:
    """Remembers each QTimer and QThread started from Python and the line that started it."""

    def __init__(self) -> None:
        self._started: dict[int, tuple[weakref.ref[QObject], str]] = {}

    def install(self) -> None:
        """Put the watch on both `start` methods, once a process."""
        for kind in (QTimer, QThread):
            # setattr, because Qt's stubs rightly call the method read-only
            setattr(kind, "start", self._watched(kind.start))  # noqa: B010

    def _watched(self, start: Callable[..., None]) -> Callable[..., None]:
        def watched_start(this: QObject, *args: Any) -> None:
            caller = sys._getframe(1)
            place = f"{caller.f_code.co_filename}:{caller.f_lineno}"
            self._started[id(this)] = (weakref.ref(this), place)
            start(this, *args)

        return watched_start

    def complaints(self) -> list[str]:
        """Sentences about what still runs; it is stopped and forgotten, so that the next test is not blamed."""
        _delete_what_asked_for_it()
        if any(_runs(ref()) for ref, _ in self._started.values()):
            # a window in a reference cycle is garbage, not a leak: only what outlives a collection counts
            gc.collect()
        found = []
        for ref, place in self._started.values():
            thing = ref()
            if thing is not None and _runs(thing):
                found.append(f"left running: {type(thing).__name__} started at {place}")
                _stop(thing)
        self._started.clear()
        return found


def _delete_what_asked_for_it() -> None:
    if QCoreApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _runs(thing: QObject | None) -> bool:
    if thing is None or not shiboken6.isValid(thing):
        return False
    if isinstance(thing, QTimer):
        return thing.isActive()
    return isinstance(thing, QThread) and thing.isRunning()


def _stop(thing: QObject) -> None:
    if isinstance(thing, QTimer):
        thing.stop()
    elif isinstance(thing, QThread):
        thing.quit()
        thing.wait(int(1000 * THREAD_GRACE))
