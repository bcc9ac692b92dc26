"""The whole set of what hides, each in words of twenty scripts: all of it marked, and none of the honest marked."""

import sys
import unicodedata

import pytest

from moderator_desk.content.visible import show_name, show_text
from tests.content.deception.clean import SENTENCES
from tests.content.deception.hiding import HONEST, RANGES, WORDS

SEEN_FORMATS = {
    *range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD, *range(0x13430, 0x13456),
}  # fmt: skip
"""Format characters with a shape of their own: number signs, joiners of hieroglyphs."""


def every(kind: str) -> list[int]:
    return [code for first, last in RANGES[kind] for code in range(first, last + 1)]


@pytest.mark.parametrize("script", WORDS)
@pytest.mark.parametrize("kind", RANGES)
def test_each_is_marked_in_words_of_every_script(kind: str, script: str) -> None:
    before, after = WORDS[script]
    missed = []
    for code in every(kind):
        if code in HONEST.get(script, ()):
            continue
        for text in (f"{before}{chr(code)}{after}", f"{before}{after}{chr(code)} {before}"):
            shown = show_text(text)
            if chr(code) in shown.text or sum(mark.count for mark in shown.marks) != 1:
                missed.append(f"U+{code:04X}")
    # what is honest inside a word of a script may be honest at its end, too, and nothing else is
    assert missed == []


@pytest.mark.parametrize("script", HONEST)
def test_what_is_honest_there_is_shown_when_looked_for_and_in_every_name(script: str) -> None:
    before, after = WORDS[script]
    for code in HONEST[script]:
        text = f"{before}{chr(code)}{after}"
        assert chr(code) not in show_text(text, reveal=True).text, f"U+{code:04X}"
        assert chr(code) not in show_name(text), f"U+{code:04X}"


def test_the_set_is_whole_by_the_data_of_this_python() -> None:
    listed = {code for kind in RANGES for code in every(kind)}
    wanted = {
        code
        for code in range(sys.maxunicode + 1)
        if unicodedata.category(chr(code)) in ("Cf", "Zl", "Zp", "Cc", "Cs")
    }
    assert wanted - SEEN_FORMATS - {0x09, 0x0A} <= listed


@pytest.mark.parametrize(
    "codes", [(0x200B,) * 3, (0x202E, 0x202C), (0x2060, 0xFEFF), (0xE0041, 0xE0042), (0xAD, 0x200D)]
)
@pytest.mark.parametrize("script", WORDS)
def test_several_together_are_marked_in_honest_places_too(codes: tuple[int, ...], script: str) -> None:
    hidden = "".join(map(chr, codes))
    shown = show_text(hidden.join(WORDS[script]))
    assert not any(each in shown.text for each in hidden)


@pytest.mark.parametrize("language", SENTENCES)
def test_clean_sentences_have_no_mark(language: str) -> None:
    for text in SENTENCES[language]:
        shown = show_text(text)
        assert (shown.marks, shown.text) == ((), text)


def test_the_clean_corpus_is_wide() -> None:
    assert len(SENTENCES) >= 24
    assert sum(map(len, SENTENCES.values())) >= 100
    assert all(len(each) >= 3 for each in SENTENCES.values())
