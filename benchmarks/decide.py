"""From a key to the next case on the screen: key event, durable transaction, and the paint after it.

Real key events on a real window (offscreen), a store of many cases, the sync thread running. The end is the first
moment at which the case pane and the queue have painted the next case. The 250 ms in which a fresh case takes no
decision are not part of it: they are for the eye, and are set to nothing here. While pulling, the feed is read from its
beginning again and again; a case that comes as it is already stored is written all the same, so this is the whole load.

Floor: one durable commit of a row of the same size and one repainted label.
"""

import itertools
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListView, QWidget

from benchmarks.figures import Figure, share
from benchmarks.worlds import ACCOUNT, World
from moderator_desk.app import Desk, make_application, make_desk, spare_collector
from moderator_desk.driver import press, type_text, wait_until
from moderator_desk.models.accounts import account, set_cursor
from moderator_desk.models.store import Store, open_store, sqlite
from moderator_desk.settings import Settings
from moderator_desk.ui.theme import apply_theme

P50_MS, P99_MS = 16.0, 33.0
PAUSE_S = 0.1
"""Nobody decides faster; the sync thread comes to rest in it."""

GIVE_UP_S = 5.0

MOST_SKIPPED = 5_000

_KEYS = ("D", "D", "D", "R", "D", "W", "D", "E", "D", "D")
"""What a queue asks for: mostly dismissals, now and then something stronger."""


class Painted(QObject):
    """Notes when one of each group of widgets has been painted, and when."""

    def __init__(self, *watched: tuple[QObject, ...]) -> None:
        super().__init__()
        self._wanted = [{id(each) for each in group} for group in watched]
        self._seen: set[int] = set()
        self.at = 0.0
        for each in itertools.chain(*watched):
            each.installEventFilter(self)

    def begin(self) -> None:
        """Forget what was painted."""
        self._seen = set()

    @property
    def all(self) -> bool:
        """Whether every one was painted since."""
        return all(self._seen & group for group in self._wanted)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            before = self.all
            self._seen.add(id(watched))
            if self.all and not before:
                self.at = time.perf_counter()
        return False


class Feed:
    """Keeps the sync thread reading the whole feed, again and again, and counts the decisions it was read through."""

    def __init__(self, desk: Desk, store: Store) -> None:
        self._desk, self._store = desk, store
        self._last: str | None = None
        self._called = False
        self.through = 0

    def keep_going(self) -> None:
        """Call it before every decision: a page must have come since the last call, else everything is pulled anew."""
        called, self._called = self._called, True
        if self._moved():
            self.through += called  # a page before the last decision, and one after it
            return
        with self._store.write() as session:
            set_cursor(session, ACCOUNT, None)
        self._last = None
        press(self._desk.parts.window, "Ctrl+R")
        wait_until(self._moved, "a page of the feed")

    def _moved(self) -> bool:
        with self._store.read() as session:
            known = account(session, ACCOUNT)
        before, self._last = self._last, known.cursor if known else None
        return self._last not in (before, None)


def measure(world: World, rounds: int) -> Iterator[Figure]:
    """p50 and p99 while nothing else happens, and while everything is pulled again and again."""
    for pulling in (False, True):
        with tempfile.TemporaryDirectory(prefix="moderator_desk-bench-") as scratch:
            times, rest, through = _run(world, Path(scratch), rounds, pulling=pulling)
            floor = _floor(Path(scratch), rounds)
        name = "while pulling" if pulling else "at rest"
        told = f" {len(times)} decisions" + (f", {through} of them between two pages" if pulling else "")
        for part, limit in ((0.5, P50_MS), (0.99, P99_MS), (1.0, 0.0)):
            yield Figure(
                f"key to next case painted, {name}, p{part * 100:g}",
                share(times, part),
                "ms",
                share(floor, part),
                limit,
                detail=told if part == 0.5 else "",
            )
        yield Figure(
            f"until another key is answered, {name}, p50", share(rest, 0.5), "ms", share(floor, 0.5), 0.0
        )


def _run(world: World, scratch: Path, rounds: int, *, pulling: bool) -> tuple[list[float], list[float], int]:
    app = make_application()
    apply_theme(app, "light")
    store = open_store(world.copy(scratch))
    settings = Settings(theme="light", undo_seconds=10, arm_ms=0)
    desk = make_desk(store, world.credentials(), settings, settings_file=None)
    desk.parts.window.resize(1440, 900)
    desk.start()
    try:
        wait_until(desk.parts.window.isActiveWindow, "the window")
        spare_collector()
        return _times(desk, store, rounds, pulling=pulling)
    finally:
        desk.parts.window.close()
        desk.close()
        desk.parts.window.deleteLater()
        app.processEvents()
        store.close()


def _times(desk: Desk, store: Store, rounds: int, *, pulling: bool) -> tuple[list[float], list[float], int]:
    window = desk.parts.window
    lines = window.queue.findChild(QListView)
    assert lines is not None
    covers = desk.parts.showing.ahead.covers
    painted = Painted((window.case, covers[0]), (lines.viewport(),))
    times: list[float] = []
    rest: list[float] = []
    feed = Feed(desk, store)
    for number in range(rounds):
        _settle(desk)
        if pulling:
            feed.keep_going()  # before the bar is open: its fields have keys of their own
        key = _prepare(desk, _KEYS[number % len(_KEYS)])
        before = desk.parts.screen.file
        painted.begin()
        start = time.perf_counter()
        press(window, key)
        after = desk.parts.screen.file
        if before is None or after is None or after.ref == before.ref:
            if pulling and after is not None and after.case.state == "decided":
                continue  # the run before decided it, and the feed said so just now
            raise RuntimeError(f"{key} took no decision: {desk.parts.following.saying.said}")
        run_to_paint(painted)
        times.append((painted.at - start) * 1000)
        rest.append(_to_rest(window.case, start))
    if pulling:
        _settle(desk)
        feed.keep_going()  # the last decision counts too
    return times, rest, feed.through


def _to_rest(pane: QWidget, start: float) -> float:
    """Milliseconds since `start` until the pane itself stands painted, and another key would be answered at once."""
    painted = Painted((pane,))
    pane.update()
    run_to_paint(painted)
    pane.removeEventFilter(painted)
    return (painted.at - start) * 1000


def run_to_paint(painted: Painted) -> None:
    """Run the loop until everything watched was painted: by time, as offscreen paints wait for a timer of a few ms."""
    ends = time.perf_counter() + GIVE_UP_S
    while not painted.all:
        if time.perf_counter() > ends:
            raise TimeoutError("nothing was painted")
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)


def _settle(desk: Desk) -> None:
    """A moderator's pause: until what follows the paint is done too."""
    done: list[int] = []
    connection: Callable[[], None] = lambda: done.append(1)  # noqa: E731 - a slot for one signal
    desk.parts.following.brought_up.connect(connection)
    wait_until(lambda: bool(done), "the window to come to rest")
    desk.parts.following.brought_up.disconnect(connection)
    ends = time.monotonic() + PAUSE_S
    wait_until(lambda: time.monotonic() > ends, "a moderator's pause")


def _prepare(desk: Desk, key: str) -> str:
    """On to a case that can be dismissed; open the bar where the decision needs it, and fill it. The key that commits."""
    window = desk.parts.window
    skipped = 0
    while desk.parts.showing.availability()["dismiss"]:  # sealed cases stand first, hundreds of them
        if skipped == MOST_SKIPPED:
            raise RuntimeError("no case can be dismissed")
        press(window, "Space")
        skipped += 1
    if skipped:
        _settle(desk)
    action = {"D": "dismiss", "E": "edit", "R": "remove", "W": "warn"}[key]
    if key == "D" or desk.parts.showing.availability()[action]:
        return "D"
    press(window, key)
    if key == "E":
        type_text(window, " (edited)")
        press(window, "Esc")
    press(window, "1")
    if window.bar.form.missing() and isinstance(QApplication.focusWidget(), QLineEdit):
        type_text(window, "The same again within a day")
    if window.bar.form.missing():
        press(window, "Esc", "Esc")
        return "D"
    return "Ctrl+Return"


def _floor(scratch: Path, rounds: int) -> list[float]:
    """The same promise and hardly anything else: a durable row, and a label that says something new."""
    label = QLabel("case 0")
    label.resize(600, 200)
    label.show()
    painted = Painted((label,))
    connection = sqlite.connect(str(scratch / "floor.sqlite"), isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE rows (id INTEGER PRIMARY KEY, body BLOB)")
    body, times = b"x" * 3000, []
    for number in range(rounds):
        QApplication.processEvents()
        painted.begin()
        start = time.perf_counter()
        connection.execute("INSERT INTO rows (body) VALUES (?)", (body,))
        label.setText(f"case {number + 1}")
        run_to_paint(painted)
        times.append((time.perf_counter() - start) * 1000)
    connection.close()
    label.close()
    return times
