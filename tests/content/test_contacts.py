"""Contact details: how many of the hand-labelled ones are found, and that no text can do harm."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderator_desk.content.contacts import MOST, contacts_in, find_contacts, is_quick
from moderator_desk.content.contacts.folding import fold
from tests.content.contacts_set import Score, score, snippets
from tests.content.hostile_texts import HOSTILE

PRECISION, RECALL = 0.95, 0.90
PIECES = st.sampled_from(
    ["ana", "@", " at ", "(at)", ".", " dot ", "com", "+44", "020", "7946", "seven", "телега", "微信", "lina88", "号",
     "rue ", "12", " ", "\u200b", "\u202e", "а", "://", "www.", "Straße 5", "٠٥", "é", "\U0001f600", "-", "[.]", "(", ")"]
)  # fmt: skip


def test_the_set_is_what_it_must_be() -> None:
    every = snippets()
    clean = [each for each in every if not each.wanted]
    assert len(every) >= 400
    assert len({each.language for each in every}) >= 12
    assert 0.45 <= len(clean) / len(every) <= 0.55


@pytest.mark.parametrize("part", ["all", "held_out", "fresh"])
def test_most_are_found_and_little_else(part: str) -> None:
    total, faults = score([each for each in snippets() if getattr(each, part, True)], find_contacts)
    assert total.precision >= PRECISION, faults
    assert total.recall >= RECALL, faults


def test_a_score_counts_what_is_wrong() -> None:
    """A finder of nothing, and one of too much, do badly."""
    nothing, _ = score(snippets(), lambda text: ())
    assert (nothing.found, nothing.recall) == (0, 0)
    assert Score(found=1, false=1).precision == 0.5


@pytest.mark.parametrize(
    ("text", "kind", "plain", "trick"),
    [
        ("mail ana@example.com now", "email", "ana@example.com", None),
        ("juan arroba gmail punto com", "email", "juan@gmail.com", "words"),
        ("lena_93@gm\u0430il.com", "email", "lena_93@gmail.com", "look-alike"),
        ("call \u0662\u0660\u0662\u0665\u0665\u0665\u0660\u0661\u0667\u0667", "phone", "2025550177", "look-alike"),
        ("hxxps://grammar[.]example[.]org/x", "link", "grammar.example.org", "defanged"),
        ("phone: five five five oh one four two nine nine eight", "phone", "5550142998", "words"),
        ("te\u200blegram: @sunny\u200b_walker", "handle", "sunny_walker", None),
    ],
)  # fmt: skip
def test_disguises_are_seen_through_and_named(text: str, kind: str, plain: str, trick: str | None) -> None:
    (found,) = find_contacts(text)
    assert (found.kind, found.plain) == (kind, plain)
    assert trick is None or trick in found.tricks


@given(st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=300))
def test_what_is_found_lies_in_the_text_and_not_over_another(text: str) -> None:
    found = find_contacts(text)
    assert all(0 <= each.start < each.end <= len(text) for each in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(st.text(max_size=300))
def test_a_folded_letter_leads_back_to_where_it_stood(text: str) -> None:
    folded = fold(text)
    assert len(folded.places) == len(folded.text) + 1
    assert list(folded.places) == sorted(folded.places)


@pytest.mark.parametrize("name", [name for name, _ in HOSTILE])
def test_hostile_texts_come_to_an_end(name: str) -> None:
    """No clock is read: a pattern that goes back over everything would not end within the test's own time at all."""
    text = dict(HOSTILE)[name]
    for each in find_contacts(text):
        assert each.end <= MOST


def test_only_what_is_quick_is_looked_through_at_once() -> None:
    contacts_in("the first text of all makes the patterns")
    assert is_quick("write to ana@example.com")
    assert not is_quick("word " * 1_000)


def test_a_text_is_remembered_up_to_where_it_is_looked_at() -> None:
    assert contacts_in("x" * MOST + " ana@example.com") == ()
    assert contacts_in("ana@example.com " + "x" * MOST) == find_contacts("ana@example.com")
