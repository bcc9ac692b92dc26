"""accounts: a colour and a mode; entries that are rehearsals"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("account", sa.Column("colour", sa.String(), nullable=False, server_default=""))
    op.add_column("account", sa.Column("mode", sa.String(), nullable=False, server_default="live"))
    op.add_column("outbox", sa.Column("rehearsal", sa.Boolean(), nullable=False, server_default=sa.text("0")))


def downgrade() -> None:
    op.drop_column("outbox", "rehearsal")
    op.drop_column("account", "mode")
    op.drop_column("account", "colour")
