"""Reported text cannot leave its isolate, nor grow past the cap; links are found and judged in every script."""

import pytest

from moderator_desk.content.links import find_links, look_at
from moderator_desk.content.visible import FSI, LIMIT, PDI, Mark, isolate, show_text
from tests.content.hostile_texts import HOSTILE

LONGEST_TOKEN = 20


@pytest.mark.parametrize(("name", "text"), HOSTILE)
def test_what_is_laid_out_is_capped_and_what_is_cut_is_told(name: str, text: str) -> None:
    shown = show_text(text)
    assert len(shown.text) <= LIMIT + LONGEST_TOKEN
    assert shown.cut >= max(len(text) - LIMIT, 0)


@pytest.mark.parametrize("text", ["\u2069admin", "\u2067x", "a\u2066b\u2069\u2069c", "plain"])
def test_nothing_leaves_its_isolate(text: str) -> None:
    depth = 0
    made = isolate(text)
    for place, character in enumerate(made):
        depth += (character in "\u2066\u2067\u2068") - (character == PDI)
        assert depth > 0 or place == len(made) - 1
    assert depth == 0
    assert made.startswith(FSI)


def test_a_link_right_after_a_letter_of_another_script_is_found() -> None:
    assert [link.url for link in find_links("見てhttps://a.test/b")] == ["https://a.test/b"]


@pytest.mark.parametrize(
    "url", ["https://example.com\uff0fevil.test/", "https://ev%69l.test/", "javascript:alert(1)"]
)
def test_a_host_that_is_none_is_never_opened(url: str) -> None:
    assert not look_at(url).may_open


def test_selectors_beyond_the_one_of_a_letter_are_counted_and_not_drawn() -> None:
    shown = show_text("\u2764\ufe0f ok \U0001f642" + "\ufe0f" * 4_000)
    assert shown.text == "\u2764\ufe0f ok \U0001f642\ufe0f⟦+3999 selectors⟧"
    assert shown.marks == (Mark("hidden", 1),)


def test_a_chain_of_joined_emoji_is_broken_where_no_emoji_is_that_long() -> None:
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
    assert show_text(f"{family} {family}").marks == ()
    chain = show_text("\u200d".join(["\U0001f468"] * 100))
    assert chain.text.count("⟦ZWJ⟧") == 8
    assert chain.marks == (Mark("joiner", 8),)
