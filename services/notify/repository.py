"""Notices in the database: found when due, leased for one conversation, and what came of it. Machine time only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from services.notify.domain import retries
from services.notify.domain.kinds import Ending, NoticeKind, moot_after
from services.notify.models import OPEN_STATES, EndedRecord, NoticeRecord, NoticeState
from shared.clock import machine_now
from shared.events.event import Event, cycle_subject, task_subject
from shared.events.parts import Person
from shared.events.routes import EVENTS
from shared.events.upcasters import UPCASTERS
from shared.events.wire import from_wire


@dataclass(frozen=True, slots=True)
class Leased:
    """The right to hold one conversation about one notice, and what has to be said in it."""

    notice_id: UUID
    lease: UUID
    conversation: int
    message_id: str
    kind: NoticeKind
    event: Event
    recipient: Person
    cycle_id: UUID | None
    task_id: UUID | None
    step: int | None
    run: int | None
    role: str | None


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


def lease(session: Session, notice_id: UUID, conversations: int, lease_for: timedelta) -> Leased | None:
    """Lease a notice for one conversation and count it; None when there is nothing to be said any more.

    `conversations` is the number the row had when it was queued. A message that lay in the queue while the notice was
    tried or taken up by another worker no longer fits, and does nothing.
    """
    now = machine_now()
    row = session.scalar(select(NoticeRecord).where(NoticeRecord.id == notice_id).with_for_update())
    if row is None or row.conversations != conversations or not _is_free(row, now):
        return None
    if row.state == NoticeState.SENDING:
        row.lapses += 1
    if _closed_unsent(session, row, now):
        return None
    row.state = NoticeState.SENDING
    row.attempts += 1
    row.conversations += 1
    row.queuings = 0
    row.lease = uuid4()
    row.leased_until = row.next_attempt_at = now + lease_for
    return _leased(row, row.lease)


def _is_free(row: NoticeRecord, now: datetime) -> bool:
    if row.state == NoticeState.SENDING:
        return row.leased_until is None or row.leased_until <= now
    return row.state == NoticeState.DUE


def _closed_unsent(session: Session, row: NoticeRecord, now: datetime) -> bool:
    if row.lapses >= retries.LAPSES_MOST:
        _close(row, NoticeState.FAILED, f"{row.lapses} conversations began and never ended")
    elif _is_moot(session, row) or (row.useful_until is not None and row.useful_until <= now):
        _close(row, NoticeState.WITHDRAWN, row.last_error)
    else:
        return False
    return True


def _is_moot(session: Session, row: NoticeRecord) -> bool:
    subjects = [task_subject(row.task_id)] if row.task_id else []
    subjects += [cycle_subject(row.cycle_id)] if row.cycle_id else []
    endings = session.scalars(select(EndedRecord.ending).where(EndedRecord.subject.in_(subjects)))
    return any(NoticeKind(row.kind) in moot_after(Ending(ending)) for ending in endings)


def _leased(row: NoticeRecord, lease_id: UUID) -> Leased:
    return Leased(
        notice_id=row.id,
        lease=lease_id,
        conversation=row.conversations,
        message_id=row.message_id,
        kind=NoticeKind(row.kind),
        event=event_of(row),
        recipient=Person(person_id=row.person_id, name=row.name, jabatan=row.jabatan, email=row.address),
        cycle_id=row.cycle_id,
        task_id=row.task_id,
        step=row.step,
        run=row.run,
        role=row.role,
    )


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


def note_sent(session: Session, leased: Leased) -> bool:
    """The server took the mail. False when the lease is no longer ours."""
    row = _mine(session, leased)
    if row is not None:
        _close(row, NoticeState.SENT, None)
        row.sent_at = machine_now()
    return row is not None


def note_refused(session: Session, leased: Leased, error: str) -> bool:
    """The address does not take mail: "alamat e-mail tidak sampai". False when the lease is no longer ours."""
    row = _mine(session, leased)
    if row is not None:
        _close(row, NoticeState.FAILED, error)
    return row is not None


def note_deferred(session: Session, leased: Leased, error: str) -> bool:
    """It did not get through this time: due again later, or given up. False when the lease is no longer ours."""
    row = _mine(session, leased)
    if row is None:
        return False
    again = retries.next_try(row.attempts, row.created_at, machine_now(), row.useful_until)
    _close(row, NoticeState.DUE if again else NoticeState.FAILED, error)
    row.next_attempt_at = again
    return True


def _mine(session: Session, leased: Leased) -> NoticeRecord | None:
    row = session.scalar(select(NoticeRecord).where(NoticeRecord.id == leased.notice_id).with_for_update())
    return row if row is not None and row.lease == leased.lease else None


def _close(row: NoticeRecord, state: NoticeState, error: str | None) -> None:
    row.state = state
    row.lease = row.leased_until = row.next_attempt_at = None
    row.last_error = error


def ledger(session: Session, cycle_id: UUID) -> Sequence[NoticeRecord]:
    """A cycle's notices, oldest first."""
    return session.scalars(
        select(NoticeRecord).where(NoticeRecord.cycle_id == cycle_id).order_by(NoticeRecord.created_at, NoticeRecord.id)
    ).all()
