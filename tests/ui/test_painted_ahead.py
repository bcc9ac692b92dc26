"""The next case painted ahead: what a key lays over the panes is dot for dot what the panes then show by themselves."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from moderator_desk.app import Desk
from moderator_desk.connections import utc_now
from moderator_desk.content.hints import tables_are_read
from moderator_desk.driver import press
from moderator_desk.models.accounts import Account
from moderator_desk.models.members import wanted_members
from moderator_desk.models.queue import queue_counts
from moderator_desk.models.store import Store
from moderator_desk.models.values import Changes
from moderator_desk.servers import LocalPlatform
from moderator_desk.settings import Settings
from moderator_desk.ui.theme import apply_theme
from tests.fixtures_desk import running_desk

CASES = 50


@pytest.fixture(scope="module")
def demo_world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalPlatform]:
    """The demo's own cases: fourteen languages, edited items, pictures, sealed ones."""
    with LocalPlatform(f"sqlite:///{tmp_path_factory.mktemp('demo') / 'platform.sqlite'}") as platform:
        yield platform


@pytest.fixture
def demo_desk(
    qtbot: QtBot, qapp: QApplication, desk_store: Store, demo_world: LocalPlatform
) -> Iterator[Desk]:
    """A desk on the demo's cases."""
    account = Account("demo", "desk", demo_world.served.url, "Demo")
    settings = Settings(theme="light", arm_ms=0)
    token = demo_world.served.tokens["senior"]
    moment = utc_now()  # stands still: an age such as "2 min ago" must not become another between two looks
    with running_desk(desk_store, account, token, qtbot, qapp, settings, now=lambda: moment) as made:
        yield made


def at_rest(desk: Desk, qtbot: QtBot) -> None:
    """Until everything is read, here and from the server, and the next case is painted ahead: what comes in between two
    looks would rightly throw the picture away."""
    store = desk.parts.showing._tools.store
    qtbot.waitUntil(lambda: tables_are_read() and all_read(store), timeout=30_000)
    QApplication.processEvents()
    desk.parts.following.bring_up()
    qtbot.waitUntil(lambda: desk.parts.showing.ahead.ready)


def all_read(store: Store) -> bool:
    """Whether the members of the first cases are there, so that none of them comes between two looks at a pane."""
    with store.read() as session:
        return queue_counts(session).to_do >= CASES and not wanted_members(session, "demo", limit=1)


def laid_over(desk: Desk) -> list[QImage]:
    """What the covers will show."""
    picture = desk.parts.showing.ahead._picture
    assert picture is not None
    return [each.toImage() for each in picture.panes]


def live(desk: Desk) -> list[QImage]:
    """What the panes show."""
    window = desk.parts.window
    QApplication.processEvents()
    images = []
    for pane in (window.case, window.member, window.guideline):
        whole = window.grab(pane.rect().translated(pane.mapTo(window, pane.rect().topLeft())))
        images.append(whole.toImage().convertToFormat(QImage.Format.Format_RGB32))
    return images


class Order(QObject):
    """In which order widgets are painted."""

    def __init__(self, **watched: QWidget) -> None:
        super().__init__()
        self.names = {id(widget): name for name, widget in watched.items()}
        self.seen: list[str] = []
        for each in watched.values():
            each.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.seen.append(self.names[id(watched)])
        return False


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_picture_is_what_the_panes_show(
    demo_desk: Desk, qapp: QApplication, qtbot: QtBot, theme: str
) -> None:
    apply_theme(qapp, theme)
    differ, compared = [], 0
    order = Order(cover=demo_desk.parts.showing.ahead.covers[0])
    for _ in range(CASES):
        at_rest(demo_desk, qtbot)
        before = laid_over(demo_desk)
        order.seen.clear()
        press(demo_desk.parts.window, "Space")
        if not order.seen:
            continue  # a member or the tables were read in this moment, so that the picture was no longer good
        compared += 1
        for name, one, other in zip(("case", "member", "guideline"), before, live(demo_desk), strict=True):
            if one.convertToFormat(QImage.Format.Format_RGB32) != other:
                differ.append((demo_desk.parts.screen.file.ref.case_id, name))
    assert differ == []
    assert compared > CASES // 2


def test_a_key_shows_the_picture_first_and_the_pane_after(demo_desk: Desk, qtbot: QtBot) -> None:
    at_rest(demo_desk, qtbot)
    cover = demo_desk.parts.showing.ahead.covers[0]
    order = Order(cover=cover, pane=demo_desk.parts.window.case)
    press(demo_desk.parts.window, "Space")
    assert order.seen == ["cover"]
    assert cover.isHidden()
    qtbot.waitUntil(lambda: order.seen[:2] == ["cover", "pane"])


def test_a_case_that_was_only_told_again_keeps_its_picture(demo_desk: Desk, qtbot: QtBot) -> None:
    at_rest(demo_desk, qtbot)
    following, screen = demo_desk.parts.following, demo_desk.parts.screen
    ahead = screen.read_ahead()
    assert ahead is not None
    following.changed(Changes(cases=frozenset((ahead.ref,))))  # as after a page of the feed that holds it
    order = Order(cover=demo_desk.parts.showing.ahead.covers[0])
    press(demo_desk.parts.window, "Space")
    assert screen.file is not ahead
    assert order.seen == ["cover"]


def test_a_picture_of_another_look_is_not_shown(demo_desk: Desk, qapp: QApplication, qtbot: QtBot) -> None:
    at_rest(demo_desk, qtbot)
    apply_theme(qapp, "dark")
    order = Order(cover=demo_desk.parts.showing.ahead.covers[0])
    press(demo_desk.parts.window, "Space")
    assert order.seen == []


def test_a_decision_from_the_open_bar_finds_the_panes_at_their_full_height(
    demo_desk: Desk, qtbot: QtBot
) -> None:
    window = demo_desk.parts.window
    while demo_desk.parts.showing.availability()["remove"]:  # sealed cases stand first
        press(window, "Space")
    at_rest(demo_desk, qtbot)
    before = demo_desk.parts.screen.file
    press(window, "R", "1")
    order = Order(cover=demo_desk.parts.showing.ahead.covers[0])
    press(window, "Ctrl+Return")
    assert demo_desk.parts.screen.file is not before
    assert order.seen == ["cover"]
    assert not window.bar.is_open


def test_the_unseen_panes_go_with_the_window(demo_desk: Desk, qtbot: QtBot) -> None:
    at_rest(demo_desk, qtbot)
    assert demo_desk.parts.showing.ahead._stage in QApplication.topLevelWidgets()
    demo_desk.parts.window.close()
    assert not demo_desk.parts.showing.ahead.ready
    assert demo_desk.parts.showing.ahead._stage is None
