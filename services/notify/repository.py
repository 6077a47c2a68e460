"""Notices in the database: found when due, withdrawn when pointless, read as a ledger. Machine time only."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import Session

from services.notify.domain import retries
from services.notify.domain.kinds import Ending, moot_after
from services.notify.models import OPEN_STATES, EndedRecord, NoticeRecord, NoticeState
from shared.clock import machine_now
from shared.events.event import Event
from shared.events.routes import EVENTS
from shared.events.upcasters import UPCASTERS
from shared.events.wire import from_wire


def note_end(session: Session, subject: str, ending: Ending) -> None:
    """Keep that a task or a cycle has ended, for mails about it that are still to come."""
    if session.get(EndedRecord, subject) is None:
        session.add(EndedRecord(subject=subject, ending=ending))


def withdraw(session: Session, ending: Ending, about: ColumnElement[bool]) -> None:
    """Withdraw the waiting mails that this end makes pointless. One in a conversation is not called back."""
    session.execute(
        update(NoticeRecord)
        .where(about, NoticeRecord.state == NoticeState.DUE, NoticeRecord.kind.in_(moot_after(ending)))
        .values(state=NoticeState.WITHDRAWN, next_attempt_at=None)
        .execution_options(synchronize_session=False)
    )


def anything_due(session: Session) -> bool:
    """Whether any notice is to be sent at this moment."""
    return session.execute(select(NoticeRecord.id).where(*_due(machine_now())).limit(1)).first() is not None


def count_by_state(session: Session) -> dict[str, int]:
    """How many notices stand in which state; a state that none stands in is absent."""
    rows = session.execute(select(NoticeRecord.state, func.count()).group_by(NoticeRecord.state))
    return {row[0]: row[1] for row in rows}


def forget_without_cycle(session: Session, before: datetime) -> int:
    """Remove the mails about no cycle that were made before and wait no more; how many."""
    old = (NoticeRecord.cycle_id.is_(None), NoticeRecord.created_at < before, NoticeRecord.state.not_in(OPEN_STATES))
    return len(session.execute(delete(NoticeRecord).where(*old).returning(NoticeRecord.id)).all())


def queue_due(session: Session, limit: int) -> list[tuple[UUID, int]]:
    """Move due notices on, so that each is queued once; gives (id, conversations so far)."""
    now = machine_now()
    rows = session.scalars(
        select(NoticeRecord)
        .where(*_due(now))
        .order_by(NoticeRecord.next_attempt_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()
    for row in rows:
        row.queuings += 1
        row.next_attempt_at = retries.next_queuing(row.queuings, now)
    return [(row.id, row.conversations) for row in rows]


def _due(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return NoticeRecord.state.in_(OPEN_STATES), NoticeRecord.next_attempt_at <= now


def is_open(session: Session, notice_id: UUID) -> bool:
    """Whether a notice still waits to be sent or is being sent."""
    row = session.get(NoticeRecord, notice_id, with_for_update=True)
    return row is not None and row.state in OPEN_STATES


def event_of(row: NoticeRecord) -> Event:
    """The event a notice tells of, in the version this deploy knows."""
    # A deploy between the event and its mail may have brought a newer version.
    kind, data = EVENTS[row.event_type], row.data
    for version in range(row.event_version, kind.version):
        data = UPCASTERS[row.event_type, version](data)
    return from_wire(kind, data)


def ledger(session: Session, cycle_id: UUID) -> Sequence[NoticeRecord]:
    """A cycle's notices, oldest first."""
    return session.scalars(
        select(NoticeRecord).where(NoticeRecord.cycle_id == cycle_id).order_by(NoticeRecord.created_at, NoticeRecord.id)
    ).all()
