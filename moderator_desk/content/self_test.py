"""Tries from inside the cage what somebody who took over a decoder would try; every one of it has to be refused.

`python -m moderator_desk.content.image_worker --self-test` prints a line for each and ends with 0 only when all were.
The one that tries is a child, because the last attempt, using the processor without end, is answered with its end.
"""

import ctypes
import mmap
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from moderator_desk.content.cage import CPU_SECONDS, MEMORY, shut_in
from moderator_desk.content.images import surroundings

_ROOT = str(Path(__file__).parents[2])
_START = (
    "import sys; sys.path.append(sys.argv[1]); from moderator_desk.content.self_test import try_all;"
    " try_all(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))"
)
_PTRACE_ATTACH = 16
_GRACE_S = 10
_LAST = "use the processor without end"
_SECRET = "MODERATOR_DESK_SELF_TEST"
_SOCKET = "socket"


def self_test() -> int:
    """Print what was refused; 0 when everything was, 1 otherwise. Takes as long as the processor limit."""
    os.environ[_SECRET] = "secret"
    with (
        tempfile.TemporaryDirectory() as folder,
        socket.create_server(("127.0.0.1", 0)) as server,
        listening(folder),
        open(Path(folder, "kept"), "xb") as file,
    ):
        Path(folder, "kept-too").touch()
        os.set_inheritable(file.fileno(), True)
        port = server.getsockname()[1]
        tried = [sys.executable, "-I", "-c", _START, _ROOT, folder, str(port), str(os.getpid())]
        child = subprocess.Popen(tried, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, env=surroundings())
        try:
            output, _ = child.communicate(timeout=CPU_SECONDS + _GRACE_S)
        except subprocess.TimeoutExpired:
            child.kill()
            output, _ = child.communicate()
            ended = False
        else:
            ended = child.returncode in (-signal.SIGKILL, -getattr(signal, "SIGXCPU", 0))
        untouched = sorted(each.name for each in Path(folder).iterdir()) == ["kept", "kept-too", _SOCKET]
    # the child says before its last attempt that it has come so far
    lines = output.decode(errors="replace").splitlines()
    reached = lines[-1:] == [f"trying: {_LAST}"]
    locks = [line for line in lines if line.startswith("locks: ")]
    lines = [line for line in lines if line.startswith(("refused: ", "ALLOWED: "))]
    lines.append(f"{'refused' if reached and ended else 'ALLOWED'}: {_LAST}")
    refused = sum(line.startswith("refused: ") for line in lines)
    wanted = len(attempts("", 0, 0)) + 1
    lines.append(f"{refused} of {wanted} refused")
    sys.stdout.write("\n".join(locks + lines) + "\n")
    return 0 if refused == wanted == len(lines) - 1 and untouched else 1


def listening(folder: str) -> socket.socket:
    """A socket of this machine that somebody listens on, in a folder."""
    made = socket.socket(socket.AF_UNIX)
    made.bind(f"{folder}/{_SOCKET}")
    made.listen()
    return made


def try_all(folder: str, port: int, parent: int) -> None:
    """In the child: shut in, then one attempt after the other, one line each."""
    every = attempts(folder, port, parent)
    held = shut_in()
    _say(f"locks: {', '.join(f'{name} {value}' for name, value in held.each())}")
    for name, attempt in every.items():
        try:
            attempt()
        except (OSError, MemoryError):
            _say(f"refused: {name}")
        else:
            _say(f"ALLOWED: {name}")
    if not held.limits:
        return
    _say(f"trying: {_LAST}")
    while True:
        pass


def attempts(folder: str, port: int, parent: int) -> dict[str, Callable[[], object]]:
    """What is tried, by its name; each raises OSError or MemoryError when it is refused."""
    inside, kept, shared = f"{folder}/made", f"{folder}/kept", f"/dev/shm/{Path(folder).name}-made"
    libc = ctypes.CDLL(None, use_errno=True)
    libc.mmap.restype = ctypes.c_void_p
    home = os.path.expanduser("~")
    return _at_files(inside, kept, shared, home) | {
        "read the parent's memory": lambda: os.open(f"/proc/{parent}/mem", os.O_RDONLY),
        "use what the parent had open": _inherited,
        "read the secrets of the surroundings": _secret,
        "start a child": _fork,
        "start a thread by clone3": lambda: _raised(libc.syscall(435, None, ctypes.c_size_t(0))),
        "run a program": lambda: os.execv("/bin/true", ["true"]),
        "run a program from memory": lambda: os.memfd_create("program"),
        "make memory that can be executed": lambda: _executable(libc),
        "connect by TCP": lambda: socket.socket().connect(("127.0.0.1", port)),
        "listen on TCP": lambda: socket.socket().bind(("127.0.0.1", 0)),
        "send by UDP": lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(
            b"x", ("127.0.0.1", port)
        ),
        "talk to a program on this machine": lambda: socket.socket(socket.AF_UNIX).connect(
            f"{folder}/{_SOCKET}"
        ),
        "open a socket on this machine": lambda: socket.socketpair(socket.AF_UNIX),
        "trace the parent": lambda: _raised(libc.ptrace(_PTRACE_ATTACH, parent, None, None)),
        "signal the parent": lambda: os.kill(parent, 0),
        "raise the limits again": _unlimited,
        "take more than the memory limit": lambda: bytearray(MEMORY + 1),
    }


def _at_files(inside: str, kept: str, shared: str, home: str) -> dict[str, Callable[[], object]]:
    return {
        "read /etc/passwd": lambda: os.open("/etc/passwd", os.O_RDONLY),
        "list the home folder": lambda: os.listdir(home),
        "ask whether a file is there": lambda: os.stat("/etc/passwd"),
        "read its own memory as a file": lambda: os.open("/proc/self/mem", os.O_RDWR),
        "write a new file": lambda: os.open(inside, os.O_WRONLY | os.O_CREAT),
        "write into a file that is there": lambda: os.open(kept, os.O_WRONLY),
        "make a folder": lambda: os.mkdir(f"{inside}-folder"),
        "make a symbolic link": lambda: os.symlink("/etc/passwd", f"{inside}-link"),
        "make a second name of a file": lambda: os.link(kept, f"{inside}-name"),
        "change a file's rights": lambda: os.chmod(kept, 0o777),
        "cut a file off": lambda: os.truncate(kept, 0),
        "rename a file": lambda: os.rename(kept, f"{kept}-no-more"),
        "remove a file": lambda: os.unlink(f"{kept}-too"),
        "make a file in shared memory": lambda: os.open(shared, os.O_WRONLY | os.O_CREAT),
    }


def _fork() -> None:
    child = os.fork()
    if not child:
        os._exit(0)
    os.waitpid(child, 0)


def _inherited() -> None:
    for number in range(3, 64):
        with suppress(OSError):
            os.fstat(number)
            return
    raise OSError("nothing but the pipes is open")


def _secret() -> None:
    if _SECRET not in os.environ:
        raise OSError("not there")


def _raised(result: int) -> None:
    if result == -1:
        raise OSError(ctypes.get_errno(), "refused")


def _executable(libc: ctypes.CDLL) -> None:
    got = libc.mmap(
        None,
        ctypes.c_size_t(4096),
        mmap.PROT_READ | mmap.PROT_EXEC,
        mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS,
        -1,
        0,
    )
    _raised(-1 if got in (None, ctypes.c_void_p(-1).value) else 0)


def _unlimited() -> None:
    import resource

    try:
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS * 2, CPU_SECONDS * 2))
    except ValueError as error:  # what Python makes of EPERM here
        raise OSError(str(error)) from error


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
