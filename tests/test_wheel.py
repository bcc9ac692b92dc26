"""An installed copy brings its resources along: the wheel is built, laid out as pip does, and asked from elsewhere."""

import os
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parent.parent
SETUPTOOLS = 77
"""What pyproject.toml asks for; older ones do not know its license fields."""

BUILD = "import sys; from setuptools import build_meta; build_meta.build_wheel(sys.argv[1])"
ASK = """
import moderator_desk
from moderator_desk.settings import resource
print(moderator_desk.__file__)
for name in ("guidelines/language-exchange.toml", "demo", "openapi.yaml"):
    print(resource(name))
"""


@pytest.mark.skipif(
    int(version("setuptools").partition(".")[0]) < SETUPTOOLS,
    reason="the setuptools here is older than the locked one: install requirements/run.txt",
)
def test_a_wheel_holds_its_resources_and_finds_them(tmp_path: Path) -> None:
    source, site = tmp_path / "source", tmp_path / "site"
    unbuilt = shutil.ignore_patterns("__pycache__", "*.egg-info")
    for name in ("moderator_desk", "resources"):
        shutil.copytree(ROOT / name, source / name, ignore=unbuilt)
    for name in ("pyproject.toml", "setup.py", "LICENSE"):
        shutil.copy(ROOT / name, source / name)
    run([sys.executable, "-c", BUILD, str(tmp_path)], cwd=source)
    (wheel,) = tmp_path.glob("*.whl")
    with ZipFile(wheel) as file:
        file.extractall(site)
    data = {
        each.relative_to(source)
        for each in (source / "resources").rglob("*")
        if each.is_file() and each.suffix != ".py"
    }
    held = {
        each.relative_to(site / "moderator_desk") for each in site.rglob("*") if "resources" in each.parts
    }
    assert data <= held
    told = run([sys.executable, "-c", ASK], cwd=tmp_path, PYTHONPATH=str(site)).splitlines()
    assert len(told) == 4
    for line in told:
        assert Path(line).is_relative_to(site / "moderator_desk")
        assert Path(line).exists()


def run(command: list[str], cwd: Path, **more: str) -> str:
    """What a command printed; its complaint when it failed."""
    done = subprocess.run(
        command, cwd=cwd, env=os.environ | more, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
