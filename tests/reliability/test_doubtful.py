"""A decision that may have reached the platform is never called withdrawn: undoing it sends a reversal after it."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from moderator_desk.models.values import Action, CaseRef
from moderator_desk.review import NotPossible, case_file, decide, undo, withdraw
from moderator_desk.rules import Draft
from tests.fixtures_server import PlatformServer
from tests.reliability.core import ACCOUNT, ME, Core


@pytest.fixture
def core(tmp_path: Path, platform: PlatformServer) -> Iterator[Core]:
    made = Core(tmp_path, platform, random.Random(1))
    made.pull()
    yield made
    made.close()


def dismissed(core: Core) -> str:
    listed = core.platform.get("/v1/cases", limit=50)["cases"]
    case_id = next(each["id"] for each in listed if each["state"] == "open")
    file = case_file(core.store, CaseRef(ACCOUNT, case_id))
    assert file is not None
    made = decide(
        core.store, file.ref, Draft(Action.DISMISS), by=ME, now=core.moment, undo_s=0, seen=file.case
    )
    return made.entry_id


def applied(core: Core) -> dict[str, int]:
    return {each["decision"]["id"]: each["applied"] for each in core.platform.control("log")["decisions"]}


def undo_it(core: Core, entry_id: str) -> str:
    reversible = core.line.platform.abilities.reversible
    return undo(core.store, by=ME, now=core.moment, reversible=reversible, entry_id=entry_id).entry_id


@pytest.mark.parametrize("fault", ["lost-answer", "cut-off", "crash"])
def test_what_may_have_arrived_is_reversed_and_not_withdrawn(core: Core, fault: str) -> None:
    entry_id = dismissed(core)
    if fault == "crash":
        core.crash_at = "after"
    else:
        core.platform.fault(fault, "PUT", "/v1/decisions")
    assert core.send() is (fault == "crash")
    assert core.entry(entry_id).state == "waiting"
    assert applied(core) == {entry_id: 1}
    with pytest.raises(NotPossible, match="too-late"):
        withdraw(core.store, entry_id, now=core.moment)
    reversal = undo_it(core, entry_id)
    assert reversal != entry_id
    core.wait(600)
    core.send()
    assert core.entry(entry_id).state == core.entry(reversal).state == "settled"
    assert applied(core) == {entry_id: 1, reversal: 1}


def test_a_doubt_outlasts_a_later_attempt_that_did_not_leave(core: Core) -> None:
    entry_id = dismissed(core)
    core.platform.fault("lost-answer", "PUT", "/v1/decisions")
    core.send()
    core.offline = True
    core.wait(600)
    core.send()
    assert core.entry(entry_id).why == "offline"
    assert undo_it(core, entry_id) != entry_id


@pytest.mark.parametrize("fault", ["offline", "rate-limit"])
def test_what_surely_did_not_arrive_is_withdrawn_without_a_trace(core: Core, fault: str) -> None:
    entry_id = dismissed(core)
    if fault == "offline":
        core.offline = True
    else:
        core.platform.fault(fault, "PUT", "/v1/decisions", seconds=30)
    core.send()
    assert core.entry(entry_id).attempts == 1
    assert undo_it(core, entry_id) == entry_id
    core.offline = False
    core.wait(600)
    core.send()
    assert core.entry(entry_id).state == "withdrawn"
    assert applied(core) == {}
