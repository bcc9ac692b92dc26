"""What changed is found by words, by letters in scripts without spaces, and soon whatever the texts are."""

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderator_desk.content.graphemes import may_cut
from moderator_desk.content.worddiff import MOST_TOKENS, Piece, word_diff
from tests.content.clean_texts import CLEAN
from tests.content.hostile_texts import HOSTILE

PARTS = st.sampled_from(
    [
        "a",
        "b",
        " ",
        "\n",
        "don't",
        "é",
        "e\u0301",
        "น้ำ",
        "今",
        "日",
        "क्ष",
        "👍🏽",
        "🇩🇪",
        ". ",
        "\r\n",
        "\u200b",
        "한",
    ]
)
TEXTS = st.lists(PARTS, max_size=40).map("".join)


def _holds(old: str, new: str) -> tuple[Piece, ...]:
    pieces = word_diff(old, new)
    assert "".join(each.text for each in pieces if each.kind != "added") == old
    assert "".join(each.text for each in pieces if each.kind != "removed") == new
    assert all(each.text for each in pieces)
    assert all(one.kind != other.kind for one, other in pairwise(pieces))
    return pieces


@given(TEXTS, TEXTS)
def test_the_pieces_are_both_texts(old: str, new: str) -> None:
    _holds(old, new)


def _marked(old: str, new: str) -> str:
    signs = {"same": "{}", "removed": "[-{}]", "added": "[+{}]"}
    return "".join(signs[each.kind].format(each.text) for each in _holds(old, new))


@pytest.mark.parametrize(
    ("old", "new", "marked"),
    [
        ("I has a cat", "I have a cat", "I [-has][+have] a cat"),
        ("it don't work", "it doesn't work", "it [-don't][+doesn't] work"),
        ("我今天去学校", "我昨天去学校了", "我[-今][+昨]天去学校[+了]"),
        ("ฉันไปโรงเรียนวันนี้", "ฉันไปตลาดวันนี้", "ฉันไป[-โรงเรียน][+ตลาด]วันนี้"),
        ("น้ำดี", "นำดี", "[-น้ำ][+นำ]ดี"),
        ("ខ្ញុំរៀន", "ខ្ញុំមក", "ខ្ញុំ[-រៀន][+មក]"),
        ("これは本です", "これは猫です", "これは[-本][+猫]です"),
        ("मैं किताब पढ़ता हूँ", "मैं कितना पढ़ता हूँ", "मैं [-किताब][+कितना] पढ़ता हूँ"),
        ("من می\u200cخواهم", "من می\u200cروم", "من [-می\u200cخواهم][+می\u200cروم]"),
        ("cafe\u0301 one", "cafe\u0300 one", "[-cafe\u0301][+cafe\u0300] one"),
        ("👩🏽‍💻 ok", "👩🏿‍💻 ok", "[-👩🏽‍💻][+👩🏿‍💻] ok"),
        ("one two three", "four five six", "[-one two three][+four five six]"),
        ("", "new", "[+new]"),
        ("old", "", "[-old]"),
    ],
)
def test_what_changed(old: str, new: str, marked: str) -> None:
    assert _marked(old, new) == marked


@pytest.mark.parametrize(("language", "text"), CLEAN)
def test_no_letter_is_cut_apart_in_any_script(language: str, text: str) -> None:
    rng = random.Random(language)
    places = [at for at in range(len(text)) if may_cut(text, at)]
    for _ in range(10):
        at = rng.choice(places)
        for old, new in ((text, text[:at] + "x" + text[at:]), (text, text[at:])):
            seen = 0
            for piece in _holds(old, new):
                if piece.kind != "added":
                    assert may_cut(old, seen), (piece, seen)
                    seen += len(piece.text)


def _worst() -> list[tuple[str, str, str]]:
    rng = random.Random(7)

    def words(kinds: int, count: int = MOST_TOKENS // 4 - 1) -> str:
        return " ".join(f"w{rng.randrange(kinds)}" for _ in range(count))

    made = [(f"{kinds} words", words(kinds), words(kinds)) for kinds in (1, 2, 4, 50, 2_000)]
    half = MOST_TOKENS // 2 - 2
    made += [
        ("turned round", "x " + "a b " * (half // 4), "y " + "b a " * (half // 4)),
        ("Chinese", "".join(rng.choices("的得地了", k=half)), "".join(rng.choices("的得地了", k=half))),
        ("Thai", "".join(rng.choices("กขค", k=half)) + "ง", "".join(rng.choices("กขค", k=half)) + "จ"),
        ("nothing alike", "a." * (half // 2), "b!" * (half // 2)),
        ("palindromes", "x" + "a b b a " * (half // 8), "y" + "b a a b " * (half // 8)),
    ]
    return made


@pytest.mark.parametrize(("name", "old", "new"), _worst())
def test_as_many_tokens_as_are_compared_come_out_whole(name: str, old: str, new: str) -> None:
    _holds(old, new)


@pytest.mark.parametrize(("name", "text"), HOSTILE)
def test_a_hostile_text_comes_out_whole(name: str, text: str) -> None:
    text = text[:200_000]
    _holds(text, text[::-1])
    _holds(text, "x" + text[5:])


def test_long_texts_are_compared_by_sentences() -> None:
    sentences = [f"Sentence number {number} of a long text." for number in range(1_000)]
    other = [
        each.replace("long", "short") if number in (3, 990) else each for number, each in enumerate(sentences)
    ]
    pieces = _holds("\n".join(sentences), "\n".join(other))
    assert [each.kind for each in pieces].count("removed") == 2
    assert sum(len(each.text) for each in pieces if each.kind == "removed") < 100
