"""A guideline set out of TOML text. Nothing here raises for what a file says: every mistake becomes a Fault."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from moderator_desk.models.values import Guideline, GuidelineSet
from moderator_desk.rulebook.checking import check_guideline, check_set
from moderator_desk.rulebook.faults import Fault
from moderator_desk.rulebook.shapes import SHAPES

MOST_BYTES = 4_000_000
"""Larger than any set by far: the shipped one has 160,000."""

_Read = TypeVar("_Read", Guideline, GuidelineSet)

_NAMES = {"words": "words in quotes", "number": "a whole number", "yes-no": "true or false"}


def read_set_file(path: Path) -> tuple[GuidelineSet | None, tuple[Fault, ...]]:
    """The set in a file, or None and what keeps it from being used."""
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except OSError as error:
        return None, (Fault("no-file", detail=error.strerror or type(error).__name__),)
    if len(raw) > MOST_BYTES:
        return None, (Fault("too-big", detail=f"{MOST_BYTES:,}"),)
    try:
        return read_set(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return None, (Fault("not-text", f"line {line}"),)


def digest_of(path: Path) -> str:
    """SHA-256 of a set's file in hex, by which it is known again; "" for one that cannot be read or is too big."""
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except OSError:
        return ""
    return sha256(raw).hexdigest() if len(raw) <= MOST_BYTES else ""


def read_set(text: str) -> tuple[GuidelineSet | None, tuple[Fault, ...]]:
    """The set in a TOML text, or None and every mistake found."""
    return _read(text, "set", GuidelineSet, check_set)


def read_guideline(text: str) -> tuple[Guideline | None, tuple[Fault, ...]]:
    """One guideline in a TOML text of its own, as `writing.write_guideline` makes it."""
    return _read(text, "guideline", Guideline, check_guideline)


def _read(
    text: str, shape: str, kind: type[_Read], check: Callable[[_Read], tuple[Fault, ...]]
) -> tuple[_Read | None, tuple[Fault, ...]]:
    try:
        found = tomllib.loads(text.replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return None, (Fault("syntax", detail=str(error) or "nested too deep"),)
    faults = tuple(_table_faults(found, shape, ""))
    if faults:
        return None, faults
    try:
        made = msgspec.convert(found, kind)
    except (
        msgspec.ValidationError,
        OverflowError,
    ) as error:  # shapes and values have drifted apart: never unseen
        return None, (Fault("kind", detail=str(error)),)
    faults = check(made)
    return (None if faults else made), faults


def _table_faults(table: Mapping[str, Any], shape: str, place: str) -> Iterator[Fault]:
    fields = SHAPES[shape]
    for name in table:
        if name not in fields:
            yield Fault("unknown", _at(place, name), ", ".join(fields))
    for name, field in fields.items():
        if name not in table:
            if field.needed:
                yield Fault("missing", _at(place, name))
        else:
            yield from _value_faults(table[name], field.kind, _at(place, name))


def _value_faults(value: Any, kind: str, place: str) -> Iterator[Fault]:
    if kind in SHAPES:
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            yield Fault("kind", place, "a list of tables")
            return
        for number, each in enumerate(value, 1):
            code = each.get("code", each.get("id", ""))
            named = f" ({code})" if isinstance(code, str) and code else ""
            yield from _table_faults(each, kind, f"{place} {number}{named}")
    elif kind == "lines":
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            yield Fault("kind", place, "a list of words in quotes")
    elif kind == "texts":
        if not isinstance(value, dict) or not all(isinstance(each, str) for each in value.values()):
            yield Fault("kind", place, 'language = "words" for each language')
    elif not _is(value, kind):
        yield Fault("kind", place, _NAMES[kind])


def _is(value: Any, kind: str) -> bool:
    if kind == "number":
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, bool) if kind == "yes-no" else isinstance(value, str)


def _at(place: str, name: str) -> str:
    return f"{place}, {name}" if place else name
