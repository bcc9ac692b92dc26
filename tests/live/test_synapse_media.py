"""Pictures and files of messages: shown with the token only, put under quarantine, and given back."""

import pytest

from moderator_desk.models.values import Accepted, Action, Refused
from moderator_desk.platforms.base import PlatformError
from tests.live.conftest import Community, png
from tests.live.test_synapse_acting import again, entry_for, reversal_of, text_of


def test_only_the_picture_is_removed_and_comes_back(community: Community) -> None:
    event, address = community.picture()
    case = community.case(event)
    assert case.scopes["remove"] == ("message", "message-and-media", "media")
    entry = entry_for(case, Action.REMOVE, scope="media")
    assert community.synapse.apply(entry, case) == Accepted()
    assert community.synapse.apply(again(entry), case) == Accepted(already=True)
    assert (community.fetched(address), text_of(community, event)) == (404, "a cat")
    with pytest.raises(PlatformError, match="missing"):
        community.synapse.media(address)
    assert community.open_reports() == []
    assert community.synapse.apply(reversal_of(entry), case) == Accepted()
    assert community.fetched(address) == 200


def test_message_and_picture_are_removed_and_stay_so(community: Community) -> None:
    event, address = community.picture()
    case = community.case(event)
    entry = entry_for(case, Action.REMOVE, scope="message-and-media")
    assert community.synapse.apply(entry, case) == Accepted()
    assert community.synapse.apply(again(entry), case) == Accepted(already=True)
    assert (community.fetched(address), text_of(community, event)) == (404, None)
    assert community.synapse.apply(reversal_of(entry), case) == Refused("not-reversible")


def test_the_picture_of_a_message_that_is_gone_is_still_found(community: Community) -> None:
    event, address = community.picture()
    case = community.case(event)
    assert community.synapse.apply(entry_for(case, Action.REMOVE), case) == Accepted()
    assert community.fetched(address) == 200
    community.ana.report(community.room, event, "it is still there")
    case = community.case(event)
    assert (case.item.gone, "media" in case.scopes["remove"]) == (True, True)
    assert community.synapse.apply(entry_for(case, Action.REMOVE, scope="media"), case) == Accepted()
    assert community.fetched(address) == 404


def test_small_versions_and_pictures_put_in_by_an_edit_go_too(community: Community) -> None:
    first, small, second = (community.ben.upload(png()) for _ in range(3))
    content = {"msgtype": "m.file", "body": "a file", "url": first, "info": {"thumbnail_url": small}}
    event = community.ben.say(community.room, content)
    newer = {"msgtype": "m.image", "body": "another", "url": second}
    relation = {"rel_type": "m.replace", "event_id": event}
    community.ben.say(community.room, {**newer, "m.new_content": newer, "m.relates_to": relation})
    community.ana.report(community.room, event, "rude")
    case = community.case(event)
    assert [media.id for media in case.item.media] == [second]
    entry = entry_for(case, Action.REMOVE, scope="media")
    assert community.synapse.apply(entry, case) == Accepted()
    assert [community.fetched(each) for each in (first, small, second)] == [404] * 3
    assert community.synapse.apply(reversal_of(entry), case) == Accepted()
    assert [community.fetched(each) for each in (first, small, second)] == [200] * 3


def test_an_address_in_the_words_of_a_message_is_nobodys_picture(community: Community) -> None:
    _, address = community.picture(report=False)
    case = community.case(community.reported(f"look at {address}"))
    assert case.scopes["remove"] == ("message",)
    outcome = community.synapse.apply(entry_for(case, Action.REMOVE, scope="media"), case)
    assert isinstance(outcome, Refused)
    assert community.fetched(address) == 200
    assert len(community.open_reports()) == 1


def test_a_picture_that_is_not_on_the_server_is_not_said_to_be_removed(community: Community) -> None:
    content = {"msgtype": "m.image", "body": "x", "url": "mxc://elsewhere.test/abc"}
    case = community.case(community.reported(content))
    outcome = community.synapse.apply(entry_for(case, Action.REMOVE, scope="media"), case)
    assert type(outcome).__name__ == "Unconfirmed"
    assert len(community.open_reports()) == 1


def test_every_copy_of_a_picture_goes_and_comes_back_with_it(community: Community) -> None:
    blob = png()
    first, second = community.ben.upload(blob), community.ana.upload(blob)
    content = {"msgtype": "m.image", "body": "x", "url": first}
    case = community.case(community.reported(content))
    entry = entry_for(case, Action.REMOVE, scope="media")
    assert community.synapse.apply(entry, case) == Accepted()
    assert (community.fetched(first), community.fetched(second)) == (404, 404)
    assert community.synapse.apply(reversal_of(entry), case) == Accepted()
    assert (community.fetched(first), community.fetched(second)) == (200, 200)
