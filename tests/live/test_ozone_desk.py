"""The desk on a running Ozone, in the window by keys: every decision and its undo, read back by another client."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from moderator_desk.app import Desk
from moderator_desk.driver import press, type_text
from moderator_desk.models import outbox
from moderator_desk.models.accounts import Account
from moderator_desk.models.store import Store
from moderator_desk.models.values import Action, CaseRef
from moderator_desk.platforms.ozone.connector import Ozone
from tests.fixtures_desk import running_desk
from tests.live.conftest import Network

pytestmark = [pytest.mark.live, pytest.mark.timeout(180)]
WAIT_MS = 30_000


@pytest.fixture
def desk(network: Network, desk_store: Store, qtbot: QtBot, qapp: object) -> Iterator[Desk]:
    """A running desk in the name of a moderator; something is reported, so that there is a first case."""
    network.reported("the first of the queue")
    account = Account("lab", "ozone", network.world.pds, "Lab")
    with running_desk(desk_store, account, network.token, qtbot, qapp) as made:
        yield made


def all_sent(store: Store) -> bool:
    with store.read() as session:
        return not outbox.counts(session)


def show(desk: Desk, qtbot: QtBot, case_id: str) -> None:
    """Bring a case onto the screen, its author read."""
    ref = CaseRef("lab", case_id)
    press(desk.parts.window, "Ctrl+R")
    qtbot.waitUntil(lambda: desk.parts.model.row_of(ref) >= 0, timeout=WAIT_MS)
    desk.parts.screen.show(ref)

    def whole() -> bool:
        file = desk.parts.screen.file
        return file is not None and file.ref == ref and file.member is not None

    qtbot.waitUntil(whole, timeout=WAIT_MS)


def record(desk: Desk, key: str, scope: str = "") -> None:
    """Open the bar, take the first clause of the next guideline that has a notice, choose what it covers; record."""
    window = desk.parts.window
    press(window, key)
    assert window.bar.is_open
    for _ in range(12):
        press(window, "]")
        if "Write the notice." not in window.bar.form.missing():
            break
    press(window, "1")
    if window.bar.form.missing():
        type_text(window, "It goes on and on")
    assert not window.bar.form.missing()
    if scope:
        choose(desk, scope)
    press(window, "Ctrl+Return")


def choose(desk: Desk, scope: str) -> None:
    """On to what the decision covers, and its number."""
    window, file = desk.parts.window, desk.parts.screen.file
    assert file is not None
    fields = window.bar.form.fields
    for _ in range(6):
        if fields.scope.hasFocus():
            break
        press(window, "Shift+Tab" if fields.reason.line.hasFocus() else "Tab")
    offered = Ozone.abilities.scopes_on(window.bar.form.draft().action, file.case)
    press(window, str(offered.index(scope) + 1))
    assert window.bar.form.draft().scope == scope


def sent(store: Store, qtbot: QtBot) -> None:
    """Everything of the outbox is at the server."""
    qtbot.waitUntil(lambda: all_sent(store), timeout=WAIT_MS)


def undo(desk: Desk, store: Store, qtbot: QtBot) -> None:
    """U, and what it makes is sent."""
    press(desk.parts.window, "U")
    sent(store, qtbot)


def test_dismissing_closes_the_case_and_its_reports(
    desk: Desk, network: Network, desk_store: Store, qtbot: QtBot
) -> None:
    post = network.reported("fine", "rude", "really rude")
    network.world.settle()  # the server makes rows of reports later than the reports themselves
    show(desk, qtbot, post["uri"])
    assert len(desk.parts.screen.file.case.reports) == 2  # type: ignore[union-attr]
    press(desk.parts.window, "D")
    sent(desk_store, qtbot)
    assert network.mod.status(post["uri"])["reviewState"].endswith("#reviewClosed")
    assert network.mod.events(post["uri"], "Acknowledge")
    rows = network.mod.ask("tools.ozone.report.queryReports", status="closed", limit=100)["reports"]
    assert len([row for row in rows if row["subject"]["subject"] == post["uri"]]) == 2


def test_removing_a_post_and_taking_that_back(
    desk: Desk, network: Network, desk_store: Store, qtbot: QtBot
) -> None:
    post = network.reported("out with it")
    show(desk, qtbot, post["uri"])
    record(desk, "R")
    sent(desk_store, qtbot)
    network.world.settle()
    assert network.mod.status(post["uri"])["takendown"] is True
    assert network.world.app_view("app.bsky.feed.getPosts", uris=post["uri"])[1]["posts"] == []
    undo(desk, desk_store, qtbot)
    network.world.settle()
    assert network.mod.status(post["uri"])["takendown"] is False
    assert len(network.world.app_view("app.bsky.feed.getPosts", uris=post["uri"])[1]["posts"]) == 1


def test_a_label_instead_of_a_removal_and_taking_that_back(
    desk: Desk, network: Network, desk_store: Store, qtbot: QtBot
) -> None:
    post = network.reported("not for everybody")
    show(desk, qtbot, post["uri"])
    record(desk, "R", "label-warn")
    sent(desk_store, qtbot)
    (labelled,) = network.mod.events(post["uri"], "modEventLabel")
    assert labelled["event"]["createLabelVals"] == ["!warn"]
    assert not network.mod.status(post["uri"]).get("takendown")
    undo(desk, desk_store, qtbot)
    newest = network.mod.events(post["uri"], "modEventLabel")[0]
    assert newest["event"]["negateLabelVals"] == ["!warn"]


def test_a_warning_is_an_e_mail_and_comes_once(
    desk: Desk, network: Network, desk_store: Store, qtbot: QtBot
) -> None:
    post = network.reported("mind your words")
    show(desk, qtbot, post["uri"])
    record(desk, "W")
    sent(desk_store, qtbot)
    (mail,) = network.world.mail_to(network.ben.handle)
    assert mail
    assert network.mod.status(post["uri"])["reviewState"].endswith("#reviewClosed")


def test_an_account_is_banned_for_a_time_and_let_in_again(
    desk: Desk, network: Network, desk_store: Store, qtbot: QtBot
) -> None:
    post = network.reported("once too often")
    show(desk, qtbot, post["uri"])
    record(desk, "B")
    sent(desk_store, qtbot)
    stands = network.mod.status(network.ben.did)
    assert stands["takendown"] is True
    assert stands["suspendUntil"]
    (taken,) = network.mod.events(network.ben.did, "Takedown")
    assert taken["event"]["durationInHours"] == 24
    undo(desk, desk_store, qtbot)
    assert network.mod.status(network.ben.did)["takendown"] is False


def test_escalating_leaves_the_case_open_for_others(
    desk: Desk, network: Network, desk_store: Store, qtbot: QtBot
) -> None:
    post = network.reported("hard to say")
    show(desk, qtbot, post["uri"])
    window = desk.parts.window
    press(window, "X")
    type_text(window, "Somebody else should see this")
    press(window, "Ctrl+Return")
    sent(desk_store, qtbot)
    assert network.mod.status(post["uri"])["reviewState"].endswith("#reviewEscalated")


def test_a_note_is_a_comment_that_others_read(
    desk: Desk, network: Network, desk_store: Store, qtbot: QtBot
) -> None:
    post = network.reported("seen before")
    show(desk, qtbot, post["uri"])
    press(desk.parts.window, "N")
    type_text(desk.parts.window, "the third this week")
    press(desk.parts.window, "Return")
    sent(desk_store, qtbot)
    (noted,) = network.mod.events(post["uri"], "Comment")
    assert noted["event"]["comment"] == "the third this week"


def test_a_claim_assigns_the_reports_and_another_cannot_have_them(
    desk: Desk, network: Network, desk_store: Store, qtbot: QtBot
) -> None:
    post = network.reported("whose is it?")
    network.world.settle()
    show(desk, qtbot, post["uri"])
    press(desk.parts.window, "C")
    sent(desk_store, qtbot)
    (row,) = network.mod.ask("tools.ozone.report.queryReports", status="open", subject=post["uri"])["reports"]
    other = network.world.staff("lab-mod2")
    refused = other.ask("tools.ozone.report.assignModerator", {"reportId": row["id"]}, expect=400)
    assert refused["error"] == "AlreadyAssigned"
    _, second = network.desk_of("lab-mod2")
    case = second.case(post["uri"])
    assert case.claim is not None
    assert case.claim.holder.id == network.mod.did
    second.close()
    press(desk.parts.window, "C")
    sent(desk_store, qtbot)
    assert network.ozone.case(post["uri"]).claim is None


def test_an_account_is_kept_out_of_the_queue_and_let_in_again(
    desk: Desk, network: Network, desk_store: Store, qtbot: QtBot
) -> None:
    network.ana.report(network.ben.did, words="all the time")
    network.world.settle()
    show(desk, qtbot, network.ben.did)
    record(desk, "B", "mute")
    sent(desk_store, qtbot)
    assert network.mod.status(network.ben.did)["muteUntil"]
    undo(desk, desk_store, qtbot)
    assert not network.mod.status(network.ben.did).get("muteUntil")


def test_an_appeal_is_settled_by_the_decision(
    desk: Desk, network: Network, desk_store: Store, qtbot: QtBot
) -> None:
    post = network.reported("was it that bad?")
    network.mod.emit("modEventTakedown", post)
    network.mod.emit("modEventAcknowledge", post)
    network.world.settle()
    appeal = "com.atproto.moderation.defs#reasonAppeal"
    network.ben.report(post, appeal, "it was a quotation")
    network.world.settle()
    show(desk, qtbot, post["uri"])
    file = desk.parts.screen.file
    assert file is not None
    assert file.case.state == "appealed"
    press(desk.parts.window, "D")
    sent(desk_store, qtbot)
    assert not network.mod.status(post["uri"]).get("appealed")
    assert network.mod.events(post["uri"], "ResolveAppeal")


def test_an_account_and_its_profile_record_are_told_apart(desk: Desk, network: Network, qtbot: QtBot) -> None:
    profile = network.ben.put({"displayName": "Ben"}, "app.bsky.actor.profile", rkey="self")
    network.world.settle()
    network.ana.report(profile, words="the picture")
    network.ana.report(network.ben.did, words="the whole person")
    network.world.settle()
    show(desk, qtbot, profile["uri"])
    file = desk.parts.screen.file
    assert file is not None
    assert file.case.item.kind == "profile_record"
    assert desk.parts.showing.availability()[Action.REMOVE] == ""
    show(desk, qtbot, network.ben.did)
    file = desk.parts.screen.file
    assert file is not None
    assert file.case.item.kind == "account"
    assert desk.parts.showing.availability()[Action.REMOVE] == "not-here"
