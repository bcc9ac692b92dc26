"""Small communities of each test's own on the real servers of its worker."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

import pytest

from moderator_desk.models.values import Case
from moderator_desk.platforms.connect import make_platform, sign_in
from moderator_desk.platforms.ozone.connector import Ozone
from moderator_desk.platforms.synapse.connector import Synapse
from tests.live.homeserver import Account, Homeserver
from tests.live.ozone_world import Client, World

_numbers = count(1)


def png() -> bytes:
    """A picture unlike any other: the server puts every copy of the same bytes under quarantine."""
    return b"\x89PNG\r\n\x1a\n" + secrets.token_bytes(20)


@dataclass
class Community:
    """A room of a test's own: `ana` made it, `ben` writes what is reported, `mod` is a server admin outside of it."""

    server: Homeserver
    mod: Account
    ana: Account
    ben: Account
    room: str
    synapse: Synapse
    others: list[Synapse] = field(default_factory=list)

    def reported(self, text: object = "go away", *reasons: str) -> str:
        """Ben says something and Ana reports it, once a reason; the event's id."""
        event = self.ben.say(self.room, text)
        for reason in reasons or ("rude",):
            self.ana.report(self.room, event, reason)
        return event

    def picture(self, *, report: bool = True) -> tuple[str, str]:
        """Ben sends a picture, and Ana reports it; the event's id and the picture's address."""
        address = self.ben.upload(png())
        content = {"msgtype": "m.image", "body": "a cat", "url": address, "info": {"mimetype": "image/png"}}
        event = self.ben.say(self.room, content)
        if report:
            self.ana.report(self.room, event, "rude")
        return event, address

    def fetched(self, address: str) -> int:
        """Status of the answer when Ana asks for a picture."""
        path = f"/_matrix/client/v1/media/download/{address.removeprefix('mxc://')}"
        return self.ana.status("GET", path)

    def account_reports(self, account: str) -> list[int]:
        """Ids of the reports of an account that nobody dealt with, as another admin client sees them."""
        told = self.mod.ask("GET", "/_synapse/admin/v1/user_reports", limit=1000)
        return [row["id"] for row in told["user_reports"] if row["target_user_id"] == account]

    def case(self, event: str) -> Case:
        """The case of a message in the room."""
        return self.synapse.case(f"{self.room}/{event}")

    def open_reports(self) -> list[int]:
        """Ids of the reports in the room that nobody dealt with, as another admin client sees them."""
        told = self.mod.ask("GET", "/_synapse/admin/v1/event_reports", limit=1000, dir="f")
        return [row["id"] for row in told["event_reports"] if row["room_id"] == self.room]


@pytest.fixture
def community(homeserver: Homeserver) -> Iterator[Community]:
    """Three fresh accounts and a fresh room."""
    number = next(_numbers)
    mod = homeserver.register(f"mod{number}", admin=True)
    ana, ben = homeserver.register(f"ana{number}"), homeserver.register(f"ben{number}", display="Ben")
    room = ana.room(f"general {number}")
    ben.join(room)
    synapse = make_platform("synapse", homeserver.url, mod.token)
    assert isinstance(synapse, Synapse)
    made = Community(homeserver, mod, ana, ben, room, synapse)
    yield made
    synapse.close()
    for each in (mod, ana, ben):
        each.session.close()


@dataclass
class Network:
    """`ben` writes what `ana` reports; `mod` is a moderator's other client, and `ozone` the desk in the same name."""

    world: World
    mod: Client
    ana: Client
    ben: Client
    token: str
    ozone: Ozone

    def reported(self, text: str = "go away", *words: str) -> dict[str, str]:
        """Ben posts something and Ana reports it, once a word; the post's uri and cid."""
        post = self.ben.post(text)
        self.world.shown(post["uri"], post["cid"])
        for each in words or ("rude",):
            self.ana.report(post, words=each)
        return post

    def desk_of(self, name: str) -> tuple[str, Ozone]:
        """The desk in the name of a member of the team, and the token it was given."""
        known = self.world.told["accounts"][name]
        user = f"{known['handle']} {self.world.service}"
        token = sign_in("ozone", self.world.pds, user, known["password"])
        made = make_platform("ozone", self.world.pds, token)
        assert isinstance(made, Ozone)
        return token, made


@pytest.fixture
def network(world: World) -> Iterator[Network]:
    """Two fresh accounts, and a moderator with the desk."""
    made = Network(world, world.staff("lab-mod"), world.register("ana"), world.register("ben"), "", None)  # type: ignore[arg-type]
    made.token, made.ozone = made.desk_of("lab-mod")
    yield made
    made.ozone.close()
