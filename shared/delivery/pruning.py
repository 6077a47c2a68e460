"""Removing what delivery no longer needs, a few rows at a time (docs/adr/0012).

What has not come to its end is never removed: an event that somebody has not acknowledged, one that waits or is dead.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from prometheus_client import CollectorRegistry, Counter
from redis.exceptions import RedisError
from sqlalchemy import ColumnElement, Select, delete, exists, or_, select
from sqlalchemy.orm import Session, aliased

from shared.clock import Clock, machine_now
from shared.database import Database
from shared.delivery.queues import redis_client, waiting_since
from shared.delivery.records import InboxRecord, InboxState, OutboxDeliveryRecord, OutboxRecord
from shared.delivery.schedule import Job
from shared.settings import Settings

log = logging.getLogger(__name__)

TOLD_KEPT: Final = timedelta(days=7)
"""How long an event is kept by who told it, after the last subscriber has acknowledged it."""
HEARD_KEPT: Final = timedelta(days=37)
"""How long an event is kept by who handled it, after it last came: a copy that comes meanwhile is dropped."""
LONGEST_WAIT: Final = timedelta(days=1)
"""A message that has waited longer shows that copies from before it may be about, too."""
BATCH: Final = 500
_EVERY_S = 3600
_FINAL = (InboxState.HANDLED, InboxState.SUPERSEDED, InboxState.DISCARDED)


def pruning(service: str, settings: Settings, registry: CollectorRegistry) -> Job:
    """The hourly job of a service, counted in `registry`.

    While its queues cannot be seen, or hold what is old, nothing is removed.
    """
    pruned = Counter("kinerja_pruned", "Events removed when no copy can come.", ["of"], registry=registry)

    def prune(database: Database, _clock: Clock) -> int:
        now = machine_now()
        if _old_copies_may_come(service, settings, now):
            log.warning("nothing is pruned: a message has waited for over a day, or the broker does not answer")
            return 0
        told = _in_batches(database, lambda rows: _prune_told(rows, now - TOLD_KEPT))
        heard = _in_batches(database, lambda rows: _prune_heard(rows, now - HEARD_KEPT))
        pruned.labels("outbox").inc(told)
        pruned.labels("inbox").inc(heard)
        return told + heard

    return Job("pruning", _EVERY_S, prune)


def _old_copies_may_come(service: str, settings: Settings, now: datetime) -> bool:
    try:
        with redis_client(settings) as client:
            oldest = waiting_since(client, service)
    except RedisError:
        return True
    return oldest is not None and now - oldest > LONGEST_WAIT


def _in_batches(database: Database, prune: Callable[[Session], int]) -> int:
    """Each batch is a transaction of its own, so that nobody waits for long."""
    done = 0
    while True:
        with database.write() as rows:
            batch = prune(rows)
        done += batch
        if batch < BATCH:
            return done


def _prune_told(rows: Session, before: datetime) -> int:
    needed = exists().where(
        OutboxDeliveryRecord.event_id == OutboxRecord.event_id,
        or_(OutboxDeliveryRecord.acknowledged_at.is_(None), OutboxDeliveryRecord.acknowledged_at >= before),
    )
    ids = _some(rows, select(OutboxRecord.event_id).where(OutboxRecord.created_at < before, ~needed))
    rows.execute(delete(OutboxDeliveryRecord).where(OutboxDeliveryRecord.event_id.in_(ids)))
    rows.execute(delete(OutboxRecord).where(OutboxRecord.event_id.in_(ids)))
    return len(ids)


def _prune_heard(rows: Session, before: datetime) -> int:
    """All handlers' rows of an event go at once: while one of them needs it, a copy must find the others done."""
    of_another = aliased(InboxRecord)
    needed = exists().where(of_another.event_id == InboxRecord.event_id, _is_needed(of_another, before))
    ids = _some(rows, select(InboxRecord.event_id).where(InboxRecord.last_seen_at < before, ~needed).distinct())
    rows.execute(delete(InboxRecord).where(InboxRecord.event_id.in_(ids)))
    return len(ids)


def _is_needed(row: type[InboxRecord], before: datetime) -> ColumnElement[bool]:
    return or_(row.state.not_in(_FINAL), row.ack_due, row.last_seen_at >= before)


def _some(rows: Session, asked: Select[UUID]) -> list[UUID]:
    return list(rows.scalars(asked.limit(BATCH)))
