"""Words for what a reader may miss in a text or a name, and for a term list with mistakes."""

from collections.abc import Sequence

from moderator_desk.content.lookalikes import looks_like, plain_name
from moderator_desk.content.scripts import MixedWord, mixed_name
from moderator_desk.content.terms import FoundTerm, Term, TermsProblem
from moderator_desk.content.visible import Mark, one_line, show_name
from moderator_desk.models.values import KnownName
from moderator_desk.ui.words.keys import key
from moderator_desk.ui.words.languages import language_words

HINTS = "What to look at twice in this text"
TRANSLATION = "The text in translation"
_HIDDEN = {
    "bidi": ("turns the reading direction", "turn the reading direction"),
    "hidden": ("is invisible", "are invisible"),
    "control": ("is a control character", "are control characters"),
    "tag": ("is an invisible tag letter", "are invisible tag letters"),
    "joiner": ("is a joiner out of place", "are joiners out of place"),
    "surrogate": ("is broken", "are broken"),
    "stack": ("is a stack of marks", "are stacks of marks"),
}
_MOST_WORDS, _MOST_TERMS, _MOST_NAMES = 6, 4, 3


def hidden_line(marks: Sequence[Mark]) -> str:
    """How many characters of the text are shown as tokens, by kind; "" for none."""
    if not marks:
        return ""
    parts = [f"{each.count:,} {_HIDDEN[each.kind][each.count != 1]}" for each in marks]
    return f"⟦ ⟧ Shown as tokens: {', '.join(parts)}."


def mixed_line(words: Sequence[MixedWord]) -> str:
    """Words in which letters of one alphabet pass for another's; "" for none."""
    once = {each.text: each for each in words}
    parts = [f"{show_name(each.text, 40)} ({_scripts(each.scripts)})" for each in once.values()]
    if not parts:
        return ""
    more = f" and {len(parts) - _MOST_WORDS} more" if len(parts) > _MOST_WORDS else ""
    return f"≠ Two alphabets in one word: {', '.join(parts[:_MOST_WORDS])}{more}."


def term_lines(found: Sequence[FoundTerm], text: str, *, all_of_it: bool) -> tuple[str, ...]:
    """One line for each term found, with its meaning; `all_of_it` tells languages and notes too, and leaves none out."""
    first: dict[Term, str] = {}
    for each in found:
        first.setdefault(each.term, text[each.start : each.end])
    lines = [_term_line(term, word, all_of_it) for term, word in first.items()]
    if all_of_it or len(lines) <= _MOST_TERMS:
        return tuple(lines)
    return (*lines[:_MOST_TERMS], f"and {len(lines) - _MOST_TERMS} more terms: {key('terms')} shows all.")


def _term_line(term: Term, word: str, all_of_it: bool) -> str:
    head = f"• “{one_line(word, 40)}”: {one_line(term.meaning, 400)}"
    if not all_of_it:
        return head
    about = ", ".join(
        filter(None, (language_words(term.language), one_line(term.kind, 40) if term.kind else ""))
    )
    note = f" Harmless: {one_line(term.note, 400)}" if term.note else ""
    return f"{head}{f' ({about})' if about else ''}{note}"


def name_line(handle: str, member_id: str, alike: Sequence[KnownName]) -> str:
    """Whom a name may be taken for, and whether it mixes alphabets; "" for an honest one."""
    parts = []
    taken = [each for each in alike if looks_like(handle, each.handle, staff=each.staff)]
    if taken:
        whom = ", ".join(_whom(each, handle) for each in taken[:_MOST_NAMES])
        more = f" and {len(taken) - _MOST_NAMES} more" if len(taken) > _MOST_NAMES else ""
        parts.append(f"The name (id {show_name(member_id, 40)}) looks like {whom}{more}.")
    scripts = mixed_name(handle)
    if scripts:
        whose = "It" if parts else "The name"
        parts.append(f"{whose} mixes letters of two alphabets: {_scripts(scripts)}.")
    return f"≠ {' '.join(parts)}" if parts else ""


def _whom(known: KnownName, handle: str) -> str:
    name = show_name(known.handle, 40)
    same = "the same name, " if plain_name(known.handle) == plain_name(handle) else ""
    team = " of the team" if known.staff else ""
    return f"@{name}{team} ({same}id {show_name(known.member_id, 40)})"


def _scripts(names: Sequence[str]) -> str:
    known = {"MATHS": "letters of formulas", "CANADIAN_ABORIGINAL": "Canadian syllabics"}
    words = [known.get(each, each.replace("_", " ").title()) for each in names]
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def terms_words(problem: TermsProblem, name: str) -> str:
    """One sentence for a term list that cannot be used."""
    at = f" in line {problem.where}" if problem.where else ""
    term = f"term {problem.where}" + (f" (“{one_line(problem.detail, 30)}”)" if problem.detail else "")
    fields = f" in term {problem.where}" if problem.where else ""
    why = {
        "no-access": "cannot be read",
        "too-large": "is larger than 1 MB",
        "not-toml": f"is not valid TOML{at}",
        "wrong-field": f"has a wrong field{fields}: {one_line(problem.detail, 120)}",
        "too-many": f"has {problem.where:,} terms, 5,000 at most",
        "no-words": f"has no words in term {problem.where}",
        "no-meaning": f"has no meaning for {term}",
        "too-long": f"has {term} longer than is allowed",
    }[problem.code]
    return f"The term list {one_line(name, 60)} {why}; the desk works without it."
