"""waves: pieces of picture hashes, by which the same picture is found; the batch of what was decided at once"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

_GOOD_ENOUGH, _PIECES, _BITS = 50, 16, 16


def upgrade() -> None:
    op.create_table(
        "look_band",
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("key", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("value", "key", name=op.f("pk_look_band")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_look_band_key", "look_band", ["key"], unique=False)
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.add_column(sa.Column("batch", sa.String(), nullable=False, server_default=""))
    marked = sa.text("batch <> ''")
    op.create_index("ix_outbox_batch", "outbox", ["batch"], unique=False, sqlite_where=marked)
    _cut_up_looks(op.get_bind())
    op.execute(
        "UPDATE outbox SET batch = coalesce(json_extract(CAST(body AS TEXT), '$.batch'), '')"
        " WHERE kind IN ('decision', 'reversal', 'lift')"
    )


def _cut_up_looks(connection: sa.Connection) -> None:
    """The hashes that there are, as models.looks keeps them from now on."""
    rows = connection.exec_driver_sql(f"SELECT key, pdq FROM look WHERE quality >= {_GOOD_ENOUGH}").all()
    mask = (1 << _BITS) - 1
    bands = [
        (place << _BITS | int(pdq, 16) >> place * _BITS & mask, key)
        for key, pdq in rows
        for place in range(_PIECES)
    ]
    if bands:
        connection.exec_driver_sql("INSERT INTO look_band(value, key) VALUES (?, ?)", bands)


def downgrade() -> None:
    op.drop_index("ix_outbox_batch", "outbox")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_column("batch")
    op.drop_table("look_band")
