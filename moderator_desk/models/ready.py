"""Statements compiled once, for the way from a key to the next case and for whole pages of the feed.

Building a statement, finding it in the cache and preparing its result takes SQLAlchemy about a millisecond when the
processor was busy with something else before, which is how it is at a key press; SQLite itself takes a tenth of that.
The statements are still made of the typed rows, so a renamed column is found by the type checker.
"""

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import CursorResult, Select, bindparam, func, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Session
from sqlalchemy.sql.base import Executable

_DIALECT = sqlite.dialect(paramstyle="qmark")


class Ready:
    """A statement with named parameters (bindparam) and no `in_`; values go to the database as they are, unconverted."""

    def __init__(self, statement: Executable) -> None:
        compiled: Any = statement.compile(dialect=_DIALECT)  # type: ignore[attr-defined]
        self._text = str(compiled)
        self._order: tuple[str, ...] = tuple(compiled.positiontup or ())
        self._in_order = _picker(self._order)
        self._fixed: dict[str, Any] = {
            name: value for name, value in compiled.params.items() if value is not None
        }

    def run(self, session: Session, **values: object) -> CursorResult[Any]:
        """Run it in the session's transaction. Raises KeyError for a parameter that was not given."""
        given = self._fixed | values
        parameters = tuple(given[name] for name in self._order)
        return session.connection().exec_driver_sql(self._text, parameters)

    def run_many(self, session: Session, rows: Sequence[Mapping[str, object]]) -> None:
        """Run it once for each row. Raises KeyError for a row without one of the parameters."""
        if rows:
            session.connection().exec_driver_sql(self._text, [self._in_order(row) for row in rows])


def _picker(names: tuple[str, ...]) -> Callable[[Mapping[str, object]], tuple[object, ...]]:
    """Takes these values out of a row, in this order."""
    if len(names) < 2:  # itemgetter gives a bare value for one name, and takes no fewer
        return lambda row: tuple(row[name] for name in names)
    return itemgetter(*names)


def one_of(name: str) -> Select[Any]:
    """For `column.in_(one_of("ids"))`: the strings of a JSON array given as that parameter, however many."""
    return select(func.json_each(bindparam(name)).table_valued("value").c.value)
