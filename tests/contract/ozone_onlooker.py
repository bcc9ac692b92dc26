"""What a decision came to on Ozone, read by another moderator than the desk and out of the mail that was sent."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from moderator_desk.models.values import Action, ReporterWarning
from tests.contract.subject import Deed
from tests.live.ozone_world import DEFS, Client, World

_EVENTS = {
    Action.DISMISS: "modEventAcknowledge",
    Action.REMOVE: "modEventTakedown",
    Action.WARN: "modEventEmail",
    Action.BAN: "modEventTakedown",
    Action.RESTORE: "modEventReverseTakedown",
}
_WAITING: tuple[dict[str, str], ...] = (
    {"reviewState": f"{DEFS}reviewOpen"},
    {"reviewState": f"{DEFS}reviewEscalated"},
    {"appealed": "true"},
)


class Onlooker:
    """Reads what is so on the server, as `other` sees it."""

    def __init__(self, world: World, other: Client) -> None:
        self._world, self._other = world, other

    def open_cases(self) -> dict[str, int]:
        """Subjects that wait, with the number of their reports."""
        found = [each["subject"] for each in self.waiting()]
        ids = {each.get("uri") or each["did"] for each in found}
        return {each: len(self._events(each, "modEventReport")) for each in ids}

    def tally(self, decisions: Sequence[Deed], handles: Mapping[str, str]) -> dict[str, int]:
        """How often each took effect, by its id; `handles` are the members' by DID."""
        found: dict[str, int] = {}
        events = {
            each: self._events(each, "") for each in {x for d in decisions for x in (d.case_id, d.member_id)}
        }
        for each in decisions:
            if isinstance(each, ReporterWarning):
                emails = [
                    event for event in events[each.member_id] if event["event"]["$type"].endswith("Email")
                ]
                found[each.id] = sum(_batch(event) == each.id for event in emails)
                continue
            action = Action.RESTORE if each.reverses else each.action
            done = (*events[each.case_id], *events[each.member_id])
            ours = {event["id"]: event["event"]["$type"] for event in done if _batch(event) == each.id}
            kinds = Counter(kind.rpartition("#")[2] for kind in ours.values())
            found[each.id] = kinds[_EVENTS[action]]
            if (
                action is Action.BAN and not kinds["modEventTakedown"]
            ):  # who is banned already is told all the same
                found[each.id] = kinds["modEventEmail"] if self._is_banned(each.member_id) else 0
        return found | dict.fromkeys(self._mailed_too_often(decisions, events, handles), 2)

    def _mailed_too_often(
        self,
        decisions: Sequence[Deed],
        events: dict[str, list[dict[str, Any]]],
        handles: Mapping[str, str],
    ) -> list[str]:
        """Decisions of whose member more e-mails went out than the server knows of."""
        told = [each for each in decisions if each.message and each.member_id in handles]
        too_often = [
            did
            for did in {each.member_id for each in told}
            if len(self._world.mail_to(handles[did]))
            > sum(event["event"]["$type"].endswith("Email") for event in events[did])
        ]
        return [each.id for each in told if each.member_id in too_often]

    def _is_banned(self, did: str) -> bool:
        told = self._pages(
            "tools.ozone.moderation.queryStatuses", "subjectStatuses", subject=did, includeMuted="true"
        )
        return any(each["takendown"] for each in told)

    def waiting(self) -> list[dict[str, Any]]:
        """Statuses of what waits for a moderator."""
        found: dict[str, dict[str, Any]] = {}
        for query in _WAITING:
            for each in self._pages("tools.ozone.moderation.queryStatuses", "subjectStatuses", **query):
                found[each["subject"].get("uri") or each["subject"]["did"]] = each
        return list(found.values())

    def _events(self, subject: str, kind: str) -> list[dict[str, Any]]:
        types = {"types": f"{DEFS}{kind}"} if kind else {}
        return self._pages("tools.ozone.moderation.queryEvents", "events", subject=subject, **types)

    def _pages(self, method: str, name: str, **query: Any) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        place: dict[str, Any] = {}
        for _ in range(100):
            told = self._other.ask(method, limit=100, **query, **place)
            found += told[name]
            if not told.get("cursor") or not told[name]:
                return found
            place = {"cursor": told["cursor"]}
        raise AssertionError("the list has no end")


def _batch(event: dict[str, Any]) -> str:
    tool = event.get("modTool") or {}
    meta = tool.get("meta") or {}
    return str(meta.get("batchId", ""))
