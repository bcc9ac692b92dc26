"""A notice as it is sent: a template's text with the facts of the decision under it, filled in one language."""

from moderator_desk.models.values import Action, Case, Guideline, Template
from moderator_desk.rules import fill
from moderator_desk.ui.words.notices import appeal_words, length_words
from moderator_desk.ui.words.statements import statement_template


def raw_notice(action: Action, template: Template | None, language: str) -> str:
    """A template in a language with the lines of the statement, its placeholders still open; "" where there is none."""
    raw = template.texts.get(language, "") if template else ""
    if raw and (facts := statement_template(action, language, raw)):
        raw = f"{raw}\n\n{facts}"
    return raw


def filled_notice(
    raw: str, rule: Guideline | None, language: str, values: dict[str, str], length_hours: int | None
) -> str:
    """It filled: with `values`, and with what is said in the notice's own language: the length, how to object, the
    guideline's name and the clause's sentence. A placeholder without a value stays open."""
    own = {"duration": length_words(length_hours, language), "appeal": appeal_words(language)}
    cited = {}
    if rule is not None:
        clause = values.get("clause", "")
        cited = {"guideline": rule.title_in(language), "clause_text": rule.clause_in(clause, language)}
    return fill(raw, own | cited | values)


def notice_values(case: Case, handle: str, rule: Guideline | None, clause: str, quote: str) -> dict[str, str]:
    """What fills the placeholders of a notice whatever its language; empty values stay open. `handle` is the member's
    where they were read; `quote` (one line) may stand between marks of direction, which are left out."""
    author = case.item.author
    return {
        "handle": handle or author.handle or author.id,
        "version": rule.version if rule else "",
        "clause": clause,
        "quote": quote.strip("\u2068\u2069"),
    }
