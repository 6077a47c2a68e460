"""Which content a person read last, so that the next time they are shown what has changed since."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.intake.models import ReadMarkRecord, RevisionRecord


def mark_read(session: Session, cycle_id: UUID, person_id: UUID, content_hash: str, at: datetime) -> None:
    """Note that a person has read a content: they decided about it, or said so. Opening a page notes nothing."""
    mark = session.get(ReadMarkRecord, (cycle_id, person_id))
    if mark is None:
        mark = ReadMarkRecord(cycle_id=cycle_id, person_id=person_id)
        session.add(mark)
    mark.content_hash = content_hash
    mark.read_at = at


def last_read(session: Session, cycle_id: UUID, person_id: UUID) -> tuple[RevisionRecord, datetime] | None:
    """The revision a person read last, and when; None when they have read none of this cycle."""
    mark = session.get(ReadMarkRecord, (cycle_id, person_id))
    if mark is None:
        return None
    revision = session.scalar(
        select(RevisionRecord)
        .where(RevisionRecord.cycle_id == cycle_id, RevisionRecord.content_hash == mark.content_hash)
        .order_by(RevisionRecord.number.desc())
        .limit(1)
    )
    return (revision, mark.read_at) if revision else None
