"""Time in: mails that are due are handed to the workers."""

from datetime import timedelta

from services.notify import repository
from shared.clock import Clock, machine_now
from shared.database import Database
from shared.delivery.schedule import Dispatch, Job

SEND_NOTICE = "notify.send_notice"
_BATCH = 50
CODES_KEPT = timedelta(days=60)
"""Longer than delivery keeps the events behind them: an event that came again would make them anew."""


def claim_due_notices(database: Database, _clock: Clock) -> list[tuple[str, int]]:
    """Due notices, each once. Looks without a lock first: it is asked four times a second and mostly finds nothing."""
    with database.read() as session:
        if not repository.anything_due(session):
            return []
    with database.write() as session:
        return [(str(notice_id), conversations) for notice_id, conversations in repository.queue_due(session, _BATCH)]


def forget_codes(database: Database, _clock: Clock) -> int:
    """Remove the mails that only let somebody in; those of a cycle belong to its record and stay."""
    with database.write() as session:
        return repository.forget_without_cycle(session, machine_now() - CODES_KEPT)


JOBS = (
    Dispatch("notices", 0.25, SEND_NOTICE, claim_due_notices),
    Job("codes", 3600, forget_codes),
)
