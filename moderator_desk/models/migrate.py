"""Bringing a store file up to the program's tables: numbered Alembic steps, a backup before any of them."""

from pathlib import Path

from sqlalchemy import Connection

from moderator_desk.models.problems import StoreProblem

HEAD = "0012"
"""The newest step; a test holds it against migrations/versions and the tables."""

_STEPS = Path(__file__).parent / "migrations"


def stored_step(connection: Connection) -> str | None:
    """The step the file is at, None for an empty file."""
    names = connection.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE name='alembic_version'"
    ).fetchall()
    if not names:
        return None
    row = connection.exec_driver_sql("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else None


def known_steps() -> list[str]:
    """The steps this program carries, oldest first, by file name (0001_name.py)."""
    return sorted(path.name[:4] for path in (_STEPS / "versions").glob("[0-9]*.py"))


def check_step(connection: Connection, path: Path) -> str | None:
    """The step the file is at (None: empty), reading only. Raises StoreProblem: newer, damaged (something else's)."""
    step = stored_step(connection)
    if step is None and connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar():
        raise StoreProblem("damaged", str(path))
    if step is not None and step not in (HEAD, *known_steps()):
        raise StoreProblem("newer", str(path))
    return step


def bring_up_to_date(connection: Connection, path: Path, *, target: str = HEAD) -> None:
    """Run the missing steps on the open connection. A file made by a newer program is left untouched.

    Raises StoreProblem("newer") for that, StoreProblem("damaged") for a file that holds something else.
    """
    step = check_step(connection, path)
    if step == target:
        return
    if step is not None:
        back_up(connection, path, step)
    # Alembic costs a sixth of a second to import and is needed only when something changes.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_STEPS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, target)
    connection.commit()


def back_up(connection: Connection, path: Path, step: str) -> Path:
    """Copy the file beside itself with SQLite's backup call, named after the step it is at."""
    copy = path.with_name(f"{path.name}.before-{step}")
    copy.unlink(missing_ok=True)
    connection.rollback()  # VACUUM INTO, a consistent copy, does not run inside a transaction
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute("VACUUM INTO ?", (str(copy),))
    copy.chmod(0o600)
    return copy
