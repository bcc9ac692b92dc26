"""A real desk is killed with SIGKILL in the middle of a word: two seconds of writing are lost at most."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from moderator_desk.models import drafts
from moderator_desk.models.queue import QueueFilter, queue_page
from moderator_desk.models.store import open_store
from tests.fixtures_server import PlatformServer

LOST_AT_MOST_S = 2.0
LETTERS = "abcdefghij"


@pytest.mark.timeout(120)
@pytest.mark.parametrize("life", range(3))
def test_what_was_written_two_seconds_before_a_kill_is_there(
    tmp_path: Path, platform: PlatformServer, life: int
) -> None:
    wanted_s = random.Random(life).uniform(2.5, 4.5)
    command = [sys.executable, "-m", "tests.reliability.drafting_desk", str(tmp_path), platform.url]
    desk = subprocess.Popen(
        [*command, platform.tokens["senior"]],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    typed: list[float] = []
    try:
        assert desk.stdout is not None
        for line in desk.stdout:
            typed.append(float(line.split()[1]))
            if typed[-1] - typed[0] > wanted_s:
                break
    finally:
        killed_at = time.monotonic()
        os.kill(desk.pid, signal.SIGKILL)
        desk.communicate()
    assert desk.returncode == -signal.SIGKILL
    text = kept_note(tmp_path)
    sure = sum(at < killed_at - LOST_AT_MOST_S for at in typed)
    assert sure > 0
    assert len(text) >= sure, f"{sure} letters were older than {LOST_AT_MOST_S} s, {len(text)} are there"
    assert text == (LETTERS * (len(text) // 10 + 1))[: len(text)]


def kept_note(folder: Path) -> str:
    """The one note in the store that the killed desk left, found as the queue marks it."""
    store = open_store(folder / "desk.sqlite")
    try:
        with store.read() as session:
            (line,) = [each for each in queue_page(session, QueueFilter()).lines if each.draft]
            (draft,) = drafts.of_case(session, line.ref)
    finally:
        store.close()
    assert draft.kind == "note"
    return draft.body.decode()
