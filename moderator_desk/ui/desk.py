"""Builds the window and its parts from the tools, and ties every command of the table to what it does."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QApplication

from moderator_desk.commands import COMMANDS, settle_keys
from moderator_desk.models import outbox
from moderator_desk.models.accounts import accounts
from moderator_desk.models.queue import queue_lines, queue_page
from moderator_desk.models.values import Action
from moderator_desk.ui.actions import Actions, LayoutFallback, menu_of
from moderator_desk.ui.deciding import Deciding
from moderator_desk.ui.following import Following
from moderator_desk.ui.looking import Panes, Sheets, Sights
from moderator_desk.ui.palette import Palette
from moderator_desk.ui.queue_model import QueueListModel
from moderator_desk.ui.reviewing import Deeds, OnScreen
from moderator_desk.ui.showing import DECISIONS, Showing
from moderator_desk.ui.tools import Tools
from moderator_desk.ui.window import Window
from moderator_desk.ui.words.problems import refusal_words


@dataclass(frozen=True)
class DeskWindow:
    """The window with the parts that make it work; keep it for as long as the window is open."""

    window: Window
    model: QueueListModel
    screen: OnScreen
    deeds: Deeds
    showing: Showing
    following: Following
    deciding: Deciding
    panes: Panes
    sheets: Sheets
    actions: Actions


def build_desk(tools: Tools) -> DeskWindow:
    """Make the window on a store; show() it and start following when ready."""
    model = queue_model(tools)
    window = Window(model)
    with tools.store.read() as session:
        window.known.take(accounts(session))
    window.queue.show_accounts()
    screen = OnScreen(tools.store, model, arm_ms=tools.settings.arm_ms, hush=tools.hush)
    deeds = Deeds(
        tools.store, screen, tools.now, tools.who, tools.abilities, undo_s=tools.settings.undo_seconds
    )
    showing = Showing(window, tools, screen)
    following = Following(window, tools, model, screen, deeds, showing)
    deciding = Deciding(window, tools, screen, deeds, showing)
    panes = Panes(window)
    sights = Sights(window, screen)
    run: dict[str, Callable[[], object]] = {}
    actions = Actions(
        window,
        run,
        lambda: (
            window.bar.is_open
            or window.note.is_open
            or sheets.is_open
            or following.accounting.is_open
            or following.editing.is_open
        ),
    )
    sheets = Sheets(window, tools, actions, Palette(window, partial(_why_not, showing)))
    desk = DeskWindow(window, model, screen, deeds, showing, following, deciding, panes, sheets, actions)
    run.update(_verbs(desk, sights, tools))
    _connect(desk, sights, tools)
    return desk


def queue_model(tools: Tools) -> QueueListModel:
    """The queue's model over the store."""

    def read_page(wanted, after):  # type: ignore[no-untyped-def]
        with tools.store.read() as session:
            return queue_page(session, wanted, after=after)

    def read_lines(refs):  # type: ignore[no-untyped-def]
        with tools.store.read() as session:
            return queue_lines(session, refs)

    return QueueListModel(read_page, read_lines)


def _why_not(showing: Showing, command_id: str) -> str:
    code = showing.availability().get(command_id, "")
    return refusal_words(code) if code else ""


def _verbs(desk: DeskWindow, sights: Sights, tools: Tools) -> dict[str, Callable[[], object]]:
    """Command id -> what it does; a test holds its keys against the table."""
    window, deciding, deeds, screen = desk.window, desk.deciding, desk.deeds, desk.screen
    verbs: dict[str, Callable[[], object]] = {
        action.value: partial(deciding.open, action) for action in DECISIONS if action is not Action.RESTORE
    }
    verbs |= {f"clause-{n}": partial(deciding.choose_clause, n) for n in range(1, 10)}
    verbs |= {
        "skip": deeds.skip,
        "note": deciding.open_note,
        "claim": deciding.claim,
        "undo": deeds.undo,
        "commit": window.bar.commit,
        "notice": deciding.switch_notice,
        "next": screen.next,
        "back": screen.back,
        "search": window.queue.focus_search,
        "clear-filters": window.queue.clear_filters,
        "reload": desk.model.reload,
        **{f"{way}-pane": partial(desk.panes.step, by) for way, by in (("next", 1), ("previous", -1))},
        "reveal": sights.reveal,
        "cover": window.case.cover_all,
        "marks": window.case.toggle_marks,
        "mark-words": sights.mark,
        "links": sights.link,
        "history-filter": window.member.cycle_filter,
        "guideline-next": partial(window.guideline.step, 1),
        "guideline-back": partial(window.guideline.step, -1),
        "account-next": partial(_next_account, desk),
        "accounts": desk.following.accounting.toggle,
        "guidelines": desk.following.editing.toggle,
        "outbox": desk.panes.toggle_outbox,
        "palette": desk.sheets.open_palette,
        "keys": desk.sheets.open_cheat_sheet,
        "key-editor": desk.sheets.open_key_editor,
        "theme": desk.sheets.toggle_theme,
        **{name: partial(desk.sheets.zoom, by) for name, by in (("larger", 10), ("smaller", -10))},
        "sync": partial(tools.wake, True),
        "quit": _closer(window),
    }
    return _in_sight(verbs, desk.panes)


def _in_sight(verbs: dict[str, Callable[[], object]], panes: Panes) -> dict[str, Callable[[], object]]:
    """The same, but nothing acts on a case that the outbox stands before."""
    on_case = {"skip", "note", "claim"} | {action.value for action in DECISIONS}
    for command_id, verb in verbs.items():
        if command_id in on_case or command_id.startswith("clause-"):
            verbs[command_id] = partial(panes.on_case, verb)
        elif command_id in ("next", "back"):
            verbs[command_id] = partial(panes.leaving_outbox, verb)
    return verbs


def _next_account(desk: DeskWindow) -> None:
    if not desk.window.queue.filters.next_account():
        desk.deeds.refused.emit("one-account")


def _closer(window: Window) -> Callable[[], None]:
    def close() -> None:
        window.close()

    return close


def _connect(desk: DeskWindow, sights: Sights, tools: Tools) -> None:
    window, actions = desk.window, desk.actions
    window.queue.case_chosen.connect(desk.screen.show)
    window.bar.verb_chosen.connect(actions.run)
    desk.panes.case_wanted.connect(desk.screen.show)
    desk.panes.outbox_opened.connect(desk.following.bring_up)
    desk.sheets.palette.run_wanted.connect(actions.run)
    sights.refused.connect(desk.deeds.refused)
    desk.panes.refused.connect(desk.deeds.refused)
    for signal, way in (
        (window.outbox.retry_wanted, "retry"),
        (window.outbox.withdraw_wanted, "withdraw"),
        (window.outbox.apply_again_wanted, "apply-again"),
        (window.outbox.hand_over_wanted, "hand-over"),
        (window.outbox.lift_wanted, "lift"),
    ):
        signal.connect(partial(_repair, desk, tools, way))
    window.closing.connect(desk.sheets.keep_shape)
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
