"""The desk's threads: who steps back for whom, and for how long."""

import threading

from moderator_desk.background import Courtesy

BOUND = 5_000
"""Times the key repeats, a millisecond apart at least: about five seconds of it."""


def test_a_key_that_is_held_down_does_not_keep_other_threads_from_their_work() -> None:
    courtesy, done = Courtesy(), threading.Event()
    courtesy.ask()

    def work() -> None:
        courtesy.give()
        done.set()

    thread = threading.Thread(target=work)
    thread.start()
    for _ in range(BOUND):
        courtesy.ask()
        if done.wait(0.001):
            break
    ended = done.is_set()
    thread.join(5)
    assert ended


def test_who_stands_aside_learns_that_somebody_is_at_work() -> None:
    courtesy = Courtesy()
    assert courtesy.give() is False
    courtesy.ask()
    assert courtesy.give() is True
