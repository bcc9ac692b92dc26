"""Fixtures and guards of every test.

A test fails on a Qt warning, on a log record at WARNING or above that it did not announce with `expect_log`, on a
thread or timer it leaves behind, and (by pytest's settings) on any Python warning, an unclosed socket among them.
"""

import os

# before anything imports Qt
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_LOGGING_RULES"] = "qt.text.font.db=false"
os.environ["QT_SCALE_FACTOR"] = "1"
# no test may reach the key store of whoever runs it
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
# a user's site-wide proxy would come between the tests and their loopback servers
for _name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
    os.environ.pop(_name, None)

import gc
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.guards import Claim, LogWatch, QtWatch, StartWatch, leaked_threads

_HERE = Path(__file__).parent
pytest_plugins = [
    f"tests.{name}"
    for name in ("fixtures_store", "fixtures_server", "fixtures_desk", "fixtures_live")
    if (_HERE / f"{name}.py").is_file()
]

_starts = StartWatch()
_starts.install()
_qt_words = QtWatch()
_qt_words.install()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--live",
        action="store_true",
        help="also run the tests against real foreign servers, and the long forms of slow ones",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--live"):
        return
    for item in items:
        if item.get_closest_marker("live") or item.get_closest_marker("slow"):
            item.add_marker(pytest.mark.skip(reason="runs with --live"))


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Spare the garbage collector what all tests share, as app.spare_collector does in the program: walking over four
    thousand collected tests and every module again and again took a sixth of the whole time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(5000, 20, 50)


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home folder of the test's own, so that no test reads or writes a real profile."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    for name, folder in {
        "XDG_CONFIG_HOME": ".config",
        "XDG_DATA_HOME": ".local/share",
        "XDG_STATE_HOME": ".local/state",
        "XDG_CACHE_HOME": ".cache",
        "APPDATA": "AppData/Roaming",
        "LOCALAPPDATA": "AppData/Local",
    }.items():
        monkeypatch.setenv(name, str(home / folder))
    return home


@pytest.fixture(autouse=True)
def log_watch() -> Iterator[LogWatch]:
    """The test's own ear for log records; tests talk to it through `expect_log`."""
    with LogWatch() as watch:
        yield watch


@pytest.fixture(autouse=True)
def leave_nothing_behind(log_watch: LogWatch) -> Iterator[None]:
    """Fails the test, after its other fixtures are gone, for everything that it left behind."""
    before = threading.enumerate()
    yield
    complaints = leaked_threads(before) + _starts.complaints()
    complaints += log_watch.complaints() + _qt_words.complaints()
    if complaints:
        pytest.fail("\n".join(complaints), pytrace=False)


@pytest.fixture
def expect_log(log_watch: LogWatch) -> Callable[..., Claim]:
    """`expect_log(text, logger="")` announces a log record at WARNING or above, which must then come."""
    return log_watch.claim
