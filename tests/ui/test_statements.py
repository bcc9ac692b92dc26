"""The facts of every notice: complete in every language, and about nobody but the member it goes to."""

import pytest

from moderator_desk.models.values import Action, Guideline, Template
from moderator_desk.rulebook import PLACEHOLDERS, read_set_file
from moderator_desk.rules import fill, template_for, unfilled
from moderator_desk.settings import SHIPPED_GUIDELINES, resource
from moderator_desk.ui.words.statements import statement_template

SHIPPED, _ = read_set_file(resource(SHIPPED_GUIDELINES))
assert SHIPPED is not None
NOTICES = [
    pytest.param(rule, each, language, id=f"{each.id}-{language}")
    for rule in SHIPPED.guidelines
    for each in rule.templates
    for language in each.texts
]
FACTS = {
    "handle": "@lena", "guideline": "RULE", "clause": "HAR.2", "version": "2026.12", "quote": "WORDS",
    "duration": "LENGTH", "appeal": "OBJECT", "clause_text": "SENTENCE", "resources": "LINES",
}  # fmt: skip


def whole(template: Template, language: str) -> str:
    raw = template.texts[language]
    return f"{raw}\n\n{statement_template(Action(template.action), language, raw)}"


@pytest.mark.parametrize(("rule", "template", "language"), NOTICES)
def test_a_notice_says_all_and_names_nobody_else(rule: Guideline, template: Template, language: str) -> None:
    raw = whole(template, language)
    assert set(unfilled(raw)) <= set(PLACEHOLDERS)
    text = fill(raw, FACTS)
    assert unfilled(text) == ()
    if template.action != "escalate":
        for fact in ("RULE", "HAR.2", "2026.12", "OBJECT", *(["LENGTH"] if template.action == "ban" else [])):
            assert fact in text
    assert text.count("OBJECT") <= 1
    assert "@" not in text.replace("@lena", "")  # no address, no other member


def test_nothing_of_others_can_be_filled_in() -> None:
    assert set(PLACEHOLDERS) == set(FACTS)
    assert not {"reporter", "moderator", "member", "id", "by"} & set(PLACEHOLDERS)


def test_each_language_has_facts_of_its_own() -> None:
    languages = {
        language for rule in SHIPPED.guidelines for each in rule.templates for language in each.texts
    }
    for action in (Action.EDIT, Action.REMOVE, Action.WARN, Action.BAN):
        assert len({statement_template(action, each, "") for each in languages}) == len(languages)
    assert statement_template(Action.ESCALATE, "en", "") == ""


def test_a_severe_case_has_its_own_notice() -> None:
    mild, grave = Template("mild", "warn", {"en": "a"}), Template("grave", "warn", {"en": "b"}, "urgent")
    for templates in ((mild, grave), (grave, mild)):
        rule = Guideline("HAR", "1", "Harassment", "", templates=templates)
        chosen = [template_for(rule, "warn", ("en",), severity) for severity in ("urgent", "low", "")]
        assert [found[0].id for found in chosen if found] == ["grave", "mild", "mild"]
