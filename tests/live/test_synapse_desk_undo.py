"""Every decision on a running homeserver and its undo, done in the window by keys and read back by other clients."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from pytestqt.qtbot import QtBot

from moderator_desk.app import Desk
from moderator_desk.driver import press
from moderator_desk.models.accounts import Account
from moderator_desk.models.store import Store
from moderator_desk.ui.words.decision import LASTS
from tests.fixtures_desk import running_desk
from tests.live.conftest import Community, png
from tests.live.homeserver import Account as Member
from tests.live.homeserver import q
from tests.live.test_synapse_acting import notices, text_of
from tests.live.test_synapse_desk import all_sent, record, show


@dataclass
class Window:
    """A desk in front of a homeserver, and whoever works it by keys."""

    desk: Desk
    qtbot: QtBot
    store: Store
    community: Community
    said: list[str] = field(default_factory=list)

    def sent(self) -> None:
        """Wait until nothing is on its way."""
        self.qtbot.waitUntil(lambda: all_sent(self.store), timeout=20_000)

    def decide(self, case: str, key: str, scope: str = "") -> str:
        """Decide a message or an account, and wait until it is sent; what the bar said beside the verb."""
        show(self.desk, self.qtbot, self.community, case)
        if key == "D":
            press(self.desk.parts.window, "D")
            beside = ""
        else:
            beside = record(self.desk, key, scope)
        self.sent()
        return beside

    def undo(self) -> str:
        """Take the last decision back, and wait; why it was refused, "" when it was not."""
        self.said.clear()
        press(self.desk.parts.window, "U")
        self.sent()
        return " ".join(self.said)


def working(
    community: Community, store: Store, qtbot: QtBot, qapp: object, do: Callable[[Window], None]
) -> None:
    """Run a piece of work in a window of its own."""
    account = Account("lab", "synapse", community.server.url, "Lab")
    with running_desk(store, account, community.mod.token, qtbot, qapp) as desk:
        window = Window(desk, qtbot, store, community)
        desk.parts.deeds.refused.connect(window.said.append)
        do(window)


def member(community: Community, name: str) -> tuple[Member, str]:
    """Somebody in the room, and a message of theirs that was reported."""
    made = community.server.register(f"{community.ben.id[1:].split(':')[0]}-{name}")
    made.join(community.room)
    event = made.say(community.room, f"I am {name}")
    community.ana.report(community.room, event, "rude")
    return made, event


def can_write(community: Community, somebody: Member) -> bool:
    """Whether somebody can write in the room and be seen."""
    told = community.mod.ask("GET", f"/_synapse/admin/v2/users/{q(somebody.id)}")
    if told["shadow_banned"]:  # to find out by writing takes up to ten seconds: the server lets them wait
        return False
    path = f"/_matrix/client/v3/rooms/{q(community.room)}/send/m.room.message/{secrets.token_hex(4)}"
    return somebody.status("PUT", path, {"msgtype": "m.text", "body": "am I here?"}) == 200


def test_every_ban_and_its_undo(community: Community, desk_store: Store, qtbot: QtBot, qapp: object) -> None:
    scopes = ("suspend", "lock", "shadow-ban", "room-ban")
    people = {scope: member(community, scope) for scope in scopes}

    def work(window: Window) -> None:
        for scope, (somebody, event) in people.items():
            beside = window.decide(event, "B", scope)
            assert ("enters the room" in beside) == (scope == "room-ban")
            assert not can_write(community, somebody), scope
            assert window.undo() == ""
            if scope == "room-ban":
                somebody.join(community.room)
            assert can_write(community, somebody), scope
            assert len(notices(community, somebody)) == 1

    working(community, desk_store, qtbot, qapp, work)
    assert community.open_reports() == []


def test_an_account_is_closed_for_good_only_by_a_choice_that_says_so(
    community: Community, desk_store: Store, qtbot: QtBot, qapp: object
) -> None:
    somebody, event = member(community, "gone")

    def work(window: Window) -> None:
        assert "for ever" in window.decide(event, "B", "deactivate")
        assert somebody.status("GET", "/_matrix/client/v3/account/whoami") == 401
        assert window.undo() == "lasting-deactivate"
        assert somebody.status("GET", "/_matrix/client/v3/account/whoami") == 401

    working(community, desk_store, qtbot, qapp, work)


def test_every_removal_and_its_undo(
    community: Community, desk_store: Store, qtbot: QtBot, qapp: object
) -> None:
    one, kept = community.picture()
    two, both = community.picture()
    three = community.reported("words")

    def work(window: Window) -> None:
        beside = window.decide(one, "R", "media")
        assert "enters the room" not in beside
        assert LASTS not in beside
        assert (community.fetched(kept), text_of(community, one)) == (404, "a cat")
        assert window.undo() == ""
        assert community.fetched(kept) == 200
        beside = window.decide(two, "R", "message-and-media")
        assert "enters the room" in beside
        assert LASTS in beside
        assert (community.fetched(both), text_of(community, two)) == (404, None)
        assert window.undo() == "lasting-message-and-media"
        assert "enters the room" in window.decide(three, "R")
        assert text_of(community, three) is None
        assert window.undo() == "lasting-message"

    working(community, desk_store, qtbot, qapp, work)
    assert community.open_reports() == []


def test_reported_accounts_are_decided_by_the_same_keys(
    community: Community, desk_store: Store, qtbot: QtBot, qapp: object
) -> None:
    accounts = [member(community, name)[0] for name in ("fine", "warned", "out", "pictured")]
    fine, warned, out, pictured = accounts
    address = pictured.upload(png())
    path = f"/_matrix/client/v3/profile/{q(pictured.id)}/avatar_url"
    pictured.ask("PUT", path, {"avatar_url": address})
    for each in accounts:
        community.ana.report_account(each.id, "bad profile")

    def work(window: Window) -> None:
        window.decide(fine.id, "D")
        assert can_write(community, fine)
        assert window.undo() == "not-reversible"
        window.decide(warned.id, "W")
        assert len(notices(community, warned)) == 1
        window.decide(out.id, "B")
        assert not can_write(community, out)
        assert window.undo() == ""
        assert can_write(community, out)
        window.decide(pictured.id, "R")
        assert community.fetched(address) == 404
        assert window.undo() == ""
        assert community.fetched(address) == 200

    working(community, desk_store, qtbot, qapp, work)
    assert [community.account_reports(each.id) for each in accounts] == [[], [], [], []]
