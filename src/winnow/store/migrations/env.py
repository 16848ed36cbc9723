"""Runs the migrations on the connection that :mod:`winnow.store.migrate` hands over."""

from alembic import context

from winnow.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite changes a column by copying its table.
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
