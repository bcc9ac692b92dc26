"""Synapse under the contract suite: a room on a running homeserver, its members and another server admin."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any, ClassVar

from moderator_desk.models.values import Action
from tests.contract.subject import Deed, Subject
from tests.contract.synapse_onlooker import Onlooker, event_of
from tests.live.homeserver import Account, Homeserver, q

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
    authors: dict[str, Account] = field(default_factory=dict)

    def author(self) -> Account:
        """A new member of the room."""
        made = self.server.register(f"author{next(_numbers)}")
        made.join(self.room)
        self.authors[made.id] = made
        return made

    def close(self) -> None:
        """Let go of the connections."""
        for each in (self.desk, self.admin, self.ana, *self.authors.values()):
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
        self._onlooker = Onlooker(ground.admin, ground.ana, ground.room)
        self._alike: Account | None = None
        self.close()  # whatever earlier tests left open

    def report(self, *, alike: bool = False) -> str:
        author = self._alike if alike and self._alike else self._ground.author()
        if alike:
            self._alike = author
        return self.reported_by(author)

    def reported_by(self, author: Account) -> str:
        """A member says something and Ana reports it; the id of the case."""
        event = author.say(self.room, "something rude")
        self.ana.report(self.room, event, "rude")
        return f"{self.room}/{event}"

    def report_again(self, case_id: str) -> None:
        self.ana.report(self.room, event_of(case_id), "still rude")

    def change(self, case_id: str) -> None:
        self._author_of(case_id).amend(self.room, event_of(case_id), "something kind")

    def delete(self, case_id: str) -> None:
        path = f"/_matrix/client/v3/rooms/{q(self.room)}/redact/{q(event_of(case_id))}/gone"
        self._author_of(case_id).ask("PUT", path, {})

    def remove_member(self, case_id: str) -> None:
        author = self._author_of(case_id)
        self.admin.ask("POST", f"/_synapse/admin/v1/deactivate/{q(author.id)}", {"erase": True})

    def settle(self, case_id: str) -> None:
        for row in self._onlooker.rows():
            if f"{row['room_id']}/{row['event_id']}" == case_id:
                self.admin.ask("DELETE", f"/_synapse/admin/v1/event_reports/{row['id']}")

    def open_cases(self) -> dict[str, int]:
        return self._onlooker.open_cases()

    def tally(self, decisions: Sequence[Deed]) -> dict[str, int]:
        return self._onlooker.tally(decisions)

    def powerless(self) -> str:
        return self.ana.token

    def close(self) -> None:
        for row in self._onlooker.rows():
            self.admin.ask("DELETE", f"/_synapse/admin/v1/event_reports/{row['id']}")

    def _author_of(self, case_id: str) -> Account:
        sender = self.ana.seen(self.room, event_of(case_id))["sender"]
        return self._ground.authors[sender]
