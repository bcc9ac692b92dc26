"""A server on loopback that says exactly the bytes a test gave it, and remembers what it was asked."""

import asyncio
import ssl
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

CERTIFICATE = Path(__file__).parent / "self-signed.pem"
"""A certificate of nobody, with its key; no store trusts it."""


@dataclass(frozen=True)
class Say:
    """What a connection answers: `parts` one after the other with `pause_s` between them, then perhaps no close."""

    parts: tuple[bytes, ...]
    pause_s: float = 0.0
    hold: bool = False
    reset: bool = False


def reply(
    body: bytes = b"{}",
    status: int = 200,
    kind: str = "application/json",
    length: int | None = None,
    **more: str,
) -> Say:
    """A plain answer; `length` is what Content-Length claims; further headers by name (_ for -)."""
    lines = [f"HTTP/1.1 {status} Whatever", f"Content-Length: {len(body) if length is None else length}"]
    lines += [f"Content-Type: {kind}"] if kind else []
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in more.items()]
    return Say(("\r\n".join([*lines, "Connection: close", "", ""]).encode() + body,))


@dataclass
class Loopback:
    """A running server: where it is, what it will say (the last answer again and again), and what it heard."""

    says: list[Say]
    port: int = 0
    heard: list[str] = field(default_factory=list)
    asked: threading.Event = field(default_factory=threading.Event)
    _loop: asyncio.AbstractEventLoop | None = None
    _end: asyncio.Event | None = None

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            with suppress(OSError, asyncio.IncompleteReadError):
                await self._say(reader, writer)
        finally:
            writer.close()

    async def _say(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        self.heard.append(head)
        say = self.says.pop(0) if len(self.says) > 1 else self.says[0]
        self.asked.set()
        if say.reset:
            writer.transport.abort()
        for part in say.parts:
            writer.write(part)
            await writer.drain()
            if self._end and self._end.is_set():
                return
            if say.pause_s:
                # the server's own time: it drips on purpose, until the test ends it
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._ended(), say.pause_s)
        if say.hold:
            await self._ended()

    async def _ended(self) -> None:
        if self._end:
            await self._end.wait()

    async def _serve(self, ready: threading.Event, tls: ssl.SSLContext | None) -> None:
        self._loop, self._end = asyncio.get_running_loop(), asyncio.Event()
        server = await asyncio.start_server(self._answer, "127.0.0.1", 0, ssl=tls)
        self.port = server.sockets[0].getsockname()[1]
        ready.set()
        await self._end.wait()
        server.close()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        await asyncio.gather(*others, return_exceptions=True)
        turned = (
            self._loop.create_future()
        )  # one turn of the loop, in which closed connections let go of sockets
        self._loop.call_soon(turned.set_result, None)
        await turned

    def run(self, ready: threading.Event, tls: ssl.SSLContext | None) -> None:
        """Serve until `end`."""
        asyncio.run(self._serve(ready, tls))

    def end(self) -> None:
        """Stop serving."""
        if self._loop and self._end:
            self._loop.call_soon_threadsafe(self._end.set)


@contextmanager
def loopback(*says: Say, tls: bool = False, old_tls: bool = False) -> Iterator[Loopback]:
    """A server for the length of a block; `old_tls` speaks no version above TLS 1.1."""
    context = None
    if tls or old_tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
    if context and old_tls:
        context.set_ciphers("ALL:@SECLEVEL=0")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # that it is old is the point
            context.minimum_version = ssl.TLSVersion.TLSv1
            context.maximum_version = ssl.TLSVersion.TLSv1_1
    server, ready = Loopback(list(says)), threading.Event()
    thread = threading.Thread(target=server.run, args=(ready, context), name="loopback")
    thread.start()
    try:
        assert ready.wait(10)
        yield server
    finally:
        server.end()
        thread.join(10)
