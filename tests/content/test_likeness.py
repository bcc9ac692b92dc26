"""Signatures of texts: copies stay alike, strangers do not, in any script; and words to be searched for."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderator_desk.content.likeness import ALIKE, BANDS, PLACES, bands, bare, likeness, signature
from moderator_desk.content.tokens import asked, folded, tokens
from tests.altered import altered

TEXTS = (
    "Hello dear students! Buy twenty certificates this week and save your money at certificates.test/free now",
    "Дорогие друзья, сегодня мы раздаём бесплатные сертификаты всем, кто напишет имя и свой банк сюда",
    "亲爱的同学们,本周我们免费发放二十份证书,只要写下你的名字和银行,当天晚上就会发给你",
    "นักเรียนที่รัก สัปดาห์นี้เราแจกใบประกาศนียบัตรฟรียี่สิบใบ เพียงเขียนชื่อและธนาคารของคุณ",
    "أعزائي الطلاب، نوزع هذا الأسبوع عشرين شهادة مجانية، فقط اكتب اسمك واسم مصرفك هنا",
)


@pytest.mark.parametrize("text", TEXTS, ids=["en", "ru", "zh", "th", "ar"])
def test_altered_copies_are_alike(text: str) -> None:
    dice = random.Random(3)
    first = signature(text)
    alike = [likeness(first, signature(altered(text, dice))) >= ALIKE / 2 for _ in range(50)]
    if " " in text[:20]:
        assert sum(alike) >= 48
    assert likeness(first, signature(text.upper())) == 1


def test_strangers_are_not() -> None:
    made = [signature(text) for text in TEXTS]
    assert max(likeness(a, b) for a in made for b in made if a is not b) < ALIKE / 2


def test_a_short_text_is_like_nothing() -> None:
    assert signature("ok thanks!") == b""
    assert bands(b"") == ()
    assert likeness(b"", b"") == 0


@given(st.text(max_size=200))
def test_a_signature_is_whole_or_none(text: str) -> None:
    made = signature(text)
    assert len(made) in (0, PLACES * 4)
    assert len(set(bands(made))) == (BANDS if made else 0)
    assert likeness(made, made) == (1 if made else 0)
    assert bool(made) == (len(bare(text)) >= 16)


@given(st.text(max_size=200))
def test_folding_again_changes_nothing(text: str) -> None:
    once = folded(text)
    assert folded(once) == once or len(folded(once)) <= len(once) + 8


@given(st.text(max_size=100))
def test_the_words_of_a_question_are_words_of_the_text(text: str) -> None:
    stored = tokens(text)
    for word in text.split(" "):
        assert set(asked(word)) <= {*stored, *(each[0] for each in stored)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Crème BRÛLÉE", ["creme", "brulee"]),
        ("te\u200ble\u00adgram", ["telegram"]),
        ("电话号码", ["电话", "话号", "号码", "码"]),
        ("안녕 하세요", ["안녕", "하세요"]),
        ("नमस्ते जी", ["नमस्ते", "जी"]),
        ("a1-b2", ["a1", "b2"]),
    ],
)
def test_words_of_any_script(text: str, found: list[str]) -> None:
    assert tokens(text) == found
