"""The desk without a window: pull and push once, look at the outbox, look at the machine. No widgets, no threads."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path
from threading import Event

import msgspec

from moderator_desk.connections import Connections, connect, prepare, utc_now
from moderator_desk.credentials import Credentials
from moderator_desk.models import ledger, outbox, shown
from moderator_desk.models.accounts import accounts
from moderator_desk.models.queue import queue_counts
from moderator_desk.models.store import Store, sqlite
from moderator_desk.models.values import Changes, OutboxEntry
from moderator_desk.review import retry, withdraw
from moderator_desk.sync import AHEAD, greet, pull, push, read_ahead


class SyncReport(msgspec.Struct, frozen=True):
    """What one pull and push came to: counts of cases and entries, and the trouble by account ("" when none)."""

    to_do: int
    came_back: int
    done: int
    waiting: int
    blocked: int
    trouble: dict[str, str]


def _silent(_changes: Changes) -> None:
    """Nobody watches a run without a window."""


def sync_once(
    store: Store, credentials: Credentials, *, stop: Event | None = None, team_file: Path | None = None
) -> SyncReport:
    """Pull and push every account once; `team_file` is the team's own guideline set."""
    prepare(store, team_file)
    made: Connections = connect(store, credentials, stop or Event(), _silent, dice=random.Random())
    for line in made.lines:
        if greet(store, line) and push(store, line) and pull(store, line):
            read_ahead(store, line, most=AHEAD)
            push(store, line)
    with store.read() as session:
        counts = queue_counts(session)
        waits = outbox.counts(session)
        trouble = {each.id: each.trouble for each in accounts(session)}
    trouble.update(dict.fromkeys(made.signed_out, "sign-in"))
    return SyncReport(
        counts.to_do + counts.skipped,
        counts.came_back,
        counts.done,
        waits.get("waiting", 0) + waits.get("sending", 0),
        waits.get("blocked", 0),
        trouble,
    )


def list_outbox(store: Store) -> tuple[OutboxEntry, ...]:
    """Everything that is not finished."""
    with store.read() as session:
        return outbox.unfinished(session)


def retry_outbox(store: Store, entry_id: str) -> int:
    """Put one entry (or all, for "") back to be tried at once; the end of a ban that has not come is left to its time.
    How many."""
    return _each(store, entry_id, lambda one: retry(store, one, now=utc_now()))


def withdraw_outbox(store: Store, entry_id: str) -> int:
    """Take one waiting or blocked entry back."""
    return _each(store, entry_id, lambda one: withdraw(store, one, now=utc_now()))


def _each(store: Store, entry_id: str, verb: Callable[[str], object]) -> int:
    wanted = [e for e in list_outbox(store) if e.state != "sending" and (not entry_id or e.id == entry_id)]
    chosen = [e for e in wanted if not e.resting]
    for entry in chosen:
        verb(entry.id)
    return len(chosen)


class Finding(msgspec.Struct, frozen=True):
    """One thing doctor looked at: its code, whether it is well, and a detail."""

    what: str
    well: bool
    detail: str = ""


def examine_store(store: Store, path: Path) -> tuple[Finding, ...]:
    """The store's health: library, durability, integrity, ledger chain, room on the disk."""
    with store.read() as session:
        pragma = session.connection().exec_driver_sql
        integrity = str(pragma("PRAGMA quick_check").scalar())
        journal = str(pragma("PRAGMA journal_mode").scalar())
        durable = int(pragma("PRAGMA synchronous").scalar() or 0)
        broken = ledger.first_broken_line(session)
        screens = shown.broken(session)
        waits = outbox.counts(session)
    room = _room(path)
    return (
        Finding("sqlite", True, sqlite.sqlite_version),
        Finding("journal", journal in ("wal", "delete"), journal),
        Finding("durable", durable >= 2, str(durable)),
        Finding("integrity", integrity == "ok", integrity[:80]),
        Finding("ledger", broken is None, "" if broken is None else f"line {broken}"),
        Finding("screens", not screens, f"{len(screens)} decisions" if screens else ""),
        Finding("room", room >= 500, f"{room} MB"),
        Finding("outbox", not waits.get("blocked"), " ".join(f"{k}={v}" for k, v in sorted(waits.items()))),
    )


def _room(path: Path) -> int:
    return shutil.disk_usage(path.parent).free // 1_000_000
