"""Scripted faults: what networks and servers do to a client, done on purpose, for tests."""

import asyncio
import math
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import select
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from moderator_desk.server.problems import Problem
from moderator_desk.server.rows import now
from moderator_desk.server.site import Site
from moderator_desk.server.tables import CaseRow
from moderator_desk.server.wire import Case, Claim, Person, decode_case

KINDS = frozenset(
    name
    for names in (
        "latency rate-limit server-error cut-off lost-answer",
        "stale claim-taken slow-body wrong-type oversize",
    )
    for name in names.split()
)
PIECES = 20


class Fault(Struct, forbid_unknown_fields=True):
    """What happens to the next `times` requests of that method ("" for any) and path prefix, after `skip` of them.

    `seconds`: how long latency and slow-body take, what Retry-After says; `size`: bytes of an oversize answer.
    """

    kind: str
    method: str = ""
    path: str = "/v1/"
    times: int = 1
    skip: int = 0
    seconds: float = 0.0
    size: int = 100_000_000
    done: int = 0


class FaultyApp:
    """The application with faults in front of it."""

    def __init__(self, app: ASGIApp, site: Site, faults: list[Fault]) -> None:
        self.app = app
        self.site = site
        self.faults = faults

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        fault = self._due(scope) if scope["type"] == "http" and self.faults else None
        if fault is None:
            await self.app(scope, receive, send)
        else:
            await self._spoil(fault, scope, receive, send)

    def _due(self, scope: Scope) -> Fault | None:
        for fault in self.faults:
            fits = scope["path"].startswith(fault.path) and fault.method in ("", scope["method"])
            if not fits or fault.done >= fault.times:
                continue
            if fault.skip:
                fault.skip -= 1
                continue
            fault.done += 1
            return fault
        return None

    async def _spoil(self, fault: Fault, scope: Scope, receive: Receive, send: Send) -> None:
        if fault.kind == "latency":
            await asyncio.sleep(fault.seconds)
            await self.app(scope, receive, send)
        elif fault.kind == "lost-answer":
            await self.app(scope, receive, _to_nobody)
            await _hang_up(send, receive)
        elif fault.kind in ("cut-off", "slow-body"):
            await self._in_pieces(fault, scope, receive, send)
        elif fault.kind == "wrong-type":
            await _answer(
                send, 200, {"content-type": "text/html"}, b"<html><body>Sign in to the network</body></html>"
            )
        elif fault.kind == "oversize":
            await _oversize(send, fault.size)
        else:
            response = self._problem(fault, await _case_id(scope, receive)).response()
            await response(scope, receive, send)

    async def _in_pieces(self, fault: Fault, scope: Scope, receive: Receive, send: Send) -> None:
        """Cut-off: headers and half of the body. Slow-body: all of it, drop by drop."""
        heard: list[Message] = []

        async def listen(message: Message) -> None:
            heard.append(message)

        await self.app(scope, receive, listen)
        body = b"".join(message.get("body", b"") for message in heard)
        await send(heard[0])
        if fault.kind == "cut-off":
            await send({"type": "http.response.body", "body": body[: len(body) // 2], "more_body": True})
            await _hang_up(send, receive)
            return
        step = max(1, math.ceil(len(body) / PIECES))
        for start in range(0, len(body), step):
            await asyncio.sleep(fault.seconds / PIECES)
            await send({"type": "http.response.body", "body": body[start : start + step], "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    def _problem(self, fault: Fault, case_id: str) -> Problem:
        if fault.kind == "rate-limit":
            return Problem("rate-limited", headers={"Retry-After": str(math.ceil(fault.seconds))})
        if fault.kind == "server-error":
            return Problem("server-error")
        if fault.kind == "stale":
            problem = Problem("stale-version", why="case-changed")
        else:
            problem = Problem("claim-taken", claim=Claim(Person("mod-99", "Somebody else"), now(), 1))
        case = self._case(case_id)
        if case:
            problem.more["case"] = case
        return problem

    def _case(self, case_id: str) -> Case | None:
        with self.site.engine.connect() as connection:
            document = connection.execute(
                select(CaseRow.document).where(CaseRow.id == case_id)
            ).scalar_one_or_none()
        return None if document is None else decode_case(document)


async def _to_nobody(_: Message) -> None:
    return None


async def _hang_up(send: Send, receive: Receive) -> None:
    """Drop the connection under the answer. uvicorn's `send` belongs to the request, which knows its transport."""
    transport: Any = send.__self__.transport  # type: ignore[attr-defined]
    transport.close() if transport.get_write_buffer_size() else transport.abort()
    while (await receive())["type"] != "http.disconnect":
        pass


async def _answer(send: Send, status: int, headers: dict[str, str], body: bytes) -> None:
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    raw.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": raw})
    await send({"type": "http.response.body", "body": body})


async def _oversize(send: Send, size: int) -> None:
    """More JSON than anybody should read, without saying beforehand how much."""
    await send(
        {"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"application/json")]}
    )
    piece = b" " * 65536
    for _ in range(math.ceil(size / len(piece))):
        await send({"type": "http.response.body", "body": piece, "more_body": True})
    await send({"type": "http.response.body", "body": b"{}"})


async def _case_id(scope: Scope, receive: Receive) -> str:
    """Which case a request is about, by its path or its body."""
    parts = scope["path"].split("/")
    if parts[2:3] == ["cases"] and len(parts) > 3:
        return str(parts[3])
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    try:
        found = msgspec.json.decode(body)
    except msgspec.DecodeError:
        return ""
    return str(found.get("case_id", "")) if isinstance(found, dict) else ""
