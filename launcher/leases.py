"""Which workers hang, read from the rows of their service."""

from collections.abc import Mapping, Sequence


def stuck_workers(service: str, settings: Mapping[str, str]) -> Sequence[str]:
    """Name them as "host:pid". SQLAlchemy is loaded at the first question, after the system has started."""
    from shared.database import Database
    from shared.delivery import watch
    from shared.settings import read_settings

    known = read_settings(settings)
    database = Database(known.database_urls[service])
    try:
        return watch.stuck_workers(service, database, known)
    finally:
        database.dispose()
