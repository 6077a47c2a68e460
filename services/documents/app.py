"""The wiring of documents."""

from typing import Any

from services.documents.consumers import consumers
from shared.clock import Clock
from shared.database import Database
from shared.service import Service, database_and_clock
from shared.settings import Settings

NAME = "documents"


def service(settings: Settings) -> Service:
    """Documents with its database, clock, consumers and internal API."""
    database, clock = database_and_clock(NAME, settings)
    return Service(
        name=NAME,
        database=database,
        clock=clock,
        consumers=consumers(database, clock, settings),
        api=lambda: _api(database, clock, settings),
    )


def _api(database: Database, clock: Clock, settings: Settings) -> Any:
    # Loaded here: only the process that serves it needs Flask.
    from services.documents.api import create_app

    return create_app(database, clock, settings)
