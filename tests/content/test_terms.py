"""The term list: found where it stands in any disguise of case, width and accents, and a file with mistakes refused."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderator_desk.content.terms import Term, TermList, TermsProblem, fold, read_terms
from moderator_desk.settings import resource
from tests.content.deception.clean import SENTENCES

DEFAULT = read_terms(resource("terms/terms.toml"))


def found(text: str, terms: TermList = DEFAULT) -> list[str]:
    return [text[each.start : each.end] for each in terms.find(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("just KYS already", ["KYS"]),
        ("ｋｙｓ", ["ｋｙｓ"]),
        ("k\u200by\u00ads now", ["k\u200by\u00ads"]),
        ("kýs", ["kýs"]),
        ("kyste, skys, kys1, _kys", []),
        ("kys!kys", ["kys", "kys"]),
        ("go unalive  yourself", ["unalive  yourself"]),
        ("unalive\nyourself", ["unalive\nyourself"]),
        ("买紫砂吗", ["紫砂"]),
        ("お前タヒねよ", ["タヒね"]),
        ("자살각이다", ["자살각"]),
        ("Где ЗАКЛАДКИ?", ["ЗАКЛАДКИ"]),
        ("перезакладка", []),
        ("join the 41% lol", ["join the 41%"]),
        ("14/88 and 1488", ["14/88", "1488"]),
        ("\u202ekys\u202c", ["kys"]),
        ("İSTANBUL kys ß kys", ["kys", "kys"]),
        ("", []),
    ],
)
def test_terms_are_found_where_they_stand(text: str, words: list[str]) -> None:
    assert found(text) == words


def test_of_several_at_one_place_the_longest_is_told() -> None:
    terms = TermList((Term(("pro",), "a"), Term(("pro ana",), "b")))
    assert [each.term.meaning for each in terms.find("pro ana pro")] == ["b", "a"]


def test_no_more_places_are_told_than_can_be_shown() -> None:
    assert len(DEFAULT.find("kys " * 10_000)) == 200


@pytest.mark.parametrize("language", SENTENCES)
def test_clean_sentences_have_no_term(language: str) -> None:
    assert [found(text) for text in SENTENCES[language] if found(text)] == []


def test_the_default_list_is_whole() -> None:
    assert 25 <= len(DEFAULT.terms) <= 60
    for term in DEFAULT.terms:
        assert term.meaning.endswith(".")
        assert term.kind
        assert all(found(f"- {word} -") == [word] for word in term.words), term


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_place_is_a_place_of_the_text(before: str, after: str) -> None:
    text = f"{before} kys {after}"
    for each in DEFAULT.find(text):
        assert 0 <= each.start < each.end <= len(text)
    assert any(fold(text[each.start : each.end]).strip() == "kys" for each in DEFAULT.find(text))


@pytest.mark.parametrize(
    ("content", "code", "where"),
    [
        (b"[[terms]\nwords = 1", "not-toml", 1),
        (b'version = "1"\n\nterms = [ { words = ["a"', "not-toml", 3),
        (b"version = '\xff'", "not-toml", 1),
        (b'[[terms]]\nwords = "kys"\nmeaning = "x"', "wrong-field", 1),
        (b'[[terms]]\nwords = ["a"]\nmeaning = "x"\n[[terms]]\nwords = ["b"]', "wrong-field", 2),
        (b'[[terms]]\nwords = ["a"]\nmeaning = "x"\nmeening = "y"', "wrong-field", 1),
        (b'[[terms]]\nwords = []\nmeaning = "x"', "no-words", 1),
        (b'[[terms]]\nwords = ["\xe2\x80\x8b"]\nmeaning = "x"', "no-words", 1),
        (b'[[terms]]\nwords = ["a"]\nmeaning = " "', "no-meaning", 1),
        (b'[[terms]]\nwords = ["' + b"a" * 101 + b'"]\nmeaning = "x"', "too-long", 1),
        (b'[[terms]]\nwords = ["a"]\nmeaning = "x"\n' * 5_001, "too-many", 5_001),
        (b" " * 1_000_001, "too-large", 0),
    ],
)
def test_a_file_with_mistakes_is_refused_and_says_where(
    tmp_path: Path, content: bytes, code: str, where: int
) -> None:
    path = tmp_path / "terms.toml"
    path.write_bytes(content)
    with pytest.raises(TermsProblem) as caught:
        read_terms(path)
    assert (caught.value.code, caught.value.where) == (code, where)


def test_an_empty_list_is_one(tmp_path: Path) -> None:
    (tmp_path / "terms.toml").write_text("")
    assert read_terms(tmp_path / "terms.toml").find("kys") == ()
    with pytest.raises(TermsProblem) as caught:
        read_terms(tmp_path / "none.toml")
    assert caught.value.code == "no-access"
