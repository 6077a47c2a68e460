"""Finding a process that hangs, from outside: the solo pool ignores Celery's time limits, and one that is frozen
cannot end itself (`silence`). Its supervisor asks the rows.
"""

from collections.abc import Sequence
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
    """The workers ("host:pid") that hang: at work for longer than a handler may, or silent while something waits.

    Loops, too, when they are frozen: their heartbeat is old although that of another process is not.
    """
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
    rows = session.scalars(select(HeartbeatRecord).where(HeartbeatRecord.kind.in_((Kind.WORKER, Kind.LOOP)))).all()
    return [row.name for row in rows if _is_hanging(row, now, longest, _patience(row, rows, now, silence), waiting)]


def _patience(row: HeartbeatRecord, rows: Sequence[HeartbeatRecord], now: datetime, silence: timedelta) -> timedelta:
    """How long this one may be silent: twice as long when its row is old, as the heartbeat may wait for a lock."""
    fresh = now - silence / 2
    if row.seen_at > fresh:
        return silence
    # Where nobody's heart beats it is the database that was away.
    return silence * 2 if any(other.seen_at > fresh for other in rows) else timedelta.max


def _is_hanging(
    row: HeartbeatRecord, now: datetime, longest: timedelta, patience: timedelta, waiting: datetime | None
) -> bool:
    if row.kind == Kind.LOOP:
        return now - row.seen_at > patience
    if row.busy_since is not None:
        return now - row.busy_since > longest
    return waiting is not None and now - max(waiting, row.active_at) > patience
