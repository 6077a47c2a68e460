"""Dead letters: inbox rows that no further attempt is made for until a person says so. Works on any service's database.

Replaying is safe: the row goes back to where it was before its first attempt, under the same event id, and the inbox
lets a handler's work be committed once.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.clock import machine_now
from shared.delivery.records import InboxRecord, InboxState
from shared.events.about import About, about

MOST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLetter:
    """One event that one handler could not take in. `error` is the last one, in the program's words."""

    event_id: UUID
    handler: str
    publisher: str
    type: str
    subject: str
    revision: int
    error: str
    attempts: int
    received_at: datetime
    died_at: datetime
    about: About


def dead_letters(session: Session, limit: int = MOST) -> list[DeadLetter]:
    """The dead letters, the newest first."""
    dead = select(InboxRecord).where(InboxRecord.state == InboxState.DEAD)
    return [_letter(row) for row in session.scalars(dead.order_by(InboxRecord.finished_at.desc()).limit(limit))]


def envelope_of(session: Session, event_id: UUID, handler: str) -> dict[str, Any] | None:
    """The whole envelope of a dead letter, with names and addresses; None when there is none."""
    row = session.get(InboxRecord, (event_id, handler))
    return row.envelope if row is not None and row.state == InboxState.DEAD else None


def replay(session: Session, event_id: UUID, handler: str) -> bool:
    """Have it tried again from the start; False when it is not dead (any more)."""
    row = _locked(session, event_id, handler)
    if row is None:
        return False
    row.state = InboxState.RECEIVED
    row.attempts = row.errors = row.parks = 0
    row.waits_for = row.parked_since = row.finished_at = None
    row.next_attempt_at = machine_now()
    return True


def discard(session: Session, event_id: UUID, handler: str) -> bool:
    """Give it up for good; the row stays as proof. False when it is not dead (any more)."""
    row = _locked(session, event_id, handler)
    if row is None:
        return False
    row.state = InboxState.DISCARDED
    row.finished_at = machine_now()
    return True


def _locked(session: Session, event_id: UUID, handler: str) -> InboxRecord | None:
    return session.scalar(
        select(InboxRecord)
        .where(InboxRecord.event_id == event_id, InboxRecord.handler == handler, InboxRecord.state == InboxState.DEAD)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def _letter(row: InboxRecord) -> DeadLetter:
    return DeadLetter(
        event_id=row.event_id,
        handler=row.handler,
        publisher=row.publisher,
        type=row.type,
        subject=row.subject,
        revision=row.revision,
        error=row.last_error or "",
        attempts=row.attempts,
        received_at=row.received_at,
        died_at=row.finished_at or row.received_at,
        about=about(row.envelope),
    )
