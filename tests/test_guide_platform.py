"""The guide for new platforms names what there is: every path, name and command in it is looked for in the program."""

import ast
import re
import shlex
import subprocess
import sys
from inspect import getmembers, isfunction
from pathlib import Path
from typing import get_args

import pytest

from moderator_desk.models.values import Outcome
from moderator_desk.platforms.base import Platform
from tests.contract.subject import Subject

ROOT = Path(__file__).parents[1]
GUIDE = ROOT / "docs" / "guides" / "write-a-platform.md"
ROOMS = ("", "moderator_desk", "moderator_desk/platforms", "tests/contract")
"""Where a path of the guide may begin."""

SOURCES = ("moderator_desk/platforms", "moderator_desk/models/values", "tests/contract", "tests/live")
OTHERS = {
    *(
        "X-WP-Total",
        "max_id",
        "min_id",
        "continue",
        "failed_redactions",
        "succeeded",
        "failed",
        "AlreadyAssigned",
    ),
    *("externalId", "error", ".netrc", "{}"),
}
"""Words of other platforms and programs."""

EXAMPLES = {"from=100", 'Link: <...>; rel="next"', "Accepted(already=True)", "--live"}
"""Spans that are no path, though they look like one."""

SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
FENCE = re.compile(r"^```\n(.*?)^```", re.M | re.S)


def names() -> set[str]:
    """Every name and every code (a string that is one word) of the rooms that the guide speaks about."""
    found = {"None", *(Path(room).name for room in SOURCES)}
    for path in (path for room in SOURCES for path in (ROOT / room).rglob("*.py")):
        found.add(path.stem)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case (
                    ast.Name(id=name)
                    | ast.Attribute(attr=name)
                    | ast.arg(arg=name)
                    | ast.Constant(value=str(name))
                ):
                    found.add(name)
                case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
                    found.add(name)
    return found


def strange(text: str) -> list[str]:
    """What stands between backticks in a page and is neither a path, nor a name or code of ours, nor of others."""
    known = names()
    return [span for span in SPAN.findall(FENCE.sub("", text)) if not is_known(span, known)]


def is_known(span: str, known: set[str]) -> bool:
    """Whether a span is a path that exists, or made of names that do."""
    if span in OTHERS or span in known or any((ROOT / room / span).exists() for room in ROOMS):
        return True
    if "/" in span or "=" in span or span.startswith("-"):
        return span in EXAMPLES
    return all(word in known for word in re.findall(r"[A-Za-z][\w-]*", span)) and bool(re.search(r"\w", span))


def table(text: str, head: str) -> list[str]:
    """The first column of the table whose head row begins so, without backticks."""
    rows = text.partition(f"| {head} |")[2].split("\n\n")[0].splitlines()[2:]
    return [row.split("|")[1].strip() for row in rows]


@pytest.fixture(scope="module")
def text() -> str:
    """The guide."""
    return GUIDE.read_text(encoding="utf-8")


def test_every_name_in_the_guide_exists(text: str) -> None:
    assert strange(text) == []


def test_a_name_that_does_not_exist_is_seen() -> None:
    page = "`no/such/place.py` `no_such_name` `Later(why)` `no_such(why)` `platforms/base.py` `X-WP-Total`"
    assert strange(page) == ["no/such/place.py", "no_such_name", "no_such(why)"]


def test_every_question_of_the_protocol_is_explained(text: str) -> None:
    asked = {name for name, _ in getmembers(Platform, isfunction) if not name.startswith("_")} | {"abilities"}
    assert {name for name in asked if f"**`{name}" not in text} == {"apply"}
    assert "`apply(entry, seen)`" in text


def test_every_outcome_is_in_its_table(text: str) -> None:
    listed = {re.sub(r"[`(].*", "", row.strip("`")) for row in table(text, "outcome")}
    assert listed == {kind.__name__ for kind in get_args(Outcome)}


def test_every_deed_of_a_subject_is_in_its_table(text: str) -> None:
    asked = Subject.__abstractmethods__ | {"connector"}
    assert set(re.findall(r"`(\w+)`", " ".join(table(text, "method")))) == asked


@pytest.mark.parametrize(
    "line", [line for part in FENCE.findall(GUIDE.read_text()) for line in part.splitlines()]
)
def test_every_command_of_the_guide_knows_its_options(line: str) -> None:
    words = shlex.split(line.partition("#")[0])
    if words[1] == "-m":
        command, options = [sys.executable, *words[1:3]], [word for word in words if word.startswith("--")]
        told = subprocess.run(
            [*command, "--help"], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout
        assert options
        assert [each for each in options if each not in told] == []
    else:
        assert words[1:3] == ["desk.py", "test"]
        assert all((ROOT / word).exists() for word in words[3:] if not word.startswith("--"))
