"""The wiring of intake."""

from typing import Any

from services.intake.consumers import CONSUMERS
from services.intake.schedule import JOBS
from shared.database import Database
from shared.service import Service, database_and_clock
from shared.settings import Settings

NAME = "intake"


def service(settings: Settings) -> Service:
    """Intake with its database, clock, consumers, jobs and internal API. Its pages run in a process of their own."""
    database, clock = database_and_clock(NAME, settings)
    return Service(
        name=NAME,
        database=database,
        clock=clock,
        consumers=CONSUMERS,
        jobs=JOBS,
        api=lambda: _api(database, settings),
    )


def _api(database: Database, settings: Settings) -> Any:
    # Loaded here: only the process that serves it needs Flask.
    from services.intake.api import create_app

    return create_app(database, settings.secret_key)
