"""Alembic's entry point, the same for every service; `shared.database.migrate` passes the connection."""

from alembic import context
from sqlalchemy import Connection


def _upgrade(connection: Connection) -> None:
    context.configure(connection=connection, transaction_per_migration=False, render_as_batch=True)
    with context.begin_transaction():
        if connection.dialect.name == "postgresql":
            # Two containers may start at once: one migrates, the other waits and then finds nothing to do.
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(67012022)")
        context.run_migrations()


_upgrade(context.config.attributes["connection"])
