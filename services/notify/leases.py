"""The right to hold one conversation about a notice, and what came of it. Machine time only."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.notify.domain import retries
from services.notify.domain.kinds import Ending, NoticeKind, moot_after
from services.notify.models import EndedRecord, NoticeRecord, NoticeState
from services.notify.repository import event_of
from shared.clock import machine_now
from shared.events.event import Event, cycle_subject, task_subject
from shared.events.parts import Person


@dataclass(frozen=True, slots=True)
class Leased:
    """The right to hold one conversation about one notice, and what has to be said in it."""

    notice_id: UUID
    lease: UUID
    conversation: int
    message_id: str
    kind: NoticeKind
    event: Event
    event_id: UUID | None
    trace: str | None
    recipient: Person
    cycle_id: UUID | None
    task_id: UUID | None
    step: int | None
    run: int | None
    role: str | None


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
        event_id=row.event_id,
        trace=row.trace,
        recipient=Person(person_id=row.person_id, name=row.name, jabatan=row.jabatan, email=row.address),
        cycle_id=row.cycle_id,
        task_id=row.task_id,
        step=row.step,
        run=row.run,
        role=row.role,
    )


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
