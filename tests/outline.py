"""What a screen reader is told of every pane: the real widgets' accessible tree on the demo community, as text.

`python -m tests.outline` makes the files under tests/snapshots/ anew; tests/test_outline.py compares. A new pane is one
line in PANES.
"""

import json
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QWidget

from moderator_desk.app import Desk, make_application, make_desk
from moderator_desk.credentials import Credentials
from moderator_desk.demo import ACCOUNT, sign_in_to
from moderator_desk.driver import press, wait_until
from moderator_desk.models.indexing import left
from moderator_desk.models.store import open_store
from moderator_desk.models.values import CaseRef, Conflict, OutboxEntry
from moderator_desk.servers import LocalPlatform
from moderator_desk.settings import Settings, resource
from moderator_desk.ui.theme import apply_theme
from moderator_desk.ui.window import Window

FOLDER = Path(__file__).parent / "snapshots"
CASES = sum(len(json.loads(path.read_bytes())) for path in resource("demo").glob("cases/*.json"))
ROWS = 3
"""Rows of a list that stand in an outline: the others are made in the same way."""


@dataclass(frozen=True)
class Pane:
    """One outline: after `keys` on the case `case`, what `find` gives; then `back` leaves it. `prepare` comes before."""

    name: str
    find: Callable[[Desk], QWidget]
    keys: tuple[str, ...] = ()
    back: tuple[str, ...] = ("Esc", "Esc")
    case: str = "c-s11"
    prepare: Callable[[Desk], None] | None = None


def _gate(desk: Desk) -> QWidget:
    """The gate, once the errand has told which part of the host was registered."""
    gate = desk.parts.window.link_gate
    wait_until(lambda: "…" not in gate.domain(), "the domain")
    return gate


def _of(part: str) -> Callable[[Desk], QWidget]:
    """A pane that is an attribute of the window."""

    def find(desk: Desk) -> QWidget:
        found = getattr(desk.parts.window, part)
        assert isinstance(found, QWidget)
        return found

    return find


def _wave(desk: Desk) -> QWidget:
    press(desk.parts.window, "Q")
    wait_until(desk.parts.window.wave.isVisible, "the wave")
    return desk.parts.window.wave


def _bar_of_wave(desk: Desk) -> QWidget:
    _wave(desk)
    press(desk.parts.window, "W", "1")
    return desk.parts.window.bar


def _batch(desk: Desk) -> QWidget:
    """The batch in which the wave was dismissed; its keys to leave undo it."""
    _wave(desk)
    press(desk.parts.window, "D", "Return", "Shift+Q")
    wait_until(lambda: desk.parts.batching.is_open, "the batch")
    return desk.parts.window.batch


def _indexed(desk: Desk) -> None:
    """Every case has been cut up for the search by the sync thread, so that a wave is whole."""
    wait_until(lambda: _all_cut_up(desk), "the index", 60)


def _all_cut_up(desk: Desk) -> bool:
    with desk.parts.screen._store.read() as session:
        return not left(session)


def _came_back(desk: Desk) -> None:
    """The conflict view with a decision of this case that bounced."""
    file = desk.parts.screen.file
    assert file is not None
    at = file.case.opened_at
    entry = OutboxEntry(1, "e", ACCOUNT, file.case.id, "m", "decision", "blocked", at, at, why="stale")
    desk.parts.window.conflict.show_conflict(Conflict(entry, file.case, file.case))


PANES = (
    Pane("queue", _of("queue"), ("Home",)),
    Pane("case", _of("case")),
    Pane("case-edited", _of("case"), case="c-s15"),
    Pane("case-picture", _of("case"), case="c-s23"),
    Pane("case-sealed", _of("case"), case="c-s14"),
    Pane("member", _of("member")),
    Pane("guideline", _of("guideline")),
    Pane("status", _of("status"), ("Y",)),
    Pane("bar", _of("bar")),
    Pane("bar-edit", _of("bar"), ("E",)),
    Pane("bar-remove", _of("bar"), ("R",)),
    Pane("bar-warn", _of("bar"), ("W",)),
    Pane("bar-ban", _of("bar"), ("B",)),
    Pane("bar-escalate", _of("bar"), ("X",)),
    Pane("note", _of("note"), ("N",)),
    Pane("link-gate", _gate, ("L",), case="c-s37"),
    Pane("conflict", _of("conflict"), prepare=_came_back),
    Pane("outbox-empty", _of("outbox"), ("O",)),
    Pane("accounts", _of("accounts"), ("Ctrl+Shift+A",)),
    Pane("palette", lambda desk: desk.parts.sheets.palette, ("Ctrl+K",)),
    Pane("cheat-sheet", lambda desk: desk.parts.sheets.cheat_sheet, ("?",)),
    Pane("key-editor", lambda desk: desk.parts.sheets.key_editor, ("Ctrl+Shift+K",)),
    Pane("search", lambda desk: desk.parts.following.finding.everything, ("Ctrl+F",)),
    Pane("curtain", lambda desk: desk.parts.comforts.curtain, ("Ctrl+Shift+H",), back=("Ctrl+Shift+H",)),
    Pane("earlier", lambda desk: desk.parts.following.earlier.sheet, ("I",)),
    Pane("outbox", _of("outbox"), ("D", "O"), back=("Esc", "U")),
    Pane("wave", _wave, case="c-s01", prepare=_indexed),
    Pane("bar-wave", _bar_of_wave, back=("Esc",) * 3, case="c-s01", prepare=_indexed),
    Pane("batch", _batch, back=("U", "Esc"), case="c-s01", prepare=_indexed),
)


@dataclass(frozen=True)
class Outline:
    """A pane's lines, and what of it takes the focus without saying what it is."""

    text: str
    nameless: tuple[str, ...]


def outlines(only: tuple[str, ...] = ()) -> dict[str, Outline]:
    """Every pane's outline by name, on a desk of its own; `only` these where some are named."""
    with _demo_desk() as desk:
        return {pane.name: _outline_on(desk, pane) for pane in PANES if not only or pane.name in only}


@contextmanager
def _demo_desk() -> Iterator[Desk]:
    with tempfile.TemporaryDirectory(prefix="moderator_desk-outline-") as scratch:
        base = Path(scratch)
        with LocalPlatform(f"sqlite:///{base / 'platform.sqlite'}") as platform:
            store, credentials = open_store(base / "desk.sqlite"), Credentials(None)
            sign_in_to(store, credentials, platform)
            app = make_application()
            apply_theme(app, "light")
            settings = Settings(theme="light", arm_ms=0, undo_seconds=60)
            desk = make_desk(store, credentials, settings, settings_file=None)
            try:
                desk.parts.window.resize(1440, 900)
                desk.start()
                wait_until(desk.parts.window.isActiveWindow, "an active window")
                wait_until(lambda: _whole_queue(desk), "the queue", 60)
                wait_until(
                    lambda: all(_read(desk, case) for case in {pane.case for pane in PANES}), "cases", 60
                )
                yield desk
            finally:
                desk.parts.window.close()
                desk.close()
                desk.parts.window.deleteLater()
                store.close()


def _whole_queue(desk: Desk) -> bool:
    """Whether every case of the demo is in the list, so that it changes no more."""
    desk.parts.model.reload()
    while desk.parts.model.canFetchMore(QModelIndex()):
        desk.parts.model.fetchMore(QModelIndex())
    return desk.parts.model.rowCount() == CASES


def _read(desk: Desk, case: str) -> bool:
    desk.parts.screen.show(CaseRef(ACCOUNT, case))
    file = desk.parts.screen.file
    return file is not None and file.member is not None and file.guidelines is not None


def _outline_on(desk: Desk, pane: Pane) -> Outline:
    window = desk.parts.window
    desk.parts.screen.show(CaseRef(ACCOUNT, pane.case))
    desk.parts.deciding.rest()
    desk.parts.following.bring_up()
    _settle(window)
    file = desk.parts.screen.file
    assert file is not None
    assert file.ref.case_id == pane.case, f"{pane.name}: another case came"
    if pane.prepare is not None:
        pane.prepare(desk)
    press(window, *pane.keys)
    _settle(window)
    widget = pane.find(desk)
    assert widget.isVisible(), f"{pane.name} is not to be seen"
    nameless: list[str] = []
    lines = list(lines_of(QAccessible.queryAccessibleInterface(widget), 0, nameless))
    press(window, *pane.back)
    window.conflict.show_conflict(None)
    return Outline("\n".join(lines) + "\n", tuple(nameless))


def _settle(window: Window) -> None:
    for _ in range(5):
        QApplication.processEvents()
    window.settle()


_MOST = {"List": ROWS, "Tree": 2 * ROWS}
_GROUPS = ("Client", "Pane", "Grouping", "LayeredPane", "Border", "Window", "Splitter", "ScrollBar")
"""Roles that only hold others: left out where they have no name."""


def lines_of(found: QAccessibleInterface | None, depth: int, nameless: list[str]) -> Iterator[str]:
    """An accessible tree as lines, what is not to be seen left out; what has no name is added to `nameless`."""
    if found is None or not found.isValid() or found.state().invisible:
        return
    role = found.role().name
    name, about, value = (
        steady(found.text(kind))
        for kind in (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value)
    )
    line = f"{'  ' * depth}{role}"
    line += f' "{name}"' if name else ""
    line += f" = {value}" if value and value != name else ""
    line += "".join(f" [{state}]" for state in _states(found))
    line += f" ({about})" if about and about != name else ""
    shown = bool(name or about) or role not in _GROUPS
    if found.state().focusable and not name:
        nameless.append(line.strip())
    if shown:
        yield line
    for place, child in enumerate(_children(found)):
        if place >= _MOST.get(role, 1000):
            yield f"{'  ' * (depth + 1)}…"
            break
        yield from lines_of(child, depth + shown, nameless)


def _children(found: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    """What is in it and to be seen."""
    for place in range(found.childCount()):
        child = found.child(place)
        if child is not None and child.isValid() and not child.state().invisible:
            yield child


def _states(found: QAccessibleInterface) -> Iterator[str]:
    state = found.state()
    for name in ("focusable", "checked", "selected", "disabled", "readOnly", "expanded"):
        if getattr(state, name):
            yield name


_PASSING = (
    (re.compile(r"\b\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4}\b"), "<date>"),
    (re.compile(r"\b\d+ (?:s|min|h|d|y)\b"), "<age>"),
    (re.compile(r"127\.0\.0\.1:\d+"), "127.0.0.1:<port>"),
    (re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"), "<id>"),
    (re.compile("[\u2066-\u2069]"), ""),
)


def steady(text: str) -> str:
    """The words without what differs from run to run: moments, ages, ports and ids; on one line, cut where very long."""
    for pattern, instead in _PASSING:
        text = pattern.sub(instead, text)
    text = " ⏎ ".join(text.splitlines())
    return text if len(text) <= 300 else f"{text[:300]}…"


def write_all(only: tuple[str, ...]) -> int:
    """Write the snapshots; 1 when something takes the focus without a name."""
    FOLDER.mkdir(exist_ok=True)
    made = outlines(only)
    for name, outline in made.items():
        (FOLDER / f"{name}.txt").write_text(outline.text, encoding="utf-8")
    faults = [f"{name}: {each}" for name, outline in made.items() for each in outline.nameless]
    sys.stdout.write("".join(f"{line}\n" for line in (*faults, f"{len(made)} outlines in {FOLDER.name}/")))
    return 1 if faults else 0


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    raise SystemExit(write_all(tuple(sys.argv[1:])))
