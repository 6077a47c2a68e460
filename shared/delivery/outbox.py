"""The publisher's side: events become rows in the same transaction as the state they tell of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, or_, select, tuple_, update
from sqlalchemy.orm import Session

from shared.clock import machine_now
from shared.delivery.records import OutboxDeliveryRecord, OutboxRecord
from shared.events.envelope import wrap
from shared.events.event import Event
from shared.events.routes import ROUTES

FIRST_RESEND_S = 30
LAST_RESEND_S = 3600
_DOUBLINGS = 7
_TOLD = "kinerja_told"


@dataclass(frozen=True, slots=True)
class DueDelivery:
    """One delivery that the relay has claimed and must now send; `sends` counts this time, too."""

    event_id: UUID
    subscriber: str
    envelope: dict[str, Any]
    sends: int


def add_to_outbox(
    session: Session,
    event: Event,
    causation: UUID | None = None,
    traceparent: str | None = None,
    event_id: UUID | None = None,
) -> None:
    """Store the event and one due delivery for each subscriber that the routes name."""
    envelope = wrap(event, causation, traceparent, event_id)
    now = machine_now()
    session.add(
        OutboxRecord(
            event_id=envelope.id,
            type=envelope.type,
            subject=envelope.subject,
            revision=envelope.revision,
            envelope=envelope.to_json(),
            created_at=now,
            deliveries=[
                OutboxDeliveryRecord(subscriber=subscriber, sends=0, next_send_at=now)
                for subscriber in ROUTES[type(event)]
            ],
        )
    )
    session.info[_TOLD] = True


def has_told(session: Session) -> bool:
    """Whether this unit of work put anything in the outbox."""
    return _TOLD in session.info


def anything_due(session: Session) -> bool:
    """Whether any delivery is due at this moment."""
    return (
        session.execute(
            select(OutboxDeliveryRecord.event_id)
            .where(OutboxDeliveryRecord.acknowledged_at.is_(None), OutboxDeliveryRecord.next_send_at <= machine_now())
            .limit(1)
        ).first()
        is not None
    )


def claim_due(
    session: Session, oldest_in_queue: Mapping[str, datetime | None], limit: int, *, resend: bool
) -> list[DueDelivery]:
    """Claim a batch of due deliveries by moving their next sending on; two relays never claim the same one.

    `oldest_in_queue` says per subscriber when the oldest message still in its queue was sent (None: queue empty).
    A delivery that was sent later than that is most likely still in line, and sending it again would only make
    the line longer.
    """
    now = machine_now()
    due = (
        select(OutboxDeliveryRecord.event_id, OutboxDeliveryRecord.subscriber)
        .where(
            OutboxDeliveryRecord.acknowledged_at.is_(None),
            OutboxDeliveryRecord.next_send_at <= now,
            _not_still_in_line(oldest_in_queue, resend=resend),
        )
        .order_by(OutboxDeliveryRecord.next_send_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    claimed = session.execute(
        update(OutboxDeliveryRecord)
        .where(tuple_(OutboxDeliveryRecord.event_id, OutboxDeliveryRecord.subscriber).in_(due))
        .values(sends=OutboxDeliveryRecord.sends + 1, next_send_at=_next_send(now))
        .returning(OutboxDeliveryRecord.event_id, OutboxDeliveryRecord.subscriber, OutboxDeliveryRecord.sends)
        .execution_options(synchronize_session=False)
    ).all()
    envelopes = _envelopes(session, {row.event_id for row in claimed})
    return [DueDelivery(row.event_id, row.subscriber, envelopes[row.event_id], row.sends) for row in claimed]


def _envelopes(session: Session, ids: Iterable[UUID]) -> dict[UUID, dict[str, Any]]:
    rows = session.execute(select(OutboxRecord.event_id, OutboxRecord.envelope).where(OutboxRecord.event_id.in_(ids)))
    return {row.event_id: row.envelope for row in rows}


def _not_still_in_line(oldest: Mapping[str, datetime | None], *, resend: bool) -> ColumnElement[bool]:
    never_sent = OutboxDeliveryRecord.sent_at.is_(None)
    if not resend:
        return never_sent
    waiting = [
        and_(OutboxDeliveryRecord.subscriber == subscriber, OutboxDeliveryRecord.sent_at >= sent_at)
        for subscriber, sent_at in oldest.items()
        if sent_at is not None
    ]
    return or_(never_sent, ~or_(*waiting)) if waiting else OutboxDeliveryRecord.sends >= 0


def _next_send(now: datetime) -> ColumnElement[datetime]:
    times = {sends: now + timedelta(seconds=min(FIRST_RESEND_S << sends, LAST_RESEND_S)) for sends in range(_DOUBLINGS)}
    return case(times, value=OutboxDeliveryRecord.sends, else_=now + timedelta(seconds=LAST_RESEND_S))


def note_sent(session: Session, sent: Iterable[tuple[UUID, str]], sent_at: datetime) -> None:
    """Note that these deliveries were handed to the broker."""
    _update(session, sent, sent_at=sent_at)


def note_unsent(session: Session, unsent: Iterable[tuple[UUID, str]]) -> None:
    """The broker did not take these: due again in a second, not after the back-off of a delivery that was sent."""
    _update(session, unsent, next_send_at=machine_now() + timedelta(seconds=1))


def _update(session: Session, keys: Iterable[tuple[UUID, str]], **values: datetime) -> None:
    wanted = list(keys)
    if wanted:
        session.execute(
            update(OutboxDeliveryRecord)
            .where(tuple_(OutboxDeliveryRecord.event_id, OutboxDeliveryRecord.subscriber).in_(wanted))
            .values(**values)
            .execution_options(synchronize_session=False)
        )


def acknowledge(session: Session, subscriber: str, event_ids: Iterable[UUID]) -> None:
    """The subscriber has these events in its inbox: they need not be sent again."""
    session.execute(
        update(OutboxDeliveryRecord)
        .where(
            OutboxDeliveryRecord.subscriber == subscriber,
            OutboxDeliveryRecord.event_id.in_(list(event_ids)),
            OutboxDeliveryRecord.acknowledged_at.is_(None),
        )
        .values(acknowledged_at=machine_now())
        .execution_options(synchronize_session=False)
    )


def make_all_due(session: Session) -> None:
    """Redis has lost its memory: everything that is not acknowledged is sent again, now."""
    session.execute(
        update(OutboxDeliveryRecord)
        .where(OutboxDeliveryRecord.acknowledged_at.is_(None))
        .values(next_send_at=machine_now(), sent_at=None)
        .execution_options(synchronize_session=False)
    )
