"""An office on a fresh database, once on SQLite and once on PostgreSQL."""

from collections.abc import Callable, Iterator

import pytest

from shared.database import Database
from tests.intake_office import IntakeOffice


@pytest.fixture
def office(migrated_database: Callable[[str], str]) -> Iterator[IntakeOffice]:
    database = Database(migrated_database("intake"))
    yield IntakeOffice(database)
    database.dispose()
