"""what search, precedents and waves are read from: words, signatures and ties of each case"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    with op.batch_alter_table("case", schema=None) as batch_op:
        batch_op.add_column(sa.Column("indexed", sa.Boolean(), nullable=False, server_default=sa.text("0")))
    op.create_index("ix_case_unindexed", "case", ["key"], unique=False, sqlite_where=sa.text("indexed = 0"))
    op.create_table(
        "likeness",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_likeness")),
    )
    op.create_table(
        "tie",
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("key", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("value", "key", name=op.f("pk_tie")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_tie_key", "tie", ["key"], unique=False)
    op.create_table(
        "band",
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("key", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("value", "key", name=op.f("pk_band")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_band_key", "band", ["key"], unique=False)
    # the words themselves need not be kept twice; older libraries cannot forget a row that they did not keep
    version = tuple(
        map(int, op.get_bind().exec_driver_sql("SELECT sqlite_version()").scalar_one().split("."))
    )
    lean = ", content='', contentless_delete=1" if version >= (3, 43) else ""
    op.execute(
        "CREATE VIRTUAL TABLE words USING fts5(item, report, member, decision, note, mark,"
        f" tokenize='unicode61 remove_diacritics 0 categories ''L* N* Co M*''', prefix='1 2 3'{lean})"
    )


def downgrade() -> None:
    op.execute("DROP TABLE words")
    for table in ("band", "tie", "likeness"):
        op.drop_table(table)
    op.drop_index("ix_case_unindexed", "case")
    with op.batch_alter_table("case", schema=None) as batch_op:
        batch_op.drop_column("indexed")
