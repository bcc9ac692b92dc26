"""care paths: hand-offs and frozen cases; the moderator's own: guidelines left out today, time with hard cases"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "handoff",
        sa.Column("key", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("id", "account", "case_id", "kind")),
        sa.Column("at", sa.Integer(), nullable=False),
        *(
            sa.Column(name, sa.String(), nullable=False)
            for name in ("by", "duty_name", "duty_phone", "duty_hours", "entry_id")
        ),
        sa.Column("seen", sa.LargeBinary(), nullable=False),
        sa.Column("seen_sha256", sa.String(), nullable=False),
        sa.Column("told", sa.Integer(), nullable=False),
        sa.Column("alert_at", sa.Integer(), nullable=True),
        sa.Column("acknowledged_at", sa.Integer(), nullable=True),
        sa.Column("acknowledged_by", sa.String(), nullable=False, server_default=""),
        sa.Column("how", sa.String(), nullable=False, server_default=""),
        sa.Column("lifted_at", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_handoff")),
        sa.UniqueConstraint("id", name="uq_handoff_id"),
    )
    op.create_index("ix_handoff_case", "handoff", ["account", "case_id"], unique=False)
    waits = sa.text("alert_at IS NOT NULL")
    op.create_index("ix_handoff_alert", "handoff", ["alert_at"], unique=False, sqlite_where=waits)
    op.create_table(
        "left_out",
        sa.Column("guideline", sa.String(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("guideline", name=op.f("pk_left_out")),
    )
    op.create_table(
        "exposure",
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("severity", sa.String(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "severity", name=op.f("pk_exposure")),
    )


def downgrade() -> None:
    op.drop_table("exposure")
    op.drop_table("left_out")
    op.drop_index("ix_handoff_alert", "handoff")
    op.drop_index("ix_handoff_case", "handoff")
    op.drop_table("handoff")
