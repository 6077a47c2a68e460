"""Finding a process that hangs, from outside: the solo pool ignores Celery's time limits, and one that is frozen
cannot end itself (`silence`). Its supervisor asks the rows.
"""

from datetime import datetime, timedelta

import redis
from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.clock import machine_now
from shared.database import Database
from shared.delivery import attempts
from shared.delivery.queues import redis_client, waiting_since
from shared.delivery.records import HeartbeatRecord, Kind
from shared.settings import Settings

_SILENT_BEATS = 4
_BROKER_LIMIT_S = 2.0


def stuck_workers(service: str, database: Database, settings: Settings) -> list[str]:
    """The workers ("host:pid") that hang: at work for longer than a handler may, or silent while something waits."""
    limit = timedelta(seconds=settings.handler_limit_s)
    silence = timedelta(seconds=settings.heartbeat_s * _SILENT_BEATS)
    waiting = _waiting_since(service, settings)
    with database.read() as session:
        found = set(attempts.overdue_leases(session, limit, attempts.lease_for(limit)))
        found |= set(_hanging(session, attempts.lease_for(limit), silence, waiting))
    return sorted(found)


def _waiting_since(service: str, settings: Settings) -> datetime | None:
    try:
        with redis_client(settings, timeout_s=_BROKER_LIMIT_S) as client:
            return waiting_since(client, service)
    except redis.RedisError:
        # Without a broker nothing can wait, and no worker is to blame.
        return None


def _hanging(session: Session, longest: timedelta, silence: timedelta, waiting: datetime | None) -> list[str]:
    now = machine_now()
    rows = session.scalars(select(HeartbeatRecord).where(HeartbeatRecord.kind == Kind.WORKER))
    return [row.name for row in rows if _is_hanging(row, now, longest, silence, waiting)]


def _is_hanging(
    row: HeartbeatRecord, now: datetime, longest: timedelta, silence: timedelta, waiting: datetime | None
) -> bool:
    if row.busy_since is not None:
        return now - row.busy_since > longest
    return waiting is not None and now - max(waiting, row.active_at) > silence
