"""The cage of the picture worker refuses what a decoder that was taken over would try."""

import subprocess
import sys
from pathlib import Path

import pytest

from moderator_desk.content.cage import Protections

ROOT = Path(__file__).parents[2]
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has the whole cage")

# the same attempts without the cage, but for the two that end or fill the process that tries them
UNCAGED = """
import os, subprocess, sys
from moderator_desk.content.self_test import attempts, listening
os.environ["MODERATOR_DESK_SELF_TEST"] = "secret"
server = listening(sys.argv[1])
# stands for the parent: tracing a process stops it
other = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
for name, attempt in attempts(sys.argv[1], int(sys.argv[2]), other.pid).items():
    if name in ("run a program", "take more than the memory limit", "start a thread by clone3"):
        continue
    try:
        attempt()
    except OSError as error:
        print("refused:", name, error)
other.kill()
"""


@LINUX
def test_everything_that_is_tried_in_the_cage_is_refused() -> None:
    told = subprocess.run(
        [sys.executable, "-m", "moderator_desk.content.image_worker", "--self-test"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    lines = told.stdout.splitlines()
    assert told.returncode == 0, told.stdout
    assert lines[0].count("True") == 4
    assert sum(line.startswith("refused: ") for line in lines) >= 30
    assert "ALLOWED" not in told.stdout


@LINUX
def test_without_the_cage_the_same_attempts_succeed(tmp_path: Path) -> None:
    for name in ("kept", "kept-too"):
        (tmp_path / name).touch()
    shared = Path("/dev/shm", f"{tmp_path.name}-made")
    told = subprocess.run(
        [sys.executable, "-c", UNCAGED, str(tmp_path), "9"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert shared.exists()
    shared.unlink()
    # an attempt that fails by itself would prove nothing; what stands in another's way here is told
    expected = ("connect by TCP", "trace the parent")
    wrong = [
        line for line in told.stdout.splitlines() if not line.removeprefix("refused: ").startswith(expected)
    ]
    assert wrong == []


def test_a_worker_without_locks_says_so() -> None:
    assert not Protections().complete
    assert not Protections(limits=True, no_new_privileges=True, landlock=True).complete
    assert dict(Protections(limits=True).each())["limits"]
