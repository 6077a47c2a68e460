"""The subscriber's side: an event becomes a row per handler before anything is done with it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from shared.clock import machine_now
from shared.delivery.attempts import Claim, log_death, worker_name
from shared.delivery.records import DeliveryRecord, InboxRecord, InboxState, SubjectRevisionRecord
from shared.events.envelope import Envelope


def store(session: Session, envelope: Envelope, handlers: Iterable[str], lease_for: timedelta) -> list[Claim]:
    """Keep the event, one row per handler, and claim those that are new. A repeat is only acknowledged again."""
    now = machine_now()
    claims = []
    for handler in handlers:
        claim = Claim(envelope.id, handler, uuid4())
        row = _row(envelope, handler, now) | {
            "state": InboxState.RECEIVED,
            "attempts": 1,
            "lease": claim.lease,
            "leased_by": worker_name(),
            "leased_until": now + lease_for,
            "next_attempt_at": now + lease_for,
        }
        if insert_if_new(session, InboxRecord, row):
            claims.append(claim)
    if not claims:
        _acknowledge_again(session, envelope.id, now)
    return claims


def store_dead(session: Session, envelope: Envelope, handler: str, error: str) -> None:
    """Keep an event that nobody here can handle as a dead letter, for a deploy that can."""
    now = machine_now()
    row = _row(envelope, handler, now) | {
        "state": InboxState.DEAD,
        "attempts": 0,
        "last_error": error,
        "finished_at": now,
    }
    if insert_if_new(session, InboxRecord, row):
        log_death(row["envelope"], handler)
    else:
        _acknowledge_again(session, envelope.id, now)


def _row(envelope: Envelope, handler: str, now: datetime) -> dict[str, Any]:
    return {
        "event_id": envelope.id,
        "handler": handler,
        "publisher": envelope.source,
        "type": envelope.type,
        "subject": envelope.subject,
        "revision": envelope.revision,
        "envelope": envelope.to_json(),
        "errors": 0,
        "parks": 0,
        "ack_due": True,
        "received_at": now,
        "last_seen_at": now,
    }


def insert_if_new(session: Session, record: type[DeliveryRecord], row: dict[str, Any]) -> bool:
    """Insert unless the key is there. Asks RETURNING: psycopg gives rowcount -1 for new and known rows alike."""
    return session.execute(_insert(record, session.get_bind().dialect.name), row).first() is not None


@cache
def _insert(record: type[DeliveryRecord], dialect: str) -> Insert:
    # Built once: building it for each event took a quarter of an event's time.
    insert: type[postgresql.Insert | sqlite.Insert] = postgresql.Insert if dialect == "postgresql" else sqlite.Insert
    table = record.metadata.tables[record.__tablename__]
    return insert(table).on_conflict_do_nothing().returning(*table.primary_key)


def _acknowledge_again(session: Session, event_id: UUID, now: datetime) -> None:
    session.execute(
        update(InboxRecord)
        .where(InboxRecord.event_id == event_id)
        .values(ack_due=True, last_seen_at=now)
        .execution_options(synchronize_session=False)
    )


def is_news(session: Session, handler: str, subject: str, revision: int) -> bool:
    """Whether a `latest` handler has seen nothing as new as this; takes the handler's lock on the subject."""
    key = {"handler": handler, "subject": subject}
    insert_if_new(session, SubjectRevisionRecord, {**key, "revision": -1})
    row = session.scalars(
        select(SubjectRevisionRecord).filter_by(**key).with_for_update().execution_options(populate_existing=True)
    ).one()
    if revision <= row.revision:
        return False
    row.revision = revision
    return True


def unacknowledged(session: Session, limit: int = 500) -> dict[str, list[UUID]]:
    """Events whose arrival the publisher has not been told, by publisher."""
    rows = session.execute(
        select(InboxRecord.publisher, InboxRecord.event_id).where(InboxRecord.ack_due).distinct().limit(limit)
    )
    due: dict[str, list[UUID]] = {}
    for publisher, event_id in rows:
        due.setdefault(publisher, []).append(event_id)
    return due


def note_acknowledged(session: Session, event_ids: Iterable[UUID]) -> None:
    """Clear the marks. If the message is lost, the publisher sends again and the mark is set anew."""
    session.execute(
        update(InboxRecord)
        .where(InboxRecord.event_id.in_(list(event_ids)))
        .values(ack_due=False)
        .execution_options(synchronize_session=False)
    )
