"""What a decision came to on a homeserver, read by a member of the room and by another server admin than the desk."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from moderator_desk.models.values import Action, Decision, ReporterWarning
from tests.contract.subject import Deed
from tests.live.homeserver import Account, q

MARK = "org.moderator_desk.decision"


class Onlooker:
    """Reads what is so on the server; `ana` is a member of `room`, `admin` sees what members do not."""

    def __init__(self, admin: Account, ana: Account, room: str) -> None:
        self._admin, self._ana, self._room = admin, ana, room

    def rows(self) -> list[Any]:
        """Every report that nobody dealt with, of all rooms."""
        told = self._admin.ask("GET", "/_synapse/admin/v1/event_reports", limit=5000, dir="f")
        rows: list[Any] = told["event_reports"]
        assert len(rows) == told["total"]
        return rows

    def open_cases(self) -> dict[str, int]:
        """Messages with open reports, and how many."""
        found: dict[str, int] = {}
        for row in self.rows():
            case_id = f"{row['room_id']}/{row['event_id']}"
            found[case_id] = found.get(case_id, 0) + 1
        return found

    def tally(self, deeds: Sequence[Deed]) -> dict[str, int]:
        """How often each took effect, by its id."""
        decisions = [each for each in deeds if isinstance(each, Decision)]
        actions = {each.action for each in decisions}
        waits = self.open_cases()
        redacted = Counter(self._redacted() if Action.REMOVE in actions else ())
        told = [each.member_id for each in deeds if each.message]
        notices = Counter(mark for member in set(told) for mark in self._notices(member))
        found = {each.id: notices[each.id] for each in deeds if isinstance(each, ReporterWarning)}
        for each in decisions:
            if each.reverses:
                found[each.id] = int(not self._is_suspended(each.member_id))
            elif each.action is Action.DISMISS:
                found[each.id] = int(each.case_id not in waits and self._is_shown(each.case_id))
            elif each.action is Action.REMOVE:
                found[each.id] = redacted[event_of(each.case_id)]
            else:
                banned = each.action is not Action.BAN or self._is_suspended(each.member_id)
                found[each.id] = notices[each.id] if banned else 0
        return found

    def _is_shown(self, case_id: str) -> bool:
        return self._ana.seen(self._room, event_of(case_id))["content"].get("body") is not None

    def _is_suspended(self, member_id: str) -> bool:
        told = self._admin.ask("GET", f"/_synapse/admin/v2/users/{q(member_id)}")
        return bool(told["suspended"])

    def _redacted(self) -> list[str]:
        """What was redacted in the room, once for each redaction, as a member of it is told."""
        path = f"/_matrix/client/v3/rooms/{q(self._room)}/messages"
        told = self._pages(self._ana, path, filter='{"types": ["m.room.redaction"]}')
        return [each.get("redacts") or each["content"].get("redacts", "") for each in told]

    def _notices(self, member_id: str) -> list[str]:
        """The ids of the decisions that a member had notices about, once for each notice."""
        told = self._admin.ask("GET", f"/_synapse/admin/v1/users/{q(member_id)}/memberships")
        found: list[str] = []
        for room in {*told["memberships"]} - {self._room}:
            said = self._pages(self._admin, f"/_synapse/admin/v1/rooms/{q(room)}/messages")
            found += [each["content"][MARK] for each in said if MARK in each["content"]]
        return found

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


def event_of(case_id: str) -> str:
    """The message that a case is about."""
    return case_id.partition("/")[2]
