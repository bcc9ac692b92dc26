"""desk.py before there is anything else: what it finds missing, what it says, and when it starts at once."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import desk

ROOT = Path(__file__).parents[1]


def only(*there: str) -> object:
    """A loader on a machine with just these libraries."""

    def load(soname: str) -> object:
        if soname not in there:
            raise OSError(f"{soname}: cannot open shared object file")
        return object()

    return load


def test_a_library_that_is_there_needs_no_package() -> None:
    load = only("libGL.so.1", "libdbus-1.so.3")
    assert desk.missing_libraries(desk.LIBRARIES, load) == [  # type: ignore[arg-type]
        "libegl1",
        "libxkbcommon0",
        "libfontconfig1",
        "libglib2.0-0",
    ]


def test_the_real_loader_tells_there_from_not_there() -> None:
    wanted = {"libc.so.6": "libc6", "libnosuchthing.so.9": "libnosuchthing9"}
    if sys.platform != "linux":
        pytest.skip("sonames are Linux's")
    assert desk.missing_libraries(wanted) == ["libnosuchthing9"]


def test_fonts() -> None:
    assert desk.missing_fonts(None) == ["fontconfig", *desk.FONTS.values()]
    assert desk.missing_fonts("DejaVu Sans\nNoto Sans CJK JP,Noto Sans CJK JP Bold\n") == [
        "fonts-noto-core",
        "fonts-noto-color-emoji",
    ]
    assert desk.missing_fonts("\n".join(desk.FONTS)) == []


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, False),
        ({"DISPLAY": ""}, False),
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
    ],
)
def test_display(environment: dict[str, str], expected: bool) -> None:
    assert desk.has_display(environment) is expected


def test_libraries_of_x_are_for_windows_only() -> None:
    screen = {"DISPLAY": ":0"}
    assert desk.needed_libraries(["demo"], {}) == desk.LIBRARIES
    assert desk.needed_libraries(["serve"], screen) == desk.LIBRARIES
    for arguments, environment in ((["demo"], screen), ([], screen), (["test"], {})):
        assert desk.needed_libraries(arguments, environment) == desk.LIBRARIES | desk.WINDOW_LIBRARIES


def test_the_message_holds_the_exact_line() -> None:
    message = desk.missing_message(["libgl1", "fonts-noto-cjk"])
    assert "    sudo apt-get install -y --no-install-recommends libgl1 fonts-noto-cjk\n" in message


def test_commands_are_handed_over(tmp_path: Path) -> None:
    python = str(desk.venv_python(tmp_path))
    assert desk.command_for(["demo", "--script"], tmp_path) == [
        python,
        "-m",
        "moderator_desk",
        "demo",
        "--script",
    ]
    assert desk.command_for([], tmp_path) == [python, "-m", "moderator_desk"]
    assert desk.command_for(["test", "--live", "-k", "x"], tmp_path) == [
        *(python, "-m", "pytest", "-n", "2", "--dist", "worksteal"),
        *("--live", "-k", "x"),
    ]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    (tmp_path / "requirements").mkdir()
    for name in ("requirements/run.txt", "requirements/dev.txt", "requirements/live.txt", "pyproject.toml"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    (tmp_path / ".venv").mkdir()
    return tmp_path


def test_a_stamp_holds_until_a_lock_changes(checkout: Path) -> None:
    venv = checkout / ".venv"
    assert not desk.stamp_holds(venv, False, checkout)
    desk.write_stamp(venv, True, checkout)
    assert desk.stamp_holds(venv, True, checkout)
    assert desk.stamp_holds(venv, False, checkout)
    for name in ("requirements/run.txt", "requirements/dev.txt", "requirements/live.txt", "pyproject.toml"):
        old = (checkout / name).read_text(encoding="utf-8")
        (checkout / name).write_text(f"{old}!", encoding="utf-8")
        assert not desk.stamp_holds(venv, False, checkout)
        (checkout / name).write_text(old, encoding="utf-8")
    assert desk.stamp_holds(venv, True, checkout)


def test_a_venv_for_running_is_not_one_for_testing(checkout: Path) -> None:
    desk.write_stamp(checkout / ".venv", False, checkout)
    assert desk.stamp_holds(checkout / ".venv", False, checkout)
    assert not desk.stamp_holds(checkout / ".venv", True, checkout)


@pytest.mark.parametrize("junk", [b"", b"\xff\xfe", b"0 test", b"test"])
def test_a_broken_stamp_does_not_hold(checkout: Path, junk: bytes) -> None:
    (checkout / ".venv" / "desk-stamp").write_bytes(junk)
    assert not desk.stamp_holds(checkout / ".venv", False, checkout)


def test_only_hashes_are_installed(checkout: Path) -> None:
    run, package = desk.install_steps(checkout / ".venv", False, checkout)
    assert "--require-hashes" in run
    assert not any("dev.txt" in part for part in run)
    assert {"--no-deps", "--no-build-isolation"} <= set(package)
    assert any("dev.txt" in part for part in desk.install_steps(checkout / ".venv", True, checkout)[0])


def test_it_needs_nothing_but_the_standard_library() -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import runpy; runpy.run_path({str(ROOT / 'desk.py')!r})"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def _wanted(lines: list[str]) -> set[str]:
    return {re.sub(r"[\s'\"]", "", line.partition("#")[0]).lower() for line in lines} - {""}


def _in_file(name: str) -> set[str]:
    lines = (ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines()
    return _wanted([line for line in lines if not line.startswith("-c")])


def test_the_locks_are_made_of_what_the_package_declares() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert _in_file("run.in") - {"setuptools>=77"} == _wanted(project["project"]["dependencies"])
    assert _in_file("dev.in") == _wanted(project["project"]["optional-dependencies"]["dev"])
    assert project["build-system"]["requires"] == ["setuptools>=77"]


@pytest.mark.parametrize("name", ["run", "dev"])
def test_the_locks_pin_every_package_with_its_hashes_and_name_no_host(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    pins = re.findall(
        r"^([a-z0-9-]+)==[^\s]+(?: ; [^\\\n]+)? \\\n    --hash=sha256:[0-9a-f]{64}", text, re.MULTILINE
    )
    assert len(pins) == len([line for line in text.splitlines() if line and line[0].isalnum()]) > 20
    assert "://" not in text
    for wanted in _in_file(f"{name}.in"):
        assert re.split(r"[<>=;]", wanted)[0] in pins


def test_the_two_locks_agree() -> None:
    versions: dict[str, set[str]] = {}
    for name in ("run", "dev"):
        text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
        for package, version in re.findall(r"^([a-z0-9-]+)==(\S+)", text, re.MULTILINE):
            versions.setdefault(package, set()).add(version)
    assert {package: found for package, found in versions.items() if len(found) > 1} == {}
