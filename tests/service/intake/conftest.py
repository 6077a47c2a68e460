"""An office on a fresh database, once on SQLite and once on PostgreSQL."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from uuid import UUID

import pytest

from services.documents.api import create_app as documents_api
from shared.database import Database
from tests.browsing import served
from tests.database_copies import Copies
from tests.intake_office import IntakeOffice, with_a_cycle_at, with_the_demo_office
from tests.visitors import Doors, settings_for


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "cycle_at(step): the office has a cycle that was played to this step")


@pytest.fixture
def office(migrated_database: Copies, request: pytest.FixtureRequest) -> Iterator[IntakeOffice]:
    """The demo's office; with a cycle in the step that the marker `cycle_at` of the test's file names."""
    marker = request.node.get_closest_marker("cycle_at")
    fill = with_a_cycle_at(marker.args[0]) if marker else with_the_demo_office
    database = Database(migrated_database("intake", fill))
    yield IntakeOffice(database)
    database.dispose()


@pytest.fixture
def cycle_id(office: IntakeOffice) -> UUID:
    """The cycle of `cycle_at`."""
    return office.the_cycle()


@pytest.fixture
def doors(office: IntakeOffice, tmp_path: Path) -> Doors:
    """Intake's web over that office, in demo mode."""
    return Doors(office, tmp_path)


@pytest.fixture
def documents(doors: Doors, migrated_database: Copies, tmp_path: Path) -> Iterator[None]:
    """Documents beside it, as intake reads files by it."""
    with ExitStack() as ends:
        database = Database(migrated_database("documents"))
        ends.callback(database.dispose)
        app = documents_api(database, doors.office.clock, settings_for(tmp_path))
        doors.app = doors.app_with(API_URL_DOCUMENTS=ends.enter_context(served(app)))
        yield
