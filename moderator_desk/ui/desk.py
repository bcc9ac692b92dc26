"""Builds the window and its parts from the tools, and ties every command of the table to what it does."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtWidgets import QApplication

from moderator_desk.commands import COMMANDS, settle_keys
from moderator_desk.models import outbox
from moderator_desk.models.accounts import accounts
from moderator_desk.models.queue import queue_lines, queue_page
from moderator_desk.models.times import to_ms
from moderator_desk.models.wellbeing import left_out
from moderator_desk.ui.actions import Actions, LayoutFallback, menu_of
from moderator_desk.ui.batching import Batching
from moderator_desk.ui.caring import Caring, duty_of
from moderator_desk.ui.claiming import Claiming
from moderator_desk.ui.comforts import Comforts
from moderator_desk.ui.deciding import Deciding
from moderator_desk.ui.deeds import Deeds
from moderator_desk.ui.following import Following
from moderator_desk.ui.languages import Languages
from moderator_desk.ui.looking import Panes, Sheets, Sights
from moderator_desk.ui.palette import Palette
from moderator_desk.ui.parts import DeskWindow
from moderator_desk.ui.queue_model import QueueListModel
from moderator_desk.ui.reporting import Reporting
from moderator_desk.ui.resting import Resting
from moderator_desk.ui.reviewing import OnScreen
from moderator_desk.ui.showing import Showing
from moderator_desk.ui.tools import Tools
from moderator_desk.ui.verbs import verbs_of
from moderator_desk.ui.waving import Waving
from moderator_desk.ui.window import Window
from moderator_desk.ui.wordings import Wordings
from moderator_desk.ui.words.problems import refusal_words


class Openable(Protocol):
    """What lies over the case while it is open: plain keys are dead then."""

    @property
    def is_open(self) -> bool:
        """Whether it is open."""
        ...


def build_desk(tools: Tools) -> DeskWindow:
    """Make the window on a store; show() it and start following when ready."""
    model = queue_model(tools)
    window = Window(model)
    _show_accounts(window, tools)
    screen = OnScreen(tools.store, model, arm_ms=tools.settings.arm_ms, hush=tools.hush)
    deeds = _deeds(tools, screen)
    showing = Showing(window, tools, screen)
    claiming = Claiming(window, tools, showing)
    deciding = Deciding(window, tools, screen, deeds, showing)
    following = Following(window, tools, model, screen, deeds, showing)
    run: dict[str, Callable[[], object]] = {}
    over: list[Openable] = [window.bar, window.note]
    actions = Actions(window, run, lambda: any(each.is_open for each in over))
    sheets = Sheets(window, tools, actions, Palette(window, partial(_why_not, showing)))
    desk = DeskWindow(
        window=window,
        model=model,
        screen=screen,
        deeds=deeds,
        showing=showing,
        following=following,
        claiming=claiming,
        deciding=deciding,
        caring=Caring(window, tools, screen, deeds, showing, following),
        resting=Resting(window, tools, model, screen, following),
        waving=Waving(window, tools, screen, deeds, deciding),
        batching=Batching(window, tools, screen, deeds),
        panes=Panes(window),
        sheets=sheets,
        comforts=Comforts(window, model, screen, lambda: sheets.settings, sheets.keep),
        actions=actions,
        languages=Languages(window, tools, screen, deeds),
        wordings=Wordings(window, tools, screen),
        reporting=Reporting(window, tools, screen, deeds, following),
    )
    over += _over(desk)
    run.update(verbs_of(desk, sights := Sights(window, screen), tools))
    _connect(desk, sights, tools)
    return desk


def _show_accounts(window: Window, tools: Tools) -> None:
    with tools.store.read() as session:
        window.known.take(accounts(session))
    window.queue.show_accounts()


def _over(desk: DeskWindow) -> list[Openable]:
    """All that lies over the window when it is open, and takes the keys."""
    following = desk.following
    return [
        desk.sheets,
        desk.comforts.curtain,
        following.accounting,
        following.finding,
        following.earlier,
        following.editing,
        desk.languages,
        desk.caring,
        desk.resting,
        desk.wordings,
        desk.reporting,
    ]


def _deeds(tools: Tools, screen: OnScreen) -> Deeds:
    return Deeds(
        tools.store,
        screen,
        tools.now,
        tools.who,
        tools.abilities,
        undo_s=tools.settings.undo_seconds,
        duty=duty_of(tools.settings),
    )


def queue_model(tools: Tools) -> QueueListModel:
    """The queue's model over the store."""

    def read_page(wanted, after):  # type: ignore[no-untyped-def]
        with tools.store.read() as session:
            without = left_out(session, to_ms(tools.now()))
            return queue_page(session, wanted, after=after, without=without)

    def read_lines(refs):  # type: ignore[no-untyped-def]
        with tools.store.read() as session:
            without, found = left_out(session, to_ms(tools.now())), queue_lines(session, refs)
        return {ref: line for ref, line in found.items() if line.conflict or line.guideline not in without}

    return QueueListModel(read_page, read_lines)


def _why_not(showing: Showing, command_id: str) -> str:
    code = showing.availability().get(command_id, "")
    return refusal_words(code) if code else ""


def _connect(desk: DeskWindow, sights: Sights, tools: Tools) -> None:
    window, actions = desk.window, desk.actions
    window.queue.case_chosen.connect(desk.screen.show)
    window.bar.verb_chosen.connect(actions.run)
    desk.panes.case_wanted.connect(desk.screen.show)
    desk.panes.outbox_opened.connect(desk.following.bring_up)
    desk.following.brought_up.connect(desk.claiming.tick)
    desk.claiming.lost.connect(desk.deciding.drafting.save)
    desk.claiming.said.connect(window.status.show_said)
    desk.deciding.drafting.said.connect(window.status.show_said)
    desk.deciding.drafting.touched.connect(desk.model.refresh)
    desk.sheets.palette.run_wanted.connect(actions.run)
    for refuses in (sights, desk.comforts, desk.panes, desk.waving, desk.batching, desk.wordings):
        refuses.refused.connect(desk.deeds.refused)
    for brings in (desk.waving, desk.batching):
        brings.case_wanted.connect(desk.screen.show)
    desk.following.brought_up.connect(desk.batching.follow)
    for signal, way in (
        (window.outbox.retry_wanted, "retry"),
        (window.outbox.withdraw_wanted, "withdraw"),
        (window.outbox.apply_again_wanted, "apply-again"),
        (window.outbox.hand_over_wanted, "hand-over"),
        (window.outbox.lift_wanted, "lift"),
    ):
        signal.connect(partial(_repair, desk, tools, way))
    window.closing.connect(desk.sheets.keep_shape)
    desk.following.answers += [desk.languages.take, desk.waving.take, desk.batching.take]
    desk.following.brought_up.connect(desk.languages.prepare)
    app = QApplication.instance()
    if isinstance(app, QApplication):
        app.focusChanged.connect(actions.refresh)
        fallback = LayoutFallback(actions, window)
        window.installEventFilter(fallback)
    actions.set_keys(settle_keys(COMMANDS, tools.settings.keys))
    window.bar.show_keys(actions.keys)
    _fill_menus(desk)


def _repair(desk: DeskWindow, tools: Tools, way: str, entry_id: str) -> None:
    with tools.store.read() as session:
        entry = outbox.entry(session, entry_id)
    if entry is not None:
        desk.deeds.repair(entry, way)
        desk.following.bring_up()


def _fill_menus(desk: DeskWindow) -> None:
    bar = desk.window.menuBar()
    menus = {}
    for command in COMMANDS:
        title = menu_of(command)
        if title not in menus:
            menus[title] = bar.addMenu(title)
        menus[title].addAction(desk.actions.by_id[command.id])
