"""The attempts to handle a stored event: each is claimed by a lease, and ends, errs, waits or is given up."""

import logging
import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from shared.clock import machine_now
from shared.delivery.records import InboxRecord, InboxState
from shared.events.about import log_ids

log = logging.getLogger(__name__)

ERRORS_MOST = 5
LAPSES_MOST = 12
PARKED_MOST = timedelta(hours=1)
_BACK_OFF_S = (1, 5, 30, 300)
_REQUEUE_AFTER = timedelta(seconds=30)
_OPEN = (InboxState.RECEIVED, InboxState.PARKED)


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to handle one row until the lease lapses."""

    event_id: UUID
    handler: str
    lease: UUID


def lease_for(handler_limit: timedelta) -> timedelta:
    """How long a claim holds: half as long again as a handler may take, so that a slow one is not run twice."""
    return handler_limit * 1.5


def worker_name() -> str:
    """The name by which rows know the present process: host and process id."""
    return f"{socket.gethostname()}:{os.getpid()}"


def claim_again(session: Session, event_id: UUID, handler: str, lease_for: timedelta) -> Claim | None:
    """Claim a stored row for another attempt; None when it is finished or another attempt holds it."""
    now = machine_now()
    row = _locked(session, event_id, handler)
    if row is None or row.state not in _OPEN or (row.leased_until is not None and row.leased_until > now):
        return None
    if row.attempts - row.errors - row.parks >= LAPSES_MOST:
        bury(row, f"{LAPSES_MOST} attempts began and never ended: the worker died each time")
        return None
    row.attempts += 1
    row.state = InboxState.RECEIVED
    row.lease = uuid4()
    row.leased_by = worker_name()
    row.leased_until = row.next_attempt_at = now + lease_for
    return Claim(event_id, handler, row.lease)


def locked_if_mine(session: Session, claim: Claim) -> InboxRecord | None:
    """Lock the row; None when the lease has passed to another attempt meanwhile."""
    row = _locked(session, claim.event_id, claim.handler)
    return row if row is not None and row.lease == claim.lease and row.state == InboxState.RECEIVED else None


def _locked(session: Session, event_id: UUID, handler: str) -> InboxRecord | None:
    return session.scalar(
        select(InboxRecord)
        .where(InboxRecord.event_id == event_id, InboxRecord.handler == handler)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def finish(session: Session, row: InboxRecord, state: InboxState) -> None:
    """Note the final state and wake those that waited for this subject."""
    now = machine_now()
    _release(row)
    row.state = state
    row.finished_at = now
    row.next_attempt_at = None
    session.flush()
    session.execute(
        update(InboxRecord)
        .where(InboxRecord.state == InboxState.PARKED, InboxRecord.waits_for == row.subject)
        .values(next_attempt_at=now)
        .execution_options(synchronize_session=False)
    )


def note_error(row: InboxRecord, error: str) -> None:
    """Count the error; try again later, or never after the fifth."""
    row.errors += 1
    row.last_error = error
    if row.errors >= ERRORS_MOST:
        bury(row, error)
        return
    _release(row)
    row.next_attempt_at = machine_now() + timedelta(seconds=_BACK_OFF_S[min(row.errors, len(_BACK_OFF_S)) - 1])


def park(row: InboxRecord, waits_for: str) -> None:
    """Put the event aside until `waits_for` is known; after an hour it is dead, naming what it waited for."""
    now = machine_now()
    row.parked_since = row.parked_since or now
    row.waits_for = waits_for
    if now - row.parked_since >= PARKED_MOST:
        bury(row, f"waited an hour for {waits_for}, of which nothing was heard")
        return
    _release(row)
    row.state = InboxState.PARKED
    row.next_attempt_at = now + timedelta(seconds=_BACK_OFF_S[min(row.parks, len(_BACK_OFF_S) - 1)])
    row.parks += 1


def bury(row: InboxRecord, error: str) -> None:
    """Make a dead letter of it: no further attempt without a person."""
    _release(row)
    row.state = InboxState.DEAD
    row.last_error = error
    row.finished_at = machine_now()
    row.next_attempt_at = None
    log_death(row.envelope, row.handler)


def log_death(envelope: Mapping[str, Any], handler: str) -> None:
    """Say that an event has become a dead letter; why stands in its row, as it may quote data."""
    log.error("event became a dead letter", extra={**log_ids(envelope), "handler": handler})


def _release(row: InboxRecord) -> None:
    row.lease = row.leased_by = row.leased_until = None


def anything_due(session: Session) -> bool:
    """Whether any stored event is due for another attempt."""
    due = select(InboxRecord.event_id).where(InboxRecord.state.in_(_OPEN), InboxRecord.next_attempt_at <= machine_now())
    return session.execute(due.limit(1)).first() is not None


def claim_due_attempts(session: Session, limit: int = 100) -> list[tuple[UUID, str]]:
    """Rows whose lease lapsed or whose next attempt is due, moved on so that they are queued once."""
    now = machine_now()
    due = (
        select(InboxRecord.event_id, InboxRecord.handler)
        .where(InboxRecord.state.in_(_OPEN), InboxRecord.next_attempt_at <= now)
        .order_by(InboxRecord.next_attempt_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    keys = [(row.event_id, row.handler) for row in session.execute(due)]
    for event_id, handler in keys:
        session.execute(
            update(InboxRecord)
            .where(InboxRecord.event_id == event_id, InboxRecord.handler == handler)
            .values(next_attempt_at=now + _REQUEUE_AFTER)
            .execution_options(synchronize_session=False)
        )
    return keys


def overdue_leases(session: Session, allowed: timedelta, lease_for: timedelta) -> list[str]:
    """The workers whose present attempt has run longer than allowed."""
    began_before = machine_now() - allowed
    rows = session.scalars(
        select(InboxRecord.leased_by)
        .where(
            InboxRecord.state == InboxState.RECEIVED,
            InboxRecord.leased_until < began_before + lease_for,
            InboxRecord.leased_by.is_not(None),
        )
        .distinct()
    )
    return [name for name in rows if name]
