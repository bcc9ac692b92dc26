"""Guideline files: what is written is read back the same, and every mistake is told with its place."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from moderator_desk.models.values import (
    Clause,
    Example,
    Guideline,
    GuidelineSet,
    LadderStep,
    Reason,
    Template,
)
from moderator_desk.rulebook import (
    ACTIONS,
    check_set,
    next_version,
    read_guideline,
    read_set,
    read_set_file,
    save_set,
    what_changed,
    write_guideline,
    write_set,
)
from moderator_desk.settings import SHIPPED_GUIDELINES, resource
from moderator_desk.ui.words.rulebook import fault_words

words = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
said = words.filter(lambda text: text.strip() != "")
unbraced = said.filter(lambda text: not set("{}") & set(text))


@st.composite
def guidelines(draw: st.DrawFn, code: str = "HAR") -> Guideline:
    steps = draw(st.lists(st.sampled_from(ACTIONS), max_size=4))
    ladder = tuple(
        LadderStep(n, action, draw(st.none() | st.integers(1, 9000)) if action == "ban" else None)
        for n, action in enumerate(steps)
    )
    return Guideline(
        code,
        draw(said),
        draw(said),
        draw(words),
        clauses=tuple(Clause(f"{code}.{n}", text) for n, text in enumerate(draw(st.lists(said, max_size=3)))),
        questions=tuple(draw(st.lists(words, max_size=2))),
        examples=tuple(
            Example(text, draw(st.booleans()), draw(words)) for text in draw(st.lists(words, max_size=2))
        ),
        actions=tuple(draw(st.lists(st.sampled_from(ACTIONS), max_size=3))),
        ladder=ladder,
        strike_days=draw(st.integers(1, 3660)),
        special=draw(st.sampled_from(("", "crisis"))),
        templates=tuple(
            Template(f"t{n}", "warn", texts)
            for n, texts in enumerate(
                draw(st.lists(st.dictionaries(words, unbraced, min_size=1), max_size=2))
            )
        ),
        severe_steps=draw(st.integers(0, max(len(ladder) - 1, 0))),
    )


@settings(max_examples=60)
@given(guidelines(), guidelines("SPAM"), said, st.lists(said, max_size=9, unique=True))
def test_a_set_written_is_read_back_the_same(
    one: Guideline, two: Guideline, version: str, why: list[str]
) -> None:
    known = GuidelineSet(version, "en", "ours", (one, two), tuple(Reason(each, each) for each in why))
    text = write_set(known)
    assert read_set(text) == (known, ())
    assert read_guideline(write_guideline(one)) == (one, ())


@given(st.text())
def test_no_text_whatever_makes_reading_raise(text: str) -> None:
    for found, faults in (read_set(text), read_guideline(text)):
        assert found is None
        assert faults
        assert all(fault_words(fault) for fault in faults)


def shipped() -> GuidelineSet:
    found, faults = read_set_file(resource(SHIPPED_GUIDELINES))
    assert found is not None
    assert faults == ()
    return found


def test_the_shipped_set_has_no_mistake_and_is_written_back_whole(tmp_path: Path) -> None:
    known = shipped()
    assert check_set(known) == ()
    save_set(tmp_path / "deep" / "team.toml", known)
    assert read_set_file(tmp_path / "deep" / "team.toml") == (known, ())
    assert [each.name for each in (tmp_path / "deep").iterdir()] == ["team.toml"]


GOOD = """
version = "1"
locale = "en"
name = "ours"
[[guidelines]]
code = "HAR"
version = "1"
title = "Harassment"
text = ""
ladder = [{ strikes = 0, action = "warn" }, { strikes = 1, action = "ban", duration_hours = 24 }]
clauses = [{ code = "HAR.1", text = "Abuse." }]
[[guidelines.templates]]
id = "w"
action = "warn"
[guidelines.templates.texts]
en = "Hello {handle}"
"""


@pytest.mark.parametrize(
    ("old", "new", "code", "place"),
    [
        ('version = "1"\nlocale', "version = \nlocale", "syntax", ""),
        ("locale =", "local =", "unknown", "local"),
        ('locale = "en"', "", "missing", "locale"),
        ('title = "Harassment"', "title = 5", "kind", "guidelines 1 (HAR), title"),
        ('title = "Harassment"', 'title = " "', "empty", "guidelines 1 (HAR), title"),
        ("strikes = 0", "strikes = true", "kind", "guidelines 1 (HAR), ladder 1, strikes"),
        ("strikes = 0", "strikes = 1", "first-step", "guidelines 1 (HAR), ladder 1, strikes"),
        ("strikes = 1", "strikes = 0", "step-order", "guidelines 1 (HAR), ladder 2, strikes"),
        ("= 24", "= 0", "length", "guidelines 1 (HAR), ladder 2, duration_hours"),
        ('"ban"', '"hang"', "action", "guidelines 1 (HAR), ladder 2, action"),
        (
            "clauses = [",
            'clauses = [{ code = "HAR.1", text = "x" }, ',
            "twice",
            "guidelines 1 (HAR), clauses",
        ),
        ("{handle}", "{reporter}", "placeholder", "guidelines 1 (HAR), templates (w), en"),
        ("{handle}", "{handle", "brace", "guidelines 1 (HAR), templates (w), en"),
    ],
)
def test_a_mistake_is_told_with_its_place(old: str, new: str, code: str, place: str) -> None:
    assert read_set(GOOD)[1] == ()
    assert old in GOOD
    found, faults = read_set(GOOD.replace(old, new, 1))
    assert found is None
    assert (code, place) in [(fault.code, fault.place) for fault in faults]


def test_all_mistakes_are_told_at_once() -> None:
    text = GOOD.replace("locale =", "local =").replace("strikes = 0", 'strikes = "0"')
    assert [fault.code for fault in read_set(text)[1]] == ["unknown", "missing", "kind"]


def test_a_file_that_is_none(tmp_path: Path) -> None:
    assert read_set_file(tmp_path)[1][0].code == "no-file"
    bad = tmp_path / "latin.toml"
    bad.write_bytes(b'version = "1"\nname = "caf\xe9"')
    (fault,) = read_set_file(bad)[1]
    assert (fault.code, fault.place) == ("not-text", "line 2")


def test_words_go_up_a_little_and_ladders_a_step() -> None:
    rule = shipped().guidelines[0]
    reworded = replace(rule, text="Other words.")
    shorter = replace(rule, ladder=rule.ladder[:1], severe_steps=0)
    assert [what_changed(rule, each) for each in (rule, reworded, shorter)] == ["", "minor", "major"]
    steps = [
        ("2026.11", "minor"),
        ("2026.11.1", "minor"),
        ("2026.11.1", "major"),
        ("3", "major"),
        ("v2", "minor"),
    ]
    assert [next_version(*each) for each in steps] == ["2026.11.1", "2026.11.2", "2026.12", "3.1", "v3"]


@given(st.from_regex(r"[0-9]{1,4}(\.[0-9]{1,2}){0,2}|[a-z]{0,5}[0-9]{0,3}", fullmatch=True))
def test_a_next_version_is_another_one(version: str) -> None:
    assert len({version, next_version(version, "minor"), next_version(version, "major")}) >= 2
    assert next_version(version, "") == version
