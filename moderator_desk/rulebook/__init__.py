"""Guideline sets as files: reading one with a telling for every mistake, writing one, versions and their differences."""

from moderator_desk.rulebook.checking import ACTIONS, PLACEHOLDERS, check_set
from moderator_desk.rulebook.faults import Fault
from moderator_desk.rulebook.reading import digest_of, read_guideline, read_set, read_set_file
from moderator_desk.rulebook.versions import next_version, what_changed
from moderator_desk.rulebook.writing import save_set, write_guideline, write_set

__all__ = (
    "ACTIONS",
    "PLACEHOLDERS",
    "Fault",
    "check_set",
    "digest_of",
    "next_version",
    "read_guideline",
    "read_set",
    "read_set_file",
    "save_set",
    "what_changed",
    "write_guideline",
    "write_set",
)
