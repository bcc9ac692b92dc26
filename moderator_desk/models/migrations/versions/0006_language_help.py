"""language help: names as they look, and the language a moderator set for a case"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "name",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("member_id", sa.String(), nullable=False),
        sa.Column("handle", sa.String(), nullable=False),
        sa.Column("staff", sa.Boolean(), nullable=False),
        sa.Column("shape", sa.String(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_name")),
        sa.UniqueConstraint("account", "member_id", name="uq_name_ref"),
    )
    op.create_index("ix_name_shape", "name", ["account", "shape"], unique=False)
    op.create_index("ix_name_made_by", "name", ["made_by"], unique=False)
    # shapes are made by the sync thread at its next turn, as for any name that is new
    op.execute(
        "INSERT INTO name (account, member_id, handle, staff, shape, made_by)"
        " SELECT account, member_id, max(author), 0, '', 0 FROM \"case\""
        " WHERE member_id != '' AND author != '' GROUP BY account, member_id"
    )
    op.add_column("case", sa.Column("language_set", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("case", "language_set")
    op.drop_table("name")
