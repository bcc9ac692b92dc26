"""Decisions carried out on a running homeserver, each effect read back by other clients than ours."""

import json
import uuid
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from moderator_desk.models.values import (
    Accepted,
    Action,
    Case,
    Decision,
    Later,
    OutboxEntry,
    Outcome,
    Refused,
    SignIn,
    Stale,
)
from moderator_desk.platforms.connect import make_platform
from tests.live.conftest import Community
from tests.live.homeserver import Account, q

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def entry_for(case: Case, action: Action, *, attempts: int = 0, **more: Any) -> OutboxEntry:
    """An outbox entry that decides a case as it was seen."""
    decision = Decision(
        id=str(uuid.uuid4()),
        account="a",
        case_id=case.id,
        case_version=case.version,
        item_id=case.item.id,
        member_id=case.item.author.id,
        action=action,
        by="mod",
        at=NOW,
        item_revision=case.item.revision,
        **more,
    )
    author = case.item.author.id
    return OutboxEntry(
        1, decision.id, "a", case.id, author, "decision", "sending", NOW, NOW, attempts, decision=decision
    )


def again(entry: OutboxEntry) -> OutboxEntry:
    """The same entry after an attempt whose end nobody saw."""
    return msgspec.structs.replace(entry, attempts=1)


def reversal_of(entry: OutboxEntry) -> OutboxEntry:
    """The entry that takes another back."""
    done = entry.decision
    assert done is not None
    reversal = msgspec.structs.replace(
        done, id=str(uuid.uuid4()), action=Action.RESTORE, undoes=done.action, reverses=entry.id, message=""
    )
    return msgspec.structs.replace(entry, id=reversal.id, kind="reversal", decision=reversal)


def decide(community: Community, event: str, action: Action, **more: Any) -> Outcome:
    """Decide a message as it is now."""
    case = community.case(event)
    return community.synapse.apply(entry_for(case, action, **more), case)


def notices(community: Community, member: Account) -> list[str]:
    """What the server told a member, read by that member."""
    told = member.ask("GET", "/_matrix/client/v3/sync", timeout=0)
    said = []
    for room in told["rooms"].get("invite", {}):
        member.join(room)
        found = member.ask("GET", f"/_matrix/client/v3/rooms/{q(room)}/messages", dir="b", limit=50)
        said += [each["content"]["body"] for each in found["chunk"] if each["type"] == "m.room.message"]
    return said


def text_of(community: Community, event: str) -> str | None:
    """What a member of the room sees."""
    body: str | None = community.ana.seen(community.room, event)["content"].get("body")
    return body


def test_dismiss_closes_the_reports_and_touches_nothing_else(community: Community) -> None:
    event, other = community.reported("harmless", "a", "b"), community.reported("other")
    assert decide(community, event, Action.DISMISS) == Accepted()
    assert text_of(community, event) == "harmless"
    assert len(community.open_reports()) == len(community.case(other).reports) == 1


def test_a_report_that_came_after_the_look_stays_open(community: Community) -> None:
    event = community.reported("hm")
    case = community.case(event)
    community.ana.report(community.room, event, "still")
    assert community.synapse.apply(entry_for(case, Action.DISMISS), case) == Accepted()
    assert [report.words for report in community.case(event).reports] == ["still"]


def test_remove_reaches_every_wording_and_leaves_the_room_again(community: Community) -> None:
    event = community.reported("you fool")
    edits = [community.ben.amend(community.room, event, text) for text in ("you idiot", "you moron")]
    community.ana.report(community.room, event)
    assert decide(community, event, Action.REMOVE, reason="insult") == Accepted()
    for each in (event, *edits):
        seen = community.ana.seen(community.room, each)
        assert seen["content"] == {}
    assert community.open_reports() == []
    members = community.ana.ask("GET", f"/_matrix/client/v3/rooms/{q(community.room)}/joined_members")
    assert community.mod.id not in members["joined"]


def test_remove_works_in_a_closed_room(community: Community) -> None:
    room = community.ana.room("closed", preset="private_chat", invite=[community.ben.id])
    community.ben.join(room)
    event = community.ben.say(room, "here too")
    community.ana.report(room, event)
    case = community.synapse.case(f"{room}/{event}")
    assert not case.item.public
    assert community.synapse.apply(entry_for(case, Action.REMOVE), case) == Accepted()
    assert community.ana.seen(room, event)["content"] == {}


def test_an_admin_who_is_in_the_room_stays_there(community: Community) -> None:
    community.mod.join(community.room)
    event = community.reported()
    assert decide(community, event, Action.REMOVE) == Accepted()
    members = community.ana.ask("GET", f"/_matrix/client/v3/rooms/{q(community.room)}/joined_members")
    assert community.mod.id in members["joined"]


def test_warn_tells_the_member_once_also_when_repeated(community: Community) -> None:
    case = community.case(community.reported())
    entry = entry_for(case, Action.WARN, message="Please be kind.")
    assert community.synapse.apply(entry, case) == Accepted()
    assert community.open_reports() == []
    assert community.synapse.apply(again(entry), case) == Accepted(already=True)
    assert notices(community, community.ben) == ["Please be kind."]


def test_a_removal_tells_the_member_once_also_when_repeated(community: Community) -> None:
    event = community.reported("you fool")
    case = community.case(event)
    entry = entry_for(case, Action.REMOVE, message="Your message was removed.")
    assert community.synapse.apply(entry, case) == Accepted()
    assert community.synapse.apply(again(entry), case) == Accepted(already=True)
    assert community.ana.seen(community.room, event)["content"] == {}
    assert community.open_reports() == []
    assert notices(community, community.ben) == ["Your message was removed."]


def test_a_removal_cut_off_before_its_notice_tells_the_member_when_tried_again(community: Community) -> None:
    event = community.reported("you fool")
    case = community.case(event)
    path = f"/_matrix/client/v3/rooms/{q(community.room)}/redact/{q(event)}/t"
    community.ana.ask("PUT", path, {})  # what the first attempt did: the message is gone, nothing was said
    entry = again(entry_for(case, Action.REMOVE, message="Your message was removed."))
    for _ in range(2):
        assert community.synapse.apply(entry, case) == Accepted(already=True)
    assert notices(community, community.ben) == ["Your message was removed."]


def test_a_member_who_took_it_back_themselves_is_told_nothing(community: Community) -> None:
    event = community.reported()
    case = community.case(event)
    community.ben.ask("PUT", f"/_matrix/client/v3/rooms/{q(community.room)}/redact/{q(event)}/t", {})
    outcome = community.synapse.apply(entry_for(case, Action.REMOVE, message="m"), case)
    assert outcome == Accepted(already=True)
    assert notices(community, community.ben) == []


@pytest.mark.parametrize(
    ("scope", "status", "code"),
    [
        ("", 403, "M_USER_SUSPENDED"),
        ("suspend", 403, "M_USER_SUSPENDED"),
        ("lock", 401, "M_USER_LOCKED"),
        ("room-ban", 403, "M_FORBIDDEN"),
    ],
)
def test_ban_and_its_undo(community: Community, scope: str, status: int, code: str) -> None:
    case = community.case(community.reported())
    entry = entry_for(case, Action.BAN, scope=scope, message="You are out.")
    assert community.synapse.apply(entry, case) == Accepted()
    assert community.synapse.apply(again(entry), case) == Accepted(already=True)
    path = f"/_matrix/client/v3/rooms/{q(community.room)}/send/m.room.message/t1"
    body = {"msgtype": "m.text", "body": "am I here?"}
    assert community.ben.ask("PUT", path, body, expect=status)["errcode"] == code
    assert community.open_reports() == []
    assert community.synapse.apply(reversal_of(entry), case) == Accepted()
    if scope == "room-ban":
        community.ben.join(community.room)
    assert community.ben.say(community.room, "I am")
    assert notices(community, community.ben) == ["You are out."]


def test_a_shadow_ban_lets_nobody_else_see_what_they_write(community: Community) -> None:
    case = community.case(community.reported())
    assert community.synapse.apply(entry_for(case, Action.BAN, scope="shadow-ban"), case) == Accepted()
    unseen = community.ben.say(community.room, "hello?")
    path = f"/_matrix/client/v3/rooms/{q(community.room)}/messages"
    said = community.ana.ask("GET", path, dir="b", limit=20)["chunk"]
    assert unseen not in [each["event_id"] for each in said]


def test_the_desk_does_not_ban_its_own_account(community: Community) -> None:
    community.mod.join(community.room)
    event = community.mod.say(community.room, "mine")
    community.ana.report(community.room, event)
    outcome = decide(community, event, Action.BAN)
    assert isinstance(outcome, Refused)
    assert outcome.why == "own-account"
    assert len(community.open_reports()) == 1


@pytest.mark.parametrize("action", [Action.DISMISS, Action.REMOVE, Action.WARN, Action.BAN])
def test_an_edit_after_the_look_brings_the_case_back(community: Community, action: Action) -> None:
    event = community.reported("you fool")
    case = community.case(event)
    community.ben.amend(community.room, event, "you friend")
    outcome = community.synapse.apply(entry_for(case, action, message="m" * (action != "dismiss")), case)
    assert isinstance(outcome, Stale)
    assert outcome.why == "item-changed"
    assert outcome.case is not None
    assert outcome.case.item.text_now == "you friend"
    assert len(community.open_reports()) == 1
    assert notices(community, community.ben) == []


def test_reports_dealt_with_by_another(community: Community) -> None:
    event = community.reported()
    case = community.case(event)
    (report,) = community.open_reports()
    community.mod.ask("DELETE", f"/_synapse/admin/v1/event_reports/{report}")
    assert community.synapse.apply(entry_for(case, Action.DISMISS), case) == Stale("gone")
    outcome = community.synapse.apply(entry_for(case, Action.WARN, message="m"), case)
    assert isinstance(outcome, Stale)
    assert (outcome.why, outcome.case and outcome.case.state) == ("decided", "decided")
    # a moderator who was shown that and insists is obeyed
    assert outcome.case is not None
    insisted = community.synapse.apply(entry_for(outcome.case, Action.WARN, message="m"), outcome.case)
    assert insisted == Accepted()
    assert notices(community, community.ben) == ["m"]


def test_a_message_that_somebody_else_removed_needs_no_removing(community: Community) -> None:
    event = community.reported()
    case = community.case(event)
    community.ben.ask("PUT", f"/_matrix/client/v3/rooms/{q(community.room)}/redact/{q(event)}/t", {})
    assert community.synapse.apply(entry_for(case, Action.REMOVE), case) == Accepted(already=True)
    assert community.open_reports() == []


def test_what_cannot_be_done_is_said(community: Community) -> None:
    case = community.case(community.reported())
    entry = entry_for(case, Action.REMOVE)
    assert entry.decision is not None
    undone = msgspec.structs.replace(entry.decision, reverses=entry.id, undoes=Action.REMOVE)
    outcome = community.synapse.apply(msgspec.structs.replace(entry, kind="reversal", decision=undone), case)
    assert isinstance(outcome, Refused)
    warning = entry_for(case, Action.WARN, message="m").decision
    assert warning is not None
    nobody = msgspec.structs.replace(warning, member_id="@no:lab.test")
    outcome = community.synapse.apply(msgspec.structs.replace(entry, decision=nobody), case)
    assert isinstance(outcome, Refused)
    assert outcome.detail == "User not found"


def test_a_dead_sign_in_and_no_server(community: Community) -> None:
    case = community.case(community.reported())
    entry = entry_for(case, Action.DISMISS)
    for url, token, kind in (
        (community.server.url, "nonsense", SignIn),
        ("http://127.0.0.1:1", "t", Later),
    ):
        other = make_platform("synapse", url, token)
        assert isinstance(other.apply(entry, case), kind)
        other.close()
    assert len(community.open_reports()) == 1


def test_a_notice_is_found_again_among_many_rooms(community: Community) -> None:
    for number in range(5):
        community.ben.room(json.dumps(number))
    case = community.case(community.reported())
    entry = entry_for(case, Action.WARN, message="once")
    assert community.synapse.apply(entry, case) == Accepted()
    assert community.synapse.apply(again(entry), case) == Accepted(already=True)
    assert notices(community, community.ben) == ["once"]
