"""A worker with a pool of processes forks: what the parent had open is never used by two."""

import multiprocessing
from typing import Any

from sqlalchemy import text

from shared.database import Database

LIMIT_S = 20


def connection_of(database: Database) -> Any:
    """The driver's connection that answers at the moment."""
    with database.read() as session:
        session.execute(text("SELECT 1"))
        return session.connection().connection.driver_connection


def test_a_forked_process_uses_no_connection_that_its_parent_has_open(database_url: str) -> None:
    database = Database(database_url)
    ours = connection_of(database)
    assert connection_of(database) is ours, "the pool keeps its connection, else this test shows nothing"
    context = multiprocessing.get_context("fork")
    shared_with_child = context.SimpleQueue()
    child = context.Process(target=lambda: shared_with_child.put(connection_of(database) is ours))
    child.start()
    child.join(LIMIT_S)
    assert child.exitcode == 0
    assert shared_with_child.get() is False
    assert connection_of(database) is ours
    database.dispose()
