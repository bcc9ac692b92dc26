"""Emptying the tables and filling them with a community, plain or generated, in one transaction."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, Engine, delete, func, insert, select

from moderator_desk.server.generate import generate
from moderator_desk.server.guidelines import GuidelineSet
from moderator_desk.server.rows import now
from moderator_desk.server.seed import World, read_world, seed_rows
from moderator_desk.server.tables import Base, CaseRow, CounterRow, FactRow, StaffRow
from moderator_desk.server.wire import encode


class Source(Struct):
    """Where the community comes from: a folder, and how many further cases to make of it with which seed."""

    folder: Path
    guidelines: GuidelineSet
    more: int = 0
    seed: int = 1


class Rows(Struct):
    """A community ready to be written again and again, and when it was read."""

    by_table: dict[str, list[dict[str, Any]]]
    world: World
    moment: datetime


def prepare(source: Source) -> Rows:
    """Read the community of a source; raises ValueError with a plain sentence."""
    moment = now()
    world = read_world(source.folder, moment)
    return Rows(seed_rows(world), world, moment)


def is_empty(engine: Engine) -> bool:
    """Whether the platform has no community yet."""
    with engine.connect() as connection:
        return connection.execute(select(CounterRow.name)).first() is None


def fill(engine: Engine, source: Source, rows: Rows) -> None:
    """Begin a new life of the platform: everything but the staff is replaced, and older cursors end."""
    with engine.begin() as connection:
        for table in reversed(Base.metadata.sorted_tables):
            if table.name != StaffRow.__tablename__:
                connection.execute(delete(table))
        for name, content in rows.by_table.items():
            _insert(connection, name, content)
        if source.more:
            first = len(rows.by_table["cases"]) + 1
            for name, content in generate(rows.world, source.more, source.seed, rows.moment, first):
                _insert(connection, name, content)
        newest = connection.execute(select(func.max(CaseRow.change))).scalar_one()
        connection.execute(insert(CounterRow).values(name="change", value=newest))
        facts = {"epoch": secrets.token_hex(4), "guidelines": source.guidelines}
        connection.execute(
            insert(FactRow), [{"name": name, "document": encode(value)} for name, value in facts.items()]
        )


def _insert(connection: Connection, name: str, rows: Iterable[dict[str, Any]]) -> None:
    content = list(rows)
    if content:
        connection.execute(insert(Base.metadata.tables[name]), content)
