"""`python -m shared.delivery.health SERVICE`: can this container's worker or loop do its work?

0 when database and broker answer, 1 with the reason when not. Where no launcher watches, this is also what ends a
worker that hangs (the solo pool ignores Celery's time limits); the container's restart policy starts it anew.
"""

import os
import signal
import socket
import sys
import time
from collections.abc import Sequence
from datetime import timedelta

import psutil
import redis
from sqlalchemy.exc import SQLAlchemyError

from shared.database import Database
from shared.delivery.queues import redis_client
from shared.delivery.watch import stuck_workers
from shared.settings import Settings, read_settings

HEALTHY, UNHEALTHY = 0, 1
_BROKER_LIMIT_S = 2.0


def end_stuck(names: Sequence[str], handler_limit: timedelta) -> list[int]:
    """End those of the stuck workers ("host:pid") that run on this host; their pids.

    A process that is younger than the limit cannot hold a lease over it: its name is that of a run before it, as
    containers give the same pid to every run.
    """
    host = socket.gethostname()
    here = [int(pid) for name in names for owner, _, pid in [name.rpartition(":")] if owner == host]
    ended = []
    for pid in here:
        try:
            if time.time() - psutil.Process(pid).create_time() > handler_limit.total_seconds():
                os.kill(pid, signal.SIGKILL)
                ended.append(pid)
        except (psutil.NoSuchProcess, ProcessLookupError):
            continue
    return ended


def problem(service: str, settings: Settings) -> str | None:
    """What keeps the service's processes from working; None when nothing does."""
    database = Database(settings.database_urls[service])
    limit = timedelta(seconds=settings.handler_limit_s)
    try:
        if ended := end_stuck(stuck_workers(service, database, settings), limit):
            return f"a worker hung; ended {ended}"
        with redis_client(settings, timeout_s=_BROKER_LIMIT_S) as client:
            client.ping()
    except SQLAlchemyError as error:
        return f"the database does not answer: {type(error).__name__}"
    except redis.RedisError as error:
        return f"the broker does not answer: {type(error).__name__}"
    finally:
        database.dispose()
    return None


def main(arguments: list[str]) -> int:
    """Tell by exit code and, when something is wrong, by a line."""
    (service,) = arguments
    found = problem(service, read_settings())
    if found is None:
        return HEALTHY
    sys.stdout.write(f"{found}\n")
    return UNHEALTHY


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
