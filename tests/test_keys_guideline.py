"""Another guideline than the one reported under, chosen by keys: what is recorded is what was chosen."""

import pytest

from moderator_desk.app import Desk
from moderator_desk.driver import press
from moderator_desk.models import outbox
from moderator_desk.models.store import Store
from moderator_desk.models.values import Decision


def recorded(store: Store) -> Decision:
    """The one decision there is."""
    with store.read() as session:
        found = [*outbox.unfinished(session), *outbox.lately_finished(session)]
    (entry,) = found
    assert entry.decision is not None
    return entry.decision


def looked_at(desk: Desk) -> str:
    """Step on to a guideline with clauses that the case was not reported under; its code."""
    file = desk.parts.screen.file
    assert file is not None
    press(desk.parts.window, "]")
    code = desk.parts.window.guideline.shown_code
    assert code != file.case.guideline
    return code


@pytest.mark.parametrize("key", ["D", "R", "X"])
def test_a_clause_chosen_beside_the_case_brings_its_guideline_along(
    desk: Desk, desk_store: Store, key: str
) -> None:
    while any(desk.parts.showing.availability()[each] for each in ("dismiss", "remove", "escalate")):
        press(desk.parts.window, "Space")
    code = looked_at(desk)
    press(desk.parts.window, "1")
    press(desk.parts.window, "[")  # looking on does not change what was chosen
    press(desk.parts.window, key)
    if desk.parts.window.bar.is_open:
        if desk.parts.window.bar.form.missing():
            desk.parts.window.bar.form.fields.reason.line.setText("It goes on")
        press(desk.parts.window, "Ctrl+Return")
    decision = recorded(desk_store)
    assert (decision.guideline, decision.clause[: len(code)]) == (code, code)


def test_the_bar_opens_on_the_guideline_that_is_looked_at(desk: Desk, desk_store: Store) -> None:
    while desk.parts.showing.availability()["remove"]:
        press(desk.parts.window, "Space")
    code = looked_at(desk)
    press(desk.parts.window, "R", "1")
    if desk.parts.window.bar.form.missing():
        desk.parts.window.bar.form.fields.reason.line.setText("It goes on")
    press(desk.parts.window, "Ctrl+Return")
    assert recorded(desk_store).guideline == code


def test_without_a_choice_it_is_the_one_reported_under(desk: Desk, desk_store: Store) -> None:
    while desk.parts.showing.availability()["dismiss"]:
        press(desk.parts.window, "Space")
    file = desk.parts.screen.file
    assert file is not None
    looked_at(desk)
    press(desk.parts.window, "D")
    assert recorded(desk_store).guideline == file.case.guideline
