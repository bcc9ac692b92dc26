"""The sync thread's rounds while a platform is away for long, against a port where nobody listens."""

import random
import socket
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event

from hypothesis import given
from hypothesis import strategies as st

from moderator_desk.models.accounts import Account, put_account
from moderator_desk.models.store import Store
from moderator_desk.models.values import Changes
from moderator_desk.platforms.connect import make_platform
from moderator_desk.rounds import PULL_EVERY_S, Rounds
from moderator_desk.settling import LONGEST_ASKED_S, LONGEST_WAIT_S, back_off
from moderator_desk.sync import Line
from tests.fixtures_server import PlatformServer
from tests.models.making import NOW


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.moment = NOW

    def now(self) -> datetime:
        return self.moment


def nobody_told(_: Changes) -> None:
    """Nobody watches."""


def line_to(
    store: Store, clock: Clock, url: str, token: str, tell: Callable[[Changes], None] = nobody_told
) -> Line:
    """An account at this address and its line; `tell` hears what was written."""
    with store.write() as session:
        put_account(session, Account("here", "desk", url, "Here"))
    platform = make_platform("desk", url, token)
    return Line("here", platform, clock.now, Event(), tell, random.Random(1))


def test_a_night_without_the_platform_does_not_end_the_rounds(desk_store: Store) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))  # bound and not listening: every connection is refused
        clock = Clock()
        line = line_to(desk_store, clock, f"http://127.0.0.1:{nobody.getsockname()[1]}", "t")
        rounds = Rounds(desk_store, (line,))
        rounds._failures["here"] = 1_100  # what nine hours of refused connections come to
        assert 0 < rounds.step() <= PULL_EVERY_S
        clock.moment += timedelta(seconds=31)
        assert 0 < rounds.step() <= PULL_EVERY_S
        line.platform.close()


def test_a_platform_that_is_well_is_asked_as_often_as_said(
    desk_store: Store, platform: PlatformServer
) -> None:
    clock = Clock()
    line = line_to(desk_store, clock, platform.url, platform.tokens["senior"])
    rounds = Rounds(desk_store, (line,))
    rounds.step()
    while rounds.step() == 0.0:
        pass  # members are read ahead first
    assert rounds.step() == PULL_EVERY_S
    line.platform.close()


def test_asked_in_the_middle_of_a_pull_it_pulls_again(desk_store: Store, platform: PlatformServer) -> None:
    clock, asked, told = Clock(), [], []

    def tell(changes: Changes) -> None:
        told.extend(changes.cases)
        if changes.cases and not asked:
            asked.append(True)
            rounds.ask_pull()  # Ctrl+R, while pages still come

    line = line_to(desk_store, clock, platform.url, platform.tokens["senior"], tell)
    rounds = Rounds(desk_store, (line,))
    rounds.step()
    assert asked
    late = platform.control("report", new_item=True, seed=1)["case_id"]
    rounds.step()
    assert late in [ref.case_id for ref in told]
    line.platform.close()


@given(st.integers(0, 10_000), st.integers(0, 2**32))
def test_a_wait_stays_within_its_bounds(attempts: int, seed: int) -> None:
    wait = back_off(attempts, None, random.Random(seed))
    assert 1.0 <= wait <= min(LONGEST_WAIT_S, max(2.0 ** min(attempts, 10), 1.0))


@given(st.floats(-10, 1e9), st.integers(1, 50))
def test_what_a_server_asks_is_kept_up_to_an_hour(asked: float, attempts: int) -> None:
    assert back_off(attempts, asked, random.Random(0)) == min(max(asked, 0.0), LONGEST_ASKED_S)
