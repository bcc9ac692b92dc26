"""wordings of an item that no case as told last holds any more"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "wording",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_wording")),
    )
    op.create_index("ix_wording_case", "wording", ["account", "case_id"], unique=False)


def downgrade() -> None:
    op.drop_table("wording")
