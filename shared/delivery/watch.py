"""Finding a worker that hangs: the solo pool ignores Celery's time limits, so its supervisor asks the rows."""

from datetime import timedelta

from shared.database import Database
from shared.delivery import attempts
from shared.delivery.consumer import lease_for


def stuck_workers(database: Database, handler_limit: timedelta) -> list[str]:
    """The workers ("host:pid") whose present attempt has run longer than a handler may."""
    with database.read() as session:
        return attempts.overdue_leases(session, handler_limit, lease_for(handler_limit))
