"""Which panes have an outline, and the keys that bring each before a person. Those that change the demo stand last."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from msgspec.structs import replace
from PySide6.QtWidgets import QWidget

from moderator_desk.app import Desk
from moderator_desk.demo import ACCOUNT
from moderator_desk.driver import press, wait_until
from moderator_desk.models import cases, indexing
from moderator_desk.models.accounts import account, reached
from moderator_desk.models.times import to_ms
from moderator_desk.models.values import Case, CaseRef, Claim, Conflict, OutboxEntry, Person
from moderator_desk.ui.words.status import offline_words


@dataclass(frozen=True)
class Pane:
    """One outline: after `keys` on the case `case`, what `find` gives; then `back` leaves it. `prepare` comes before."""

    name: str
    find: Callable[[Desk], QWidget]
    keys: tuple[str, ...] = ()
    back: tuple[str, ...] = ("Esc", "Esc")
    case: str = "c-s11"
    prepare: Callable[[Desk], None] | None = None


def _gate(desk: Desk) -> QWidget:
    """The gate, once the errand has told which part of the host was registered."""
    gate = desk.parts.window.link_gate
    wait_until(lambda: "…" not in gate.domain(), "the domain")
    return gate


def _of(part: str) -> Callable[[Desk], QWidget]:
    """A pane that is an attribute of the window."""

    def find(desk: Desk) -> QWidget:
        found = getattr(desk.parts.window, part)
        assert isinstance(found, QWidget)
        return found

    return find


def _came_back(desk: Desk) -> None:
    """The conflict view with a decision of this case that bounced."""
    file = desk.parts.screen.file
    assert file is not None
    at = file.case.opened_at
    entry = OutboxEntry(1, "e", ACCOUNT, file.case.id, "m", "decision", "blocked", at, at, why="stale")
    desk.parts.window.conflict.show_conflict(Conflict(entry, file.case, file.case))


def _told_again(desk: Desk, case_id: str, change: Callable[[Case], Case]) -> None:
    """As if the platform had told this case anew, a little different."""
    store, ref = desk.parts.deeds._store, CaseRef(ACCOUNT, case_id)
    with store.write() as session:
        case = cases.read_case(session, ref)
        assert case is not None
        changes = cases.upsert(session, ACCOUNT, [replace(change(case), version=case.version + 1)])
    desk.parts.following.changed(changes)


def _with_term(desk: Desk) -> None:
    """A word of the team's list in the text."""
    text = "ngl I would rather kms than meet the subjunctive again"
    wait_until(lambda: bool(desk.parts.window.case.hints.terms), "the list of terms")
    _told_again(desk, "c-a102", lambda case: replace(case, item=replace(case.item, text=text, text_now=text)))


def _claimed(desk: Desk) -> None:
    """Somebody else works on the case."""
    until = desk.parts.deeds._now() + timedelta(minutes=8, seconds=30)
    _told_again(desk, "c-a041", lambda case: replace(case, claim=Claim(Person("mod-9", "Noor"), until, 3)))


def _both_texts(desk: Desk) -> None:
    """A decision of a case whose text changed came back."""
    file = desk.parts.screen.file
    assert file is not None
    case, at = file.case, file.case.opened_at
    entry = OutboxEntry(1, "e", ACCOUNT, case.id, "m", "decision", "blocked", at, at, why="stale")
    before = replace(case, item=replace(case.item, text_now=case.item.text))
    desk.parts.window.conflict.show_conflict(Conflict(entry, before, case))


def _as_supervisor(desk: Desk) -> None:
    """The legal route is for those whose role it is."""
    with desk.parts.deeds._store.write() as session:
        known = account(session, ACCOUNT)
        assert known is not None
        assert known.me is not None
        reached(
            session,
            ACCOUNT,
            to_ms(desk.parts.deeds._now()),
            replace(known.me, role="supervisor", permissions=("legal-route",)),
        )


def _offline(desk: Desk) -> None:
    """The platform has been away for a while."""
    now = desk.parts.deeds._now()
    text = offline_words("Demo community", now - timedelta(minutes=12), 3, now)
    desk.parts.window.banner.show_banner("warning", text)


def _break(desk: Desk) -> None:
    """An hour with hard cases."""
    desk.parts.resting._since = 3600.0
    desk.parts.resting.look()


def _indexed(desk: Desk) -> bool:
    indexing.index_some(desk.parts.deeds._store)
    with desk.parts.deeds._store.read() as session:
        return not indexing.left(session)


def _like_it(desk: Desk) -> None:
    """What is like the case was looked for."""
    wait_until(lambda: _indexed(desk), "the index", 60)
    desk.parts.screen.show(CaseRef(ACCOUNT, "c-a041"))
    desk.parts.screen.show(CaseRef(ACCOUNT, "c-s02"))
    line = desk.parts.window.precedents
    wait_until(lambda: "may belong" in line.text(), "what is like it")


def _decided_before(desk: Desk) -> None:
    """One of two like each other was decided."""
    desk.parts.screen.show(CaseRef(ACCOUNT, "c-s01"))
    desk.parts.deciding.rest()
    press(desk.parts.window, "R", "1", "Ctrl+Return")
    _like_it(desk)
    wait_until(lambda: "P shows" in desk.parts.window.precedents.text(), "the decided one")


def _wave(desk: Desk) -> QWidget:
    wait_until(desk.parts.window.wave.isVisible, "the wave")
    return desk.parts.window.wave


def _bar_of_wave(desk: Desk) -> QWidget:
    _wave(desk)
    press(desk.parts.window, "W", "1")
    return desk.parts.window.bar


def _batch(desk: Desk) -> QWidget:
    """The batch in which the wave was dismissed; its keys to leave undo it."""
    _wave(desk)
    press(desk.parts.window, "D", "Return", "Shift+Q")
    wait_until(lambda: desk.parts.batching.is_open, "the batch")
    return desk.parts.window.batch


def _editor(desk: Desk) -> QWidget:
    pane = desk.parts.following.editing.pane
    assert pane is not None
    return pane


PANES = (
    Pane("queue", _of("queue"), ("Home",)),
    Pane("case", _of("case")),
    Pane("case-edited", _of("case"), case="c-s15"),
    Pane("case-picture", _of("case"), case="c-s23"),
    Pane("case-sealed", _of("case"), case="c-s14"),
    Pane("member", _of("member")),
    Pane("guideline", _of("guideline")),
    Pane("status", _of("status"), ("Y",)),
    Pane("bar", _of("bar")),
    Pane("bar-edit", _of("bar"), ("E",)),
    Pane("bar-remove", _of("bar"), ("R",)),
    Pane("bar-warn", _of("bar"), ("W",)),
    Pane("bar-ban", _of("bar"), ("B",)),
    Pane("bar-escalate", _of("bar"), ("X",)),
    Pane("note", _of("note"), ("N",)),
    Pane("link-gate", _gate, ("L",), case="c-s37"),
    Pane("conflict", _of("conflict"), prepare=_came_back),
    Pane("outbox-empty", _of("outbox"), ("O",)),
    Pane("accounts", _of("accounts"), ("Ctrl+Shift+A",)),
    Pane("palette", lambda desk: desk.parts.sheets.palette, ("Ctrl+K",)),
    Pane("cheat-sheet", lambda desk: desk.parts.sheets.cheat_sheet, ("?",)),
    Pane("key-editor", lambda desk: desk.parts.sheets.key_editor, ("Ctrl+Shift+K",)),
    Pane("search", lambda desk: desk.parts.following.finding.everything, ("Ctrl+F",)),
    Pane("curtain", lambda desk: desk.parts.comforts.curtain, ("Ctrl+Shift+H",), back=("Ctrl+Shift+H",)),
    Pane("earlier", lambda desk: desk.parts.following.earlier.sheet, ("I",)),
    Pane("outbox", _of("outbox"), ("D", "O"), back=("Esc", "U")),
    Pane("case-contacts", _of("case"), case="c-s37"),
    Pane("case-covered", _of("case"), case="c-s13"),
    Pane("bar-ban-filled", _of("bar"), ("B", "1")),
    Pane("bar-escalate-care", _of("bar"), ("X",), case="c-s13"),
    Pane("language-sheet", lambda desk: desk.parts.languages.sheet, ("Ctrl+L",), case="c-s30"),
    Pane("left-out", lambda desk: desk.parts.resting.out_sheet, ("Ctrl+Shift+N",)),
    Pane("my-time", lambda desk: desk.parts.resting.time_sheet, ("Ctrl+Shift+M",)),
    Pane("break", _of("rest"), back=("Ctrl+Shift+B",), prepare=_break),
    Pane("offline", _of("banner"), prepare=_offline),
    Pane("guideline-editor", _editor, ("Ctrl+Shift+G",)),
    Pane(
        "account-form",
        lambda desk: desk.parts.window.accounts.form,
        ("Ctrl+Shift+A", "N"),
        ("Esc", "Esc", "Esc"),
    ),
    Pane("conflict-both-texts", _of("conflict"), case="c-s15", prepare=_both_texts),
    Pane("precedents-line", _of("precedents"), case="c-s02", prepare=_like_it),
    Pane("wave", _wave, ("Q",), case="c-s02", prepare=_like_it),
    Pane("bar-wave", _bar_of_wave, ("Q",), ("Esc",) * 3, case="c-s02", prepare=_like_it),
    Pane("batch", _batch, ("Q",), ("U", "Esc"), case="c-s02", prepare=_like_it),
    Pane("case-term", _of("case"), ("T",), ("T",), case="c-a102", prepare=_with_term),
    Pane("case-claimed", _of("case"), case="c-a041", prepare=_claimed),
    Pane(
        "precedents",
        lambda desk: desk.parts.following.finding.before,
        ("P",),
        ("Esc", "U"),
        case="c-s02",
        prepare=_decided_before,
    ),
    Pane("wordings", lambda desk: desk.parts.wordings.sheet, ("F",), case="c-s15"),
    Pane("alert", _of("alert"), ("Ctrl+Shift+X",), (), case="c-s13"),
    Pane("alert-who", _of("alert"), ("Ctrl+Shift+Y",), case="c-s13"),
    Pane("case-frozen", _of("case"), case="c-s13"),
    Pane(
        "legal-route",
        lambda desk: desk.parts.caring.legal,
        ("Ctrl+Shift+U",),
        case="c-s14",
        prepare=_as_supervisor,
    ),
)
