"""The wiring of analysis."""

from typing import Any

from services.analysis.consumers import CONSUMERS
from shared.database import Database
from shared.service import Service, database_and_clock
from shared.settings import Settings

NAME = "analysis"


def service(settings: Settings) -> Service:
    """Analysis with its database, clock, consumers and internal API."""
    database, clock = database_and_clock(NAME, settings)
    return Service(name=NAME, database=database, clock=clock, consumers=CONSUMERS, api=lambda: _api(database, settings))


def _api(database: Database, settings: Settings) -> Any:
    # Loaded here: only the process that serves it needs Flask.
    from services.analysis.api import create_app

    return create_app(database, settings.secret_key)
