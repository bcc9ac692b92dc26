"""The guards must be able to fail: a run of bad tests, each of which has to be caught, and its good twin."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

BAD = """
import logging, socket, threading
import pytest
from PySide6.QtCore import QObject, QThread, QTimer, qWarning
from PySide6.QtWidgets import QWidget

stop = threading.Event()
kept = []


def test_stray_log():
    logging.getLogger("odd").warning("nobody asked")


def test_claim_not_met(expect_log):
    expect_log("never comes")


def test_thread():
    threading.Thread(target=stop.wait, args=(20,), name="lingerer", daemon=True).start()


def test_thread_over():
    stop.set()


def test_timer(qapp):
    kept.append(QTimer())
    kept[-1].start(60_000)


def test_qthread(qapp):
    kept.append(QThread())
    kept[-1].start()


def test_qt_warning(qapp):
    qWarning("Qt is cross")


@pytest.fixture
def cross_at_the_end():
    yield
    qWarning("Qt is cross late")


def test_late_qt_warning(qapp, cross_at_the_end):
    pass


def test_socket():
    socket.socket()


def test_good(qtbot, expect_log):
    expect_log("asked for", logger="odd")
    logging.getLogger("odd.one").warning("this was asked for")
    thread = threading.Thread(target=stop.wait)
    thread.start()
    with socket.socket():
        window = QWidget()
        qtbot.addWidget(window)
        window.timer = QTimer(window)
        window.timer.start(60_000)
"""

CAUGHT = {
    "test_stray_log": "unclaimed log record: WARNING odd: nobody asked",
    "test_claim_not_met": "expected a log record with 'never comes'; none came",
    "test_thread": "leaked thread: lingerer (daemon)",
    "test_timer": "left running: QTimer started at",
    "test_qthread": "left running: QThread started at",
    "test_qt_warning": "Qt is cross",
    "test_late_qt_warning": "Qt warning after the test: Qt is cross late",
    "test_socket": "unclosed <socket.socket",
}


@pytest.fixture(scope="module")
def bad_run(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("bad")
    (folder / "test_bad.py").write_text(BAD, encoding="utf-8")
    root = Path(__file__).parents[1]
    command = [sys.executable, "-m", "pytest", "-c", str(root / "pyproject.toml"), "--rootdir", str(folder)]
    command += [
        "-p",
        "tests.conftest",
        "-p",
        "no:cacheprovider",
        "-rA",
        "--tb=short",
        str(folder / "test_bad.py"),
    ]
    done = subprocess.run(
        command,
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("name", CAUGHT)
def test_each_bad_test_is_caught_by_name(bad_run: str, name: str) -> None:
    summary = bad_run.partition("short test summary info")[2]
    lines = [line for line in summary.splitlines() if f"::{name} " in f"{line} "]
    assert any(line.startswith(("FAILED", "ERROR")) for line in lines), bad_run
    assert CAUGHT[name] in bad_run


@pytest.mark.parametrize("name", ["test_good", "test_thread_over"])
def test_the_good_ones_pass(bad_run: str, name: str) -> None:
    summary = bad_run.partition("short test summary info")[2]
    assert [line.split()[0] for line in summary.splitlines() if f"::{name} " in f"{line} "] == ["PASSED"]


def test_home_is_not_the_real_one(own_home: Path) -> None:
    assert Path.home() == own_home
    assert list(own_home.iterdir()) == []
