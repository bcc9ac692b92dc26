"""The documents keep up with the program: the table of keys is current, and no link or picture leads nowhere."""

import re
from pathlib import Path

import pytest

from docs import make_keys
from moderator_desk.commands import COMMANDS

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(
    r"!?\[[^\]]*\]\(\s*<?([^)\s>]+)>?[^)]*\)|<img[^>]+src=\"([^\"]+)\"|^\[[^\]]+\]:\s*(\S+)", re.M
)
FENCE = re.compile(r"^```.*?^```", re.M | re.S)
OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:|//")


def links(text: str) -> list[str]:
    """The targets of every link and picture of a page that are not addresses elsewhere."""
    found = ["".join(each) for each in LINK.findall(FENCE.sub("", text))]
    return [each for each in found if not OUTSIDE.match(each)]


def dead_links(page: Path) -> list[str]:
    """Those that lead nowhere: a file that is not there, or a heading that no line has."""
    dead = []
    for target in links(page.read_text(encoding="utf-8")):
        path, _, heading = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        if not there.exists() or (heading and heading not in anchors(there)):
            dead.append(target)
    return dead


def anchors(page: Path) -> set[str]:
    """The names by which headings of a page are linked to."""
    heads = re.findall(r"^#+\s+(.*?)\s*$", page.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def test_the_page_of_keys_is_current() -> None:
    assert make_keys.PAGE.read_text(encoding="utf-8") == make_keys.page()


def test_every_command_is_on_the_page_with_its_keys() -> None:
    rows = make_keys.page().splitlines()
    for command in COMMANDS:
        assert any(f"| {' or '.join(command.keys)} | {command.title} |" in row for row in rows), command.id


def test_no_sentence_is_left_of_a_command_that_went() -> None:
    assert set(make_keys.DOES) <= {command.id for command in COMMANDS}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_no_link_of_a_page_is_dead(page: Path) -> None:
    assert dead_links(page) == []


def test_dead_links_are_seen(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "# One head\n[a](gone.md) ![b](page.md) [c](#one-head) [d](#two) [e](https://example.org/x)\n"
        '```\n[f](in-a-fence.md)\n```\n<img alt="" src="no.png">\n[g]: lost.md\n',
        encoding="utf-8",
    )
    assert dead_links(page) == ["gone.md", "#two", "no.png", "lost.md"]
