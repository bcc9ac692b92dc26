"""reporters who were warned and muted, and cases that wait behind all others while they are"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.create_table(
        "reporter_step",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("member_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.Integer(), nullable=True),
        sa.Column("over", sa.Boolean(), server_default=sa.text("0"), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_reporter_step")),
        sa.UniqueConstraint("id", name="uq_reporter_step_id"),
    )
    op.create_index("ix_reporter_step_member", "reporter_step", ["account", "member_id"], unique=False)
    op.create_index(
        "ix_reporter_step_mute",
        "reporter_step",
        ["account"],
        unique=False,
        sqlite_where=sa.text("kind = 'mute' AND over = 0"),
    )
    op.add_column("case", sa.Column("held", sa.Boolean(), server_default=sa.text("0"), nullable=False))
    op.create_index("ix_case_held", "case", ["account"], unique=False, sqlite_where=sa.text("held = 1"))


def downgrade() -> None:
    op.drop_index("ix_case_held", "case")
    with op.batch_alter_table("case", schema=None) as batch_op:
        batch_op.drop_column("held")
    op.drop_table("reporter_step")
