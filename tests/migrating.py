"""A store as an earlier program left it: the steps of the migrations taken back."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from moderator_desk.models import migrations


def back_to(connection: Connection, step: str) -> None:
    """Take back every step after this one, on an open connection."""
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__path__[0])).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.downgrade(config, step)
    connection.commit()
