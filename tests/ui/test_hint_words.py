"""What is said of languages, names and texts, in words."""

import pytest

from moderator_desk.content.scripts import mixed_words
from moderator_desk.content.terms import Term, TermList, TermsProblem
from moderator_desk.content.visible import FSI, PDI, Mark
from moderator_desk.models.values import KnownName
from moderator_desk.ui.live_keys import filled
from moderator_desk.ui.words.hints import hidden_line, mixed_line, name_line, term_lines, terms_words
from moderator_desk.ui.words.languages import language_words, told_words


@pytest.mark.parametrize(
    ("platform", "guess", "chosen", "words"),
    [
        ("de", "de", "", "German"),
        ("pt-BR", "pt", "", "Portuguese"),
        ("de", "", "", "German"),
        ("de", None, "", "German"),
        ("de", "nl", "", "German, but looks Dutch"),
        (None, "nl", "", "Dutch, by a guess"),
        (None, "", "", "language unknown"),
        (None, None, "", ""),
        ("de", "nl", "fy", f"{FSI}fy{PDI}, set by hand"),
        ("de", "nl", "vi", "Vietnamese, set by hand"),
    ],
)
def test_the_language_of_an_item(platform: str | None, guess: str | None, chosen: str, words: str) -> None:
    assert told_words(platform, guess, chosen) == words


def test_an_unknown_code_is_shown_as_it_is() -> None:
    assert language_words("tlh\u202e") == f"{FSI}tlh{PDI}"


def test_names() -> None:
    staff, other = KnownName("m-1", "admin", staff=True), KnownName("u-2", "Admin2")
    assert name_line("admin2", "u-9", ()) == ""
    assert name_line("lena", "u-9", (staff,)) == ""
    assert name_line("аdmin", "u-9", (staff, other)) == (
        f"≠ The name (id {FSI}u-9{PDI}) looks like @{FSI}admin{PDI} of the team (id {FSI}m-1{PDI})."
        " It mixes letters of two alphabets: Cyrillic and Latin."
    )
    assert "(the same name, id" in name_line("admin", "u-9", (staff,))
    assert name_line("раypal", "u-9", ()) == "≠ The name mixes letters of two alphabets: Cyrillic and Latin."
    many = tuple(KnownName(f"u-{n}", "mi1a") for n in range(5))
    assert name_line("mila", "u-9", many).endswith("and 2 more.")


def test_texts() -> None:
    assert hidden_line(()) == ""
    assert hidden_line((Mark("bidi", 1), Mark("tag", 1_234))) == (
        "⟦ ⟧ Shown as tokens: 1 turns the reading direction, 1,234 are invisible tag letters."
    )
    assert mixed_line(()) == ""
    line = mixed_line(mixed_words("раypal раypal gооgle"))
    assert line.count("раypal") == 1
    assert "gооgle" in line


def test_terms() -> None:
    terms = TermList(tuple(Term((f"word{n}",), f"Meaning {n}.", "en", "k", "Fun.") for n in range(6)))
    text = " ".join(f"WORD{n}" for n in range(6))
    short = term_lines(terms.find(text), text, all_of_it=False)
    assert len(short) == 5
    assert short[0] == f"• “{FSI}WORD0{PDI}”: {FSI}Meaning 0.{PDI}"
    assert filled(short[-1]) == "and 2 more terms: T shows all."
    full = term_lines(terms.find(text), text, all_of_it=True)
    assert len(full) == 6
    assert full[5].endswith(f"(English, {FSI}k{PDI}) Harmless: {FSI}Fun.{PDI}")


@pytest.mark.parametrize(
    "code",
    ["no-access", "too-large", "not-toml", "wrong-field", "too-many", "no-words", "no-meaning", "too-long"],
)
def test_every_mistake_in_a_list_has_one_sentence(code: str) -> None:
    said = terms_words(TermsProblem(code, 3, "\u202eword"), "terms.toml")
    assert said.endswith("; the desk works without it.")
    assert "\u202e" not in said
    assert said.count(".") == 2  # the one of the file's name
