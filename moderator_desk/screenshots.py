"""Pictures of the desk, made by the program itself on the demo community: every theme and size, telling cases."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from moderator_desk.app import Desk, make_application, make_desk
from moderator_desk.credentials import Credentials
from moderator_desk.demo import sign_in_to
from moderator_desk.driver import press, type_text, wait_until
from moderator_desk.models.store import open_store
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


def save_all(out: Path) -> int:
    """Save the pictures into a folder; the exit code."""
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
                Album(desk, app, out).fill()
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
        app: QApplication,
        out: Path,
        *,
        themes: tuple[str, ...] = THEMES,
        sizes: tuple[tuple[int, int], ...] = SIZES,
    ) -> None:
        self._themes, self._sizes = themes, sizes
        self._desk = desk
        self._app = app
        self._out = out
        self._window = desk.parts.window

    def fill(self) -> None:
        """Every sight."""
        self._window.resize(*self._sizes[0])
        self._desk.start()
        wait_until(self._window.isActiveWindow, "an active window")
        screen = self._desk.parts.screen
        wait_until(lambda: screen.file is not None and screen.file.member is not None, "the first case")
        wait_until(self._all_read, "every member", 60)
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
