"""Starting the reference platform as a process of its own: it shares nothing with the desk but the wire."""

import subprocess
import sys
from pathlib import Path
from types import TracebackType

import msgspec
from msgspec import Struct

from moderator_desk.settings import resource


class Served(Struct, frozen=True):
    """Where a running platform is, and the tokens by role."""

    url: str
    tokens: dict[str, str]
    pid: int


class LocalPlatform:
    """The reference platform on loopback for as long as this process lives, or until close().

    It ends by itself when our end of its standard input closes, so that a killed desk leaves nothing behind.
    """

    def __init__(self, db: str, *, port: int = 0, control: bool = False, more: tuple[str, ...] = ()) -> None:
        command = [sys.executable, "-m", "moderator_desk.server", "--port", str(port), "--db", db]
        command += ["--world", str(resource("demo")), "--until-stdin-closes"]
        command += ["--guidelines", str(resource("guidelines/language-exchange.toml"))]
        command += ["--control"] if control else []
        self._process = subprocess.Popen(
            [*command, *more], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=Path(__file__).parent.parent
        )
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            self.close()
            raise RuntimeError("the local platform did not start")
        self.served = msgspec.json.decode(line, type=Served)

    def close(self) -> None:
        """End it, by its own pid."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def __enter__(self) -> "LocalPlatform":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def serve_forever(port: int, db: str) -> int:
    """Run the platform in the foreground until it is interrupted; its exit code."""
    command = [sys.executable, "-m", "moderator_desk.server", "--port", str(port), "--db", db]
    command += ["--world", str(resource("demo"))]
    command += ["--guidelines", str(resource("guidelines/language-exchange.toml"))]
    return subprocess.run(command, cwd=Path(__file__).parent.parent, check=False).returncode
