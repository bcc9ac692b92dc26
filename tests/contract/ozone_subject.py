"""Ozone under the contract suite: members of a running network, and another moderator than the desk."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from moderator_desk.models.values import Action, Decision
from moderator_desk.platforms.connect import sign_in
from tests.contract.subject import Subject
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


@dataclass
class Team:
    """What all communities of one network share: the desk's account (`token`), another moderator, and `ana`."""

    world: World
    token: str
    other: Client
    ana: Client
    ana_token: str
    posts: dict[str, tuple[Client, dict[str, str]]] = field(default_factory=dict)


def team_of(world: World) -> Team:
    """Sign the people of the contract in."""

    def signed(handle: str, password: str) -> str:
        return sign_in("ozone", world.pds, f"{handle} {world.service}", password)

    known, ana = world.told["accounts"]["lab-mod"], world.register("ana")
    return Team(
        world,
        signed(known["handle"], known["password"]),
        world.staff("lab-mod2"),
        ana,
        signed(ana.handle, ana.password),
    )


class OzoneSubject(Subject):
    """`ana` reports; a new author writes each post, unless they are to be alike."""

    kind = "ozone"
    keeps_wording = False
    deeds: ClassVar[dict[Action, dict[str, Any]]] = {
        Action.DISMISS: {},
        Action.REMOVE: {"clause": "1", "reason": "insult"},
        Action.WARN: {"clause": "1", "message": "Please be kind."},
        Action.BAN: {"clause": "1", "message": "You are out.", "duration_hours": 24},
    }

    def __init__(self, team: Team) -> None:
        self._team, self._world = team, team.world
        self.url, self.token = team.world.pds, team.token
        self._alike: Client | None = None
        self.close()  # whatever earlier tests, or the seed, left open

    def report(self, *, alike: bool = False) -> str:
        author = self._alike if alike and self._alike else self._world.register("author")
        if alike:
            self._alike = author
        post = self.posted(author, "something rude")
        self._world.shown(post["uri"], post["cid"])
        self._team.ana.report(post)
        return post["uri"]

    def report_again(self, case_id: str) -> None:
        self._team.ana.report(self._post(case_id), words="still rude")

    def change(self, case_id: str) -> None:
        author, record = (
            self._author(case_id),
            {"text": "something kind", "createdAt": "2026-11-23T09:00:00.000Z"},
        )
        collection, rkey = case_id.split("/")[3:5]
        body = {"repo": author.did, "collection": collection, "rkey": rkey}
        made = author.ask("com.atproto.repo.putRecord", {**body, "record": {"$type": collection, **record}})
        self._world.shown(case_id, made["cid"])

    def delete(self, case_id: str) -> None:
        author = self._author(case_id)
        collection, rkey = case_id.split("/")[3:5]
        author.ask(
            "com.atproto.repo.deleteRecord", {"repo": author.did, "collection": collection, "rkey": rkey}
        )
        self._world.shown(case_id, None)

    def remove_member(self, case_id: str) -> None:
        self._author(case_id).ask("com.atproto.server.deactivateAccount", {})
        self._world.settle()

    def settle(self, case_id: str) -> None:
        subject: object = self._post(case_id) if case_id.startswith("at://") else case_id
        self._team.other.emit("modEventAcknowledge", subject)

    def open_cases(self) -> dict[str, int]:
        found = [each["subject"] for each in self._waiting()]
        ids = {each.get("uri") or each["did"] for each in found}
        return {each: len(self._events(each, "modEventReport")) for each in ids}

    def tally(self, decisions: Sequence[Decision]) -> dict[str, int]:
        found: dict[str, int] = {}
        events = {
            each: self._events(each, "") for each in {x for d in decisions for x in (d.case_id, d.member_id)}
        }
        for each in decisions:
            action = Action.RESTORE if each.reverses else each.action
            done = (*events[each.case_id], *events[each.member_id])
            ours = {event["id"]: event["event"]["$type"] for event in done if _batch(event) == each.id}
            kinds = Counter(kind.rpartition("#")[2] for kind in ours.values())
            found[each.id] = kinds[_EVENTS[action]]
            if (
                action is Action.BAN and not kinds["modEventTakedown"]
            ):  # who is banned already is told all the same
                found[each.id] = kinds["modEventEmail"] if self._is_banned(each.member_id) else 0
        return found | dict.fromkeys(self._mailed_too_often(decisions, events), 2)

    def _is_banned(self, did: str) -> bool:
        told = self._pages(
            "tools.ozone.moderation.queryStatuses", "subjectStatuses", subject=did, includeMuted="true"
        )
        return any(each["takendown"] for each in told)

    def _mailed_too_often(
        self, decisions: Sequence[Decision], events: dict[str, list[dict[str, Any]]]
    ) -> list[str]:
        """Decisions of whose member more e-mails went out than the server knows of."""
        handles = {author.did: author.handle for author, _ in self._team.posts.values()}
        told = [each for each in decisions if each.message and each.member_id in handles]
        too_often = [
            did
            for did in {each.member_id for each in told}
            if len(self._world.mail_to(handles[did]))
            > sum(event["event"]["$type"].endswith("Email") for event in events[did])
        ]
        return [each.id for each in told if each.member_id in too_often]

    def posted(self, author: Client, text: str) -> dict[str, str]:
        """A post of an author that nobody reported yet."""
        post = author.post(text)
        self._team.posts[post["uri"]] = author, post
        return post

    def powerless(self) -> str:
        return self._team.ana_token

    def close(self) -> None:
        for each in self._waiting():
            told = each["subject"]
            subject = {"uri": told["uri"], "cid": told["cid"]} if "uri" in told else told["did"]
            self._team.other.emit("modEventAcknowledge", subject)
            if each.get("appealed"):
                self._team.other.emit("modEventResolveAppeal", subject)

    def _waiting(self) -> list[dict[str, Any]]:
        found: dict[str, dict[str, Any]] = {}
        for query in _WAITING:
            for each in self._pages("tools.ozone.moderation.queryStatuses", "subjectStatuses", **query):
                found[each["subject"].get("uri") or each["subject"]["did"]] = each
        return list(found.values())

    def _events(self, subject: str, kind: str) -> list[dict[str, Any]]:
        types = {"types": f"{DEFS}{kind}"} if kind else {}
        return self._pages("tools.ozone.moderation.queryEvents", "events", subject=subject, **types)

    def _pages(self, method: str, name: str, **query: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        place: dict[str, str] = {}
        for _ in range(100):
            told = self._team.other.ask(method, limit=100, **query, **place)
            found += told[name]
            if not told.get("cursor") or not told[name]:
                return found
            place = {"cursor": told["cursor"]}
        raise AssertionError("the list has no end")

    def _post(self, case_id: str) -> dict[str, str]:
        return self._team.posts[case_id][1]

    def _author(self, case_id: str) -> Client:
        return self._team.posts[case_id][0]


def _batch(event: dict[str, Any]) -> str:
    tool = event.get("modTool") or {}
    meta = tool.get("meta") or {}
    return str(meta.get("batchId", ""))
