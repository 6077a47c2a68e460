"""The cycle as rows. A command locks the cycle's row before it reads anything it decides from."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.intake.domain.cycle import (
    Cycle,
    CycleState,
    Holder,
    Output,
    Purpose,
    Run,
    RunState,
    Task,
    TaskState,
)
from services.intake.models import CycleRecord, OutputRecord, RunRecord, TaskRecord, WaiverRecord
from services.intake.repository.offices import sop_of

_TASK_FIELDS = (
    "role",
    "turn",
    "state",
    "opened_at",
    "completed_at",
    "completed_by",
    "note",
    "exit",
    "seen_hash",
    "overran_at",
    "link_issue",
    "purpose",
    "due_at",
)
_RUN_FIELDS = (
    "step",
    "number",
    "state",
    "started_at",
    "due_at",
    "notice_at",
    "completed_at",
    "awaits",
    "overran_told_at",
    "stands_since",
)


class CycleUnknown(LookupError):
    """No cycle has this id."""


def lock_cycle(session: Session, cycle_id: UUID) -> Cycle:
    """Lock the cycle's row, then read the cycle; CycleUnknown when there is none."""
    row = session.scalar(
        select(CycleRecord)
        .where(CycleRecord.id == cycle_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return _cycle(session, row, cycle_id)


def read_cycle(session: Session, cycle_id: UUID) -> Cycle:
    """The cycle as it stands, without a lock: for pages, never for decisions."""
    return _cycle(session, session.get(CycleRecord, cycle_id), cycle_id)


def _cycle(session: Session, row: CycleRecord | None, cycle_id: UUID) -> Cycle:
    if row is None:
        raise CycleUnknown(cycle_id)
    return Cycle(
        id=row.id,
        office_id=row.office_id,
        sop=sop_of(session, row.sop_version_id),
        period=row.period,
        state=CycleState(row.state),
        opened_at=row.opened_at,
        ended_at=row.ended_at,
        runs=tuple(_runs(session, cycle_id)),
        content_hash=row.content_hash,
        papers=_papers(session, cycle_id),
        amendment=row.amendment,
    )


def _runs(session: Session, cycle_id: UUID) -> Iterable[Run]:
    tasks: dict[UUID, list[Task]] = {}
    fresh = {"populate_existing": True}
    in_order = select(TaskRecord).where(TaskRecord.cycle_id == cycle_id).order_by(TaskRecord.position)
    for row in session.scalars(in_order, execution_options=fresh):
        tasks.setdefault(row.run_id, []).append(_task(row))
    runs = select(RunRecord).where(RunRecord.cycle_id == cycle_id).order_by(RunRecord.position)
    for run in session.scalars(runs, execution_options=fresh):
        yield Run(
            id=run.id,
            step=run.step,
            number=run.number,
            state=RunState(run.state),
            started_at=run.started_at,
            due_at=run.due_at,
            notice_at=run.notice_at,
            tasks=tuple(tasks.get(run.id, ())),
            completed_at=run.completed_at,
            awaits=Output(run.awaits) if run.awaits else None,
            overran_told_at=run.overran_told_at,
            gaps=tuple(UUID(gap) for gap in run.gaps),
            stands_since=run.stands_since,
        )


def _task(row: TaskRecord) -> Task:
    values = {name: getattr(row, name) for name in _TASK_FIELDS}
    values |= {"state": TaskState(row.state), "purpose": Purpose(row.purpose)}
    return Task(id=row.id, holder=Holder(row.person_id, row.post_id, row.unit_id), **values)


def _papers(session: Session, cycle_id: UUID) -> frozenset[tuple[Output, str]]:
    rows = session.execute(select(OutputRecord.kind, OutputRecord.owner).where(OutputRecord.cycle_id == cycle_id))
    return frozenset((Output(kind), owner) for kind, owner in rows)


def waived_in(session: Session, cycle_id: UUID) -> frozenset[UUID]:
    """The people for whom four eyes were waived in a cycle."""
    return frozenset(session.scalars(select(WaiverRecord.person_id).where(WaiverRecord.cycle_id == cycle_id)))


def add_cycle(session: Session, cycle: Cycle, sop_version_id: UUID) -> None:
    """Store a new cycle."""
    session.add(
        CycleRecord(
            id=cycle.id,
            office_id=cycle.office_id,
            sop_id=cycle.sop.id,
            sop_version_id=sop_version_id,
            period=cycle.period,
            state=cycle.state,
            opened_at=cycle.opened_at,
        )
    )
    session.flush()
    save_cycle(session, cycle)


def save_cycle(session: Session, cycle: Cycle) -> None:
    """Write a locked cycle back: its own row, its runs and their tasks."""
    row = session.get_one(CycleRecord, cycle.id)
    row.state = cycle.state
    row.ended_at = cycle.ended_at
    row.content_hash = cycle.content_hash
    row.amendment = cycle.amendment
    for kind, owner in cycle.papers - _papers(session, cycle.id):
        session.add(OutputRecord(cycle_id=cycle.id, kind=kind, owner=owner))
    _save_runs(session, cycle)
    _save_tasks(session, cycle)


def _save_runs(session: Session, cycle: Cycle) -> None:
    known = {row.id: row for row in session.scalars(select(RunRecord).where(RunRecord.cycle_id == cycle.id))}
    for position, run in enumerate(cycle.runs):
        row = known.get(run.id)
        if row is None:
            row = RunRecord(id=run.id, cycle_id=cycle.id, position=position)
            session.add(row)
        for name in _RUN_FIELDS:
            setattr(row, name, getattr(run, name))
        row.gaps = [str(gap) for gap in run.gaps]
    session.flush()


def _save_tasks(session: Session, cycle: Cycle) -> None:
    known = {row.id: row for row in session.scalars(select(TaskRecord).where(TaskRecord.cycle_id == cycle.id))}
    for run in cycle.runs:
        for position, task in enumerate(run.tasks):
            row = known.get(task.id)
            if row is None:
                row = _new_task(cycle.id, run, task, position)
                session.add(row)
            _write_task(row, run, task)
    session.flush()


def _new_task(cycle_id: UUID, run: Run, task: Task, position: int) -> TaskRecord:
    return TaskRecord(
        id=task.id,
        cycle_id=cycle_id,
        run_id=run.id,
        position=position,
        post_id=task.holder.post_id,
        unit_id=task.holder.unit_id,
    )


def _write_task(row: TaskRecord, run: Run, task: Task) -> None:
    row.person_id = task.holder.person_id
    for name in _TASK_FIELDS:
        setattr(row, name, getattr(task, name))
    row.notice_at = run.notice_of(task)
