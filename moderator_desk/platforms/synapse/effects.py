"""The server's own calls that a decision comes down to: redact, notify, suspend and their kin, and delete the reports."""

from collections.abc import Iterable
from functools import partial
from typing import Any

import msgspec

from moderator_desk.models.values import Action, Decision
from moderator_desk.platforms.base import PlatformError
from moderator_desk.platforms.http import Session, path_of
from moderator_desk.platforms.synapse.in_room import in_room, memberships, redact, set_room_ban, who
from moderator_desk.platforms.synapse.reading import Standing, measures
from moderator_desk.platforms.synapse.wire import (
    ADMIN,
    USERS,
    Chunk,
    Fetched,
    Row,
    Unwilling,
    User,
    call,
    ids_of,
    room_path,
)

SCOPES = ("suspend", "lock", "shadow-ban", "room-ban")
"""What a ban can be here; the first is the default."""

MARK = "org.moderator_desk.decision"
"""A field of our own in a notice: the decision's id, by which a notice that was sent is found again."""

ROOMS_MOST = 500
Json = dict[str, Any]


class Effects:
    """What can be done about a message and its author, in the name of one server admin."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def already(self, decision: Decision, now: Standing | None, *, again: bool) -> bool:
        """Whether what the decision does is so on the server before it is done: after an earlier attempt (`again`) of
        ours, or, for a removal, by anybody."""
        if decision.action is Action.WARN:
            return again and self._notified(decision)
        return (again or decision.action is Action.REMOVE) and self.confirmed(decision, now)

    def confirmed(self, decision: Decision, now: Standing | None) -> bool:
        """Whether a removal or a ban shows on the server; a notice was read back when it was sent."""
        if decision.action is Action.REMOVE:
            return now is not None and now.redacted
        return decision.action is Action.WARN or (decision.action is Action.BAN and self.banned(decision))

    def act(self, decision: Decision, *, again: bool) -> None:
        """Do it. Raises PlatformError."""
        if decision.action is Action.REMOVE:
            room, _ = ids_of(decision.case_id)
            in_room(self._session, room, partial(redact, self._session, decision))
        if decision.message and not (again and self._notified(decision)):
            self._notify(decision)
        if decision.action is Action.BAN:
            self.set_ban(decision, True)

    def close(self, rows: Iterable[Row]) -> None:
        """Delete reports: the only way to deal with one. One that is gone already is as good."""
        for row in rows:
            try:
                self._call("DELETE", f"{ADMIN}/event_reports{path_of(str(row.id))}")
            except Unwilling as error:
                if error.why != "missing":
                    raise

    def banned(self, decision: Decision) -> bool:
        """Whether the ban of this decision is in force."""
        member, scope = decision.member_id, decision.scope or SCOPES[0]
        if scope == "room-ban":
            return memberships(self._session, member).get(ids_of(decision.case_id)[0]) == "ban"
        return scope in measures(call(self._session, "GET", f"{USERS}{path_of(member)}", User))

    def set_ban(self, decision: Decision, on: bool) -> None:
        """Put the ban of a decision in force, or lift it. Raises PlatformError."""
        member, scope = decision.member_id, decision.scope or SCOPES[0]
        if on and member == who(self._session):
            raise Unwilling("own-account", "", "")
        if scope == "suspend":
            self._call("PUT", f"{ADMIN}/suspend{path_of(member)}", {"suspend": on})
        elif scope == "lock":
            self._call("PUT", f"{USERS}{path_of(member)}", {"locked": on})
        elif scope == "shadow-ban":
            self._call("POST" if on else "DELETE", f"{ADMIN}/users{path_of(member, 'shadow_ban')}", {})
        elif scope == "room-ban":
            room, _ = ids_of(decision.case_id)
            in_room(self._session, room, partial(set_room_ban, self._session, room, member, on))
        else:
            raise Unwilling("not-supported", "", scope)

    def _call(self, method: str, path: str, body: object = None) -> Json:
        return call(self._session, method, path, Json, body=body)

    def _notify(self, decision: Decision) -> None:
        content = {"msgtype": "m.text", "body": decision.message, MARK: decision.id}
        path = f"{ADMIN}/send_server_notice{path_of(decision.id)}"
        sent = self._call("PUT", path, {"user_id": decision.member_id, "content": content})
        told = call(
            self._session, "GET", f"{ADMIN}/fetch_event{path_of(str(sent.get('event_id', '')))}", Fetched
        )
        if told.event.content.get(MARK) != decision.id:
            raise PlatformError("bad-answer", "notice")

    def _notified(self, decision: Decision) -> bool:
        """Whether the member has a notice with this decision's id, in a room they are or were in or are invited to. The
        server's own memory of transaction ids does not outlive it."""
        rooms = list(memberships(self._session, decision.member_id))
        return any(self._holds_notice(room, decision.id) for room in reversed(rooms[-ROOMS_MOST:]))

    def _holds_notice(self, room: str, decision_id: str) -> bool:
        query: dict[str, object] = {
            "dir": "b",
            "limit": 30,
            "filter": msgspec.json.encode({"types": ["m.room.message"]}).decode(),
        }
        try:
            found = call(self._session, "GET", room_path(ADMIN, room, "messages"), Chunk, query=query)
        except Unwilling:
            return False
        return any(each.content.get(MARK) == decision_id for each in found.chunk)
