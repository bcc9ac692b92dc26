"""Reports of a running homeserver as cases: what was said, what stands there now, who reported it, what changed."""

import msgspec
import pytest

from moderator_desk.models.values import Accepted, Action, Case, Stale
from moderator_desk.platforms.base import Page, PlatformError
from moderator_desk.platforms.connect import make_platform, sign_in
from moderator_desk.platforms.synapse.connector import Synapse
from tests.content.hostile_texts import HOSTILE
from tests.live.conftest import Community
from tests.live.homeserver import q
from tests.live.test_synapse_acting import entry_for


def read_all(synapse: Synapse, cursor: str | None = None) -> tuple[list[Case], list[str], str | None]:
    """The feed to its end: cases, ids of gone ones, and the cursor to go on from."""
    cases: list[Case] = []
    gone: list[str] = []
    more = True
    while more:
        page: Page = synapse.fetch(cursor)
        cases += page.cases
        gone += page.gone
        cursor, more = page.cursor, page.more
    return cases, gone, cursor


def test_reports_of_one_message_are_one_case(community: Community) -> None:
    event = community.reported("you are ok", "rude", "rude", "嫌がらせ")
    community.reported("another")
    cases, gone, _ = read_all(community.synapse)
    ids = [case.id for case in cases]
    assert len(ids) == len(set(ids))
    assert gone == []
    (case,) = [each for each in cases if each.item.id == event]
    assert [report.words for report in case.reports] == ["rude", "rude", "嫌がらせ"]
    assert {report.reporter.id for report in case.reports if report.reporter} == {community.ana.id}
    assert (case.item.author.id, case.item.text, case.item.text_now) == (
        community.ben.id,
        "you are ok",
        "you are ok",
    )
    assert (case.item.public, case.item.kind) == (True, "room_message")
    assert case.item.place.startswith("general")
    assert case == msgspec.structs.replace(community.case(event), version=case.version)


def test_an_edit_before_the_report_is_what_was_reported(community: Community) -> None:
    event = community.ben.say(community.room, "you are ok")
    edit = community.ben.amend(community.room, event, "you are an idiot")
    community.ana.report(community.room, event)
    item = community.case(event).item
    assert (item.text, item.text_now) == ("you are an idiot", "you are an idiot")
    assert (item.revision, item.reported_revision) == (edit, edit)


def test_an_edit_after_the_report_shows_both(community: Community) -> None:
    event = community.reported("you are an idiot")
    before = community.case(event)
    community.ben.amend(community.room, event, "you are ok")
    case = community.case(event)
    assert (case.item.text, case.item.text_now) == ("you are an idiot", "you are ok")
    assert case.item.revision != case.item.reported_revision == event
    assert case.version > before.version
    assert case.item.edited_at is not None


def test_an_edit_before_and_one_after_the_report(community: Community) -> None:
    event = community.ben.say(community.room, "you are ok")
    edit = community.ben.amend(community.room, event, "you are an idiot")
    for number in range(8):
        community.ana.say(community.room, f"between {number}")
    community.ana.report(community.room, event)
    community.ben.amend(community.room, event, "you are great")
    item = community.case(event).item
    assert (item.text, item.text_now, item.reported_revision) == ("you are an idiot", "you are great", edit)


def test_what_was_redacted_is_still_known_from_the_report(community: Community) -> None:
    event = community.reported("gone soon")
    path = f"/_matrix/client/v3/rooms/{community.room}/redact/{event}/t"
    community.ben.ask("PUT", path, {})
    item = community.case(event).item
    assert (item.text, item.text_now, item.gone) == ("gone soon", None, True)


def test_a_message_that_was_purged_is_a_case_to_dismiss(community: Community) -> None:
    event = community.reported("long ago", "rude", "rude")
    community.ana.say(community.room, "later")
    body = {"delete_local_events": True, "purge_up_to_event_id": community.ana.say(community.room, "now")}
    path = f"/_synapse/admin/v1/purge_history/{q(community.room)}"
    purge = community.mod.ask("POST", path, body)["purge_id"]
    for _ in range(1000):
        told = community.mod.ask("GET", f"/_synapse/admin/v1/purge_history_status/{purge}")
        if told["status"] != "active":
            break
    assert told["status"] == "complete"
    case = next(each for each in read_all(community.synapse)[0] if each.item.id == event)
    assert (case.item.gone, case.item.text, case.abilities) == (True, "", ("dismiss",))
    assert [report.words for report in case.reports] == ["rude", "rude"]
    assert isinstance(community.synapse.apply(entry_for(case, Action.WARN, message="m"), case), Stale)
    assert community.synapse.apply(entry_for(case, Action.DISMISS), case) == Accepted()
    assert community.open_reports() == []


def test_the_thread_around_and_what_it_answers(community: Community) -> None:
    first = community.ana.say(community.room, "the question")
    for number in range(8):
        community.ana.say(community.room, f"between {number}")
    event = community.ben.say(
        community.room,
        {"msgtype": "m.text", "body": "an answer", "m.relates_to": {"m.in_reply_to": {"event_id": first}}},
    )
    community.ana.say(community.room, "what?")
    community.ana.report(community.room, event)
    told = [(each.position, each.text) for each in community.case(event).context]
    assert told[0] == ("parent", "the question")
    assert ("before", "between 7") in told
    assert told[-1] == ("after", "what?")


def test_an_encrypted_message_says_that_it_cannot_be_read(community: Community) -> None:
    event = community.ben.say(community.room, {"algorithm": "x", "ciphertext": "AwgA"}, "m.room.encrypted")
    community.ana.report(community.room, event, "rude")
    item = community.case(event).item
    assert (item.text, item.unreadable) == ("", "encrypted")


def test_a_picture_comes_with_the_token_only(community: Community) -> None:
    blob = b"\x89PNG\r\n\x1a\nnot much of one"
    address = community.ben.upload(blob)
    info = {"mimetype": "image/png", "size": len(blob)}
    event = community.reported({"msgtype": "m.image", "body": "a cat", "url": address, "info": info})
    (media,) = community.case(event).item.media
    assert (media.id, media.content_type, media.size, media.alt) == (address, "image/png", len(blob), "a cat")
    assert community.synapse.media(address) == blob
    with pytest.raises(PlatformError, match="missing"):
        community.synapse.media("mxc://lab.test/nothing")
    with pytest.raises(PlatformError, match="missing"):
        community.synapse.media("https://elsewhere/x.png")


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ("<strong>hello</strong> there", "**hello** there"),
        ("you are <em>scum</em>", "you are scum\n\n**hello** there"),
        ('<a href="https://evil.example">hello</a> there', "hello (https://evil.example) there"),
    ],
)
def test_what_html_shows_beyond_the_body_is_told(community: Community, markup: str, shown: str) -> None:
    content = {
        "msgtype": "m.text",
        "body": "**hello** there",
        "format": "org.matrix.custom.html",
        "formatted_body": markup,
    }
    assert community.case(community.reported(content)).item.text == shown


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        (
            "m.room.message",
            {"msgtype": "m.image", "body": "x", "url": 5, "info": "no", "formatted_body": {}},
        ),
        ("m.room.message", {"msgtype": "m.text", "body": "x", "m.relates_to": "nothing"}),
        ("m.sticker", {"body": ["no text"], "url": {}, "m.new_content": 3}),
        ("m.sticker", {}),
        ("org.example.thing", {"deep": [{"er": None}] * 50}),
        ("m.reaction", {"m.relates_to": {"key": 9}}),
    ],
)
def test_content_of_any_shape_is_taken(community: Community, kind: str, content: object) -> None:
    event = community.ben.say(community.room, content, kind)
    community.ana.report(community.room, event)
    assert community.case(event).item.id == event


def test_hostile_texts_come_as_they_are(community: Community) -> None:
    # no event may pass 64 KiB
    for text in [text for _, text in HOSTILE if len(text) < 10_000 and "\0" not in text and carried(text)]:
        assert community.case(community.reported(text)).item.text == text


def carried(text: str) -> bool:
    """Whether JSON can carry a text: lone surrogates it cannot."""
    return not any("\ud800" <= letter <= "\udfff" for letter in text)


def test_only_what_changed_comes_next(community: Community) -> None:
    first, second = community.reported("one"), community.reported("two")
    cases, _, cursor = read_all(community.synapse)
    told = {case.item.id: case for case in cases}
    assert read_all(community.synapse, cursor) == ([], [], cursor)
    community.ana.report(community.room, second, "again")
    (changed,), gone, cursor = read_all(community.synapse, cursor)
    assert (changed.item.id, len(changed.reports), gone) == (second, 2, [])
    assert changed.version > told[second].version
    community.mod.ask("DELETE", f"/_synapse/admin/v1/event_reports/{changed.reports[0].id}")
    (less,), gone, cursor = read_all(community.synapse, cursor)
    assert [report.words for report in less.reports] == ["again"]
    assert less.version > changed.version
    (report,) = told[first].reports
    community.mod.ask("DELETE", f"/_synapse/admin/v1/event_reports/{report.id}")
    assert read_all(community.synapse, cursor)[:2] == ([], [told[first].id])


def test_a_restart_in_the_middle_of_a_sweep_goes_on(community: Community) -> None:
    events = [community.reported(f"text {number}") for number in range(30)]
    page = community.synapse.fetch(None)
    assert page.more
    other = make_platform("synapse", community.server.url, community.mod.token)
    assert isinstance(other, Synapse)
    rest, gone, _ = read_all(other, page.cursor)
    other.close()
    ids = [case.item.id for case in (*page.cases, *rest)]
    assert set(events) <= set(ids)
    assert (len(ids), gone) == (len(set(ids)), [])


def test_a_cursor_that_is_none_of_ours_begins_anew(community: Community) -> None:
    event = community.reported()
    assert event in [case.item.id for case in read_all(community.synapse, "nonsense")[0]]


def test_a_member_as_the_server_knows_them(community: Community) -> None:
    event = community.reported("one", "rude", "spam")
    file = community.synapse.member(community.ben.id)
    assert (file.member.handle, file.member.sanctions) == ("Ben", ())
    assert file.member.joined_at is not None
    assert file.member.counters.reports_against == 2
    assert file.member.counters.upheld_against is None
    assert [each.words for each in file.history] == ["spam", "rude"]
    assert {each.case_id for each in file.history} == {f"{community.room}/{event}"}
    assert community.synapse.member("@somebody:elsewhere.test").member.role == "remote"
    with pytest.raises(PlatformError, match="missing"):
        community.synapse.member("@nobody:lab.test")


def test_who_may_sign_in(community: Community) -> None:
    url, name = community.server.url, community.mod.id
    assert community.synapse.check().id == name
    token = sign_in("synapse", url, name, f"pw-{name[1:].split(':')[0]}")
    signed_in = make_platform("synapse", url, token)
    assert signed_in.check().id == name
    with pytest.raises(PlatformError, match="sign-in"):
        sign_in("synapse", url, name, "wrong")
    for token, why in ((community.ana.token, "forbidden"), ("nonsense", "sign-in")):
        other = make_platform("synapse", url, token)
        with pytest.raises(PlatformError, match=why):
            other.check()
        other.close()
    signed_in.close()
