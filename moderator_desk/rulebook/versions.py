"""How a guideline's version goes on: a minor step for words, a major one for what decisions and ladders rest on."""

import re

from moderator_desk.models.values import Guideline

_MAJOR = ("code", "clauses", "ladder", "strike_days", "severe_steps", "actions", "special")
_LAST = re.compile(r"(\d+)(?!.*\d)")


def what_changed(before: Guideline, after: Guideline) -> str:
    """ "" for nothing but the version, "minor" for words (title, text, questions, examples, notices), "major" for what a
    decision cites or a ladder counts."""
    if any(getattr(before, name) != getattr(after, name) for name in _MAJOR):
        return "major"
    same = all(
        getattr(before, name) == getattr(after, name)
        for name in before.__struct_fields__
        if name != "version"
    )
    return "" if same else "minor"


def next_version(version: str, change: str) -> str:
    """The version after this one: "2026.11" goes to "2026.11.1" by words and to "2026.12" by a major change, "2026.11.1"
    to "2026.11.2" and "2026.12". A version without two numbers gets them. "" leaves it as it is."""
    if not change:
        return version
    numbers = version.split(".")
    if not all(part.isdigit() for part in numbers):
        stem = _LAST.sub(lambda found: str(int(found[1]) + 1), version, count=1)
        return stem if stem != version else f"{version}.1"
    whole = [*map(int, numbers), *([0] if len(numbers) == 1 else [])]
    if change == "major":
        return f"{whole[0]}.{whole[1] + 1}"
    minor = whole[2] + 1 if len(whole) > 2 else 1
    return f"{whole[0]}.{whole[1]}.{minor}"
