"""Sockets that keep one deadline for a whole answer, and that can be cut from another thread.

A timeout counts from one read to the next: a server that sends a byte every ten seconds never meets it, neither in
the headers nor in the body. Here each read is given what is left of the whole answer's time.
"""

import http.client
import io
import socket
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection


class Watch:
    """The time that one answer has, in seconds of `clock`, and the socket it comes by."""

    def __init__(self, clock: Callable[[], float], total_s: float, read_s: float) -> None:
        self._clock = clock
        self._until = clock() + total_s
        self._read_s = read_s
        self.sock: socket.socket | None = None
        self.cut_off = False

    def left(self) -> float:
        """Seconds that the next read may take. Raises TimeoutError when the whole time is over."""
        left = self._until - self._clock()
        if left <= 0:
            raise TimeoutError("the answer took too long as a whole")
        return min(left, self._read_s)

    def reads_from(self, sock: socket.socket) -> None:
        """The answer will come by this socket. One that was cut while the question was still being sent ends here."""
        self.sock = sock
        if self.cut_off:
            self.cut()

    def cut(self) -> None:
        """End what is being read; from any thread."""
        self.cut_off = True
        if self.sock is not None:
            try:
                self.sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                return  # already ended


WATCH: ContextVar[Watch | None] = ContextVar("moderator_desk_watch", default=None)
"""The watch of the request this thread is making."""


class _Watched(io.RawIOBase):
    def __init__(self, raw: io.RawIOBase, sock: socket.socket, watch: Watch) -> None:
        super().__init__()
        self._raw = raw
        self._sock = sock
        self._watch = watch

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        self._sock.settimeout(self._watch.left())
        got: int | None = self._raw.readinto(buffer)
        return got

    def close(self) -> None:
        self._raw.close()
        super().close()


class _Response(http.client.HTTPResponse):
    def __init__(self, sock: socket.socket, *args: Any, **more: Any) -> None:
        super().__init__(sock, *args, **more)
        watch = WATCH.get()
        if watch is not None:
            watch.reads_from(sock)
            raw = self.fp.detach()
            self.fp = io.BufferedReader(_Watched(raw, sock, watch))


class _Connection(HTTPConnection):
    response_class = _Response


class _SecureConnection(HTTPSConnection):
    response_class = _Response


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnection


class WatchedAdapter(HTTPAdapter):
    """Connections whose answers keep the WATCH of the request; no retries."""

    def __init__(self) -> None:
        super().__init__(pool_maxsize=4, max_retries=0)

    def init_poolmanager(self, *args: Any, **more: Any) -> None:
        """Make the pools of our own kind."""
        super().init_poolmanager(*args, **more)
        self.poolmanager.pool_classes_by_scheme = {"http": _Pool, "https": _SecurePool}
