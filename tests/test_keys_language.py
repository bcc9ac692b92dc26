"""Language help by keys: names that pass for others, what hides, terms, the language of a case, and no translation."""

from collections.abc import Iterator
from dataclasses import replace as with_field
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from moderator_desk.app import Desk
from moderator_desk.content.terms import TermList
from moderator_desk.driver import press, type_text
from moderator_desk.models import ledger
from moderator_desk.models.accounts import Account
from moderator_desk.models.cases import read_case, upsert
from moderator_desk.models.names import Name, keep_names
from moderator_desk.models.queue import queue_lines
from moderator_desk.models.store import Store
from moderator_desk.models.values import CaseRef, Item, Person
from moderator_desk.naming import shape_names
from moderator_desk.settings import Settings
from moderator_desk.ui.safe import SafeLabel
from tests.fixtures_desk import running_desk
from tests.fixtures_server import PlatformServer
from tests.test_desk_keys import go_to
from tests.test_keys_case import said

TEXT = "kys ok, my раypal is h\u200bere and my friend can help you with it"


def seen(desk: Desk) -> str:
    window = desk.parts.window
    labels = [each.full_text() for each in window.findChildren(SafeLabel) if each.isVisible()]
    texts = [each.toPlainText() for each in window.case.findChildren(QPlainTextEdit) if each.isVisible()]
    return "\n".join(labels + texts)


def helped(desk: Desk, qtbot: QtBot) -> None:
    """Tables and terms have been read."""
    qtbot.waitUntil(lambda: bool(desk.parts.window.case.hints.terms.terms))


def rewrite(desk: Desk, store: Store, ref: CaseRef, **item: object) -> None:
    """The item on the screen is another from now on, as if the platform had said so."""
    with store.write() as session:
        case = read_case(session, ref)
        assert case is not None
        made: Item = replace(case.item, **item)
        changes = upsert(session, ref.account, [replace(case, version=case.version + 1, item=made)])
    desk.parts.following.changed(changes)


def ledger_lines(store: Store, ref: CaseRef) -> list[tuple[str, str]]:
    with store.read() as session:
        return [(each.kind, each.body) for each in ledger.entries(session, ref=ref)]


def test_what_hides_and_terms_are_told_and_t_tells_all(desk: Desk, desk_store: Store, qtbot: QtBot) -> None:
    helped(desk, qtbot)
    ref = go_to(desk, "warn")
    press(desk.parts.window, "T")
    assert said(desk) == "No term of the team's list is in this text."
    rewrite(desk, desk_store, ref, text=TEXT, text_now=TEXT, language=None)
    assert "Shown as tokens: 1 is invisible." in seen(desk)
    assert "Two alphabets in one word: \u2068раypal\u2069 (Cyrillic and Latin)." in seen(desk)
    assert "“Kill yourself”, abbreviated" in seen(desk)
    assert "Harmless:" not in seen(desk)
    press(desk.parts.window, "T")
    assert "(English, \u2068self-harm\u2069) Harmless:" in seen(desk)
    assert len(desk.parts.window.case.item.target.extraSelections()) == 1
    press(desk.parts.window, "T")
    assert "Harmless:" not in seen(desk)
    assert desk.parts.window.case.item.target.extraSelections() == []


def test_a_sealed_case_has_no_hints_of_its_text(desk: Desk, desk_store: Store, qtbot: QtBot) -> None:
    helped(desk, qtbot)
    ref = go_to(desk, "warn")
    rewrite(desk, desk_store, ref, text=TEXT, text_now=TEXT)
    with desk_store.write() as session:
        case = read_case(session, ref)
        assert case is not None
        changes = upsert(session, ref.account, [replace(case, version=case.version + 1, state="sealed")])
    desk.parts.following.changed(changes)
    assert "Two alphabets" not in seen(desk)
    assert "abbreviated" not in seen(desk)
    assert not desk.parts.window.case.hints.isVisible()


def test_a_name_like_one_of_the_team_is_told_at_the_case_and_at_the_member(
    desk: Desk, desk_store: Store, qtbot: QtBot
) -> None:
    helped(desk, qtbot)
    ref = go_to(desk, "warn")
    file = desk.parts.screen.file
    assert file is not None
    author = file.member.member.handle if file.member else file.case.item.author.handle
    assert "looks like" not in seen(desk)
    with desk_store.write() as session:
        keep_names(session, ref.account, [Name("mod-99", author.upper(), staff=True)])
    shape_names(desk_store, lambda: None, desk.parts.following.changed)
    line = f"looks like @\u2068{author.upper()}\u2069 of the team (id \u2068mod-99\u2069)."
    # the sync thread may have been quicker, and has a table of letters to read first
    qtbot.waitUntil(lambda: seen(desk).count(line) == 2, timeout=20_000)
    rewrite(desk, desk_store, ref, author=Person(file.case.item.author.id, author), text="x", text_now="x")
    assert seen(desk).count(line) == 2
    labels = desk.parts.window.member.findChildren(SafeLabel)
    assert any(line in each.accessibleName() for each in labels)


def test_the_language_of_a_case_is_set_by_keys(desk: Desk, desk_store: Store, qtbot: QtBot) -> None:
    helped(desk, qtbot)
    window, ref = desk.parts.window, go_to(desk, "warn")
    text = "Ich weiß wirklich nicht, was du von mir willst"
    rewrite(desk, desk_store, ref, text=text, text_now=text, language="sv")
    assert "Swedish, but looks German" in seen(desk)
    rewrite(desk, desk_store, ref, language=None)
    assert "German, by a guess" in seen(desk)
    rewrite(desk, desk_store, ref, text="lol ok", text_now="lol ok")
    assert "language unknown" in seen(desk)
    press(window, "Ctrl+L")
    assert desk.parts.languages.is_open
    press(window, "D")  # typed into the line, and no decision
    press(window, "Esc")
    assert not desk.parts.languages.is_open
    assert desk.parts.screen.file is not None
    assert desk.parts.screen.file.ref == ref
    press(window, "Ctrl+L")
    type_text(window, "vietn")
    assert desk.parts.languages.sheet.found() == ["vi"]
    press(window, "Return")
    assert "Vietnamese, set by hand" in seen(desk)
    assert ("language-set", "vi") in ledger_lines(desk_store, ref)
    with desk_store.read() as session:
        assert queue_lines(session, [ref])[ref].language == "vi"


def test_a_language_set_by_hand_goes_first_in_notices(desk: Desk, qtbot: QtBot) -> None:
    helped(desk, qtbot)
    window = desk.parts.window
    go_to(desk, "warn")
    press(window, "Ctrl+L")
    type_text(window, "ja")
    press(window, "Return", "W")
    assert window.bar.is_open
    assert window.bar.form.fields.notice.language == "ja"


def test_there_is_no_translation_and_the_command_says_so(desk: Desk, desk_store: Store) -> None:
    ref = go_to(desk, "warn")
    press(desk.parts.window, "Ctrl+K")
    type_text(desk.parts.window, "translate")
    press(desk.parts.window, "Return")
    assert said(desk) == "No translation is set up. The desk brings none along and sends no text anywhere."
    assert ledger_lines(desk_store, ref) == []


class Backwards:
    """A translator that turns words round: enough to see what is handed over, and when."""

    name, goes_to = "Backwards", "turn.example"

    def __init__(self) -> None:
        self.got: list[str] = []

    def translate(self, text: str, source: str, target: str) -> str:
        """The text from its end."""
        self.got.append(text)
        return text[::-1]


def test_a_translator_gets_a_text_only_after_consent_for_that_case(
    desk: Desk, desk_store: Store, qtbot: QtBot
) -> None:
    helped(desk, qtbot)
    languages, translator, ref = desk.parts.languages, Backwards(), go_to(desk, "warn")
    languages._tools = with_field(languages._tools, translator=translator)
    rewrite(desk, desk_store, ref, text="some words", text_now="some words")
    languages.translate()
    assert "sends it to" in said(desk)
    assert translator.got == []
    assert ledger_lines(desk_store, ref) == []
    languages.translate()
    qtbot.waitUntil(lambda: "sdrow emos" in seen(desk))
    assert "a machine, and not what was written" in seen(desk)
    assert ledger_lines(desk_store, ref) == [("translation-allowed", "Backwards")]
    press(desk.parts.window, "Space")
    assert "sdrow emos" not in seen(desk)
    languages.translate()
    assert translator.got == ["some words"]


@pytest.fixture
def mistaken_desk(
    qtbot: QtBot, qapp: object, desk_store: Store, platform: PlatformServer, tmp_path: Path
) -> Iterator[Desk]:
    """A desk beside whose settings lies a term list with a mistake."""
    (tmp_path / "terms.toml").write_text('[[terms]]\nwords = ["a"]\nmeening = "x"\n')
    account, token = Account("here", "desk", platform.url, "Here"), platform.tokens["senior"]
    file = tmp_path / "settings.json"
    settings = Settings(theme="light", undo_seconds=0, arm_ms=0)
    with running_desk(desk_store, account, token, qtbot, qapp, settings, settings_file=file) as made:
        yield made


def test_a_term_list_with_a_mistake_is_said_and_done_without(mistaken_desk: Desk, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: "term list" in said(mistaken_desk))
    assert said(mistaken_desk) == (
        "The term list \u2068terms.toml\u2069 has a wrong field in term 1: "
        "\u2068Object contains unknown field `meening`\u2069; the desk works without it."
    )
    assert isinstance(mistaken_desk.parts.window.case.hints.terms, TermList)
    assert mistaken_desk.parts.window.case.hints.terms.terms == ()
