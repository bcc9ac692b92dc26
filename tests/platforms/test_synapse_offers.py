"""What can be decided about a case on a homeserver: less for members of other servers, and where there is no media."""

from moderator_desk.platforms.synapse import offers
from moderator_desk.platforms.synapse.connector import Synapse


def test_members_of_other_servers_can_only_be_kept_out_of_a_room() -> None:
    actions, scopes = offers.on_message("@x:elsewhere.test", "lab.test", media=True)
    assert actions == ("dismiss", "remove", "ban")
    assert scopes == {"remove": ("message", "message-and-media", "media"), "ban": ("room-ban",)}


def test_nothing_is_offered_for_media_that_is_not_there() -> None:
    assert offers.on_message("@x:lab.test", "lab.test", media=False) == ((), {"remove": ("message",)})
    actions, _ = offers.on_account(media=False)
    assert "remove" not in actions


def test_what_cannot_be_undone_is_never_the_default_of_a_ban() -> None:
    can = Synapse.abilities
    assert can.scopes["ban"][0] not in can.irreversible_scopes
    assert can.scopes["ban"][-1] == "deactivate"
    assert set(can.irreversible_scopes) == {"message", "message-and-media", "deactivate"}
    assert can.warning("ban", "deactivate") == "for-good"
