"""A desk that reveals a picture and has a note half written, and then ends in one of three ways; what is left of both.

`python -m tests.reliability.canary` runs all three and prints what was found where. The picture carries one marker in its
file and another in its pixels, the note a third; every file below the desk's own folders is searched for them, and every
file that it holds open although it has no name any more.
"""

import base64
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.content.making_images import as_file, scene
from tests.fixtures_server import PlatformServer, running_platform
from tests.picture_world import world_with_picture

ENDINGS = ("quit", "kill", "abort")
ROOT = Path(__file__).parents[2]
_NEWS = random.Random(20261123).randbytes
FILE_MARK = b"canary-" + base64.b32encode(_NEWS(20))
NOTE_MARK = "canarynote" + base64.b32encode(_NEWS(10)).decode().lower()
DOTS = _NEWS(90)
PIXEL_MARK = b"".join(DOTS[at : at + 3] + b"\xff" for at in range(0, len(DOTS), 3))
NEEDLES = {
    "file": FILE_MARK,
    "file in base64": base64.b64encode(b"xx" + FILE_MARK)[4:44],
    "file in hex": FILE_MARK.hex().encode(),
    "pixels": PIXEL_MARK,
    "pixels without alpha": DOTS,
    "note": NOTE_MARK.encode(),
    "note in UTF-16": NOTE_MARK.encode("utf-16-le"),
}
STORE = ("desk.sqlite", "desk.sqlite-wal", "desk.sqlite-shm")


class Hit(msgspec.Struct, frozen=True):
    """A marker that was found: which, and in what file, seen from the scratch folder."""

    needle: str
    file: str

    @property
    def allowed(self) -> bool:
        """Whether it may be there: a note in progress, in the store."""
        return self.needle.startswith("note") and Path(self.file).name in STORE


def picture() -> bytes:
    """A picture whose file carries one marker (in its metadata) and whose pixels carry another."""
    made = scene(11)
    made.paste(Image.frombytes("RGB", (len(DOTS) // 3, 1), DOTS), (40, 40))
    about = PngInfo()
    about.add_text("Comment", FILE_MARK.decode())
    return as_file(made, "PNG", pnginfo=about)


def run(ending: str, scratch: Path) -> tuple[list[Hit], int]:
    """Let one desk live and end; what was found, and its exit code (a signal's number below zero)."""
    world = world_with_picture(scratch / "world", picture())
    with running_platform(f"sqlite:///{scratch / 'platform.sqlite'}", world=world) as platform:
        held, code = live(ending, scratch / "desk", platform)
    return held + list(search(scratch / "desk")), code


def live(ending: str, folder: Path, platform: PlatformServer) -> tuple[list[Hit], int]:
    """Start a desk, wait until it has shown what it has to, end it; what its nameless open files held, and its code."""
    process = _started(ending, folder, platform.url)
    assert process.stdin is not None
    assert process.stdout is not None
    with process.stdin, process.stdout:
        process.stdin.write(platform.tokens["senior"].encode() + b"\n")
        process.stdin.flush()
        said = process.stdout.readline().strip()
        assert said == b"shown", f"the desk said {said!r} and ended with {process.wait(20)}"
        held = list(_nameless(process.pid))
        if ending == "quit":
            process.stdin.write(b"quit\n")
            process.stdin.flush()
        else:
            process.send_signal(signal.SIGKILL if ending == "kill" else signal.SIGABRT)
        return held, process.wait(30)


def _started(ending: str, folder: Path, url: str) -> subprocess.Popen[bytes]:
    """The desk in folders of its own, so that all it leaves is found there."""
    for name in ("home", "tmp", "run", "here"):
        (folder / name).mkdir(parents=True)
    surroundings = {
        **{name: value for name, value in os.environ.items() if not name.startswith("XDG_")},
        "HOME": str(folder / "home"),
        "TMPDIR": str(folder / "tmp"),
        "XDG_RUNTIME_DIR": str(folder / "run"),
        "PYTHONPATH": str(ROOT),
        "QT_QPA_PLATFORM": "offscreen",
    }
    return subprocess.Popen(
        [
            sys.executable,
            "-m",
            "tests.reliability.canary_desk",
            str(folder / "profile"),
            url,
            ending,
            NOTE_MARK,
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=folder / "here",
        env=surroundings,
    )


def search(folder: Path) -> Iterator[Hit]:
    """Every marker in every file below a folder."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield from _hits(path.read_bytes(), str(path.relative_to(folder)))


def _nameless(pid: int) -> Iterator[Hit]:
    for link in Path(f"/proc/{pid}/fd").glob("*"):
        target = os.readlink(link)
        if target.endswith(" (deleted)") or target.startswith("/memfd:"):
            yield from _hits(link.read_bytes(), target)


def _hits(data: bytes, name: str) -> Iterator[Hit]:
    return (Hit(needle, name) for needle, mark in NEEDLES.items() if mark in data)


def main() -> int:
    """All three endings; 0 when nothing was found where it may not be."""
    bad = 0
    for ending in ENDINGS:
        with tempfile.TemporaryDirectory(prefix="moderator_desk-canary-") as scratch:
            begun = time.perf_counter()
            hits, code = run(ending, Path(scratch))
            took = time.perf_counter() - begun
        bad += sum(not hit.allowed for hit in hits)
        found = ", ".join(f"{hit.needle} in {hit.file}" for hit in hits) or "nothing"
        sys.stdout.write(f"{ending}: ended with {code} after {took:.1f} s; found: {found}\n")
    sys.stdout.write(f"{bad} markers where they may not be\n")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
