"""The wiring of intake."""

from services.intake.consumers import CONSUMERS
from services.intake.schedule import JOBS
from shared.service import Service, database_and_clock
from shared.settings import Settings

NAME = "intake"


def service(settings: Settings) -> Service:
    """Intake with its database, clock, consumers and jobs. Its pages run in a process of their own."""
    database, clock = database_and_clock(NAME, settings)
    return Service(name=NAME, database=database, clock=clock, consumers=CONSUMERS, jobs=JOBS)
