"""Pictures of the desk, made by the program itself on the demo community: every theme and size, telling cases."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct
from PIL import Image
from PySide6.QtWidgets import QApplication

from moderator_desk.app import Desk, make_application, make_desk
from moderator_desk.credentials import Credentials
from moderator_desk.demo import ACCOUNT, sign_in_to
from moderator_desk.driver import press, type_text, wait_until
from moderator_desk.models.indexing import left
from moderator_desk.models.store import Store, open_store
from moderator_desk.models.values import CaseFile, CaseRef
from moderator_desk.servers import LocalPlatform
from moderator_desk.settings import Settings
from moderator_desk.ui.theme import apply_theme

SIZES = ((1440, 900), (1024, 640))
THEMES = ("light", "dark")
WANTED: tuple[tuple[str, Callable[[CaseFile], bool]], ...] = (
    ("arabic", lambda file: file.case.item.language == "ar"),
    ("thai", lambda file: file.case.item.language == "th"),
    ("chinese", lambda file: file.case.item.language == "zh"),
    ("hindi", lambda file: file.case.item.language == "hi"),
    ("long", lambda file: len(file.case.item.text) > 4000),
    ("changed", lambda file: file.case.item.text_now not in (None, file.case.item.text)),
    ("picture", lambda file: bool(file.case.item.media) and not file.case.sealed),
    ("evidence", lambda file: any(e.media for r in file.case.reports for e in r.evidence)),
    ("covered", lambda file: file.case.guideline in Settings().covered_texts and not file.case.sealed),
    ("sealed", lambda file: file.case.sealed),
    ("history", lambda file: bool(file.member and len(file.member.member.strikes) > 1)),
    ("hidden", lambda file: "\u202e" in file.case.item.text or "\u200b" in file.case.item.text),
)
FORMS = (("edit", "E"), ("remove", "R"), ("warn", "W"), ("ban", "B"), ("escalate", "X"), ("note", "N"))
SHEETS = (
    ("outbox", "O"),
    ("keys", "?"),
    ("palette", "Ctrl+K"),
    ("key-editor", "Ctrl+Shift+K"),
    ("hidden-all", "Ctrl+Shift+H"),
)


class Telling(Struct, frozen=True):
    """A case of the demo that shows something, and the keys that bring it out."""

    name: str
    case: str
    keys: tuple[str, ...] = ()


TELLING = (
    Telling("01-clear", "c-a041"),
    Telling("02-only-looks-bad", "c-a102"),
    Telling("03-edited-after-the-report", "c-s15"),
    Telling("04-spam-wave", "c-s02", ("Q",)),
    Telling("05-false-reporters", "c-s10"),
    Telling("06-repeat-offender", "c-s11", ("I",)),
    Telling("07-distress", "c-s13", ("X",)),
    Telling("08-sealed", "c-s14"),
    Telling("09-right-to-left", "c-s30"),
    Telling("10-chinese-picture-covered", "c-s23"),
)
"""Ten cases of the demo, chosen for what they show."""

COLOURS = 255
"""Of a picture on the disk: text on plain grounds needs no more, and the file is a third as large."""


def save_all(out: Path, *, cases: bool = False) -> int:
    """Save the pictures into a folder, or with `cases` those of the ten telling cases into its folder cases/; the exit
    code."""
    out = out / "cases" if cases else out
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="moderator_desk-shots-") as scratch:
        base = Path(scratch)
        with LocalPlatform(f"sqlite:///{base / 'platform.sqlite'}") as platform:
            store = open_store(base / "desk.sqlite")
            credentials = Credentials(None)
            sign_in_to(store, credentials, platform)
            app = make_application()
            apply_theme(app, "light")
            settings = Settings(theme="light", arm_ms=0)
            desk = make_desk(store, credentials, settings, settings_file=None)
            try:
                album = Album(desk, store, app, out)
                album.tell() if cases else album.fill()
            finally:
                desk.parts.window.close()
                desk.close()
                store.close()
    return 0


class Album:
    """Walks the desk from sight to sight and saves each in every theme and size."""

    def __init__(
        self,
        desk: Desk,
        store: Store,
        app: QApplication,
        out: Path,
        *,
        themes: tuple[str, ...] = THEMES,
        sizes: tuple[tuple[int, int], ...] = SIZES,
    ) -> None:
        self._themes, self._sizes = themes, sizes
        self._desk, self._store = desk, store
        self._app = app
        self._out = out
        self._window = desk.parts.window

    def fill(self) -> None:
        """Every sight."""
        screen = self._desk.parts.screen
        self._open()
        self._save("desk")
        first = screen.file
        for name, wanted in WANTED:
            ref = self._find(wanted)
            if ref is not None:
                screen.show(ref)
                if name in ("picture", "evidence"):
                    press(self._window, "V")
                    self._settle(30)
                self._save(name)
        screen.show(first.ref if first else None)
        for name, key in FORMS:
            press(self._window, key)
            self._save(f"form-{name}")
            press(self._window, "Esc", "Esc")
        press(self._window, "D", "D")
        for name, key in SHEETS:
            press(self._window, key)
            self._save(name)
            press(self._window, "Esc")
        press(self._window, "/")
        type_text(self._window, "no such words anywhere")
        self._settle(20)
        self._save("nothing-found")

    def tell(self) -> int:
        """The ten telling cases; the bytes of their pictures."""
        self._open()
        for each in TELLING:
            ref = CaseRef(ACCOUNT, each.case)
            wait_until(lambda ref=ref: self._is_read(ref), each.case)  # type: ignore[misc]
            self._settle(20)  # what is asked for once a case has stood for a moment
            press(self._window, *each.keys)
            self._settle(20)
            self._save(each.name)
            press(self._window, "Esc", "Esc")
        return sum(_make_smaller(path) for path in sorted(self._out.glob("*.png")))

    def _open(self) -> None:
        self._window.resize(*SIZES[0])
        self._desk.start()
        wait_until(self._window.isActiveWindow, "an active window")
        screen = self._desk.parts.screen
        wait_until(lambda: screen.file is not None and screen.file.member is not None, "the first case")
        wait_until(self._all_read, "every member", 60)
        wait_until(self._indexed, "the index", 60)

    def _is_read(self, ref: CaseRef) -> bool:
        screen = self._desk.parts.screen
        if screen.file is None or screen.file.ref != ref or screen.file.member is None:
            screen.show(ref)
        return screen.file is not None and screen.file.member is not None

    def _find(self, wanted: Callable[[CaseFile], bool]) -> CaseRef | None:
        model, screen = self._desk.parts.model, self._desk.parts.screen
        for row in range(model.rowCount()):
            line = model.line(row)
            if line is not None:
                screen.show(line.ref)
                if screen.file is not None and wanted(screen.file):
                    return line.ref
        return None

    def _all_read(self) -> bool:
        model, screen = self._desk.parts.model, self._desk.parts.screen
        line = model.line(model.rowCount() - 1)
        if line is None:
            return False
        screen.show(line.ref)
        there = screen.file is not None and screen.file.member is not None
        screen.show(model.next_open_after(None, 1))
        return there

    def _indexed(self) -> bool:
        with self._store.read() as session:
            return not left(session)

    def _settle(self, rounds: int) -> None:
        for _ in range(rounds):
            wait_until(lambda: True, "")
            QApplication.processEvents()
            self._app.thread().msleep(10)

    def _save(self, name: str) -> None:
        for theme in self._themes:
            apply_theme(self._app, theme)
            for width, height in self._sizes:
                self._window.resize(width, height)
                self._settle(3)
                shot = self._window.grab()
                shot.save(str(self._out / f"{name}-{theme}-{width}x{height}.png"))
        apply_theme(self._app, self._themes[0])
        self._window.resize(*self._sizes[0])
        self._settle(3)


def _make_smaller(path: Path) -> int:
    """Write a picture again with a palette of its own; its bytes after that."""
    with Image.open(path) as whole:
        small = whole.convert("RGB").quantize(
            COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
        )
    small.save(path, optimize=True)
    return path.stat().st_size
