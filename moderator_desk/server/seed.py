"""Reading a made-up community from a folder, and filling the tables with it.

The folder has members*.json, a list of {"member": Member, "history": [HistoryEntry...]}; cases/*.json, a list of
{"lesson", "expect", "case": Case} where persons may be ids only; and media/<id>.(png|jpg|gif|webp). Every time in them
is an offset from the moment of loading, such as "-35m", "-3d" or "+30d".
"""

import hashlib
import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct, field

from moderator_desk.server.rows import GONE, abilities, columns, history_row, revision, seal
from moderator_desk.server.wire import Case, HistoryEntry, Media, Member, Person, Reporter, encode

_OFFSET = re.compile(r"([+-]\d+)([smhd])\Z")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_TIMES = frozenset(
    ["at", "opened_at", "changed_at", "joined_at", "expires_at", "since", "until", "posted_at", "edited_at"]
)
_MAGIC = (
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"RIFF", "image/webp"),
)


class World(Struct):
    """A community as read: `dismissed` counts reports dismissed by the member who made them."""

    members: dict[str, Member] = field(default_factory=dict)
    history: dict[str, list[HistoryEntry]] = field(default_factory=dict)
    cases: list[Case] = field(default_factory=list)
    media: list[dict[str, Any]] = field(default_factory=list)
    dismissed: dict[str, int] = field(default_factory=dict)


def read_world(folder: Path, moment: datetime) -> World:
    """The community of a folder, its times counted from `moment`; raises ValueError with a plain sentence."""
    world = World()
    try:
        for path in sorted(folder.glob("members*.json")):
            _read_members(world, _read(path, moment))
        world.media = [_picture(path) for path in sorted((folder / "media").glob("*.*")) if path.is_file()]
        files = {row["id"]: row for row in world.media}
        for path in sorted((folder / "cases").glob("*.json")):
            for entry in _read(path, moment):
                world.cases.append(_complete(world, files, entry["case"], moment))
    except (OSError, KeyError, TypeError, json.JSONDecodeError, msgspec.ValidationError) as fault:
        raise ValueError(f"The world in {folder} cannot be read: {fault!r}") from None
    if not world.cases:
        raise ValueError(f"There are no cases in {folder / 'cases'}.")
    world.cases.sort(key=lambda case: case.opened_at)
    return world


def seed_rows(world: World) -> dict[str, list[dict[str, Any]]]:
    """The rows of a community by table name; cases stand in the change feed from the oldest to the newest."""
    lines = [history_row(member, entry) for member, entries in world.history.items() for entry in entries]
    for case in world.cases:
        lines += report_lines(case)
    return {
        "cases": [columns(case, place, 0) for place, case in enumerate(world.cases, 1)],
        "members": [
            {"id": member.id, "dismissed": world.dismissed[member.id], "document": encode(member)}
            for member in world.members.values()
        ],
        "history": lines,
        "media": world.media,
    }


def report_lines(case: Case) -> Iterator[dict[str, Any]]:
    """The lines that the reports of a case are in the histories of its author and of its reporters."""
    outcome = "upheld" if case.state == "decided" else "pending"
    for report in case.reports:
        by = report.reporter.handle if report.reporter else ""
        line = HistoryEntry(
            report.id, report.at, "report_against", report.guideline, "", outcome, report.words, by, case.id
        )
        yield history_row(case.item.author.id, line)
        if report.reporter:
            line.kind, line.by = "report_made", ""
            yield history_row(report.reporter.id, line)


def _read(path: Path, moment: datetime) -> Any:
    return _dated(json.loads(path.read_text(encoding="utf-8")), moment)


def _dated(value: Any, moment: datetime) -> Any:
    """The value with every offset replaced by a time."""
    if isinstance(value, list):
        return [_dated(each, moment) for each in value]
    if not isinstance(value, dict):
        return value
    return {
        key: offset(each, moment) if key in _TIMES and isinstance(each, str) else _dated(each, moment)
        for key, each in value.items()
    }


def offset(text: str, moment: datetime) -> datetime:
    """The time an offset such as "-2h" means; raises ValueError for anything else."""
    found = _OFFSET.match(text)
    if not found:
        raise ValueError(f"{text!r} is no offset such as -35m, -2h or +30d.")
    return moment + timedelta(**{_UNITS[found[2]]: int(found[1])})


def _read_members(world: World, entries: list[Any]) -> None:
    for entry in entries:
        member = msgspec.convert(entry["member"], Member)
        if member.id in world.members:
            raise ValueError(f"The member {member.id} is there twice.")
        world.members[member.id] = member
        world.history[member.id] = msgspec.convert(entry.get("history", []), list[HistoryEntry])
        world.dismissed[member.id] = max(0, member.counters.reports_made - member.counters.upheld_made)


def _picture(path: Path) -> dict[str, Any]:
    content = path.read_bytes()
    kind = next((kind for magic, kind in _MAGIC if content.startswith(magic)), "application/octet-stream")
    return {"id": path.stem, "content_type": kind, "sealed": False, "content": content}


def _complete(world: World, files: dict[str, Any], given: dict[str, Any], moment: datetime) -> Case:
    """A case with everything filled in that its writer may leave out."""
    shown = "text_now" in given["item"]
    case = msgspec.convert({"version": 1, "changed_at": moment, **given}, Case)
    item = case.item
    _name(world, item.author)
    for person in (each.author for each in case.context):
        _name(world, person)
    for report in case.reports:
        if report.reporter:
            _rate(world, report.reporter)
        for evidence in report.evidence:
            if evidence.media:
                _describe(world, files, evidence.media)
    for media in item.media:
        _describe(world, files, media)
    if not shown and not item.gone:
        item.text_now = item.text
    item.gone = item.gone or (shown and item.text_now is None)
    item.reported_revision = revision(item.text)
    item.revision = GONE if item.gone else revision(item.text_now or "")
    if case.state == "sealed" or any(media.sealed for media in item.media):
        seal(case)
    case.abilities = abilities(case)
    return case


def _name(world: World, person: Person | Reporter) -> None:
    if not person.handle and person.id in world.members:
        person.handle = world.members[person.id].handle


def _rate(world: World, reporter: Reporter) -> None:
    _name(world, reporter)
    member = world.members.get(reporter.id)
    if member and not (reporter.filed or reporter.upheld or reporter.dismissed):
        reporter.filed = member.counters.reports_made
        reporter.upheld = member.counters.upheld_made
        reporter.dismissed = world.dismissed[member.id]


def _describe(world: World, files: dict[str, Any], media: Media) -> None:
    """Fill in a picture from its file; a sealed one has none, and a row that says only so."""
    if media.sealed:
        if media.id not in files:
            files[media.id] = {"id": media.id}
            world.media.append(files[media.id])
        files[media.id].update(content_type="", sealed=True, content=b"")
        return
    row = files.get(media.id)
    if row is None:
        raise ValueError(f"There is no picture for {media.id}.")
    media.content_type = row["content_type"]
    media.size = len(row["content"])
    media.sha256 = hashlib.sha256(row["content"]).hexdigest()
