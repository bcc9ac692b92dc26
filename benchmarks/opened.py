"""`python -m benchmarks.opened [STORE]`: what start.py times: the desk on a store, or a bare window without one.

Prints "painted" after the first paint and a line with its memory once it has come to rest, and ends when its standard
input closes.
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def main(store: str) -> None:
    """One or the other; the imports stand inside, because they are what is timed."""
    if store:
        _desk(Path(store))
    else:
        _bare()


def say(line: str) -> None:
    """One line, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def say_memory() -> None:
    """What the process holds now."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    kilobytes = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))
    say(f'{{"rss_mb": {kilobytes / 1024:.1f}}}')


def _bare() -> None:
    from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

    app = QApplication([])
    window = QMainWindow()
    window.setCentralWidget(QLabel("A case"))
    window.resize(1440, 900)
    window.show()
    app.processEvents()
    say("painted")
    app.processEvents()
    say_memory()
    sys.stdin.read()


def _desk(store_path: Path) -> None:
    import moderator_desk.launch  # noqa: F401 - every start begins there
    from moderator_desk.app import make_application, make_desk, spare_collector
    from moderator_desk.credentials import Credentials
    from moderator_desk.driver import wait_until
    from moderator_desk.models.store import open_store
    from moderator_desk.settings import Settings
    from moderator_desk.ui.theme import apply_theme

    store = open_store(store_path)
    app = make_application()
    apply_theme(app, "light")
    desk = make_desk(store, Credentials(None), Settings(theme="light"), settings_file=None)
    desk.parts.window.restore(None, ())
    desk.start()
    spare_collector()
    app.processEvents()
    if desk.parts.screen.file is None:
        raise RuntimeError("there is no case")
    say("painted")
    rested: list[int] = []
    desk.parts.following.brought_up.connect(lambda: rested.append(1))
    wait_until(lambda: len(rested) > 1, "the desk to come to rest")
    say_memory()
    sys.stdin.read()
    desk.parts.window.close()
    desk.close()
    store.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
