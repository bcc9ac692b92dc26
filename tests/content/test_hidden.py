"""What hides is marked wherever it hides, all of it; honest spelling in any script is left alone."""

import json
import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from moderator_desk.content.graphemes import may_cut, split
from moderator_desk.content.visible import FSI, LIMIT, PDI, one_line, show_name, show_text
from tests.content.clean_texts import CLEAN
from tests.content.hostile_texts import HOSTILE

DEMO = Path(__file__).parents[2] / "resources" / "demo"

# Default_Ignorable_Code_Point of Unicode 16 in full, and beside it the format characters, controls and blanks that
# hide as well
IGNORABLE = (
    (0x00AD, 0x00AD),
    (0x034F, 0x034F),
    (0x061C, 0x061C),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x200B, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x206F),
    (0x3164, 0x3164),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0),
    (0xFFF0, 0xFFFB),
    (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A),
    (0xE0000, 0xE0FFF),
    (0x2028, 0x2029),
    (0x2800, 0x2800),
    (0x00, 0x08),
    (0x0B, 0x0C),
    (0x0E, 0x1F),
    (0x7F, 0x9F),
    (0xD800, 0xDFFF),
)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)


def _tagged(words: str) -> str:
    return "".join(chr(0xE0000 + ord(letter)) for letter in words)


@pytest.mark.parametrize(("first", "last"), IGNORABLE)
@pytest.mark.parametrize("around", [("a", "b"), ("word ", " word"), ("", ""), ("Ж", "Ж")])
def test_each_hiding_character_is_marked_among_ordinary_letters(
    first: int, last: int, around: tuple[str, str]
) -> None:
    before, after = around
    for code in range(first, last + 1):
        shown = show_text(f"{before}{chr(code)}{after}")
        assert sum(mark.count for mark in shown.marks) == 1, f"U+{code:04X}"
        assert chr(code) not in shown.text, f"U+{code:04X}"
        assert shown.text.startswith(f"{before}⟦")


def test_the_list_has_every_format_character_that_is_not_seen() -> None:
    # these formats have a shape of their own: Arabic and Kaithi number signs, Egyptian joiners
    seen = [
        *range(0x600, 0x606),
        0x6DD,
        0x70F,
        0x890,
        0x891,
        0x8E2,
        0x110BD,
        0x110CD,
        *range(0x13430, 0x13456),
    ]
    listed = {code for first, last in IGNORABLE for code in range(first, last + 1)}
    formats = {code for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) == "Cf"}
    assert formats - set(seen) <= listed


@pytest.mark.parametrize(("language", "text"), CLEAN)
def test_ordinary_sentences_have_no_mark(language: str, text: str) -> None:
    shown = show_text(text)
    assert shown.marks == (), language
    assert shown.text == text


def test_the_clean_sentences_are_of_many_scripts() -> None:
    names = {unicodedata.name(each, "?").split()[0] for _, text in CLEAN for each in text if each.isalpha()}
    assert len(names) >= 24, names


def test_the_demo_has_no_mark_but_where_a_case_teaches_it() -> None:
    marked = []
    for path in sorted(DEMO.rglob("*.json")):
        for text in _strings(json.loads(path.read_text("utf-8"))):
            if show_text(text).marks:
                marked.append((path.name, text))
    # cases that are about hiding have to have what they are about
    assert all(re.search("[\u202e\u200b\u2066-\u2069\U000e0000-\U000e007f]", text) for _, text in marked), (
        marked
    )


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("a\u200bb", "hidden"),
        ("ไ\u200ba", "hidden"),
        ("ภา\u200bខ្មែរ", "hidden"),
        ("ภา\u200b\u200bษา", "hidden"),
        ("ខ \u200bខ", "hidden"),
        ("a\u200cb", "joiner"),
        ("a\u200db", "joiner"),
        ("م\u200c\u200dی", "joiner"),
        ("a\ufe0fb", "joiner"),
        ("🙂\ufe0f\ufe0f", "joiner"),
        ("🙂\U000e0101", "joiner"),
        ("葛\U000e0100\U000e0101", "joiner"),
        ("5\ufe0f", "joiner"),
        ("ᠠ\u180b\u180b", "hidden"),
        ("\u3164", "hidden"),
        ("pay\u200epal \u05d0", "bidi"),
        ("\u05d0 \u200f\u200e\u200f", "bidi"),
        ("\u05d0 \u202e1", "bidi"),
        ("\u05d0\nto \u200f(me)", "bidi"),
        ("🏴" + _tagged("gbeng"), "tag"),
        ("🏴" + _tagged("gbengban them") + "\U000e007f", "tag"),
        ("🏴" + _tagged("ustx") + "\U000e007f", "tag"),
        ("🏴" + _tagged("gbsct") * 2 + "\U000e007f", "tag"),
        ("🏳" + _tagged("gbsct") + "\U000e007f", "tag"),
    ],
)
def test_the_same_characters_out_of_place_are_marked(text: str, kind: str) -> None:
    assert kind in [mark.kind for mark in show_text(text).marks]


def test_no_message_fits_into_variation_selectors() -> None:
    hidden = "".join(chr(0xE0100 + byte) for byte in b"a message for those who know")
    assert show_text(f"🙂{hidden}").text == f"🙂⟦+{len(hidden)} selectors⟧"


def test_a_row_of_families_is_no_chain() -> None:
    assert show_text("👨\u200d👩\u200d👧\u200d👦" * 40).marks == ()


def test_reveal_shows_the_honest_ones_too() -> None:
    assert "⟦ZWNJ⟧" in show_text("می\u200cخواهم", reveal=True).text
    assert "⟦ZWSP⟧" in show_text("ខ្ញុំ\u200bរៀន", reveal=True).text


@pytest.mark.parametrize("code", [0x2028, 0x2029, 0x0B, 0x0C, 0x1C, 0x85, 0x200B, 0x202E, 0x180E])
@pytest.mark.parametrize("name", ["ad{}min", "{}admin", "admin{}"])
def test_a_name_shows_line_ends_and_hidden_ones_as_tokens(code: int, name: str) -> None:
    shown = show_name(name.format(chr(code)))
    assert shown.count("⟦") == 1
    assert chr(code) not in shown


def test_a_name_behind_much_emptiness_is_still_shown() -> None:
    assert show_name(" \n" * 5_000 + "Mila") == f"{FSI}Mila{PDI}"


@pytest.mark.parametrize("emptiness", ["\n", "\u200b", "\u2028 ", "\u202e\t", "\u3164", "\u2800\r\n"])
def test_a_line_begins_with_the_first_word(emptiness: str) -> None:
    assert one_line(emptiness * 10_000 + "Buy now", 40) == f"{FSI}Buy now{PDI}"
    assert one_line("Buy" + "\n" * 100_000 + "now", 40) == f"{FSI}Buy now{PDI}"


def test_a_line_keeps_honest_breaks_and_joiners() -> None:
    for text in ("ខ្ញុំ\u200bរៀន", "می\u200cخواهم", "👩🏽‍💻"):
        assert one_line(text, 40) == f"{FSI}{text}{PDI}"


def test_a_line_has_at_most_so_many_marks_on_a_letter() -> None:
    line = one_line("h" + "\u0301\u0316" * 400 + "ello", 80)
    assert sum(unicodedata.combining(each) > 0 for each in line) == 8
    assert line.endswith(f"ello{PDI}")


@pytest.mark.parametrize(
    "whole",
    [
        "👨‍👩‍👧‍👦",
        "🇩🇪",
        "👍🏽",
        "e\u0301\u0316",
        "क्ष",
        "น้ำ",
        "\u1112\u1161\u11ab",
        "葛\U000e0100",
    ],
)
def test_no_letter_is_cut_apart(whole: str) -> None:
    text = whole * 12
    for limit in range(len(whole) + 1, len(text)):
        shown = one_line(text, limit).strip(FSI + PDI)
        assert shown.endswith("…")
        assert len(shown) <= limit
        assert len(shown[:-1]) % len(whole) == 0, (limit, shown)


@pytest.mark.parametrize(("name", "text"), HOSTILE)
def test_a_line_of_anything_is_short(name: str, text: str) -> None:
    line = one_line(text, 120)
    assert len(line) <= 120 + 16
    assert "\n" not in line


@pytest.mark.parametrize(("name", "text"), HOSTILE)
def test_pieces_are_the_text_again(name: str, text: str) -> None:
    text = text[:LIMIT]
    pieces = split(text)
    assert "".join(pieces) == text
    assert max(map(len, pieces)) <= 64
    assert may_cut(text, 0)
    assert may_cut(text, len(text))
