"""Keeps the rules of docs/architecture.md: layers, sizes, names that have one room, doubles, and what no file may say.

tests/test_house_rules.py shows each rule bad snippets, so that one that stopped looking is noticed.
"""

import gc
import subprocess
import sys
from pathlib import Path

import PySide6
import pytest
from PySide6.QtCore import QObject, Signal, Slot

from tests.house_imports import PACKAGE, Tree, knots, late_import_faults, layer_faults, read_tree
from tests.house_names import name_faults, place_faults
from tests.house_sizes import (
    LONG_FILES,
    MOCKS_PER_1000_LINES,
    mocks,
    mocks_of_ours,
    size_faults,
    sleep_faults,
)

ROOT = Path(__file__).parents[1]
OWN_FOLDERS = ("moderator_desk", "tests", "benchmarks")


def own_files() -> dict[str, str]:
    """Every Python file of ours by its path in the repository."""
    paths = [path for folder in OWN_FOLDERS for path in (ROOT / folder).rglob("*.py")]
    paths += ROOT.glob("*.py")
    return {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in sorted(paths)}


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    found = own_files()
    assert "moderator_desk/rules/__init__.py" in found
    assert "tests/test_house.py" in found
    return found


@pytest.fixture(scope="module")
def tree() -> Tree:
    found = read_tree(ROOT / PACKAGE)
    assert len(found.imports) > 50
    return found


def test_imports_go_down_only(tree: Tree) -> None:
    assert layer_faults(tree) == []


def test_no_import_hides_in_a_function(tree: Tree) -> None:
    assert late_import_faults(tree) == []


def test_no_modules_import_each_other_in_a_circle(tree: Tree) -> None:
    assert knots(tree) == []


def test_files_functions_and_classes_stay_small(files: dict[str, str]) -> None:
    assert [fault for path, source in files.items() for fault in size_faults(path, source)] == []
    assert len(LONG_FILES) <= 3


def test_names_stay_in_their_rooms(files: dict[str, str]) -> None:
    assert [fault for path, source in files.items() for fault in name_faults(path, source)] == []


def test_no_test_waits_a_fixed_time(files: dict[str, str]) -> None:
    tests = {path: source for path, source in files.items() if path.startswith("tests/")}
    assert [fault for path, source in tests.items() for fault in sleep_faults(path, source)] == []


def test_doubles_are_rare_and_never_of_our_own_package(files: dict[str, str]) -> None:
    tests = {path: source for path, source in files.items() if path.startswith("tests/")}
    lines = sum(source.count("\n") for source in tests.values())
    assert sum(map(mocks, tests.values())) <= MOCKS_PER_1000_LINES * lines / 1000
    assert [fault for path, source in tests.items() for fault in mocks_of_ours(path, source)] == []


def tracked_files() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:  # an unpacked archive has no git folder
        return [path for path in ROOT.rglob("*") if path.is_file() and ".venv" not in path.parts]
    return [ROOT / name for name in listed.stdout.split("\0") if name]


def test_no_file_names_an_index_or_a_builders_folder() -> None:
    paths = [path for path in tracked_files() if path.is_file()]
    assert ROOT / "requirements" / "run.txt" in paths
    faults = []
    for path in paths:
        faults += place_faults(
            path.relative_to(ROOT).as_posix(), path.read_bytes().decode("utf-8", "replace")
        )
    assert faults == []


def test_the_command_line_loads_no_widgets() -> None:
    if not (ROOT / PACKAGE / "cli.py").is_file():
        pytest.skip("there is no command line yet")
    probe = f"import sys, {PACKAGE}.cli; sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", probe], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


class Ringer(QObject):
    """A signal and the slot that counts it."""

    rang = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.heard = 0
        self.rang.connect(self.hear)

    @Slot(bool)
    def hear(self, _: bool) -> None:
        self.heard += 1


def test_slot_calls_keep_the_reference_to_true() -> None:
    # 6.12.0 on Python 3.11 loses one reference a call and aborts when none is left
    ringer = Ringer()
    gc.collect()
    before = sys.getrefcount(True)
    for _ in range(100):
        ringer.rang.emit(True)
    assert ringer.heard == 100
    assert sys.getrefcount(True) > before - 20
    assert tuple(PySide6.__version_info__[:2]) < (6, 12)
