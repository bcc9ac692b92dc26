"""Alembic's entry: runs the steps on the connection that the store opened."""

from alembic import context

from moderator_desk.models.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
