"""Time in: deadlines are rows that a scan claims, one transaction per batch, cycle before task."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.intake.domain.cycle import RunState, TaskState
from services.intake.domain.errors import NoHolder
from services.intake.ended_sessions import forget_ended
from services.intake.models import CycleRecord, RunRecord, TaskRecord
from services.intake.process.cycles import claim_overruns
from services.intake.process.openings import offices_to_open, open_by_date
from services.intake.process.passing_on import cycles_to_pass_on, pass_tasks_on
from shared.clock import Clock
from shared.database import Database
from shared.delivery.schedule import Job
from shared.delivery.work import Work

log = logging.getLogger(__name__)

BATCH = 50
PREPARING_MOST = timedelta(minutes=5)


def scan_overruns(database: Database, clock: Clock) -> int:
    """Claim and tell every overrun; returns how many tasks were claimed."""
    now = clock.now()
    with database.read() as session:
        due = list(
            session.scalars(
                select(TaskRecord.cycle_id)
                .where(TaskRecord.state == TaskState.OPEN, TaskRecord.overran_at.is_(None), TaskRecord.notice_at < now)
                .distinct()
                .order_by(TaskRecord.cycle_id)
            )
        )
    return sum(_claim(database, clock, due[at : at + BATCH]) for at in range(0, len(due), BATCH))


def _claim(database: Database, clock: Clock, cycle_ids: Iterable[UUID]) -> int:
    with database.write() as session:
        # Those that another scan or a command holds are left to it, or to the next look.
        free = session.scalars(
            select(CycleRecord.id)
            .where(CycleRecord.id.in_(cycle_ids))
            .order_by(CycleRecord.id)
            .with_for_update(skip_locked=True)
        ).all()
        return claim_overruns(Work(session, clock), free)


def raise_preparing_alarms(database: Database, clock: Clock) -> int:
    """Note runs that have waited for their paper for more than five minutes; the board shows them."""
    before = clock.now() - PREPARING_MOST
    with database.read() as session:
        if not _preparing(session, before):
            return 0
    with database.write() as session:
        runs = _preparing(session, before)
        for run in runs:
            run.preparing_alarm_at = clock.now()
            log.warning("a paper is overdue", extra={"run": str(run.id), "awaits": run.awaits})
        return len(runs)


def _preparing(session: Session, before: datetime) -> list[RunRecord]:
    return list(
        session.scalars(
            select(RunRecord).where(
                RunRecord.state == RunState.PREPARING,
                RunRecord.preparing_alarm_at.is_(None),
                RunRecord.completed_at < before,
            )
        )
    )


def pass_on_tasks(database: Database, clock: Clock) -> int:
    """Give open tasks to who holds their posts now; returns how many changed hands."""
    with database.read() as session:
        cycle_ids = cycles_to_pass_on(session, clock.now().date())
    passed = 0
    for cycle_id in cycle_ids:
        with database.write() as session:
            passed += pass_tasks_on(Work(session, clock), cycle_id)
    return passed


def open_cycles_by_date(database: Database, clock: Clock) -> int:
    """Open the cycles whose day has come; returns how many. An office that lacks a holder is left for the next look."""
    with database.read() as session:
        office_ids = offices_to_open(session, clock.now())
    return sum(_open(database, clock, office_id) for office_id in office_ids)


def _open(database: Database, clock: Clock, office_id: UUID) -> bool:
    try:
        with database.write() as session:
            return open_by_date(Work(session, clock), office_id) is not None
    except NoHolder as missing:
        # The admin's first page says so too.
        log.warning("a cycle could not open by its date", extra={"office": str(office_id), "role": missing.role})
        return False


def forget_sessions(database: Database, _clock: Clock) -> int:
    """Delete what the doors need no more; machine time."""
    return forget_ended(database)


JOBS = (
    Job("overruns", 1, scan_overruns),
    Job("preparing alarms", 30, raise_preparing_alarms),
    Job("stand-ins", 60, pass_on_tasks),
    Job("openings", 60, open_cycles_by_date),
    Job("ended sessions", 600, forget_sessions),
)
