"""The wiring of documents."""

from functools import partial

from services.documents.api import create_app
from services.documents.consumers import consumers
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
        api=partial(create_app, database, clock, settings),
    )
