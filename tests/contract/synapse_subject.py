"""Synapse under the contract suite: a room on a running homeserver, its members and another server admin."""

from dataclasses import dataclass
from itertools import count, cycle
from typing import Any, ClassVar

from moderator_desk.models.values import Action, Decision
from tests.contract.subject import Subject
from tests.live.homeserver import Account, Homeserver, q

MARK = "org.moderator_desk.decision"
_numbers, _timeouts = count(1), cycle(range(50))


@dataclass
class Ground:
    """What all communities on one homeserver share, as rooms are slow to make: a room, `ana` who owns it, the desk's
    account, and another server admin."""

    server: Homeserver
    desk: Account
    admin: Account
    ana: Account
    room: str

    def close(self) -> None:
        """Let go of the connections."""
        for each in (self.desk, self.admin, self.ana):
            each.session.close()


def found_on(server: Homeserver) -> Ground:
    """A room with its people on a fresh homeserver."""
    ana = server.register("owner")
    desk, admin = server.register("desk", admin=True), server.register("admin", admin=True)
    return Ground(server, desk, admin, ana, ana.room("contract"))


class SynapseSubject(Subject):
    """`ana` reports; a new author writes each item, unless they are to be alike."""

    kind = "synapse"
    deeds: ClassVar[dict[Action, dict[str, Any]]] = {
        Action.DISMISS: {},
        Action.REMOVE: {"reason": "insult"},
        Action.WARN: {"message": "Please be kind."},
        Action.BAN: {"message": "You are out."},
    }

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self.admin, self.ana, self.room = ground.admin, ground.ana, ground.room
        self.url, self.token = ground.server.url, ground.desk.token
        self._authors: dict[str, Account] = {}
        self._alike: Account | None = None

    def report(self, *, alike: bool = False) -> str:
        author = self._alike if alike and self._alike else self.author()
        if alike:
            self._alike = author
        return self.reported_by(author)

    def author(self) -> Account:
        """A new member of the room."""
        made = self._ground.server.register(f"author{next(_numbers)}")
        made.join(self.room)
        self._authors[made.id] = made
        return made

    def reported_by(self, author: Account) -> str:
        """A member says something and Ana reports it; the id of the case."""
        event = author.say(self.room, "something rude")
        self.ana.report(self.room, event, "rude")
        return f"{self.room}/{event}"

    def report_again(self, case_id: str) -> None:
        self.ana.report(self.room, _event(case_id), "still rude")

    def change(self, case_id: str) -> None:
        self._author_of(case_id).amend(self.room, _event(case_id), "something kind")

    def delete(self, case_id: str) -> None:
        path = f"/_matrix/client/v3/rooms/{q(self.room)}/redact/{q(_event(case_id))}/gone"
        self._author_of(case_id).ask("PUT", path, {})

    def remove_member(self, case_id: str) -> None:
        author = self._author_of(case_id)
        self.admin.ask("POST", f"/_synapse/admin/v1/deactivate/{q(author.id)}", {"erase": True})

    def settle(self, case_id: str) -> None:
        for row in self._rows():
            if f"{row['room_id']}/{row['event_id']}" == case_id:
                self.admin.ask("DELETE", f"/_synapse/admin/v1/event_reports/{row['id']}")

    def open_cases(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for row in self._rows():
            case_id = f"{row['room_id']}/{row['event_id']}"
            found[case_id] = found.get(case_id, 0) + 1
        return found

    def effects(self, decision: Decision) -> int:
        if decision.action is Action.DISMISS:
            shown = self.ana.seen(self.room, _event(decision.case_id))["content"].get("body")
            return int(decision.case_id not in self.open_cases() and shown is not None)
        if decision.action is Action.REMOVE:
            return sum(each == _event(decision.case_id) for each in self.redacted())
        if decision.action is Action.WARN:
            return self.notices(decision.member_id).count(decision.id)
        told = self.admin.ask("GET", f"/_synapse/admin/v2/users/{q(decision.member_id)}")
        return int(told["suspended"])

    def redacted(self) -> list[str]:
        """What was redacted in the room, once for each redaction, as a member of it is told."""
        path = f"/_matrix/client/v3/rooms/{q(self.room)}/messages"
        wanted = '{"types": ["m.room.redaction"]}'
        told = self._pages(self.ana, path, filter=wanted)
        return [each.get("redacts") or each["content"].get("redacts", "") for each in told]

    def notices(self, member_id: str) -> list[str]:
        """The ids of the decisions that a member had notices about, as that member is shown them (once again, if sent
        once again)."""
        member = self._authors[member_id]
        # the server keeps an answer for those who ask the very same again: each asks with another timeout (ms)
        told = member.ask("GET", "/_matrix/client/v3/sync", timeout=next(_timeouts))["rooms"]
        for room in told.get("invite", {}):
            member.join(room)
        found: list[str] = []
        for room in {*told.get("invite", {}), *told.get("join", {})} - {self.room}:
            said = self._pages(member, f"/_matrix/client/v3/rooms/{q(room)}/messages")
            found += [each["content"][MARK] for each in said if MARK in each["content"]]
        return found

    def powerless(self) -> str:
        return self.ana.token

    def close(self) -> None:
        for row in self._rows():
            if row["room_id"] == self.room:
                self.admin.ask("DELETE", f"/_synapse/admin/v1/event_reports/{row['id']}")
        for each in self._authors.values():
            each.session.close()

    def _author_of(self, case_id: str) -> Account:
        sender = self.ana.seen(self.room, _event(case_id))["sender"]
        return self._authors[sender]

    def _rows(self) -> list[Any]:
        told = self.admin.ask("GET", "/_synapse/admin/v1/event_reports", limit=5000, dir="f")
        rows: list[Any] = told["event_reports"]
        assert len(rows) == told["total"]
        return rows

    def _pages(self, who: Account, path: str, **query: Any) -> list[Any]:
        found: list[Any] = []
        place: dict[str, Any] = {}
        for _ in range(200):
            told = who.ask("GET", path, dir="b", limit=500, **place, **query)
            found += told["chunk"]
            if "end" not in told:
                return found
            place = {"from": told["end"]}
        raise AssertionError("the room has no end")


def _event(case_id: str) -> str:
    return case_id.partition("/")[2]
