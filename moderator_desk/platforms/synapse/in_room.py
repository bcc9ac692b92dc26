"""Acting inside a room, where a server admin is no member and has no rights of their own.

To redact or ban there, the desk takes the room's admin rights for the account it is signed in with, enters, acts, and
leaves again if it was not there before. Said beforehand in the decision bar (Abilities.warns).
"""

from collections.abc import Callable
from typing import Any

from moderator_desk.models.values import Decision
from moderator_desk.platforms.http import Session, path_of
from moderator_desk.platforms.synapse.wire import (
    ADMIN,
    CLIENT,
    Chunk,
    Memberships,
    Unwilling,
    call,
    ids_of,
    room_path,
)

EDITS_MOST = 200
REASON_MOST = 500
"""Letters of a reason: it goes into an event, and none may pass 64 KiB."""

Json = dict[str, Any]


def who(session: Session) -> str:
    """The account the session is signed in with."""
    return str(call(session, "GET", f"{CLIENT}/account/whoami", Json).get("user_id", ""))


def memberships(session: Session, member: str) -> dict[str, str]:
    """How a member stands to each room: join, invite, leave, ban or knock."""
    path = f"{ADMIN}/users{path_of(member, 'memberships')}"
    return call(session, "GET", path, Memberships).memberships


def in_room(session: Session, room: str, deed: Callable[[], object]) -> None:
    """Do something that needs a place and rights in a room; leave again when we were not there before."""
    me = who(session)
    was_there = memberships(session, me).get(room) == "join"
    if was_there:
        try:
            deed()
            return
        except Unwilling as error:
            if error.why != "forbidden":
                raise
    call(session, "POST", room_path(ADMIN, room, "make_room_admin"), Json, body={"user_id": me})
    if not was_there:
        call(session, "POST", f"{CLIENT}/join{path_of(room)}", Json, body={})
    try:
        deed()
    finally:
        if not was_there:
            call(session, "POST", room_path(CLIENT, room, "leave"), Json, body={})


def redact(session: Session, decision: Decision) -> None:
    """Redact the message of a case, its edits first: each holds the text in a message of its own."""
    room, event = ids_of(decision.case_id)
    body = {"reason": decision.reason[:200]} if decision.reason else {}
    for place, each in enumerate([*_edits(session, room, event), event]):
        path = room_path(CLIENT, room, "redact", each, f"{decision.id}-{place}")
        call(session, "PUT", path, Json, body=body)


def set_room_ban(session: Session, room: str, decision: Decision, on: bool) -> None:
    """Ban a member from a room, with the notice as the reason they are told, or let them back."""
    path = room_path(CLIENT, room, "ban" if on else "unban")
    body = {"user_id": decision.member_id}
    if on and decision.message:
        body["reason"] = decision.message[:REASON_MOST]
    call(session, "POST", path, Json, body=body)


def _edits(session: Session, room: str, event: str) -> list[str]:
    path = f"/_matrix/client/v1/rooms{path_of(room, 'relations', event, 'm.replace')}"
    found: list[str] = []
    query: dict[str, object] = {"limit": 100}
    while len(found) < EDITS_MOST:
        part = call(session, "GET", path, Chunk, query=query)
        found += [each.event_id for each in part.chunk if not each.unsigned.get("redacted_because")]
        if not part.next_batch:
            break
        query["from"] = part.next_batch
    return found
