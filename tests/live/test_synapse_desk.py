"""The desk on a running homeserver: in the window by keys, and without a window from the command line."""

import json
import subprocess
import sys
from pathlib import Path

from pytestqt.qtbot import QtBot

from moderator_desk.app import Desk
from moderator_desk.driver import press, type_text
from moderator_desk.models import outbox
from moderator_desk.models.accounts import Account
from moderator_desk.models.store import Store
from moderator_desk.models.values import CaseRef
from moderator_desk.platforms.synapse.connector import Synapse
from moderator_desk.ui.safe import SafeLabel
from tests.fixtures_desk import running_desk
from tests.live.conftest import Community
from tests.live.homeserver import Homeserver, q
from tests.live.test_synapse_acting import notices, text_of


def all_sent(store: Store) -> bool:
    with store.read() as session:
        return not outbox.counts(session)


def show(desk: Desk, qtbot: QtBot, community: Community, event: str) -> None:
    """Bring the case of a message, or of an account, onto the screen, its author read."""
    ref = CaseRef("lab", event if event.startswith("@") else f"{community.room}/{event}")
    qtbot.waitUntil(lambda: desk.parts.model.row_of(ref) >= 0)
    desk.parts.screen.show(ref)

    def whole() -> bool:
        file = desk.parts.screen.file
        return file is not None and file.ref == ref and file.member is not None

    qtbot.waitUntil(whole)


def record(desk: Desk, key: str, scope: str = "") -> str:
    """Open the bar, take the first clause of the next guideline that has a notice (reports name none), choose what it
    covers, and record; what stood beside the head then."""
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
    assert window.bar.form.draft().scope == scope or not scope
    beside = " ".join(label.full_text() for label in window.bar.findChildren(SafeLabel) if label.isVisible())
    press(window, "Ctrl+Return")
    return beside


def choose(desk: Desk, scope: str) -> None:
    """On to what the decision covers, back to it from the line for a reason, and its number."""
    window, file = desk.parts.window, desk.parts.screen.file
    assert file is not None
    fields = window.bar.form.fields
    for _ in range(5):
        press(window, "Shift+Tab" if fields.reason.line.hasFocus() else "Tab")
        if fields.scope.hasFocus():
            break
    action = window.bar.form.draft().action
    offered = Synapse.abilities.scopes_on(action, file.case)
    press(window, str(offered.index(scope) + 1))


def test_a_moderator_clears_a_homeservers_queue_by_keys(
    community: Community, desk_store: Store, qtbot: QtBot, qapp: object
) -> None:
    events = [
        community.reported(text) for text in ("fine", "out with it", "mind your words", "once too often")
    ]
    account = Account("lab", "synapse", community.server.url, "Lab")
    with running_desk(desk_store, account, community.mod.token, qtbot, qapp) as desk:
        for event, key in zip(events, "DRWB", strict=True):
            show(desk, qtbot, community, event)
            if key == "D":
                press(desk.parts.window, "D")
            else:
                record(desk, key)
        qtbot.waitUntil(lambda: all_sent(desk_store), timeout=20_000)
        assert community.open_reports() == []
        assert [text_of(community, event) for event in events[:2]] == ["fine", None]
        path = f"/_matrix/client/v3/rooms/{q(community.room)}/send/m.room.message/t1"
        said = community.ben.ask("PUT", path, {"msgtype": "m.text", "body": "?"}, expect=403)
        assert said["errcode"] == "M_USER_SUSPENDED"
        press(desk.parts.window, "U")
        qtbot.waitUntil(lambda: all_sent(desk_store), timeout=20_000)
        assert community.ben.say(community.room, "back")
    assert len(notices(community, community.ben)) >= 2


def test_what_the_server_has_not_is_said_and_not_a_dead_key(
    community: Community, desk_store: Store, qtbot: QtBot, qapp: object
) -> None:
    event = community.reported()
    account = Account("lab", "synapse", community.server.url, "Lab")
    with running_desk(desk_store, account, community.mod.token, qtbot, qapp) as desk:
        show(desk, qtbot, community, event)
        codes = desk.parts.showing.availability()
        assert (codes["edit"], codes["escalate"], codes["dismiss"]) == ("no-edit", "desk-only", "")
        said: list[str] = []
        desk.parts.deeds.refused.connect(said.append)
        press(desk.parts.window, "D")
        qtbot.waitUntil(lambda: all_sent(desk_store))
        press(desk.parts.window, "U")
        assert said == ["not-reversible"]


def test_the_command_line_signs_in_pulls_and_pushes(
    homeserver: Homeserver, community: Community, tmp_path: Path
) -> None:
    community.reported("one")
    community.reported("two")
    command = [
        sys.executable,
        "-m",
        "moderator_desk",
        "--headless",
        "--json",
        "--data-dir",
        str(tmp_path),
        "open",
    ]
    where = ["--server", homeserver.url, "--kind", "synapse", "--token-stdin"]
    done = subprocess.run(
        [*command, *where], input=community.mod.token, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["to_do"] >= 2
    assert report["trouble"] == {f"synapse:{homeserver.url.removeprefix('http://')}": ""}
    assert community.mod.token not in done.stdout + done.stderr
