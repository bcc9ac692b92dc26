"""Why less is not enough, by keys: a digit and words if wanted; kept by code, sent in words. Dismiss asks nothing."""

import pytest
from pytestqt.qtbot import QtBot

from moderator_desk.app import Desk
from moderator_desk.driver import press, type_text
from moderator_desk.models import ledger, outbox
from moderator_desk.models.store import Store
from tests.fixtures_server import PlatformServer
from tests.test_desk_keys import all_sent, go_to, on_screen


@pytest.mark.parametrize("more", ["", "third time this week"])
def test_a_digit_says_why_less_is_not_enough(
    desk: Desk, desk_store: Store, platform: PlatformServer, qtbot: QtBot, more: str
) -> None:
    window = desk.parts.window
    ref = go_to(desk, "ban")
    press(window, "B", "1")
    assert window.bar.form.missing() != ()
    press(window, "2")
    assert window.bar.form.missing() == ()
    if more:
        type_text(window, more)
    draft = window.bar.form.draft()
    assert draft.why_less == "harm"
    assert draft.reason == f"Somebody may come to harm while a lighter step is tried. {more}".strip()
    seen = window.bar.form.fields.notice.field.toPlainText()
    press(window, "Return")
    qtbot.waitUntil(lambda: all_sent(desk_store))
    with desk_store.read() as session:
        (entry,) = [each for each in outbox.of_case(session, ref) if each.kind == "decision"]
        (line,) = [each for each in ledger.entries(session, ref=ref) if each.kind == "decided"]
    assert entry.decision is not None
    assert (entry.decision.why_less, entry.decision.reason) == ("harm", draft.reason)
    assert '"why_less":"harm"' in line.body
    assert platform.case(ref.case_id)["decisions"][-1]["reason"] == draft.reason
    member = platform.case(ref.case_id)["item"]["author"]["id"]
    (message,) = platform.get(f"/v1/members/{member}/inbox")["messages"]
    assert message["text"].encode() == seen.encode()  # what was read before is what was sent
    assert draft.clause in seen
    assert entry.decision.guideline_version in seen


def test_a_digit_among_words_is_a_digit(desk: Desk) -> None:
    window = desk.parts.window
    go_to(desk, "ban")
    press(window, "B", "1")
    type_text(window, "went on for 3 days")
    draft = window.bar.form.draft()
    assert (draft.why_less, draft.reason) == ("", "went on for 3 days")


def test_dismiss_asks_nothing(desk: Desk, desk_store: Store, qtbot: QtBot) -> None:
    ref = go_to(desk, "dismiss")
    press(desk.parts.window, "D")
    assert on_screen(desk) != ref
    qtbot.waitUntil(lambda: all_sent(desk_store))
