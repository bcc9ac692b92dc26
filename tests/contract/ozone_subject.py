"""Ozone under the contract suite: members of a running network, and another moderator than the desk."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from moderator_desk.models.values import Action
from moderator_desk.platforms.connect import sign_in
from tests.contract.ozone_onlooker import Onlooker
from tests.contract.subject import Deed, Subject
from tests.live.ozone_world import Client, World


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
    doubled_by_the_network = (Action.WARN, Action.BAN)
    deeds: ClassVar[dict[Action, dict[str, Any]]] = {
        Action.DISMISS: {},
        Action.REMOVE: {"clause": "1", "reason": "insult"},
        Action.WARN: {"clause": "1", "message": "Please be kind."},
        Action.BAN: {"clause": "1", "message": "You are out.", "duration_hours": 24},
    }

    def __init__(self, team: Team) -> None:
        self._team, self._world = team, team.world
        self._onlooker = Onlooker(team.world, team.other)
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
            self._team.posts[case_id][0],
            {"text": "something kind", "createdAt": "2026-11-23T09:00:00.000Z"},
        )
        collection, rkey = case_id.split("/")[3:5]
        body = {"repo": author.did, "collection": collection, "rkey": rkey}
        made = author.ask("com.atproto.repo.putRecord", {**body, "record": {"$type": collection, **record}})
        self._world.shown(case_id, made["cid"])

    def delete(self, case_id: str) -> None:
        author = self._team.posts[case_id][0]
        collection, rkey = case_id.split("/")[3:5]
        author.ask(
            "com.atproto.repo.deleteRecord", {"repo": author.did, "collection": collection, "rkey": rkey}
        )
        self._world.shown(case_id, None)

    def remove_member(self, case_id: str) -> None:
        self._team.posts[case_id][0].ask("com.atproto.server.deactivateAccount", {})
        self._world.settle()

    def settle(self, case_id: str) -> None:
        subject: object = self._post(case_id) if case_id.startswith("at://") else case_id
        self._team.other.emit("modEventAcknowledge", subject)

    def posted(self, author: Client, text: str) -> dict[str, str]:
        """A post of an author that nobody reported yet."""
        post = author.post(text)
        self._team.posts[post["uri"]] = author, post
        return post

    def open_cases(self) -> dict[str, int]:
        return self._onlooker.open_cases()

    def tally(self, decisions: Sequence[Deed]) -> dict[str, int]:
        handles = {author.did: author.handle for author, _ in self._team.posts.values()}
        return self._onlooker.tally(decisions, handles)

    def powerless(self) -> str:
        return self._team.ana_token

    def close(self) -> None:
        for each in self._onlooker.waiting():
            told = each["subject"]
            subject = {"uri": told["uri"], "cid": told["cid"]} if "uri" in told else told["did"]
            self._team.other.emit("modEventAcknowledge", subject)
            if each.get("appealed"):
                self._team.other.emit("modEventResolveAppeal", subject)

    def _post(self, case_id: str) -> dict[str, str]:
        return self._team.posts[case_id][1]
