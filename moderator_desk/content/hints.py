"""What a text has that a reader may miss: hidden characters, words of two alphabets, words with a second meaning."""

import sys

from msgspec import Struct

from moderator_desk.content.confusables import is_read, prototype
from moderator_desk.content.hidden import may_hide
from moderator_desk.content.language import guess_language
from moderator_desk.content.scripts import MixedWord, mixed_words
from moderator_desk.content.terms import FoundTerm, TermList
from moderator_desk.content.visible import LIMIT, Mark, show_text


class Hints(Struct, frozen=True):
    """`hidden` counts what show_text makes tokens of, by kind; places are offsets in the text."""

    hidden: tuple[Mark, ...] = ()
    mixed: tuple[MixedWord, ...] = ()
    terms: tuple[FoundTerm, ...] = ()


def hints_of(text: str, terms: TermList) -> Hints:
    """The hints of as much of a text as is laid out. Only where tables_are_read(), or this takes some 60 ms once."""
    seen = text[:LIMIT]
    hidden = show_text(text).marks if may_hide(seen) else ()
    return Hints(hidden, mixed_words(seen), terms.find(seen))


def read_tables() -> None:
    """Read the tables of letters and languages, some 60 ms once: not on the way to the first case."""
    prototype("a")
    guess_language("these words are only here so that the detector is loaded")


def tables_are_read() -> bool:
    """Whether looking at a text costs no more than the looking."""
    return "pycld2" in sys.modules and is_read()
