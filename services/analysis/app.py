"""The wiring of analysis."""

from services.analysis.consumers import CONSUMERS
from shared.service import Service, database_and_clock
from shared.settings import Settings

NAME = "analysis"


def service(settings: Settings) -> Service:
    """Analysis with its database, clock and consumers."""
    database, clock = database_and_clock(NAME, settings)
    return Service(name=NAME, database=database, clock=clock, consumers=CONSUMERS)
