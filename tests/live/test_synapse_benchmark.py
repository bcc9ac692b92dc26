"""The benchmark against a running homeserver, at a tiny size. How fast this machine is just now is not judged here."""

from benchmarks.homeserver import LIMIT, measure


def test_the_pull_from_a_homeserver_is_measured_beside_a_bare_one() -> None:
    (figure,) = measure(None, 1, items=20)
    assert figure.value > 0
    assert figure.floor > 0
    assert (figure.limit, figure.of_floor, figure.least) == (LIMIT, True, True)
