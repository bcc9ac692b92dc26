"""Every platform under the same tests. A new connector is one more name in SUBJECTS and one more line in `subject`."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from moderator_desk.platforms.base import Platform
from tests.contract.desk_subject import DeskSubject
from tests.contract.ozone_subject import OzoneSubject, Team, team_of
from tests.contract.subject import Subject
from tests.contract.synapse_subject import Ground, SynapseSubject, found_on
from tests.live.fault_proxy import FaultProxy, fault_proxy
from tests.live.homeserver import Homeserver
from tests.live.ozone_world import World

SUBJECTS = ("desk", "synapse", pytest.param("ozone", marks=pytest.mark.live))
Connect = Callable[..., Platform]


@pytest.fixture(scope="session")
def ground(homeserver: Homeserver) -> Iterator[Ground]:
    """A room with its people for all tests of this worker."""
    made = found_on(homeserver)
    yield made
    made.close()


@pytest.fixture(scope="session")
def team(world: World) -> Team:
    """The people on a network for all tests of this worker."""
    return team_of(world)


@pytest.fixture(params=SUBJECTS)
def subject(request: pytest.FixtureRequest) -> Iterator[Subject]:
    """A fresh community on each of the real servers in turn; a server starts when it is first asked for."""
    made: Subject
    if request.param == "desk":
        made = DeskSubject(request.getfixturevalue("platform_server"))
    elif request.param == "ozone":
        made = OzoneSubject(request.getfixturevalue("team"))
    else:
        made = SynapseSubject(request.getfixturevalue("ground"))
    yield made
    made.close()


@pytest.fixture
def proxy(subject: Subject) -> Iterator[FaultProxy]:
    """A fault proxy before the subject's server."""
    with fault_proxy(subject.url) as made:
        yield made


@pytest.fixture
def connect(subject: Subject, proxy: FaultProxy) -> Iterator[Connect]:
    """Makes connectors that reach the server through the proxy; they are closed with the test."""
    with ExitStack() as closing:

        def make(**more: object) -> Platform:
            platform = subject.connector(proxy.url, **more)  # type: ignore[arg-type]
            closing.callback(platform.close)
            return platform

        yield make
