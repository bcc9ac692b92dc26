"""A process that has imported the command line and forks once for each command: a command then costs its own time alone.

Every command is still a process of its own, with surroundings and streams of its own, and ends as an interpreter ends.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from moderator_desk.cli import main
from tests.fixtures_server import ROOT, TIMEOUT


class Order(msgspec.Struct):
    """One command: its arguments, what it runs in, and the folder of its three streams (in, out, err)."""

    arguments: list[str]
    surroundings: dict[str, str]
    streams: str


class Nursery:
    """The process, seen from the tests."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.cli_nursery"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
        )

    def run(self, arguments: list[str], told: str) -> subprocess.CompletedProcess[str]:
        """One command to its end, with this on its standard input."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with tempfile.TemporaryDirectory(prefix="moderator_desk-cli-") as streams:
            Path(streams, "in").write_text(told, encoding="utf-8")
            order = Order(arguments, dict(os.environ), streams)
            self._process.stdin.write(msgspec.json.encode(order) + b"\n")
            self._process.stdin.flush()
            code = int(self._process.stdout.readline())
            out, err = (Path(streams, name).read_text(encoding="utf-8") for name in ("out", "err"))
        return subprocess.CompletedProcess(arguments, code, out, err)

    def close(self) -> None:
        """End it, by closing what ties it to us."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                pipe.close()
        self._process.wait(TIMEOUT)


@contextmanager
def running_nursery() -> Iterator[Nursery]:
    """A nursery for the length of a block."""
    made = Nursery()
    try:
        yield made
    finally:
        made.close()


def serve() -> int:
    """In the nursery: a child for each order, and its exit code when it has ended. In the child: that code itself."""
    for line in sys.stdin.buffer:
        pid = os.fork()
        if not pid:
            return command(msgspec.json.decode(line, type=Order))
        _, status = os.waitpid(pid, 0)
        os.write(1, f"{os.waitstatus_to_exitcode(status)}\n".encode())
    return 0


def command(order: Order) -> int:
    """Become the command: its surroundings, its streams, its arguments."""
    os.environ.clear()
    os.environ.update(order.surroundings)
    for number, name in enumerate(("in", "out", "err")):
        file = os.open(Path(order.streams, name), os.O_RDWR | os.O_CREAT, 0o600)
        os.dup2(file, number)
        os.close(file)
    sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
    code = main(order.arguments)
    assert not [name for name in sys.modules if name.startswith("PySide6")], "a window was loaded"
    return code


if __name__ == "__main__":
    sys.exit(serve())
