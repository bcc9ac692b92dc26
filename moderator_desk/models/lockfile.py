"""One desk per profile: a lock that the operating system drops when the process ends, however it ends."""

import os
import sys
from pathlib import Path

from moderator_desk.models.problems import StoreProblem

if sys.platform == "win32":
    import msvcrt

    def _try_lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _try_lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class LockFile:
    """Held for the life of a running desk; the file names the holder's process number for the message."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None

    def acquire(self) -> None:
        """Take the lock. Raises StoreProblem("in-use") with the other process's number."""
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _try_lock(handle)
        except OSError as error:
            holder = os.read(handle, 20).decode("ascii", "replace").strip()
            os.close(handle)
            raise StoreProblem("in-use", holder) from error
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0) if hasattr(os, "pwrite") else os.write(
            handle, str(os.getpid()).encode()
        )
        self._handle = handle

    def release(self) -> None:
        """Let go; safe to call twice."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None
