"""What the commands on the terminal share: the database, brought to the present schema, because they may come first."""

from collections.abc import Iterator
from contextlib import contextmanager

from shared.clock import Clock
from shared.database import Database, migrate
from shared.service import database_and_clock
from shared.settings import Settings


@contextmanager
def intake_database(settings: Settings) -> Iterator[tuple[Database, Clock]]:
    """Intake's database and office time; closed at the end of the block."""
    migrate("intake", settings.database_urls["intake"])
    database, clock = database_and_clock("intake", settings)
    try:
        yield database, clock
    finally:
        database.dispose()
