"""of which file a guideline set was read, so that a start does not read it again"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.add_column("guideline_set", sa.Column("digest", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("guideline_set", "digest")
