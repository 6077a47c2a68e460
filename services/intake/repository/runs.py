"""The runs of a cycle and their tasks as rows."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.intake.domain.cycle import Cycle, Holder, Output, Purpose, Run, RunState, Task, TaskState
from services.intake.models import RunRecord, TaskRecord

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


def read_runs(session: Session, cycle_id: UUID) -> Iterable[Run]:
    """The runs of a cycle with their tasks, first to last, fresh from the database."""
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


def save_runs(session: Session, cycle: Cycle) -> None:
    """Write the runs of a locked cycle and their tasks."""
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
    _save_tasks(session, cycle)


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
