"""Words of two alphabets that pass for one, and names that pass for others: all found; honest ones none."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderator_desk.content.confusables import classes, skeleton
from moderator_desk.content.lookalikes import looks_like, name_key
from moderator_desk.content.scripts import count_scripts, mixed_name, mixed_words, script_of
from tests.content.deception.clean import SENTENCES
from tests.content.deception.names import HONEST, SPOOFED, SPOOFED_STAFF

DECEITFUL = (
    "раypal", "pаypal", "paypаl", "Telegrаm", "gооgle", "Наppу", "пaроль", "Bитва", "Кaк", "xоxо", "Ꮯhase",
    "𝐩aypal", "аpple", "micrоsoft", "Ρaypal", "lοgin", "Gmаil", "аccount", "сolumbia", "ѕecure", "discоrd",
    "Ѕignal", "whаtsapp", "bаnk", "аmazon", "Fаcebook", "instаgram", "сеntral", "кpacивo", "пpивeт", "cкидка",
    "мaмa", "дypaк", "αpple", "Βank", "οoken",
)  # fmt: skip


@pytest.mark.parametrize("word", DECEITFUL)
def test_a_word_of_two_alphabets_is_marked_where_it_stands(word: str) -> None:
    text = f"Look at {word}, please"
    assert [(text[each.start : each.end], each.text) for each in mixed_words(text)] == [(word, word)]
    assert len(mixed_words(text)[0].scripts) >= 2
    assert mixed_name(word)


@pytest.mark.parametrize("language", SENTENCES)
def test_clean_sentences_have_no_mixed_word(language: str) -> None:
    for text in SENTENCES[language]:
        assert mixed_words(text) == ()


def test_no_more_mixed_words_are_told_than_can_be_shown() -> None:
    assert len(mixed_words("раypal " * 5_000)) == 50


@pytest.mark.parametrize(("false", "true"), SPOOFED)
def test_a_spoofed_name_is_found(false: str, true: str) -> None:
    assert looks_like(false, true)
    assert looks_like(true, false)
    assert name_key(false) == name_key(true)


@pytest.mark.parametrize(("false", "true"), SPOOFED_STAFF)
def test_towards_staff_accents_and_dots_count_for_nothing(false: str, true: str) -> None:
    assert looks_like(false, true, staff=True)
    assert not looks_like(false, true)
    assert name_key(false) == name_key(true)


@pytest.mark.parametrize(("one", "other"), HONEST)
def test_honest_names_near_each_other_are_left_alone(one: str, other: str) -> None:
    assert not looks_like(one, other)
    assert mixed_name(one) == mixed_name(other) == ()


def test_the_lists_are_as_long_as_promised() -> None:
    assert len(set(SPOOFED)) >= 60
    assert len(set(HONEST)) >= 60


@given(st.text(max_size=40))
def test_a_skeleton_is_its_own_skeleton(text: str) -> None:
    assert skeleton(skeleton(text)) == skeleton(text)


@given(st.lists(st.sampled_from([*sorted(classes()), *"аоﬁⅧ", "\u0301", "\u0327"]), max_size=12).map("".join))
def test_the_same_in_what_has_look_alikes(text: str) -> None:
    assert skeleton(skeleton(text)) == skeleton(text)
    assert skeleton(unicodedata.normalize("NFC", text)) == skeleton(unicodedata.normalize("NFD", text))


@given(st.text(max_size=40), st.text(max_size=40))
def test_names_that_look_alike_share_their_key(one: str, other: str) -> None:
    if looks_like(one, other, staff=True):
        assert name_key(one) == name_key(other)
    assert looks_like(one, other) == looks_like(other, one)


def test_scripts_are_told_by_exact_ranges() -> None:
    told = {letter: script_of(letter) for letter in "aßжλאبकংกあア漢한აՀአ🙂5!\u0301"}
    assert told == {
        "a": "LATIN", "ß": "LATIN", "ж": "CYRILLIC", "λ": "GREEK", "א": "HEBREW", "ب": "ARABIC", "क": "DEVANAGARI",
        "ং": "BENGALI", "ก": "THAI", "あ": "HIRAGANA", "ア": "KATAKANA", "漢": "HAN", "한": "HANGUL", "ა": "GEORGIAN",
        "Հ": "ARMENIAN", "አ": "ETHIOPIC", "🙂": "", "5": "", "!": "", "\u0301": "",
    }  # fmt: skip
    assert count_scripts("Привет, Anna! 12") == {"CYRILLIC": 6, "LATIN": 4}
