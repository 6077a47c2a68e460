"""When a session ends, and the removal of those that have."""

from datetime import timedelta

from sqlalchemy import delete, or_

from services.intake.models import SessionRecord
from shared.clock import machine_now
from shared.database import Database

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)


def forget_old_sessions(database: Database) -> int:
    """Delete the sessions that have ended by age or idleness; returns how many."""
    now = machine_now()
    with database.write() as rows:
        ended = rows.execute(
            delete(SessionRecord)
            .where(or_(SessionRecord.seen_at < now - IDLE, SessionRecord.created_at < now - LONGEST))
            .returning(SessionRecord.id_hash)
        )
        return len(ended.all())
