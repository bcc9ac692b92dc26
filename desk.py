"""Sets the desk up and starts it: `python3 desk.py demo`, `python3 desk.py test`, `python3 desk.py open`, ...

Only the standard library, because on a fresh machine there is nothing else. It looks for the shared libraries and fonts
Qt needs (root on Debian or Ubuntu gets them installed, anybody else gets the exact line and exit code 3), makes .venv,
installs the hash-locked requirements and the package, stamps the venv with the digest of what it installed, and hands
over. With the stamp in place a start costs a few milliseconds.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - this very check is for older ones
    sys.exit("The desk needs Python 3.11 or newer; this is %d.%d." % sys.version_info[:2])  # noqa: UP031

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LIVE_VENV = ROOT / ".venv.live"
"""The real servers of the live tests, as programs: kept apart, because the desk imports nothing of them."""

OZONE = ROOT / "tests" / "live" / "ozone" / "install.sh"
"""Installs the one of them that is no Python, below .live-ozone."""

MISSING = 3
"""Exit code for something this machine lacks."""

# what Qt cannot be imported without, and the package that brings it
LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
}
# what a window under X needs besides; Qt's own message names the wrong one when it is missing
WINDOW_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
# families that between them draw every script of the demo, as fontconfig names them
FONTS = {
    "Noto Sans Devanagari": "fonts-noto-core",
    "Noto Sans CJK JP": "fonts-noto-cjk",
    "Noto Color Emoji": "fonts-noto-color-emoji",
}
# programs that the tests with a real window drive it by
TEST_PROGRAMS = {"Xvfb": "xvfb", "xauth": "xauth", "xdotool": "xdotool"}

WITHOUT_WINDOW = frozenset({"serve", "outbox", "doctor"})


def main(arguments: Sequence[str]) -> int:
    """Set up what the command needs and hand over to it; returns only when something is missing or failed."""
    testing = arguments[:1] == ["test"]
    if sys.platform == "linux" and (code := _prepare_system(arguments, testing)):
        return code
    if not stamp_holds(VENV, testing) and (code := _prepare_venv(testing)):
        return code
    if testing and "--live" in arguments and (code := _prepare_ozone()):
        return code
    return _hand_over(command_for(arguments, VENV))


def command_for(arguments: Sequence[str], venv: Path) -> list[str]:
    """The command line to hand over to: pytest for `test`, the desk itself for all else."""
    python = str(venv_python(venv))
    if arguments[:1] != ["test"]:
        return [python, "-m", "moderator_desk", *arguments]
    return [python, "-m", "pytest", "-n", "2", "--dist", "worksteal", *arguments[1:]]


def venv_python(venv: Path) -> Path:
    """Where a venv keeps its interpreter."""
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


# --- the system ---


def missing_libraries(wanted: Mapping[str, str], load: Callable[[str], object] = ctypes.CDLL) -> list[str]:
    """The packages of those libraries that the loader does not find, in order and once each."""
    packages = []
    for soname, package in wanted.items():
        try:
            load(soname)
        except OSError:
            packages.append(package)
    return list(dict.fromkeys(packages))


def missing_fonts(families: str | None) -> list[str]:
    """The packages of the fonts not in `families`, which is what `fc-list : family` prints; None when it is absent."""
    if families is None:
        return ["fontconfig", *FONTS.values()]
    return [package for family, package in FONTS.items() if family not in families]


def has_display(environment: Mapping[str, str]) -> bool:
    """Whether a window could be shown to somebody."""
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def needed_libraries(arguments: Sequence[str], environment: Mapping[str, str]) -> dict[str, str]:
    """The libraries the command in `arguments` cannot do without: those of X only where a window may come up."""
    shows = has_display(environment) and not WITHOUT_WINDOW.intersection(arguments[:1])
    return LIBRARIES | (WINDOW_LIBRARIES if shows or arguments[:1] == ["test"] else {})


def missing_packages(arguments: Sequence[str], libraries: Sequence[str]) -> list[str]:
    """The Debian packages this machine lacks for the command in `arguments`, given those of its `libraries`."""
    packages = [*libraries, *missing_fonts(_font_families())]
    if arguments[:1] == ["test"]:
        packages += [package for program, package in TEST_PROGRAMS.items() if not shutil.which(program)]
    if importlib.util.find_spec("ensurepip") is None and not venv_python(VENV).exists():
        packages.append("python3-venv")
    return packages


def apt_line(packages: Iterable[str]) -> str:
    """What to type to get the packages, for somebody who is not root."""
    return f"sudo apt-get install -y --no-install-recommends {' '.join(packages)}"


def missing_message(packages: Sequence[str]) -> str:
    """Plain words for a machine that lacks something and where this script may not, or cannot, install it."""
    return (
        "This machine lacks some libraries, fonts or programs that the desk needs. On Debian or Ubuntu, run\n\n"
        f"    {apt_line(packages)}\n\n"
        "and start again. On another system, install what these packages are called there."
    )


def _font_families() -> str | None:
    if not shutil.which("fc-list"):
        return None
    return subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, check=False).stdout


def _prepare_system(arguments: Sequence[str], testing: bool) -> int:
    libraries = missing_libraries(needed_libraries(arguments, os.environ))
    if stamp_holds(VENV, testing) and not libraries:
        # the stamp says that the rest was there when the venv was made, so that a second start costs nothing;
        # the libraries are asked again, because a display may have come since
        return 0
    packages = missing_packages(arguments, libraries)
    if not packages:
        return 0
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        print(missing_message(packages), file=sys.stderr)
        return MISSING
    print(f"Installing what is missing: {' '.join(packages)}", file=sys.stderr)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for step in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        # the tool's own chatter goes to stderr: stdout belongs to the command that is to run
        done = subprocess.run(["apt-get", "-qq", *step], env=environment, stdout=sys.stderr, check=False)
        if done.returncode and step[0] == "install":
            print(missing_message(packages), file=sys.stderr)
            return MISSING
    return 0


# --- the venv ---


def lock_digest(root: Path) -> str:
    """SHA-256 (hex) over everything that decides what is installed."""
    digest = hashlib.sha256()
    for name in ("requirements/run.txt", "requirements/dev.txt", "requirements/live.txt", "pyproject.toml"):
        digest.update(hashlib.sha256((root / name).read_bytes()).digest())
    digest.update(f"{sys.version_info[:2]} {root}".encode())
    return digest.hexdigest()


def stamp_holds(venv: Path, testing: bool, root: Path = ROOT) -> bool:
    """Whether `venv` was made from the present locks, with what the tests need if it is for them."""
    try:
        digest, _, kind = (venv / "desk-stamp").read_text(encoding="ascii").partition(" ")
    except (OSError, UnicodeDecodeError):
        return False
    return digest == lock_digest(root) and kind in (("test",) if testing else ("run", "test"))


def write_stamp(venv: Path, testing: bool, root: Path = ROOT) -> None:
    """Say that `venv` now holds what the locks ask for."""
    new = venv / "desk-stamp.new"
    new.write_text(f"{lock_digest(root)} {'test' if testing else 'run'}", encoding="ascii")
    new.replace(venv / "desk-stamp")


def install_steps(venv: Path, testing: bool, root: Path = ROOT) -> list[list[str]]:
    """The commands that fill a fresh venv, in order."""
    pip = [str(venv_python(venv)), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    locks = ["-r", str(root / "requirements" / "run.txt")]
    if testing:
        locks += ["-r", str(root / "requirements" / "dev.txt")]
    return [[*pip, "--require-hashes", *locks], [*pip, "--no-deps", "--no-build-isolation", "-e", str(root)]]


def live_steps(venv: Path, root: Path = ROOT) -> list[list[str]]:
    """The commands that fill the fresh venv of the live tests' servers."""
    pip = [str(venv_python(venv)), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    return [[*pip, "--require-hashes", "-r", str(root / "requirements" / "live.txt")]]


def _works(venv: Path) -> bool:
    python = venv_python(venv)
    return python.exists() and subprocess.run([str(python), "-c", ""], check=False).returncode == 0


def _prepare_venv(testing: bool) -> int:
    print("Setting up .venv; this takes a minute the first time.", file=sys.stderr)
    steps: list[list[str]] = []
    for venv, fill in ((VENV, install_steps(VENV, testing)), (LIVE_VENV, live_steps(LIVE_VENV))):
        if venv == VENV or testing:
            steps += [] if _works(venv) else [[sys.executable, "-m", "venv", "--clear", str(venv)]]
            steps += fill
    for step in steps:
        if subprocess.run(step, stdout=sys.stderr, check=False).returncode:
            print(
                f"Setting up stopped at: {' '.join(step)}\nMend what it says above and start again.",
                file=sys.stderr,
            )
            return MISSING
    write_stamp(VENV, testing)
    return 0


def _prepare_ozone() -> int:
    """Bluesky's servers for the live tests: three minutes and about 700 MB the first time, nothing later."""
    print("Looking whether Ozone is installed; the first time this takes some minutes.", file=sys.stderr)
    if subprocess.run(["bash", str(OZONE)], stdout=sys.stderr, check=False).returncode:
        print(f"Setting up stopped at: {OZONE}\nMend what it says above and start again.", file=sys.stderr)
        return MISSING
    return 0


def _hand_over(command: Sequence[str]) -> int:
    if command[1:3] == ["-m", "pytest"]:
        os.chdir(ROOT)
    sys.stdout.flush()
    if os.name != "nt":  # exec on Windows lets the prompt come back before the program ends
        os.execv(command[0], list(command))
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
