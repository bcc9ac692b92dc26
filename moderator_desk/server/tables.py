"""The server's tables. A case and a member are kept as the JSON document that travels, beside the columns asked for.

A page of the change feed is then a row of stored documents put between brackets: nothing is built anew.
"""

from typing import Any

from sqlalchemy import BigInteger, Engine, LargeBinary, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

try:
    from pysqlite3 import dbapi2 as sqlite
except ImportError:  # no wheel for this system: the standard module does for a reference platform
    import sqlite3 as sqlite


class Base(DeclarativeBase):
    """All tables of the platform."""


class CaseRow(Base):
    """A case; `change` is its place in the change feed, `fence` the highest fencing number given out."""

    __tablename__ = "cases"
    id: Mapped[str] = mapped_column(primary_key=True)
    change: Mapped[int] = mapped_column(BigInteger, unique=True)
    state: Mapped[str]
    guideline: Mapped[str]
    language: Mapped[str]
    assignee: Mapped[str]
    item_id: Mapped[str] = mapped_column(unique=True)
    fence: Mapped[int]
    claim_until: Mapped[float | None] = mapped_column(index=True)
    document: Mapped[bytes] = mapped_column(LargeBinary)


class MemberRow(Base):
    """A member; `dismissed` counts their reports that were dismissed, which the header does not carry."""

    __tablename__ = "members"
    id: Mapped[str] = mapped_column(primary_key=True)
    dismissed: Mapped[int]
    document: Mapped[bytes] = mapped_column(LargeBinary)


class HistoryRow(Base):
    """A line of a member's history; `at` in seconds since 1970, for the order."""

    __tablename__ = "history"
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    member_id: Mapped[str] = mapped_column(index=True)
    at: Mapped[float]
    case_id: Mapped[str] = mapped_column(index=True)
    entry_id: Mapped[str]
    kind: Mapped[str]
    document: Mapped[bytes] = mapped_column(LargeBinary)


class DecisionRow(Base):
    """A decision: the row that makes it happen once, for ever. `undo` is what a reversal needs."""

    __tablename__ = "decisions"
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    id: Mapped[str] = mapped_column(unique=True)
    fingerprint: Mapped[str]
    case_id: Mapped[str] = mapped_column(index=True)
    member_id: Mapped[str] = mapped_column(index=True)
    moderator: Mapped[str] = mapped_column(index=True)
    guideline: Mapped[str]
    action: Mapped[str]
    at: Mapped[float]
    document: Mapped[bytes] = mapped_column(LargeBinary)
    undo: Mapped[bytes] = mapped_column(LargeBinary)


class ReceivedRow(Base):
    """A report or note the server took in: its client-made id, and what it answered to."""

    __tablename__ = "received"
    id: Mapped[str] = mapped_column(primary_key=True)
    fingerprint: Mapped[str]
    subject: Mapped[str]
    document: Mapped[bytes] = mapped_column(LargeBinary)


class InboxRow(Base):
    """A message in a member's inbox."""

    __tablename__ = "inbox"
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    member_id: Mapped[str] = mapped_column(index=True)
    decision_id: Mapped[str] = mapped_column(index=True)
    document: Mapped[bytes] = mapped_column(LargeBinary)


class LogRow(Base):
    """One applied write: who did what to what. A decision that took effect twice would stand here twice."""

    __tablename__ = "log"
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[float]
    by: Mapped[str]
    kind: Mapped[str]
    subject: Mapped[str] = mapped_column(index=True)


class MediaRow(Base):
    """A picture; a sealed one has no bytes here."""

    __tablename__ = "media"
    id: Mapped[str] = mapped_column(primary_key=True)
    content_type: Mapped[str]
    sealed: Mapped[bool]
    content: Mapped[bytes] = mapped_column(LargeBinary)


class StaffRow(Base):
    """Who may sign in. The token is kept as it is: a reference platform prints it at every start."""

    __tablename__ = "staff"
    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    key: Mapped[str]
    role: Mapped[str]
    token: Mapped[str] = mapped_column(unique=True)


class CounterRow(Base):
    """A named number: `change` is the newest place in the change feed."""

    __tablename__ = "counters"
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[int] = mapped_column(BigInteger)


class FactRow(Base):
    """A named document: the guideline set, and the name of this life of the platform (`epoch`)."""

    __tablename__ = "facts"
    name: Mapped[str] = mapped_column(primary_key=True)
    document: Mapped[bytes] = mapped_column(LargeBinary)


def open_engine(url: str) -> Engine:
    """The database at an SQLAlchemy URL, with its tables made. One server process at a time writes to an SQLite file.

    Failures are logged without the values in question, which may be reported text.
    """
    if make_url(url).get_backend_name() != "sqlite":
        engine = create_engine(url, hide_parameters=True)
    else:
        engine = create_engine(url, module=sqlite, hide_parameters=True)
        event.listen(engine, "connect", _set_up_sqlite)
    Base.metadata.create_all(engine)
    return engine


def _set_up_sqlite(connection: Any, _: object) -> None:
    """WAL, and FULL: what was answered with 201 must still be there after a power cut."""
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000", "cache_size=-64000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
