"""Real foreign servers, one of a kind for all tests of a worker; each test makes a community of its own on it."""

from collections.abc import Iterator

import pytest

from tests.live.homeserver import Homeserver, running_homeserver
from tests.live.ozone_world import World, running_world


@pytest.fixture(scope="session")
def homeserver() -> Iterator[Homeserver]:
    """One homeserver for all tests of this worker."""
    with running_homeserver() as server:
        yield server


@pytest.fixture(scope="session")
def world() -> Iterator[World]:
    """One Ozone with its network for all tests of this worker."""
    with running_world() as running:
        yield running
