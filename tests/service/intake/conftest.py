"""An office on a fresh database, once on SQLite and once on PostgreSQL."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from shared.database import Database
from tests.intake_office import IntakeOffice
from tests.visitors import Doors


@pytest.fixture
def office(migrated_database: Callable[[str], str]) -> Iterator[IntakeOffice]:
    database = Database(migrated_database("intake"))
    yield IntakeOffice(database)
    database.dispose()


@pytest.fixture
def doors(office: IntakeOffice, tmp_path: Path) -> Doors:
    """Intake's web over that office, in demo mode."""
    return Doors(office, tmp_path)
