"""The demo world and the default guidelines are whole: they decode, hang together, cover what they promise, stay mild."""

import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PIL import Image

from moderator_desk.models.values.cases import SEVERITIES, Case
from moderator_desk.models.values.guidelines import Guideline, GuidelineSet
from moderator_desk.models.values.members import MemberFile

RESOURCES = Path(__file__).parent.parent / "resources"
DEMO = RESOURCES / "demo"
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
CODES = ["VIO", "SELF", "HAR", "HATE", "NUD", "POL", "PRIV", "CONTACT", "IP", "SPAM", "DATE", "RESP"]
PLACEHOLDERS = {"handle", "guideline", "clause", "quote", "duration", "appeal"}
NOTICE_LANGUAGES = {"en", "es", "fr", "de", "pt", "ru", "ar", "hi", "th", "zh", "ja", "ko"}
# fmt: off
LESSONS = {
    "clear", "looks-bad", "hard", "spam-wave", "pile-on", "repeat-offender", "distress",
    "sealed", "edited-after", "figure-of-speech", "life-threat", "image", "profile-photo", "outside-chat",
    "recording", "look-alike", "hidden-characters", "very-long", "thread",
}
# fmt: on
TIMES = {"at", "opened_at", "joined_at", "expires_at", "since", "until", "posted_at", "edited_at"}
UNITS = {"m": "minutes", "h": "hours", "d": "days"}
ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s«»“”、，。]+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|info|io|co|me|app|ru|de|cn)\b"
)
RESERVED = re.compile(r"(?:^|\.)(?:example|test|invalid|example\.(?:org|com|net))$")


def dated(value: Any) -> Any:
    """The value with its offsets turned into times, so that it decodes as it will in the program."""
    if isinstance(value, list):
        return [dated(each) for each in value]
    if not isinstance(value, dict):
        return value
    return {key: moment(each) if key in TIMES and each else dated(each) for key, each in value.items()}


def moment(offset: str) -> datetime:
    found = re.fullmatch(r"([+-]\d+)([mhd])", offset)
    assert found, f"{offset!r} is no offset"
    return NOW + timedelta(**{UNITS[found[2]]: int(found[1])})


def strings(value: Any) -> Iterator[str]:
    """Every string inside a decoded document."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings(each)


RAW_MEMBERS = json.loads((DEMO / "members.json").read_text("utf-8"))
RAW_CASES = [
    e for path in sorted((DEMO / "cases").glob("*.json")) for e in json.loads(path.read_text("utf-8"))
]
GUIDELINE_FILE = RESOURCES / "guidelines" / "language-exchange.toml"


@pytest.fixture(scope="module")
def members() -> dict[str, MemberFile]:
    return {each.member.id: each for each in msgspec.convert(dated(RAW_MEMBERS), list[MemberFile])}


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    raw = [{"version": 1, "changed_at": NOW, **dated(entry["case"])} for entry in RAW_CASES]
    return msgspec.convert(raw, list[Case])


@pytest.fixture(scope="module")
def guidelines() -> GuidelineSet:
    return msgspec.toml.decode(GUIDELINE_FILE.read_bytes(), type=GuidelineSet)


def test_there_are_enough_cases_of_every_kind(cases: list[Case]) -> None:
    assert len(cases) >= 150
    assert {entry["lesson"] for entry in RAW_CASES} == LESSONS
    expected = {entry["expect"] for entry in RAW_CASES}
    assert expected == {"dismiss", "edit", "remove", "warn", "ban", "escalate"}
    assert {case.severity for case in cases} <= set(SEVERITIES)
    assert all(case.why_here for case in cases)


def test_the_cases_cover_every_guideline(cases: list[Case]) -> None:
    count = Counter(report.guideline for case in cases for report in case.reports)
    assert set(count) == set(CODES)
    assert min(count.values()) >= 4, count


def test_dismissing_is_the_commonest_right_answer() -> None:
    count = Counter(entry["expect"] for entry in RAW_CASES)
    assert count.most_common(1)[0][0] == "dismiss"


def test_the_items_speak_many_languages(cases: list[Case]) -> None:
    spoken = {case.item.language for case in cases if case.item.language}
    assert len(spoken) >= 14
    assert spoken >= {"ar", "he", "zh", "ja", "ko", "th", "hi"}


def test_names_of_things_are_unique(cases: list[Case], members: dict[str, MemberFile]) -> None:
    ids = [case.id for case in cases] + [case.item.id for case in cases]
    ids += [report.id for case in cases for report in case.reports]
    ids += [message.id for case in cases for message in case.context]
    ids += [entry.id for file in members.values() for entry in file.history]
    assert [name for name, times in Counter(ids).items() if times > 1] == []
    assert len(members) == len(RAW_MEMBERS)
    assert len({file.member.handle for file in members.values()}) == len(members)


def test_everybody_named_is_a_member(cases: list[Case], members: dict[str, MemberFile]) -> None:
    named = {case.item.author.id for case in cases}
    named |= {message.author.id for case in cases for message in case.context}
    named |= {report.reporter.id for case in cases for report in case.reports if report.reporter}
    assert named - set(members) == set()


def test_nothing_happens_before_it_can(cases: list[Case], members: dict[str, MemberFile]) -> None:
    for case in cases:
        joined = members[case.item.author.id].member.joined_at
        assert joined, case.id
        assert case.item.posted_at, case.id
        assert joined <= case.item.posted_at <= case.opened_at <= NOW, case.id
        assert case.reports, case.id
        assert all(case.item.posted_at <= report.at <= NOW for report in case.reports), case.id


def test_members_add_up(members: dict[str, MemberFile], guidelines: GuidelineSet) -> None:
    for file in members.values():
        member, times = file.member, [entry.at for entry in file.history]
        assert times == sorted(times, reverse=True), member.id
        decisions = {entry.id: entry for entry in file.history if entry.kind == "decision"}
        for strike in member.strikes:
            rule = guidelines.find(strike.guideline)
            assert rule
            assert strike.expires_at == strike.at + timedelta(days=rule.strike_days), member.id
            assert decisions[strike.decision_id].guideline == strike.guideline
        counters = member.counters
        assert counters.upheld_against <= counters.reports_against
        assert counters.upheld_made <= counters.reports_made
    active = [
        s for file in members.values() for s in file.member.strikes if s.expires_at and s.expires_at > NOW
    ]
    expired = [
        s for file in members.values() for s in file.member.strikes if s.expires_at and s.expires_at <= NOW
    ]
    assert len(active) >= 20
    assert len(expired) >= 8


def test_pictures_are_there_small_and_shown(cases: list[Case]) -> None:
    files = {path.stem: path for path in (DEMO / "media").iterdir()}
    shown = [media for case in cases for media in case.item.media]
    shown += [e.media for case in cases for report in case.reports for e in report.evidence if e.media]
    assert {media.id for media in shown if not media.sealed} == set(files)
    assert not {media.id for media in shown if media.sealed} & set(files)
    kinds = set()
    for path in files.values():
        assert path.stat().st_size <= 60 * 1024, path.name
        with Image.open(path) as picture:
            picture.load()
            kinds.add(picture.format)
    assert kinds == {"PNG", "JPEG", "GIF", "WEBP"}


def test_a_sealed_case_is_metadata_only(cases: list[Case]) -> None:
    sealed = [case for case in cases if case.sealed]
    assert sealed
    for case in sealed:
        assert case.state == "sealed"
        assert (case.item.text, case.item.text_now, case.context) == ("", None, ())
        assert all(media.sealed and not media.alt for media in case.item.media)
        assert all(not report.words and not report.evidence for report in case.reports)


def test_edited_items_differ_and_hidden_characters_hide(cases: list[Case]) -> None:
    lessons = {entry["case"]["id"]: entry["lesson"] for entry in RAW_CASES}
    for case in cases:
        if lessons[case.id] == "edited-after":
            assert case.item.gone or case.item.text_now not in (None, case.item.text), case.id
        if lessons[case.id] == "hidden-characters":
            assert re.search("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\u00ad]", case.item.text), case.id
        if lessons[case.id] == "very-long":
            assert len(case.item.text.split()) > 1_500
    assert max(Counter(case.opened_at for case in cases).values()) < 10


def test_the_pile_on_is_by_reporters_who_are_seldom_right(
    cases: list[Case], members: dict[str, MemberFile]
) -> None:
    lessons = {entry["case"]["id"]: entry["lesson"] for entry in RAW_CASES}
    piles = [case for case in cases if lessons[case.id] == "pile-on"]
    assert max(len(case.reports) for case in piles) >= 6
    for case in piles:
        counters = [members[r.reporter.id].member.counters for r in case.reports if r.reporter]
        assert sum(c.upheld_made for c in counters) < 0.1 * sum(c.reports_made for c in counters)


def test_every_text_is_made_up_and_leads_nowhere() -> None:
    everything = [*strings(RAW_MEMBERS), *strings(RAW_CASES)]
    everything += strings(tomllib.loads(GUIDELINE_FILE.read_text("utf-8")))
    for text in everything:
        assert "lorem ipsum" not in text.lower()
        for address in ADDRESS.findall(text):
            host = re.sub(r"^https?://", "", address).split("/")[0].rstrip(".,;:!?)")
            assert RESERVED.search(host), address


def test_the_guidelines_are_the_twelve_and_complete(guidelines: GuidelineSet) -> None:
    assert [each.code for each in guidelines.guidelines] == CODES
    assert guidelines.locale == "en"
    assert guidelines.name
    assert guidelines.version
    for rule in guidelines.guidelines:
        assert [clause.code for clause in rule.clauses] == [
            f"{rule.code}.{n + 1}" for n in range(len(rule.clauses))
        ]
        assert 2 <= len(rule.clauses) <= 6, rule.code
        assert 2 <= len(rule.questions) <= 4, rule.code
        fine = sum(not example.breaks for example in rule.examples)
        assert 3 <= len(rule.examples) <= 6, rule.code
        assert abs(2 * fine - len(rule.examples)) <= 1, rule.code
        assert all(example.why for example in rule.examples)
        assert set(rule.actions) >= {"dismiss", "escalate"}
        check_ladder(rule)


def check_ladder(rule: Guideline) -> None:
    """Steps rise from no strike at all, suggest only what the rule allows, and only bans have a length."""
    steps = [step.strikes for step in rule.ladder]
    assert steps == sorted(set(steps)), rule.code
    assert steps[0] == 0, rule.code
    assert {step.action for step in rule.ladder} <= set(rule.actions), rule.code
    assert all(step.duration_hours is None or step.action == "ban" for step in rule.ladder), rule.code


def test_notices_use_known_placeholders_in_every_language(guidelines: GuidelineSet) -> None:
    for rule in guidelines.guidelines:
        kinds = {template.action for template in rule.templates}
        assert {"edit", "remove", "warn", "ban"} & set(rule.actions) <= kinds, rule.code
        for template in rule.templates:
            assert template.action in rule.actions, template.id
            assert set(template.texts) == NOTICE_LANGUAGES, template.id
            for text in template.texts.values():
                assert set(re.findall(r"\{(.*?)\}", text)) <= PLACEHOLDERS, template.id
                assert "{handle}" in text, template.id
                assert "{appeal}" in text, template.id
        assert {*rule.titles, "en"} == NOTICE_LANGUAGES, rule.code
    self_harm = guidelines.find("SELF")
    assert self_harm
    assert any(template.id == "care" for template in self_harm.templates)


def test_the_right_answer_is_one_the_guideline_allows(cases: list[Case], guidelines: GuidelineSet) -> None:
    expected = {entry["case"]["id"]: entry["expect"] for entry in RAW_CASES}
    for case in cases:
        allowed = {a for r in case.reports if (rule := guidelines.find(r.guideline)) for a in rule.actions}
        assert expected[case.id] in allowed, case.id
