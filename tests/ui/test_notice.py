"""The notice that may go with a decision: its switch, what blocks it, its language; by key events."""

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from moderator_desk.models.values import Action, Clause, GuidelineSet, Template
from tests.ui.test_decision_bar import NOTICES, RULE, Shown, file_of


@pytest.fixture
def shown(qtbot) -> Shown:
    return Shown(qtbot)


def alone(message: str) -> str:
    """A notice without the facts of the decision, which end every one (test_statements.py)."""
    return message.partition("\n\n")[0]


def test_a_removal_tells_nobody_until_the_moderator_wants_it(shown: Shown) -> None:
    shown.open(Action.REMOVE, "SPAM.1")
    switch = shown.bar.form.fields.switch
    assert (switch.isVisible(), switch.on, shown.bar.form.fields.notice.isVisible()) == (True, False, False)
    assert shown.bar.form.draft().message == ""
    switch.toggle()
    draft = shown.bar.form.draft()
    assert (alone(draft.message), draft.language, draft.template) == ("lena, it is down (SPAM.1).", "en", "r")
    assert shown.bar.form.fields.notice.isVisible()
    shown.key("2")
    shown.key(Qt.Key.Key_Return)
    assert [alone(each.message) for each in shown.committed] == ["lena, it is down (SPAM.2)."]


def test_an_open_placeholder_blocks_a_removal_only_while_its_notice_is_to_go(shown: Shown) -> None:
    shown.open(Action.REMOVE, "SPAM.1", languages=("ar",))
    shown.bar.form.fields.switch.toggle()
    shown.key(Qt.Key.Key_Return)
    assert shown.committed == []
    assert any("{place}" in line for line in shown.bar.form.missing())
    shown.bar.form.fields.switch.toggle()
    shown.key(Qt.Key.Key_Return)
    assert [(each.message, each.language, each.template) for each in shown.committed] == [("", "", "")]


def test_a_notice_nobody_wrote_yet_is_asked_for(shown: Shown) -> None:
    shown.open(Action.EDIT, "SPAM.1")  # the guideline has no ready notice for an edit
    shown.type("Now: ")
    shown.bar.form.fields.switch.toggle()
    assert shown.bar.form.missing() == ("Write the notice.",)
    assert QApplication.focusWidget() is shown.bar.form.fields.notice.field
    shown.type("Please do not advertise.")
    shown.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [each.message for each in shown.committed] == ["Please do not advertise."]


def test_own_wording_outlasts_the_switch(shown: Shown) -> None:
    shown.open(Action.REMOVE, "SPAM.1")
    switch, field = shown.bar.form.fields.switch, shown.bar.form.fields.notice.field
    switch.toggle()
    field.setFocus()
    shown.type("Dear ")
    switch.toggle()
    assert QApplication.focusWidget() is shown.bar.form
    switch.toggle()
    assert alone(shown.bar.form.draft().message) == "Dear lena, it is down (SPAM.1)."
    shown.open(Action.REMOVE, "SPAM.1")
    assert shown.bar.form.draft().message == ""


def test_a_person_in_distress_is_written_to_unless_the_moderator_says_no(shown: Shown) -> None:
    shown.open(Action.ESCALATE, languages=("ru",))
    shown.type("Means it, I think")
    draft = shown.bar.form.draft()
    assert (draft.message, draft.language, draft.guideline) == ("lena, мы рады.", "ru", "SPAM")
    shown.bar.form.fields.switch.toggle()
    assert shown.bar.form.draft().message == ""


@pytest.mark.parametrize(
    ("action", "notices", "code"),
    [
        (Action.WARN, NOTICES, "notice-always"),
        (Action.BAN, NOTICES, "notice-always"),
        (Action.REMOVE, ("edit",), "no-notices"),
        (Action.ESCALATE, (), "no-notices"),
    ],
)
def test_no_choice_is_shown_where_there_is_none(
    shown: Shown, action: Action, notices: tuple[str, ...], code: str
) -> None:
    shown.open(action, notices=notices)
    switch = shown.bar.form.fields.switch
    was = switch.on
    switch.toggle()
    assert (switch.isVisible(), switch.refused, switch.on) == (False, code, was)
    assert shown.bar.form.fields.notice.isVisible() == (code == "notice-always")


def test_languages_that_nobody_named_wait_behind_one_choice(shown: Shown) -> None:
    texts = {code: f"{code}: {{handle}}" for code in ("en", "es", "ar", "th", "ru", "fr")}
    rule = msgspec.structs.replace(RULE, templates=(Template("w", "warn", texts),))
    file = msgspec.structs.replace(file_of(), guideline=rule)
    shown.open(Action.WARN, "SPAM.1", languages=("th",), file=file)
    row = shown.bar.form.fields.notice._language_row
    assert row._options == ("Thai", "English", "4 more")
    row.setFocus()
    shown.key(Qt.Key.Key_Right)
    shown.key(Qt.Key.Key_Right)
    assert row._options == ("Thai", "English", "Spanish", "Arabic", "Russian", "French")
    assert (row.current, alone(shown.bar.form.draft().message)) == (1, "en: lena")
    shown.key(Qt.Key.Key_Right)
    assert (shown.bar.form.draft().language, alone(shown.bar.form.draft().message)) == ("es", "es: lena")
    shown.open(Action.WARN, "SPAM.1", languages=("th",), file=file)
    assert row._options == ("Thai", "English", "4 more")


def test_a_notice_names_the_guideline_and_quotes_the_clause_in_its_own_language(shown: Shown) -> None:
    text = "{guideline}: {clause} “{clause_text}”"
    clause = Clause("SPAM.1", "Adverts.", {"ru": "Реклама."})
    rule = msgspec.structs.replace(
        RULE,
        clauses=(clause, Clause("SPAM.2", "Floods.")),
        templates=(Template("w", "warn", {"en": text, "ru": text}),),
        titles={"ru": "Спам"},
    )
    file = msgspec.structs.replace(
        file_of(), guideline=rule, guidelines=GuidelineSet("1", "en", "Set", (rule,))
    )
    shown.open(Action.WARN, "SPAM.1", languages=("ru",), file=file)
    assert alone(shown.bar.form.draft().message) == "Спам: SPAM.1 “Реклама.”"
    shown.bar.form.choose_clause(2)
    assert alone(shown.bar.form.draft().message) == "Спам: SPAM.2 “Floods.”"
    shown.open(Action.WARN, "SPAM.1", languages=("en",), file=file)
    assert alone(shown.bar.form.draft().message) == "Spam: SPAM.1 “Adverts.”"


def test_a_guideline_without_a_message_of_care_offers_none(shown: Shown) -> None:
    file = file_of()
    bare = msgspec.structs.replace(RULE, templates=())
    shown.open(Action.ESCALATE, file=msgspec.structs.replace(file, guideline=bare))
    assert shown.bar.form.fields.switch.refused == "no-care"
