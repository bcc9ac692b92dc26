"""What a request says: its query, its condition, its body, each checked before anything is looked up."""

import re
from collections.abc import AsyncIterator
from datetime import datetime

import msgspec
from starlette.requests import ClientDisconnect, Request

from moderator_desk.server.bodies import ACTIONS, MAX_BODY, Moment
from moderator_desk.server.problems import Problem
from moderator_desk.server.reading import Wanted

MAX_LIMIT = 200
DRAINED = 8 * MAX_BODY
"""How much of a body that is too large is read and dropped, so that its sender can hear the answer."""

STATES = ("open", "claimed", "escalated", "decided", "appealed", "sealed")
_WORDS = {"status": STATES, "action": ACTIONS}
_ETAG = re.compile(r'"([0-9]{1,18})"\Z', re.ASCII)
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")


def read_query(request: Request, *allowed: str) -> dict[str, str]:
    """The query parameters; raises Problem: out-of-bounds for an unknown, repeated or overlong one."""
    found: dict[str, str] = {}
    for name, value in request.query_params.multi_items():
        if name not in allowed or name in found or len(value) > 500:
            raise Problem(
                "out-of-bounds", f"This resource takes only these parameters, once: {', '.join(allowed)}."
            )
        if name in _WORDS and value not in _WORDS[name]:
            raise Problem("out-of-bounds", f"{name} must be one of {', '.join(_WORDS[name])}.")
        found[name] = value
    return found


def wanted(query: dict[str, str], *filters: str) -> Wanted:
    """Which part of a list is asked for."""
    limit = query.get("limit", "100")
    if not re.fullmatch(r"[0-9]{1,3}", limit, re.ASCII) or not 1 <= int(limit) <= MAX_LIMIT:
        raise Problem("out-of-bounds", f"limit must lie between 1 and {MAX_LIMIT}.")
    return Wanted(
        int(limit), query.get("cursor", ""), {name: query[name] for name in filters if name in query}
    )


def read_moment(text: str | None) -> float | None:
    """An RFC 3339 time as seconds since 1970."""
    if text is None:
        return None
    try:
        moment: datetime = msgspec.convert(text, Moment)
        return moment.timestamp()
    except (msgspec.ValidationError, OverflowError):
        raise Problem("out-of-bounds", "A time must be like 2026-01-31T12:00:00Z.") from None


def read_condition(request: Request) -> int:
    """The case version in If-Match; raises Problem: if-match without one, out-of-bounds for anything else."""
    given = request.headers.get("if-match")
    if given is None:
        raise Problem("if-match")
    found = _ETAG.match(given.strip())
    if not found:
        raise Problem("out-of-bounds", 'If-Match must be the ETag of a case, such as "12".')
    return int(found[1])


def read_uuid(text: str) -> str:
    """An id made by the client, in lower case."""
    if not _UUID.match(text.lower()):
        raise Problem("out-of-bounds", "The id must be a UUID.")
    return text.lower()


async def read_raw(request: Request) -> bytes:
    """The body, at most 1 MiB; raises Problem: too-large."""
    if request.method in ("GET", "HEAD", "DELETE"):
        return b""
    parts, size = [], 0
    async for part in _parts(request):
        size += len(part)
        if size <= MAX_BODY:
            parts.append(part)
        elif size > DRAINED:
            break
    if size > MAX_BODY:
        raise Problem(
            "too-large", f"A body may have {MAX_BODY} bytes at most.", headers={"Connection": "close"}
        )
    return b"".join(parts)


async def _parts(request: Request) -> AsyncIterator[bytes]:
    """The body as it comes. A sender that went away half-way hears no answer; that is no failure of ours."""
    try:
        async for part in request.stream():
            yield part
    except ClientDisconnect:
        raise Problem("malformed", "The body broke off.") from None
