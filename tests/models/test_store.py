"""Opening the store: its settings, its one writer, and files that cannot be used and must stay as they are."""

import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from moderator_desk.models import ledger, outbox
from moderator_desk.models.carried import carries
from moderator_desk.models.migrate import HEAD, back_up, bring_up_to_date, known_steps
from moderator_desk.models.problems import StoreProblem
from moderator_desk.models.store import APPLICATION_ID, Store, make_engine, open_store, sqlite, wal_is_safe
from moderator_desk.models.tables import Base
from moderator_desk.models.values import CaseRef
from moderator_desk.ui.words.problems import store_words
from tests.models.making import NOW_MS, a_case, filled

SAFE = wal_is_safe(sqlite.sqlite_version_info)


def refused(path: Path, code: str) -> None:
    """Opening is refused with a sentence and without changing a byte, and leaves nothing locked."""
    before = path.read_bytes()
    for _ in range(2):
        with pytest.raises(StoreProblem) as caught:
            open_store(path)
        assert caught.value.code == code
        assert store_words(code, caught.value.detail).endswith(".")
    assert path.read_bytes() == before


def made(path: Path) -> Path:
    """A closed store with some cases."""
    store = open_store(path)
    filled(store, *(a_case(f"c{n}", text="words " * 300) for n in range(100)))
    store.close()
    return path


def test_every_connection_is_durable_and_a_reader_cannot_write(desk_store: Store) -> None:
    with desk_store.write() as session:
        ask = session.connection().exec_driver_sql
        assert ask("PRAGMA journal_mode").scalar() == ("wal" if SAFE else "delete")
        assert ask("PRAGMA synchronous").scalar() == (2 if SAFE else 3)
        assert ask("PRAGMA foreign_keys").scalar() == 1
    with desk_store.read() as first, desk_store.read() as second:
        for session in (first, second):
            ask = session.connection().exec_driver_sql
            assert ask("PRAGMA synchronous").scalar() == (2 if SAFE else 3)
            assert ask("PRAGMA query_only").scalar() == 1
    with desk_store.read() as session, pytest.raises((DatabaseError, StoreProblem)):
        session.execute(text("DELETE FROM ledger"))


def test_the_file_says_whose_it_is_and_is_the_persons_own(tmp_path: Path) -> None:
    path = made(tmp_path / "desk.sqlite")
    driver = sqlite3.connect(path)
    assert driver.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    driver.close()
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_second_process_is_told_that_the_desk_is_open(desk_store: Store) -> None:
    code = "import sys, pathlib; from moderator_desk.models.store import open_store as o; o(pathlib.Path(sys.argv[1]))"
    command = [sys.executable, "-c", code, str(desk_store.path)]
    told = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert f"in-use: {os.getpid()}" in told.stderr


@pytest.mark.parametrize(
    "content", [os.urandom(8192), b"x", b"PK\x03\x04 a picture, not a store", b"SQLite format 3"]
)
def test_a_file_that_is_no_store_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "desk.sqlite"
    path.write_bytes(content)
    refused(path, "damaged")


def test_somebody_elses_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite"
    driver = sqlite3.connect(path)
    driver.execute("CREATE TABLE recipes (name)")
    driver.commit()
    driver.close()
    refused(path, "damaged")


def test_a_store_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    path = made(tmp_path / "desk.sqlite")
    driver = sqlite3.connect(path)
    driver.execute("UPDATE alembic_version SET version_num='9999'")
    driver.commit()
    driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    driver.close()
    refused(path, "newer")
    with pytest.raises(StoreProblem, match="newer"):
        open_store(path, exclusive=False)


def test_a_cut_off_store_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = made(tmp_path / "desk.sqlite")
    path.write_bytes(path.read_bytes()[:5000])
    refused(path, "damaged")


def read_all(path: Path) -> None:
    """Open a store and read every case."""
    store = open_store(path)
    try:
        with store.read() as session:
            session.execute(text('SELECT * FROM "case" NOT INDEXED')).all()
            session.execute(text("SELECT * FROM case_body NOT INDEXED")).all()
    finally:
        store.close()


def test_a_damaged_page_is_told_as_damage_when_it_is_read(tmp_path: Path) -> None:
    path = made(tmp_path / "desk.sqlite")
    whole = bytearray(path.read_bytes())
    whole[4096 * 3 :] = b"\xa5" * (len(whole) - 4096 * 3)
    path.write_bytes(whole)
    with pytest.raises(StoreProblem) as caught:
        read_all(path)
    assert caught.value.code == "damaged"


def test_a_folder_that_cannot_be_one_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreProblem, match="no-access"):
        open_store(tmp_path / "file" / "desk.sqlite")


def test_the_steps_lead_to_the_tables(desk_store: Store) -> None:
    assert known_steps()[-1] == HEAD
    with desk_store.read() as session:
        options = {"include_name": lambda name, kind, _: kind != "table" or not str(name).startswith("words")}
        context = MigrationContext.configure(
            session.connection(), opts=options
        )  # an FTS5 table has no type of ours
        assert compare_metadata(context, Base.metadata) == []


def test_a_backup_is_whole_and_opens(tmp_path: Path) -> None:
    store = open_store(made(tmp_path / "desk.sqlite"))
    with store._writer.connect() as connection:
        copy = back_up(connection, store.path, "0001")
    store.close()
    assert copy.name == "desk.sqlite.before-0001"
    again = open_store(copy.rename(tmp_path / "copy.sqlite"))
    with again.read() as session:
        assert session.execute(text('SELECT count(*) FROM "case"')).scalar() == 100
    again.close()


def test_a_store_of_version_1_is_brought_up_with_all_that_is_in_it(tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite"
    engine = make_engine(path, writer=True)
    with engine.connect() as connection:
        bring_up_to_date(connection, path, target="0001")
        for kind in ("desk", "synapse"):
            connection.exec_driver_sql(
                "INSERT INTO account (id, kind, address, name, trouble) VALUES (?, ?, 'http://x', ?, '')",
                (kind, kind, kind),
            )
        connection.exec_driver_sql(
            "INSERT INTO outbox (id, account, case_id, member_id, kind, action, state, created_at, send_after, next_try,"
            " attempts, why, detail, body) VALUES ('n1', 'desk', 'c', '', 'note', 'note', 'waiting', 1, 1, 1, 0, '', '',"
            " '\"kept\"')"
        )
        connection.commit()
    engine.dispose()
    store = open_store(path)
    with store.read() as session:
        assert [each.text for each in outbox.unfinished(session)] == ["kept"]
        assert carries(session, "desk") == frozenset()
        assert carries(session, "synapse") == {"durations", "notes", "history"}
        assert session.execute(text("SELECT count(*) FROM note")).scalar() == 0
    store.close()
    copy = path.with_name("desk.sqlite.before-0001")
    assert stored(copy, "SELECT version_num FROM alembic_version") == [("0001",)]
    assert stored(path, "SELECT version_num FROM alembic_version") == [(HEAD,)]


def stored(path: Path, query: str) -> list[tuple[object, ...]]:
    driver = sqlite3.connect(path)
    try:
        return driver.execute(query).fetchall()
    finally:
        driver.close()


def test_a_failed_block_leaves_nothing(desk_store: Store) -> None:
    def broken_off() -> None:
        with desk_store.write() as session:
            ledger.record(session, NOW_MS, "skipped", CaseRef("here", "a"), "")
            raise KeyError

    with pytest.raises(KeyError):
        broken_off()
    with desk_store.read() as session:
        assert list(ledger.entries(session)) == []


def test_a_moderators_write_goes_before_one_in_the_background(desk_store: Store) -> None:
    order: list[str] = []

    def write(name: str, urgent: bool) -> None:
        with desk_store.write(urgent=urgent):
            order.append(name)

    threads = [
        threading.Thread(target=write, args=each) for each in (("background", False), ("urgent", True))
    ]
    with desk_store.write():
        threads[1].start()
        while not desk_store._urgent:  # it has asked, and waits
            threads[1].join(0.001)
        threads[0].start()
    for each in threads:
        each.join(10)
    assert order == ["urgent", "background"]
