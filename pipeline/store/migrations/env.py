"""Alembic's entry: runs the revisions on the connection that the program hands over."""

from alembic import context

from pipeline.store import (
    after_tables,
    book_tables,
    case_tables,
    erasure_tables,
    mail_tables,
    recovery_tables,
)
from pipeline.store.schema import metadata

#: a table is known once its module is imported
KNOWN = (after_tables, mail_tables, case_tables, book_tables, erasure_tables, recovery_tables)

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite cannot change a table in place; batch mode copies it.
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
