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

from moderator_desk.content.contacts import contacts_in
from moderator_desk.content.images import DecodedImage
from moderator_desk.content.links import find_links
from moderator_desk.models.values import Case, CaseFile, CaseRef, Item, Media, Person, Report, Reporter, Span
from moderator_desk.ui.case_pane import CasePane
from moderator_desk.ui.comfort import Comfort
from moderator_desk.ui.link_gate import LinkGate
from moderator_desk.ui.live_keys import filled
from moderator_desk.ui.media_tile import MediaTile
from moderator_desk.ui.reliability_bar import ReliabilityBar
from moderator_desk.ui.safe import SafeLabel
from moderator_desk.ui.words.media import words_covered_hint

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


def test_reporters_whose_reports_mostly_fell_are_counted_once_over_the_reports(pane: CasePane) -> None:
    file = case(text="Hello")
    doubtful, other = Reporter("d", "falcon", 44, 1, 43), Reporter("e", "new", 9, 0, 9)
    reports = tuple(
        Report(f"r{n}", NOW, "HAR", "no", who) for n, who in enumerate((doubtful, doubtful, other))
    )
    pane.show_case(replace(file, case=replace(file.case, reports=reports)), NOW)
    assert "1 reporter had most of their reports dismissed" in seen(pane)
    assert [each.isVisible() for each in pane.findChildren(ReliabilityBar)][:3] == [True] * 3
    pane.show_case(file, NOW)
    assert "dismissed. Judge" not in seen(pane)


def test_says_who_reported_and_how_reliable_they_are(pane: CasePane) -> None:
    pane.show_case(case(text="Hello"), NOW)
    for part in ("Rude words", "7 reports: 5 upheld, 1 dismissed", "blocked the author", "Hello", "!! High"):
        assert part in seen(pane)


def test_picture_is_asked_for_by_reveal_only_and_covered_again(pane: CasePane) -> None:
    wanted: list[str] = []
    pane.media_wanted.connect(wanted.append)
    pane.show_case(case(media=(Media("m1"),)), NOW)
    assert wanted == []
    assert pane.reveals.next()
    assert wanted == ["m1"]
    pane.reveals.take("m1", PICTURE)
    (tile,) = (each for each in pane.findChildren(MediaTile) if each.isVisible())
    assert tile.state == "first"
    assert pane.reveals.next()
    assert tile.state == "revealed"
    assert pane.reveals.cover_all()
    assert tile.state == "covered"
    pane.show_case(None, NOW)
    pane.show_case(case(media=(Media("m1"),)), NOW)
    assert tile.state == "covered-unloaded"


def test_sealed_case_asks_for_nothing_and_shows_no_text(pane: CasePane) -> None:
    wanted: list[str] = []
    pane.media_wanted.connect(wanted.append)
    pane.show_case(case(text="secret words", media=(Media("m1", sealed=True),)), NOW)
    assert not pane.reveals.next()
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


def test_gate_names_the_registered_domain_of_the_link_on_show(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    gate = LinkGate(window)
    with qtbot.waitSignal(gate.domain_wanted) as asked:
        gate.show_link(find_links("see https://bank.example.evil.co.uk/x")[0])
    assert asked.args == ["bank.example.evil.co.uk"]
    gate.show_domain("other.example", "other.example")
    assert "other" not in " ".join(each.full_text() for each in gate.findChildren(SafeLabel))
    gate.show_domain("bank.example.evil.co.uk", "evil.co.uk")
    assert "Registered domain: \u2068evil.co.uk\u2069" in [
        each.full_text() for each in gate.findChildren(SafeLabel)
    ]


def test_a_link_without_a_scheme_can_be_looked_at(pane: CasePane, qtbot: QtBot) -> None:
    contacts_in("")  # the first text of all is looked through elsewhere
    pane.show_case(case(text="all on speakfast.com/free for you"), NOW)
    assert "1 link: \u2068speakfast.com\u2069" in seen(pane)
    with qtbot.waitSignal(pane.finds.link_chosen) as chosen:
        assert pane.finds.next_link()
    assert (chosen.args[0].url, chosen.args[0].start) == ("speakfast.com/free", 7)


def test_a_long_text_is_looked_through_elsewhere_and_a_late_answer_dropped(
    pane: CasePane, qtbot: QtBot
) -> None:
    long = case(text="word " * 5000 + "ana@example.com")
    with qtbot.waitSignal(pane.finds.contacts_wanted) as asked:
        pane.show_case(long, NOW)
    assert "Contact details" not in seen(pane)
    pane.finds.show_contacts(asked.args[0], ())
    assert "Contact details: none in the first 20,000 characters" in seen(pane)
    pane.show_case(case(text="short"), NOW)
    pane.finds.show_contacts(long, contacts_in("ana@example.com"))
    assert "Contact details" not in seen(pane)


def test_of_a_long_host_the_end_is_seen(pane: CasePane) -> None:
    """There stands whose site it is; its beginning may say anything."""
    pane.show_case(case(text="see https://www.community.example.sign-in-and-confirm.evil.test/now"), NOW)
    assert ".evil.test\u2069 · L looks at it" in seen(pane)
    assert "www.community" not in seen(pane).split("1 link: ")[1].split(" · L")[0]


def test_what_is_covered_is_told_to_a_screen_reader(pane: CasePane) -> None:
    pane.set_comfort(Comfort(covered=("HAR",)))
    pane.show_case(case(text="Hello", media=(Media("m1", "image/png", 2048, alt="A card"),)), NOW)
    (tile,) = pane.tiles()
    assert pane.reveals.cover.accessibleName() == "Words covered"
    assert pane.reveals.cover.accessibleDescription() == filled(words_covered_hint("HAR"))
    told = [tile.accessibleName()]
    for step in (pane.reveals.next, pane.reveals.next, pane.reveals.next):
        step()
        if tile.state == "loading":
            pane.reveals.take("m1", PICTURE)
        told.append(tile.accessibleName())
    assert told == [
        "Covered picture V: first look",
        "Covered picture V: first look",  # the words came first
        "Picture, first look V: clear",
        "Picture, clear V: covers again",
    ]
    assert "A card" in tile.accessibleDescription()
