"""Notices to members: sent in the server's own name, and found again by a mark of ours."""

from typing import Any

import msgspec

from moderator_desk.models.values import Decision, ReporterWarning
from moderator_desk.platforms.base import PlatformError
from moderator_desk.platforms.http import Session, path_of
from moderator_desk.platforms.synapse.in_room import memberships
from moderator_desk.platforms.synapse.wire import ADMIN, Chunk, Fetched, Unwilling, call, room_path

MARK = "org.moderator_desk.decision"
"""A field of our own in a notice: the decision's id, by which a notice that was sent is found again."""

ROOMS_MOST = 500


def notify(session: Session, notice: Decision | ReporterWarning) -> None:
    """Send the notice of a decision, or a warning about reports, and read it back. Raises PlatformError.

    Its id is the transaction's too, so the server itself sends it once as long as it remembers.
    """
    content = {"msgtype": "m.text", "body": notice.message, MARK: notice.id}
    path = f"{ADMIN}/send_server_notice{path_of(notice.id)}"
    body = {"user_id": notice.member_id, "content": content}
    sent = call(session, "PUT", path, dict[str, Any], body=body)
    told = call(session, "GET", f"{ADMIN}/fetch_event{path_of(str(sent.get('event_id', '')))}", Fetched)
    if told.event.content.get(MARK) != notice.id:
        raise PlatformError("bad-answer", "notice")


def notified(session: Session, notice: Decision | ReporterWarning) -> bool:
    """Whether the member has a notice with this id, in a room they are or were in or are invited to. The
    server's own memory of transaction ids does not outlive it."""
    rooms = list(memberships(session, notice.member_id))
    return any(_holds_notice(session, room, notice.id) for room in reversed(rooms[-ROOMS_MOST:]))


def _holds_notice(session: Session, room: str, notice_id: str) -> bool:
    query: dict[str, object] = {
        "dir": "b",
        "limit": 30,
        "filter": msgspec.json.encode({"types": ["m.room.message"]}).decode(),
    }
    try:
        found = call(session, "GET", room_path(ADMIN, room, "messages"), Chunk, query=query)
    except Unwilling:
        return False
    return any(each.content.get(MARK) == notice_id for each in found.chunk)
