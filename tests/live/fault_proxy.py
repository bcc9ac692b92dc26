"""A proxy on loopback between the desk and a real server, which spoils the requests it is told to.

One connection carries one exchange: what the proxy passes on, it passes on whole and unread. A fault is scripted for the
next requests that fit a method and a path, or drawn by a plan with a seed. What was asked and what was done to it stands
in `heard`; the server's own record says what came of it.
"""

import asyncio
import re
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from tests.live.fault_plan import KINDS, Fault, Heard, Plan

LONGEST_HEAD = 4 * 1024 * 1024
PIECES = 10


@dataclass
class FaultProxy:
    """A running proxy: where it is, what it will spoil (`faults` first, then `plan`) and what it `heard`."""

    target: str
    port: int = 0
    faults: list[Fault] = field(default_factory=list)
    plan: Plan | None = None
    heard: list[Heard] = field(default_factory=list)
    held: threading.Event = field(default_factory=threading.Event)
    _under_way: set[object] = field(default_factory=set)
    _loop: asyncio.AbstractEventLoop | None = None
    _end: asyncio.Event | None = None
    _release: asyncio.Event | None = None

    @property
    def url(self) -> str:
        """Its address, which stands for the server's."""
        return f"http://127.0.0.1:{self.port}"

    def spoil(self, kind: str, method: str = "", path: str = "", **more: object) -> Fault:
        """Script one fault; faults are looked at in the order of scripting."""
        fault = Fault(kind, method, path, **more)  # type: ignore[arg-type]
        assert kind in KINDS, kind
        self.faults.append(fault)
        return fault

    def calm(self) -> None:
        """Spoil nothing any more, and forget what was heard."""
        self.faults.clear()
        self.heard.clear()
        self.plan = None

    def release(self) -> None:
        """Let go of what is held."""
        if self._loop and self._release:
            self._loop.call_soon_threadsafe(self._release.set)

    def end(self) -> None:
        """Stop."""
        if self._loop and self._end:
            self._loop.call_soon_threadsafe(self._end.set)

    def run(self, ready: threading.Event) -> None:
        """Serve until `end`."""
        asyncio.run(self._serve(ready))

    async def _serve(self, ready: threading.Event) -> None:
        self._loop, self._end, self._release = asyncio.get_running_loop(), asyncio.Event(), asyncio.Event()
        server = await asyncio.start_server(self._answer, "127.0.0.1", 0, limit=LONGEST_HEAD)
        self.port = server.sockets[0].getsockname()[1]
        ready.set()
        await self._end.wait()
        server.close()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        turned = self._loop.create_future()  # one turn of the loop, in which closed sockets are let go of
        self._loop.call_soon(turned.set_result, None)
        await turned

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        self._under_way.add(task)  # nobody else keeps it, once the other end is gone
        try:
            with suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
                await self._exchange(reader, writer)
        finally:
            self._under_way.discard(task)
            writer.close()

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        method, path = head.split(b" ", 2)[:2]
        length = re.search(rb"(?i)^content-length: *(\d+)", head, re.M)
        body = await reader.readexactly(int(length[1]) if length else 0)
        asked = Heard(method.decode(), path.decode())
        self.heard.append(asked)
        fault = self._due(asked)
        asked.fault = fault.kind if fault else ""
        try:
            await _Exchange(self.target, head, body, asked, writer).go(fault, self._pause)
        finally:
            asked.over.set()

    def _due(self, asked: Heard) -> Fault | None:
        for fault in tuple(self.faults):
            if fault.fits(asked.method, asked.path):
                return fault
        return self.plan(asked.method, asked.path) if self.plan else None

    async def _pause(self, fault: Fault, share: float = 1.0) -> None:
        """The server's own time, or that of a test which holds it."""
        assert self._end is not None
        assert self._release is not None
        if fault.kind == "hold":
            self.held.set()
            await self._release.wait()
        else:
            with suppress(TimeoutError):
                await asyncio.wait_for(
                    self._end.wait(), None if fault.kind == "silent" else fault.seconds * share
                )


class _Exchange:
    """One request and what becomes of it."""

    def __init__(
        self, target: str, head: bytes, body: bytes, asked: Heard, writer: asyncio.StreamWriter
    ) -> None:
        self._target = urlsplit(target)
        self._request = (
            re.sub(rb"(?im)^connection:.*\r\n", b"", head)[:-2] + b"Connection: close\r\n\r\n" + body
        )
        self._asked = asked
        self._writer = writer

    async def go(self, fault: Fault | None, pause: Callable[..., object]) -> None:
        """Pass it on, spoiled or not."""
        kind = fault.kind if fault else ""
        if fault is None:
            await self._say(await self._server())
        elif kind in ("latency", "hold", "silent"):
            await pause(fault)  # type: ignore[misc]
            if kind != "silent":
                await self._say(await self._server())
        elif kind == "duplicate":
            await self._server()
            await self._say(await self._server())
        elif kind in ("reset", "lost-answer"):
            if kind == "lost-answer":
                await self._server()
            self._reset()
        elif kind in ("slow-body", "cut-off"):
            await self._in_pieces(fault, pause)
        elif kind == "oversize":
            await self._oversize(fault.size)
        else:
            if kind == "status-after":
                await self._server()
            await self._say(_made_up(fault))

    async def _server(self) -> bytes:
        """The server's whole answer. An OSError when it cannot be reached breaks this connection, too."""
        self._asked.passed_on += 1
        reader, writer = await asyncio.open_connection(self._target.hostname, self._target.port)
        try:
            writer.write(self._request)
            await writer.drain()
            return await reader.read()
        finally:
            writer.close()

    async def _say(self, answer: bytes) -> None:
        self._writer.write(answer)
        await self._writer.drain()

    def _reset(self) -> None:
        connection = self._writer.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._writer.transport.abort()

    async def _in_pieces(self, fault: Fault, pause: Callable[..., object]) -> None:
        head, _, body = (await self._server()).partition(b"\r\n\r\n")
        await self._say(head + b"\r\n\r\n")
        if fault.kind == "cut-off":
            await self._say(body[: len(body) // 2])
            return
        step = len(body) // PIECES + 1
        for start in range(0, len(body), step):
            await pause(fault, 1 / PIECES)  # type: ignore[misc]
            await self._say(body[start : start + step])

    async def _oversize(self, size: int) -> None:
        await self._say(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n" + b"[" * 10
        )
        for _ in range(0, size, 1 << 20):
            await self._say(b" " * (1 << 20))


def _made_up(fault: Fault) -> bytes:
    status = 200 if fault.kind == "wrong-type" else fault.status
    lines = [f"HTTP/1.1 {status} Made Up", f"Content-Length: {len(fault.body)}", "Connection: close"]
    lines += [f"Content-Type: {fault.content_type}"]
    lines += [] if fault.retry_after is None else [f"Retry-After: {fault.retry_after}"]
    return "\r\n".join([*lines, "", ""]).encode() + fault.body


@contextmanager
def fault_proxy(target: str, plan: Plan | None = None) -> Iterator[FaultProxy]:
    """A proxy before a server for the length of a block."""
    proxy, ready = FaultProxy(target, plan=plan), threading.Event()
    thread = threading.Thread(target=proxy.run, args=(ready,), name="fault-proxy")
    thread.start()
    try:
        assert ready.wait(10)
        yield proxy
    finally:
        proxy.end()
        thread.join(10)
