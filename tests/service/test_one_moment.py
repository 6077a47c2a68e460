"""A unit of work that reads sees its database as at one moment, whatever others commit meanwhile."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from shared.database import Database
from shared.delivery.records import EpochRecord


def value_seen_by(database: Database, meanwhile: Callable[[], None]) -> tuple[str, str]:
    with database.read() as session:
        first = session.scalars(select(EpochRecord.value)).one()
        meanwhile()
        return first, session.scalars(select(EpochRecord.value)).one()


def test_what_is_committed_while_a_page_reads_is_seen_by_the_next_page(
    migrated_database: Callable[[str], str],
) -> None:
    database = Database(migrated_database("notify"))

    def change() -> None:
        with database.write() as session:
            session.scalars(select(EpochRecord)).one().value = "later"

    first, second = value_seen_by(database, change)
    after, _ = value_seen_by(database, lambda: None)
    database.dispose()
    assert first == second != "later"
    assert after == "later"


@pytest.mark.parametrize("database_kind", [pytest.param("postgresql", marks=pytest.mark.needs_postgresql)])
def test_a_unit_of_work_that_reads_cannot_write(migrated_database: Callable[[str], str]) -> None:
    database = Database(migrated_database("notify"))
    with database.read() as session:
        session.scalars(select(EpochRecord)).one().value = "written"
        with pytest.raises(DBAPIError, match="read-only"):
            session.flush()
    database.dispose()
