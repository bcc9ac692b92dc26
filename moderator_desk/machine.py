"""What this machine offers: a display, the libraries Qt loads, fonts for the scripts of the world, a safe keyring."""

import ctypes
import os
import shutil
import subprocess
import sys
from contextlib import suppress

from moderator_desk.credentials import open_credentials
from moderator_desk.headless import Finding

LIBRARIES = (
    "libGL.so.1",
    "libEGL.so.1",
    "libxkbcommon.so.0",
    "libdbus-1.so.3",
    "libfontconfig.so.1",
    "libglib-2.0.so.0",
)
SCRIPTS = {
    "ar": "Arabic",
    "he": "Hebrew",
    "hi": "Hindi",
    "th": "Thai",
    "zh": "Chinese",
    "ja": "Japanese",
    "ko": "Korean",
}


def has_display() -> bool:
    """Whether a window can be shown. Looked at before Qt is started: without a display Qt ends the process."""
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def keep_memory_off_the_disk() -> None:
    """See to it that a crash leaves no image of this process's memory behind: pictures and notes are in there.

    The limit stops dumps into a file; where the system hands them to a program instead (core(5)), that gets an empty one.
    Nothing to do on Windows, which keeps such images only when its owner has set that up.
    """
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(OSError), open("/proc/self/coredump_filter", "w", encoding="ascii") as filter_:
        filter_.write("0\n")


def examine_machine() -> tuple[Finding, ...]:
    """Everything doctor looks at outside the store."""
    findings = [
        Finding("python", sys.version_info >= (3, 11), ".".join(map(str, sys.version_info[:3]))),
        Finding("display", has_display()),
    ]
    if sys.platform == "linux":
        findings += [Finding("library", _loads(name), name) for name in LIBRARIES]
        findings += [Finding("font", _has_font(code), name) for code, name in SCRIPTS.items()]
    findings.append(Finding("keyring", open_credentials().lasting))
    return tuple(findings)


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _has_font(code: str) -> bool:
    if shutil.which("fc-list") is None:
        return False
    found = subprocess.run(
        ["fc-list", f":lang={code}", "family"], capture_output=True, text=True, check=False
    )
    return bool(found.stdout.strip())
