"""The case pane with real widgets: pictures stay covered, sealed cases stay shut, words are marked in the right text."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from moderator_desk.content.images import DecodedImage
from moderator_desk.content.links import find_links
from moderator_desk.models.values import Case, CaseFile, CaseRef, Item, Media, Person, Report, Reporter, Span
from moderator_desk.ui.case_pane import CasePane
from moderator_desk.ui.link_gate import LinkGate
from moderator_desk.ui.media_view import MediaTile
from moderator_desk.ui.safe import SafeLabel

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PICTURE = DecodedImage(2, 1, "PNG", (2, 1), b"\xff\x00\x00\xff" * 2, b"\x80\x80\x80\xff" * 2)
HOSTILE = (
    "<img src=file:///etc/passwd><b>x</b>",
    "\u202eabc\u202c \u200b",
    "x" * 300_000,
    "\ud83d bad",
    "{a}&amp;",
)


def case(**item: object) -> CaseFile:
    made = Item("i", "comment", Person("u", "mira"), **item)  # type: ignore[arg-type]
    report = Report("r", NOW, "HAR", "Rude words", Reporter("w", "lin", 7, 5, 1, blocked_author=True))
    return CaseFile(CaseRef("a", "c"), Case("c", 1, "open", "high", NOW, NOW, made, (report,)))


@pytest.fixture
def pane(qtbot: QtBot) -> Iterator[CasePane]:
    window = QWidget()  # a window of its own size: the screenless Qt complains of one that asks for a size
    qtbot.addWidget(window)
    made = CasePane(window)
    made.resize(490, 420)
    window.resize(made.size())
    window.show()
    yield made
    window.close()


def seen(pane: CasePane) -> str:
    labels = [each.full_text() for each in pane.findChildren(SafeLabel) if each.isVisible()]
    texts = [each.toPlainText() for each in pane.findChildren(QPlainTextEdit) if each.isVisible()]
    return "\n".join(labels + texts)


def test_says_who_reported_and_how_reliable_they_are(pane: CasePane) -> None:
    pane.show_case(case(text="Hello"), NOW)
    for part in ("Rude words", "7 reports: 5 upheld, 1 dismissed", "blocked the author", "Hello", "!! High"):
        assert part in seen(pane)


def test_picture_is_asked_for_by_reveal_only_and_covered_again(pane: CasePane) -> None:
    wanted: list[str] = []
    pane.media_wanted.connect(wanted.append)
    pane.show_case(case(media=(Media("m1"),)), NOW)
    assert wanted == []
    assert pane.reveal_next()
    assert wanted == ["m1"]
    pane.show_media("m1", PICTURE)
    (tile,) = (each for each in pane.findChildren(MediaTile) if each.isVisible())
    assert tile.state == "revealed"
    assert pane.cover_all()
    assert tile.state == "covered"
    pane.show_case(None, NOW)
    pane.show_case(case(media=(Media("m1"),)), NOW)
    assert tile.state == "covered-unloaded"


def test_sealed_case_asks_for_nothing_and_shows_no_text(pane: CasePane) -> None:
    wanted: list[str] = []
    pane.media_wanted.connect(wanted.append)
    pane.show_case(case(text="secret words", media=(Media("m1", sealed=True),)), NOW)
    assert not pane.reveal_next()
    assert wanted == []
    assert "secret words" not in seen(pane)
    assert "sealed" in seen(pane)


def test_words_are_marked_in_the_text_as_it_is_now(pane: CasePane) -> None:
    pane.show_case(case(text="one two", text_now="\u200bone three"), NOW)
    assert pane.mark_selection() is None
    target = pane.item.target
    cursor = target.textCursor()
    cursor.setPosition(len("⟦ZWSP⟧"))
    cursor.movePosition(QTextCursor.MoveOperation.EndOfWord, QTextCursor.MoveMode.KeepAnchor)
    target.setTextCursor(cursor)
    assert pane.mark_selection() == Span(1, 4)
    assert pane.spans() == (Span(1, 4),)
    assert pane.mark_selection() == Span(1, 4)
    assert pane.spans() == ()


def test_says_what_changed_while_one_looked(pane: CasePane) -> None:
    file = case(text="one", text_now="one")
    pane.show_case(file, NOW)
    assert "changed while you looked" not in seen(pane)
    later = replace(file.case, item=replace(file.case.item, text_now="two"))
    pane.show_case(replace(file, case=later), NOW + timedelta(minutes=1))
    assert "changed while you looked" in seen(pane)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_plain_and_never_widens_the_pane(pane: CasePane, text: str) -> None:
    pane.show_case(case(text=text, place=text[:500], text_now="other"), NOW)
    assert pane._body.width() <= pane.width()
    assert pane._body.minimumSizeHint().width() <= 490


def test_gate_shows_the_true_host_and_closes_by_enter(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    gate = LinkGate(window)
    window.show()
    gate.show_link(find_links("see https://bank.example@evil.test/x")[0])
    said = "\n".join(each.full_text() for each in gate.findChildren(SafeLabel))
    assert "evil.test" in said
    assert "poses as a site" in said
    with qtbot.waitSignal(gate.closed):
        QTest.keyClick(gate, Qt.Key.Key_Return)
    assert gate.isHidden()
