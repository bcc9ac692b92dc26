"""Synapse under the contract suite: a room on a running homeserver, its members and another server admin."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any, ClassVar

from moderator_desk.models.values import Action, Decision
from tests.contract.subject import Subject
from tests.live.homeserver import Account, Homeserver, q

MARK = "org.moderator_desk.decision"
_numbers = count(1)


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
    """A room with its people on a homeserver."""
    number = next(_numbers)
    ana = server.register(f"owner{number}")
    desk, admin = (server.register(f"{name}{number}", admin=True) for name in ("desk", "admin"))
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

    def tally(self, decisions: Sequence[Decision]) -> dict[str, int]:
        actions = {each.action for each in decisions}
        waits = self.open_cases()
        redacted = Counter(self._redacted() if Action.REMOVE in actions else ())
        told = [each.member_id for each in decisions if each.message]
        notices = Counter(mark for member in set(told) for mark in self._notices(member))
        found: dict[str, int] = {}
        for each in decisions:
            if each.action is Action.DISMISS:
                found[each.id] = int(each.case_id not in waits and self._is_shown(each.case_id))
            elif each.action is Action.REMOVE:
                found[each.id] = redacted[_event(each.case_id)]
            else:
                banned = each.action is not Action.BAN or self._is_suspended(each.member_id)
                found[each.id] = notices[each.id] if banned else 0
        return found

    def _is_shown(self, case_id: str) -> bool:
        return self.ana.seen(self.room, _event(case_id))["content"].get("body") is not None

    def _is_suspended(self, member_id: str) -> bool:
        told = self.admin.ask("GET", f"/_synapse/admin/v2/users/{q(member_id)}")
        return bool(told["suspended"])

    def _redacted(self) -> list[str]:
        """What was redacted in the room, once for each redaction, as a member of it is told."""
        path = f"/_matrix/client/v3/rooms/{q(self.room)}/messages"
        told = self._pages(self.ana, path, filter='{"types": ["m.room.redaction"]}')
        return [each.get("redacts") or each["content"].get("redacts", "") for each in told]

    def _notices(self, member_id: str) -> list[str]:
        """The ids of the decisions that a member had notices about, once for each notice."""
        told = self.admin.ask("GET", f"/_synapse/admin/v1/users/{q(member_id)}/memberships")
        found: list[str] = []
        for room in {*told["memberships"]} - {self.room}:
            said = self._pages(self.admin, f"/_synapse/admin/v1/rooms/{q(room)}/messages")
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
