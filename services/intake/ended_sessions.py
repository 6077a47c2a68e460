"""When a session ends, and the removal of what the doors need no more. Machine time throughout."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, or_

from services.intake.back_off import FORGOTTEN_AFTER
from services.intake.models import ChallengeRecord, FailureRecord, SessionRecord
from shared.clock import machine_now
from shared.database import Database

IDLE = timedelta(minutes=30)
NOBODYS_IDLE = timedelta(hours=1)
"""A session of nobody opens nothing, but may hold what was typed when somebody's ended."""
LONGEST = timedelta(hours=12)


def has_ended(row: SessionRecord, now: datetime) -> bool:
    """Whether a session has ended by age or idleness."""
    idle = IDLE if row.person_id else NOBODYS_IDLE
    return now - row.seen_at > idle or now - row.created_at > LONGEST


def forget_ended(database: Database) -> int:
    """Delete ended sessions, expired codes and failures that count no more; returns how many sessions."""
    now = machine_now()
    with database.write() as rows:
        rows.execute(delete(ChallengeRecord).where(ChallengeRecord.expires_at < now))
        rows.execute(delete(FailureRecord).where(FailureRecord.waits_until < now - FORGOTTEN_AFTER))
        ended = rows.execute(delete(SessionRecord).where(_ended(now)).returning(SessionRecord.id_hash))
        return len(ended.all())


def _ended(now: datetime) -> ColumnElement[bool]:
    return or_(
        and_(SessionRecord.person_id.is_not(None), SessionRecord.seen_at < now - IDLE),
        SessionRecord.seen_at < now - NOBODYS_IDLE,
        SessionRecord.created_at < now - LONGEST,
    )
