"""A guideline set as TOML text, in one form: the same set is always the same bytes, so that a file can be compared.

Only what such a set holds is written: words, whole numbers, true and false, lists of them, and tables (toml.io, 1.0.0).
"""

import json
import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from moderator_desk.models.values import Guideline, GuidelineSet

_HEAD = """\
# A guideline set of moderator_desk. `moderator-desk guidelines check FILE` tells every mistake in one.
# Placeholders a notice may use: {handle} {guideline} {clause} {clause_text} {quote} {duration} {appeal} {version}.

"""
_BARE = re.compile(r"[A-Za-z0-9_-]+")


def write_set(known: GuidelineSet) -> str:
    """The whole set."""
    lines = [f"{name} = {_value(getattr(known, name))}" for name in ("version", "locale", "name")]
    lines += _list("reasons", known.reasons) if known.reasons else []
    parts = ["\n".join(lines)]
    if known.reporter_warning:
        texts = [f"{_key(code)} = {_value(text)}" for code, text in known.reporter_warning.items()]
        parts.append("\n".join(["[reporter_warning]", *texts]))
    parts += [
        *(f"[[guidelines]]\n{_guideline(rule, 'guidelines.')}" for rule in known.guidelines),
    ]
    return _HEAD + "\n\n".join(parts) + "\n"


def write_guideline(rule: Guideline) -> str:
    """One guideline by itself, as it is edited."""
    return _guideline(rule, "") + "\n"


def save_set(path: Path, known: GuidelineSet) -> None:
    """Write the file whole or not at all. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".guidelines-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(write_set(known))
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def _guideline(rule: Guideline, within: str) -> str:
    lines: list[str] = []
    for name in ("code", "version", "title", "titles", "text"):
        if name != "titles" or rule.titles:
            lines.append(f"{name} = {_value(getattr(rule, name))}")
    lines += _list("questions", rule.questions)
    lines.append(f"actions = {_value(rule.actions)}")
    lines += _list("ladder", rule.ladder)
    lines.append(f"strike_days = {rule.strike_days}")
    lines += [f"severe_steps = {rule.severe_steps}"] if rule.severe_steps else []
    lines += [f"special = {_value(rule.special)}"] if rule.special else []
    lines += _list("clauses", rule.clauses)
    lines += _list("examples", rule.examples)
    for template in rule.templates:
        lines += [
            "",
            f"[[{within}templates]]",
            f"id = {_value(template.id)}",
            f"action = {_value(template.action)}",
        ]
        lines += [f"severity = {_value(template.severity)}"] if template.severity else []
        lines.append(f"[{within}templates.texts]")
        lines += [f"{_key(code)} = {_value(text)}" for code, text in template.texts.items()]
    return "\n".join(lines)


def _list(name: str, values: Iterable[object]) -> Iterator[str]:
    found = [f"    {_value(each)}," for each in values]
    yield from (f"{name} = [", *found, "]") if found else (f"{name} = []",)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        # JSON's escapes are TOML's, but for the one control character that JSON lets stand
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, tuple):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{_key(name)} = {_value(each)}' for name, each in value.items())} }}"
    if isinstance(value, msgspec.Struct):
        told = ((name, getattr(value, name)) for name in value.__struct_fields__)
        return f"{{ {', '.join(f'{name} = {_value(each)}' for name, each in told if not _left_out(name, each))} }}"
    return str(value)


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _value(name)


def _left_out(name: str, value: object) -> bool:
    """Whether a field stands for nothing where it is not written."""
    return value is None or (name == "why" and value == "") or value == {}
