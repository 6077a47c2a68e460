"""The wiring of documents."""

from services.documents.consumers import consumers
from shared.files import FileStore
from shared.service import Service, database_and_clock
from shared.settings import Settings

NAME = "documents"


def service(settings: Settings) -> Service:
    """Documents with its database, clock, file store and consumers."""
    database, clock = database_and_clock(NAME, settings)
    return Service(name=NAME, database=database, clock=clock, consumers=consumers(FileStore(settings.files)))
