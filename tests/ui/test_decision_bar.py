"""The decision bar by key events: what each verb asks, what blocks Enter, how Esc steps back."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from moderator_desk.models.values import (
    Abilities,
    Action,
    Case,
    CaseFile,
    CaseRef,
    Clause,
    Guideline,
    GuidelineSet,
    Item,
    LadderStep,
    Person,
    Report,
    Span,
    Template,
)
from moderator_desk.rules import Draft, suggest
from moderator_desk.ui.decision_bar import DecisionBar
from moderator_desk.ui.note_bar import NoteBar

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
NOTICES = ("edit", "remove", "escalate")
EN = "Hello {handle}, {guideline} ({clause}): {duration}. Object: {appeal}"
RULE = Guideline(
    "SPAM",
    "1",
    "Spam",
    "No adverts.",
    clauses=(Clause("SPAM.1", "Adverts."), Clause("SPAM.2", "Floods.")),
    ladder=(LadderStep(0, "remove"), LadderStep(1, "ban", 72)),
    templates=(
        Template("w", "warn", {"en": "Hello {handle}. {appeal}", "ru": "Привет, {handle}. {appeal}"}),
        Template("b", "ban", {"en": EN, "ru": "{handle}: {duration}. {appeal}", "ar": "{duration} {place}"}),
        Template("r", "remove", {"en": "{handle}, it is down ({clause}).", "ar": "{handle} {place}"}),
        Template("c", "escalate", {"en": "{handle}, we are glad you wrote.", "ru": "{handle}, мы рады."}),
    ),
)
TEXT = "Buy\u00a0cheap lessons at my shop, https://shop.example now"


def file_of(text: str = TEXT) -> CaseFile:
    item = Item("i1", "comment", Person("m1", "lena"), text=text, text_now=text)
    case = Case("c1", 1, "open", "low", NOW, NOW, item, reports=(Report("r1", NOW, "SPAM"),))
    return CaseFile(CaseRef("a", "c1"), case, None, RULE, GuidelineSet("1", "en", "Set", (RULE,)))


class Shown:
    def __init__(self, qtbot, height: int = 900) -> None:
        self.window = QWidget()
        column = QVBoxLayout(self.window)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        self.bar = DecisionBar()
        column.addStretch(1)
        column.addWidget(self.bar)
        self.window.resize(700, height)
        qtbot.addWidget(self.window)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.window.activateWindow()
        self.qtbot = qtbot
        self.committed: list[Draft] = []
        self.bar.committed.connect(self.committed.append)

    def open(self, action: Action, clause: str = "", spans: tuple[Span, ...] = (), **more) -> None:
        languages = more.get("languages", ("en",))
        file = more.get("file", file_of())
        self.bar.open_for(
            action,
            file,
            Abilities("desk", tuple(Action), notices=more.get("notices", NOTICES)),
            suggestion=suggest(RULE, None, NOW),
            cited=file.guideline,
            clause=clause,
            spans=spans,
            languages=languages,
            now=NOW,
        )

    def key(self, key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(QApplication.focusWidget(), key, modifier)

    def type(self, text: str) -> None:
        self.qtbot.keyClicks(QApplication.focusWidget(), text)


@pytest.fixture
def shown(qtbot) -> Shown:
    return Shown(qtbot)


def test_remove_takes_a_clause_by_digit_and_enter(shown: Shown) -> None:
    shown.open(Action.REMOVE)
    shown.key(Qt.Key.Key_Return)
    assert shown.committed == []
    shown.key("2")
    shown.key(Qt.Key.Key_Return)
    assert [(each.clause, each.guideline) for each in shown.committed] == [("SPAM.2", "SPAM")]


def test_a_ban_asks_clause_length_and_why(shown: Shown) -> None:
    shown.open(Action.BAN)
    shown.key(Qt.Key.Key_Right)
    shown.key("1")
    shown.key(Qt.Key.Key_Return)
    assert shown.committed == []
    shown.type("third time this week")
    shown.key(Qt.Key.Key_Return)
    draft = shown.committed[0]
    assert (draft.clause, draft.duration_hours, draft.reason) == ("SPAM.1", 72, "third time this week")
    assert "3 days" in draft.message
    assert "lena" in draft.message


def test_the_notice_is_in_the_members_language(shown: Shown) -> None:
    shown.open(Action.BAN, "SPAM.1", languages=("ru-RU", "en"))
    assert "24 часа" in shown.bar.form.draft().message
    assert shown.bar.form.draft().language == "ru"


def test_what_the_clause_fills_is_not_asked_for_beside_the_clause(shown: Shown) -> None:
    shown.open(Action.REMOVE)
    shown.bar.form.fields.switch.toggle()
    assert "{clause}" in shown.bar.form.draft().message
    asked = shown.bar.form.missing()
    assert any("clause" in line for line in asked)
    assert not any("{clause}" in line for line in asked)


def test_an_open_placeholder_blocks(shown: Shown) -> None:
    shown.open(Action.BAN, "SPAM.1", languages=("ar",))
    shown.type("because")
    shown.key(Qt.Key.Key_Return)
    assert shown.committed == []
    assert any("{place}" in line for line in shown.bar.form.missing())


def test_stronger_than_the_ladder_asks_why(shown: Shown) -> None:
    shown.open(Action.WARN, "SPAM.1")
    shown.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert shown.committed == []
    shown.type("removed twice before")
    shown.key(Qt.Key.Key_Return)
    assert shown.committed[0].reason == "removed twice before"


def test_an_edit_keeps_what_was_not_touched(shown: Shown) -> None:
    start = TEXT.index("https")
    shown.open(Action.EDIT, "SPAM.1", (Span(start, start + len("https://shop.example")),))
    shown.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert shown.committed == []
    shown.key(Qt.Key.Key_Escape)
    shown.key(Qt.Key.Key_M)
    shown.key(Qt.Key.Key_Return)
    assert shown.committed[0].new_text == "Buy\u00a0cheap lessons at my shop, […] now"


def test_escape_steps_from_field_to_form_to_closed(shown: Shown) -> None:
    shown.open(Action.ESCALATE)
    with shown.qtbot.assertNotEmitted(shown.bar.cancelled):
        shown.key(Qt.Key.Key_Escape)
    assert shown.bar.is_open
    with shown.qtbot.waitSignal(shown.bar.cancelled):
        shown.key(Qt.Key.Key_Escape)
    assert not shown.bar.is_open


@pytest.mark.parametrize("action", [Action.EDIT, Action.REMOVE, Action.WARN, Action.BAN, Action.ESCALATE])
def test_the_open_bar_keeps_to_its_share(qtbot, action: Action) -> None:
    shown = Shown(qtbot, 640)
    shown.open(action)
    assert shown.bar.height() <= 640 * 45 // 100
    shown.bar.form.fields.switch.toggle()
    assert shown.bar.height() <= 640 * 45 // 100


def test_hostile_texts_are_shown_and_kept(shown: Shown) -> None:
    for text in ("<b>x</b>\u202eevil", "\ud800 broken", "a" * 60_000, "line\r\nline"):
        shown.open(Action.EDIT, "SPAM.1", (Span(0, 3),), file=file_of(text))
        assert shown.bar.form.draft().new_text == text


def test_a_note_is_recorded_by_enter(qtbot) -> None:
    window = QWidget()
    column = QVBoxLayout(window)
    column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
    bar = NoteBar()
    column.addWidget(bar)
    qtbot.addWidget(window)
    window.show()
    bar.open_bar()
    field = window.focusWidget()
    assert field is not None
    qtbot.keyClicks(field, "asked the teacher")
    with qtbot.waitSignal(bar.noted) as caught:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert caught.args == ["asked the teacher"]
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not bar.is_open
