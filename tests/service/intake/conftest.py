"""An office on a fresh database, once on SQLite and once on PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.database import Database
from tests.database_copies import Copies
from tests.intake_office import IntakeOffice, with_the_demo_office
from tests.visitors import Doors


@pytest.fixture
def office(migrated_database: Copies) -> Iterator[IntakeOffice]:
    database = Database(migrated_database("intake", with_the_demo_office))
    yield IntakeOffice(database)
    database.dispose()


@pytest.fixture
def doors(office: IntakeOffice, tmp_path: Path) -> Doors:
    """Intake's web over that office, in demo mode."""
    return Doors(office, tmp_path)
