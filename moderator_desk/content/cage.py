"""A process gives up its rights, before it looks at bytes that may be meant to take it over.

On Linux four locks, each behind the others: resource limits; no new privileges; Landlock without one rule, so that no
path can be opened, made or removed; and a filter of system calls (seccomp) that lets through only what computing on
memory and two open pipes needs. All else fails with EPERM: starting a process or a thread, running a program, any
socket, any path, signals, tracing, memory that can be executed, and raising the limits again, which root otherwise may.

macOS has some of the limits, Windows none of it; `Protections` says what holds. Sources: landlock(7), seccomp(2),
linux/filter.h, and the kernel's tables of system calls (x86: syscall_64.tbl; arm64: asm-generic/unistd.h).
"""

import ctypes
import errno
import platform
import struct
import sys

from msgspec import Struct

MEMORY = 600 * 1024 * 1024
"""Bytes of address space."""

CPU_SECONDS = 5

_PR_SET_DUMPABLE, _PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS = 4, 22, 38
_LANDLOCK_CREATE, _LANDLOCK_RESTRICT = 444, 446  # the same on every machine
_FILE_RIGHTS = {1: 0x1FFF, 2: 0x3FFF, 3: 0x7FFF, 4: 0x7FFF, 5: 0xFFFF}

_LOAD, _IS, _HAS, _RETURN = 0x20, 0x15, 0x45, 0x06
_ALLOW, _KILL, _REFUSE = 0x7FFF0000, 0x80000000, 0x00050000
_NUMBER_AT, _MACHINE_AT, _THIRD_ARGUMENT_AT = 0, 4, 32
_PROT_EXEC = 4
_FILTER_MODE = 2


class Protections(Struct, frozen=True):
    """Which locks hold in a process: memory, time and files bounded; no more rights by running a program; no paths; no
    system calls but a few."""

    limits: bool = False
    no_new_privileges: bool = False
    landlock: bool = False
    seccomp: bool = False

    @property
    def complete(self) -> bool:
        """Whether all of them hold; never on macOS and Windows."""
        return self.limits and self.no_new_privileges and self.landlock and self.seccomp

    def each(self) -> tuple[tuple[str, bool], ...]:
        """The locks by name, in the order they are set."""
        return tuple((name, bool(getattr(self, name))) for name in self.__struct_fields__)


class _Machine(Struct, frozen=True):
    audit: int
    mapping: tuple[int, int]
    clone3: int
    allowed: tuple[int, ...]


# read, write, readv, writev, close, fstat, lseek, munmap, mremap, brk, madvise, futex, rt_sigaction, rt_sigprocmask,
# rt_sigreturn, sigaltstack, restart_syscall, sched_yield, getpid, gettid, clock_gettime, gettimeofday, getrandom, exit,
# exit_group; beside them mmap and mprotect, without the right to execute
_MACHINES = {
    "x86_64": _Machine(
        0xC000003E,
        (9, 10),
        435,
        (
            0,
            1,
            19,
            20,
            3,
            5,
            8,
            11,
            25,
            12,
            28,
            202,
            13,
            14,
            15,
            131,
            219,
            24,
            39,
            186,
            228,
            96,
            318,
            60,
            231,
        ),
    ),
    "aarch64": _Machine(
        0xC00000B7,
        (222, 226),
        435,
        (
            63,
            64,
            65,
            66,
            57,
            80,
            62,
            215,
            216,
            214,
            233,
            98,
            134,
            135,
            139,
            132,
            128,
            124,
            172,
            178,
            113,
            169,
            278,
            93,
            94,
        ),
    ),
}


def shut_in() -> Protections:
    """Give up what computing on memory does not need, for good. All that will be used must be loaded before."""
    limits = _limit()
    if sys.platform != "linux":
        return Protections(limits=limits)
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    quiet = libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
    return Protections(limits, quiet, _no_paths(libc), _few_calls(libc))


def _limit() -> bool:
    """Set the limits; False when the system lacks one of them or has a way of its own to refuse."""
    try:
        import resource
    except ImportError:  # Windows
        return False
    held = True
    for name, most in (
        ("RLIMIT_AS", MEMORY),
        ("RLIMIT_CPU", CPU_SECONDS),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_CORE", 0),
        ("RLIMIT_NPROC", 0),
        # one above what is open: Landlock's own ruleset needs a number, and no path can be opened any more
        ("RLIMIT_NOFILE", 8),
    ):
        kind = getattr(resource, name, None)
        try:
            if kind is None:
                raise ValueError(name)
            hard = resource.getrlimit(kind)[1]
            bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(kind, (bound, bound))
        except (ValueError, OSError):
            held = False
    return held


def _no_paths(libc: ctypes.CDLL) -> bool:
    """A Landlock ruleset without one rule: no path can be opened, made or removed; no TCP port used (kernel 6.7)."""
    version = libc.syscall(_LANDLOCK_CREATE, None, ctypes.c_size_t(0), ctypes.c_uint32(1))
    if version < 1:
        return False
    files = _FILE_RIGHTS.get(min(version, 5), 0xFFFF)
    wanted = struct.pack("=QQ", files, 0x3) if version >= 4 else struct.pack("=Q", files)
    ruleset = libc.syscall(_LANDLOCK_CREATE, wanted, ctypes.c_size_t(len(wanted)), ctypes.c_uint32(0))
    if ruleset < 0:
        return False
    held = libc.syscall(_LANDLOCK_RESTRICT, ctypes.c_int(ruleset), ctypes.c_uint32(0)) == 0
    libc.close(ruleset)
    return bool(held)


def _few_calls(libc: ctypes.CDLL) -> bool:
    """The filter of system calls; False on a machine whose numbers are not known here."""
    machine = _MACHINES.get(platform.machine())
    if machine is None or sys.maxsize < 2**32:
        return False
    program = _program(machine)
    code = ctypes.create_string_buffer(program, len(program))
    # struct sock_fprog: a count, padding, a pointer
    described = struct.pack("@HP", len(program) // 8, ctypes.addressof(code))
    return bool(libc.prctl(_PR_SET_SECCOMP, _FILTER_MODE, described, 0, 0) == 0)


def _program(machine: _Machine) -> bytes:
    """The filter in classic BPF, eight bytes a step: code, jump if true, jump if false, value."""
    steps: list[tuple[int, int, int, int]] = [
        (_LOAD, 0, 0, _MACHINE_AT),
        (_IS, 1, 0, machine.audit),
        (_RETURN, 0, 0, _KILL),  # a call by another machine's numbers can only be an attack
        (_LOAD, 0, 0, _NUMBER_AT),
    ]
    for number in machine.allowed:
        steps += ((_IS, 0, 1, number), (_RETURN, 0, 0, _ALLOW))
    for number in machine.mapping:
        steps += (
            (_IS, 0, 4, number),
            (_LOAD, 0, 0, _THIRD_ARGUMENT_AT),
            (_HAS, 0, 1, _PROT_EXEC),
            (_RETURN, 0, 0, _REFUSE | errno.EPERM),
            (_RETURN, 0, 0, _ALLOW),
        )
    steps += (
        (_IS, 0, 1, machine.clone3),
        (
            _RETURN,
            0,
            0,
            _REFUSE | errno.ENOSYS,
        ),  # what a C library takes as: use the old call, which is refused
        (_RETURN, 0, 0, _REFUSE | errno.EPERM),
    )
    return b"".join(struct.pack("=HBBI", *step) for step in steps)
