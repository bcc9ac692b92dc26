"""Reported accounts as cases of their own, and members as a homeserver knows them."""

from moderator_desk.models.values import Accepted, Action, Case, Refused, Stale
from tests.live.conftest import Community, png
from tests.live.homeserver import q
from tests.live.test_synapse_acting import again, entry_for, notices, reversal_of
from tests.live.test_synapse_reading import read_all


def account_case(community: Community, *reasons: str) -> Case:
    """Ana reports Ben, once a reason; the case."""
    for reason in reasons or ("bad profile",):
        community.ana.report_account(community.ben.id, reason)
    return community.synapse.case(community.ben.id)


def test_reports_of_one_account_are_one_case_beside_those_of_messages(community: Community) -> None:
    event = community.reported("hm")
    case = account_case(community, "bad name", "worse name")
    assert (case.item.kind, case.item.author.id, case.item.text) == ("account", community.ben.id, "Ben")
    assert [report.words for report in case.reports] == ["bad name", "worse name"]
    assert [report.reporter.id for report in case.reports if report.reporter] == [community.ana.id] * 2
    assert case.abilities == ("dismiss", "warn", "ban")
    assert "room-ban" not in case.scopes["ban"]
    cases, _, cursor = read_all(community.synapse)
    ids = [each.id for each in cases]
    assert ids.count(case.id) == ids.count(f"{community.room}/{event}") == 1
    assert read_all(community.synapse, cursor) == ([], [], cursor)
    community.ana.report_account(community.ben.id, "still")
    (changed,), gone, cursor = read_all(community.synapse, cursor)
    assert (changed.id, len(changed.reports), gone) == (case.id, 3, [])
    for report in changed.reports:
        community.mod.ask("DELETE", f"/_synapse/admin/v1/user_reports/{report.id}")
    assert read_all(community.synapse, cursor)[:2] == ([], [case.id])


def test_an_account_that_was_closed_is_a_case_all_the_same(community: Community) -> None:
    account_case(community)
    community.mod.ask("POST", f"/_synapse/admin/v1/deactivate/{q(community.ben.id)}", {"erase": True})
    case = community.synapse.case(community.ben.id)
    assert (case.item.text, case.item.author.handle) == ("", community.ben.id)
    assert community.synapse.apply(entry_for(case, Action.DISMISS), case) == Accepted()
    assert community.account_reports(community.ben.id) == []


def test_the_reports_of_an_account_are_dismissed_and_nothing_else_is_touched(community: Community) -> None:
    event = community.reported()
    case = account_case(community, "one", "two")
    assert community.synapse.apply(entry_for(case, Action.DISMISS), case) == Accepted()
    assert community.account_reports(community.ben.id) == []
    assert len(community.case(event).reports) == 1
    assert community.synapse.apply(entry_for(case, Action.DISMISS), case) == Stale("gone")


def test_a_reported_account_is_warned_suspended_and_let_back(community: Community) -> None:
    case = account_case(community)
    assert community.synapse.apply(entry_for(case, Action.WARN, message="Another name."), case) == Accepted()
    assert notices(community, community.ben) == ["Another name."]
    case = account_case(community)
    entry = entry_for(case, Action.BAN, message="You are out.")
    assert community.synapse.apply(entry, case) == Accepted()
    path = f"/_matrix/client/v3/rooms/{q(community.room)}/send/m.room.message/t1"
    assert community.ben.status("PUT", path, {"msgtype": "m.text", "body": "?"}) == 403
    assert community.account_reports(community.ben.id) == []
    assert community.synapse.apply(reversal_of(entry), case) == Accepted()
    assert community.ben.say(community.room, "back")


def test_a_room_ban_of_an_account_has_no_room_to_be_from(community: Community) -> None:
    case = account_case(community)
    outcome = community.synapse.apply(entry_for(case, Action.BAN, scope="room-ban"), case)
    assert isinstance(outcome, Refused)
    assert len(community.account_reports(community.ben.id)) == 1


def test_another_name_after_the_look_brings_the_case_back(community: Community) -> None:
    case = account_case(community)
    community.ben.ask(
        "PUT", f"/_matrix/client/v3/profile/{q(community.ben.id)}/displayname", {"displayname": "Bo"}
    )
    outcome = community.synapse.apply(entry_for(case, Action.BAN), case)
    assert isinstance(outcome, Stale)
    assert (outcome.why, outcome.case and outcome.case.item.text) == ("item-changed", "Bo")


def test_the_picture_of_an_account_is_put_under_quarantine(community: Community) -> None:
    address = community.ben.upload(png())
    path = f"/_matrix/client/v3/profile/{q(community.ben.id)}/avatar_url"
    community.ben.ask("PUT", path, {"avatar_url": address})
    case = account_case(community)
    assert [media.id for media in case.item.media] == [address]
    assert case.scopes["remove"] == ("media",)
    entry = entry_for(case, Action.REMOVE, scope="media")
    assert community.fetched(address) == 200
    assert community.synapse.apply(entry, case) == Accepted()
    assert community.fetched(address) == 404
    assert community.account_reports(community.ben.id) == []
    assert community.synapse.apply(reversal_of(entry), case) == Accepted()
    assert community.fetched(address) == 200


def test_an_account_closed_for_good_stays_closed(community: Community) -> None:
    case = account_case(community)
    entry = entry_for(case, Action.BAN, scope="deactivate", message="Goodbye.")
    assert community.synapse.apply(entry, case) == Accepted()
    assert community.synapse.apply(again(entry), case) == Accepted(already=True)
    assert community.ben.status("GET", "/_matrix/client/v3/account/whoami") == 401
    told = community.mod.ask("GET", f"/_synapse/admin/v2/users/{q(community.ben.id)}")
    assert told["deactivated"] is True
    outcome = community.synapse.apply(reversal_of(entry), case)
    assert outcome == Refused("not-reversible")
    assert "deactivated" in [
        each.kind for each in community.synapse.member(community.ben.id).member.sanctions
    ]


def test_a_member_with_rooms_uploads_measures_and_reports_of_both_kinds(community: Community) -> None:
    community.ben.room("of my own")
    community.picture()
    case = account_case(community, "bad profile")
    community.ben.report_account(community.ana.id, "she began")
    other = community.server.register(f"{community.ben.id[1:].split(':')[0]}x")
    community.ana.report_account(other.id, "somebody else")
    scopes = ("suspend", "lock", "shadow-ban")
    for scope in scopes:
        current = account_case(community, "more")
        assert community.synapse.apply(entry_for(current, Action.BAN, scope=scope), current) == Accepted()
    file = community.synapse.member(community.ben.id)
    assert [each.kind for each in file.member.sanctions] == list(scopes)
    counters = file.member.counters
    assert (counters.rooms, counters.media, counters.reports_against, counters.reports_made) == (2, 1, 1, 1)
    assert [(each.kind, each.words) for each in file.history] == [
        ("report_made", "she began"),
        ("report_against", "rude"),
    ]
    assert file.history[0].case_id == community.ana.id
    assert case.item.author.handle == "Ben"


def test_a_room_ban_is_told_of_a_member(community: Community) -> None:
    case = community.case(community.reported())
    assert community.synapse.apply(entry_for(case, Action.BAN, scope="room-ban"), case) == Accepted()
    (sanction,) = community.synapse.member(community.ben.id).member.sanctions
    assert (sanction.kind, sanction.scope) == ("room-ban", community.room)
