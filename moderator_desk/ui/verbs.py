"""What every command of the table does: command id -> what is called. A test holds the ids against the table."""

from collections.abc import Callable
from functools import partial

from moderator_desk.models.values import Action
from moderator_desk.ui.looking import Panes, Sights
from moderator_desk.ui.parts import DeskWindow
from moderator_desk.ui.showing import DECISIONS
from moderator_desk.ui.tools import Tools

Verbs = dict[str, Callable[[], object]]


def verbs_of(desk: DeskWindow, sights: Sights, tools: Tools) -> Verbs:
    """All of them; what acts on a case does so only while the case is to be seen."""
    panes = desk.panes
    care = desk.caring.verbs() | desk.resting.verbs()
    on_case = {each: care.pop(each) for each in ("life-threat", "legal-route")}
    every = care | _on_case(panes, on_case | _deciding(desk)) | _going(desk) | _looking(desk, sights)
    every |= _at_desk(desk, tools)
    return desk.comforts.only_seen(_not_beneath(every, desk))


def _not_beneath(verbs: Verbs, desk: DeskWindow) -> Verbs:
    """The same, but nothing acts beneath an earlier case that lies over the present one."""
    earlier = desk.following.earlier

    def unless_open(verb: Callable[[], object]) -> None:
        if earlier.is_open:
            desk.deeds.refused.emit("not-seen")
        else:
            verb()

    covered = [
        "commit",
        "notice",
        "next-pane",
        "previous-pane",
        "clear-filters",
        "reload",
        "accounts",
        "search-all",
        "language",
    ]
    return verbs | {command_id: partial(unless_open, verbs[command_id]) for command_id in covered}


def _deciding(desk: DeskWindow) -> Verbs:
    deciding, deeds = desk.deciding, desk.deeds
    verbs: Verbs = {
        action.value: partial(deciding.open, action) for action in DECISIONS if action is not Action.RESTORE
    }
    verbs |= {f"clause-{n}": partial(_choose_clause, desk, n) for n in range(1, 10)}
    verbs |= {f"redact-{name}": partial(_take_out, desk, every=name == "all") for name in ("next", "all")}
    verbs |= {"language": desk.languages.open, "translate": desk.languages.translate}
    return verbs | {"skip": deeds.skip, "note": deciding.open_note, "claim": deciding.claim}


def _on_case(panes: Panes, verbs: Verbs) -> Verbs:
    """The same, but nothing acts on a case that the outbox stands before."""
    return {command_id: partial(panes.on_case, verb) for command_id, verb in verbs.items()}


def _going(desk: DeskWindow) -> Verbs:
    window, screen, panes, finding = desk.window, desk.screen, desk.panes, desk.following.finding
    return {
        "next": partial(panes.leaving_outbox, screen.next),
        "back": partial(panes.leaving_outbox, screen.back),
        "search": window.queue.focus_search,
        "wave": partial(panes.on_case, desk.waving.open),
        "batch": desk.batching.toggle,
        "search-all": finding.open_search,
        "account-next": partial(_next_account, desk),
        "clear-filters": window.queue.clear_filters,
        "reload": desk.model.reload,
        "next-pane": partial(panes.step, 1),
        "previous-pane": partial(panes.step, -1),
    }


def _looking(desk: DeskWindow, sights: Sights) -> Verbs:
    window = desk.window
    return {
        **desk.comforts.verbs(),
        "cover": partial(_hide_all, desk),
        "marks": window.case.toggle_marks,
        "mark-words": sights.mark,
        "links": sights.link,
        "terms": sights.terms,
        "precedents": desk.following.finding.open_precedents,
        "history-filter": window.member.cycle_filter,
        "items": desk.following.earlier.open_items,
        "wordings": partial(desk.panes.on_case, desk.wordings.open),
        "guideline-next": partial(window.guideline.step, 1),
        "guideline-back": partial(window.guideline.step, -1),
    }


def _at_desk(desk: DeskWindow, tools: Tools) -> Verbs:
    sheets = desk.sheets
    return {
        "undo": desk.deeds.undo,
        "commit": desk.window.bar.commit,
        "notice": desk.deciding.switch_notice,
        "discard-draft": desk.deciding.discard_draft,
        "accounts": desk.following.accounting.toggle,
        "guidelines": desk.following.editing.toggle,
        "outbox": desk.panes.toggle_outbox,
        "palette": sheets.open_palette,
        "keys": sheets.open_cheat_sheet,
        "key-editor": sheets.open_key_editor,
        "theme": sheets.toggle_theme,
        "larger": partial(sheets.zoom, 10),
        "smaller": partial(sheets.zoom, -10),
        "sync": partial(tools.wake, True),
        "quit": partial(_close, desk),
    }


def _choose_clause(desk: DeskWindow, number: int) -> None:
    """A digit: the clause with that number, in the open form or beside the case."""
    window = desk.window
    (window.bar.form if window.bar.is_open else window.guideline).choose_clause(number)


def _take_out(desk: DeskWindow, *, every: bool) -> None:
    """The next contact detail out of the text that is being edited, or every one; the edit is begun for it."""
    bar = desk.window.bar
    if not (bar.is_open and bar.form.draft().action is Action.EDIT):
        desk.deciding.open(Action.EDIT)
    if not bar.is_open:
        return  # it was said why
    if not bar.form.fields.edit.take_out(every=every):
        desk.deeds.refused.emit("no-contacts")


def _hide_all(desk: DeskWindow) -> None:
    """The curtain, and nothing open behind it."""
    desk.comforts.hide_all()
    earlier = desk.following.earlier
    if earlier.is_open:
        earlier.sheet.case.reveals.cover_all()


def _next_account(desk: DeskWindow) -> None:
    if not desk.window.queue.filters.next_account():
        desk.deeds.refused.emit("one-account")


def _close(desk: DeskWindow) -> None:
    desk.window.close()
