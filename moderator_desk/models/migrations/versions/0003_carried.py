"""what the desk carries for a platform: notes, ends of bans, and which of it an account needs"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.add_column(sa.Column("carries", sa.String(), nullable=False, server_default=""))
    # an account says so itself at its next sign-in; until then the one kind that keeps nothing is known
    op.execute("UPDATE account SET carries = 'durations notes history' WHERE kind = 'synapse'")
    op.create_table(
        "note",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("member_id", sa.String(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_note")),
        sa.UniqueConstraint("id", name="uq_note_id"),
    )
    op.create_index("ix_note_case", "note", ["account", "case_id"], unique=False)
    op.create_index("ix_note_member", "note", ["account", "member_id"], unique=False)
    waits = sa.text("kind = 'lift' AND state = 'waiting'")
    op.create_index("ix_outbox_lift", "outbox", ["account", "next_try"], unique=False, sqlite_where=waits)


def downgrade() -> None:
    op.drop_index("ix_outbox_lift", "outbox")
    op.drop_table("note")
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.drop_column("carries")
