"""The only threads of the desk, and the one signal by which they reach the window.

A Worker runs one function again and again (the sync of all accounts); Errands runs single questions (a picture, a
member) beside it. What either has to say goes through a Relay, owned by the caller on the main thread.
"""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from PySide6.QtCore import QObject, Signal

from moderator_desk.models.values import Answer

ASIDE_S = 0.06
"""How long other threads stand aside for one key, in seconds."""

PATIENCE_S = 0.25
"""The longest other threads stand aside at one stretch, in seconds: a key that is held down must not keep decisions from
being sent."""

AT_WORK_S = 10.0
"""So long after a key the moderator counts as at work, in seconds."""


class Relay(QObject):
    """Carries values from other threads to the thread it lives on. Receivers must be real slots."""

    arrived = Signal(object)

    def send(self, value: object) -> None:
        """Hand a value over; safe from any thread, delivered in order by the event loop."""
        self.arrived.emit(value)


class Courtesy:
    """Lets other threads step back for a moment while a key is answered: they share one interpreter with the window."""

    def __init__(self) -> None:
        self._until = self._at_work = float("-inf")

    def ask(self) -> None:
        """Main thread: a key is being answered; the next case is painted well within the time asked for."""
        now = time.monotonic()
        self._until, self._at_work = now + ASIDE_S, now + AT_WORK_S

    def give(self) -> bool:
        """Any other thread, between two pieces of work: wait until the time asked for is over, or until patience is.
        Whether somebody is at work, so that the next key may come at any moment and pieces had better be small."""
        ends = time.monotonic() + PATIENCE_S
        while (rest := min(self._until, ends) - time.monotonic()) > 0:
            time.sleep(min(rest, ASIDE_S))
        return time.monotonic() < self._at_work


class Worker:
    """One thread that runs `step` until stopped.

    `step()` does a round of work and returns the seconds to wait for the next; `wake()` cuts the wait short.
    `stop` is set when the desk closes; a step looks at it between two requests.
    """

    def __init__(self, name: str, step: Callable[[], float], stop: threading.Event) -> None:
        self._step = step
        self._stop = stop
        self._wake = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin; once in a life."""
        self._thread.start()

    def wake(self) -> None:
        """Do the next round now."""
        self._wake.set()

    def close(self, timeout: float = 20.0) -> bool:
        """Ask the thread to end and wait for it; whether it did within `timeout` seconds."""
        self._stop.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while not self._stop.is_set():
            self._wake.clear()
            wait = self._step()
            if wait > 0 and not self._stop.is_set():
                self._wake.wait(wait)


class Errands:
    """Single questions asked off the main thread; each answer goes to the relay under the name it was asked with.

    The name says what the answer is for: a receiver drops it when that is no longer on the screen.
    """

    def __init__(self, relay: Relay, threads: int = 2) -> None:
        self._relay = relay
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="errand")

    def ask(self, name: object, question: Callable[[], object]) -> None:
        """Run `question` on a pool thread."""
        self._pool.submit(self._run, name, question)

    def _run(self, name: object, question: Callable[[], object]) -> None:
        try:
            answer = Answer(name, question())
        except Exception as error:  # noqa: BLE001 - whatever it was, the one who asked must hear of it
            answer = Answer(name, error=type(error).__name__)
        self._relay.send(answer)

    def close(self) -> None:
        """Drop what waits and let what runs come to its end."""
        self._pool.shutdown(wait=True, cancel_futures=True)
