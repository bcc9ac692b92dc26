"""`moderator-desk guidelines …`: a team's own guideline file from the command line."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from moderator_desk.exit_codes import FAILED, WELL
from moderator_desk.rulebook import read_set_file, save_set
from moderator_desk.settings import (
    SHIPPED_GUIDELINES,
    Places,
    SettingsProblem,
    places,
    read_settings,
    resource,
    team_file,
)
from moderator_desk.ui.words.rulebook import fault_words, wrote_words


def add_guideline_commands(guidelines: argparse.ArgumentParser, common: Callable[..., None]) -> None:
    """Give the `guidelines` command its own commands; `common` adds the options that every command has."""
    commands = guidelines.add_subparsers(title="guideline commands", required=True)

    def command(name: str, run: Callable[[argparse.Namespace], int], text: str) -> None:
        made = commands.add_parser(name, help=text, description=text)
        common(made)
        made.set_defaults(run=run)
        made.add_argument("file", type=Path, help="a guideline set in TOML")

    command("check", _check, "tell every mistake in a guideline file")
    command("export", _export, "write the set in use to a new file, to be edited and named in the settings")


def team_file_of(where: Places) -> Path | None:
    """The team's own guideline file of a profile, None when it has none or its settings cannot be read."""
    try:
        return team_file(read_settings(where.settings), where.settings)
    except SettingsProblem:
        return None


def _check(wanted: argparse.Namespace) -> int:
    found, faults = read_set_file(wanted.file)
    for fault in faults:
        print(f"{wanted.file}: {fault_words(fault)}")
    if found is not None:
        print(f"{found.name}, version {found.version}: {len(found.guidelines)} guidelines, no mistakes")
    return FAILED if faults else WELL


def _export(wanted: argparse.Namespace) -> int:
    if wanted.file.exists():
        raise ValueError(f"{wanted.file} is there already; nothing was written.")
    source = team_file_of(places(wanted.profile, wanted.data_dir)) or resource(SHIPPED_GUIDELINES)
    found, faults = read_set_file(source)
    for fault in faults:
        print(f"{source}: {fault_words(fault)}", file=sys.stderr)
    if found is None:
        return FAILED
    save_set(wanted.file, found)
    print(wrote_words(str(wanted.file)))
    return WELL
