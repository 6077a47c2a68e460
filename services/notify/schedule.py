"""Time in: mails that are due are handed to the workers."""

from services.notify import repository
from shared.clock import Clock
from shared.database import Database
from shared.delivery.schedule import Dispatch

SEND_NOTICE = "notify.send_notice"
_BATCH = 50


def claim_due_notices(database: Database, _clock: Clock) -> list[tuple[str, int]]:
    """Due notices, each once. Looks without a lock first: it is asked four times a second and mostly finds nothing."""
    with database.read() as session:
        if not repository.anything_due(session):
            return []
    with database.write() as session:
        return [(str(notice_id), conversations) for notice_id, conversations in repository.queue_due(session, _BATCH)]


JOBS = (Dispatch("notices", 0.25, SEND_NOTICE, claim_due_notices),)
