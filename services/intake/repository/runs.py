"""The runs of a cycle and their tasks as rows."""

from collections.abc import Iterable
from dataclasses import dataclass, field
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


@dataclass(slots=True)
class RunRows:
    """The rows of a cycle's runs and tasks, in their order. Whoever holds them need not read them again to write."""

    runs: dict[UUID, RunRecord] = field(default_factory=dict)
    tasks: dict[UUID, TaskRecord] = field(default_factory=dict)


def read_run_rows(session: Session, cycle_id: UUID) -> RunRows:
    """Fresh from the database, first to last."""
    runs = select(RunRecord).where(RunRecord.cycle_id == cycle_id).order_by(RunRecord.position)
    tasks = select(TaskRecord).where(TaskRecord.cycle_id == cycle_id).order_by(TaskRecord.position)
    fresh = {"populate_existing": True}
    return RunRows(
        runs={row.id: row for row in session.scalars(runs, execution_options=fresh)},
        tasks={row.id: row for row in session.scalars(tasks, execution_options=fresh)},
    )


def runs_of(rows: RunRows) -> Iterable[Run]:
    """The runs with their tasks."""
    tasks: dict[UUID, list[Task]] = {}
    for row in rows.tasks.values():
        tasks.setdefault(row.run_id, []).append(_task(row))
    for run in rows.runs.values():
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


def save_runs(session: Session, rows: RunRows, cycle: Cycle) -> None:
    """Write the runs of a locked cycle and their tasks."""
    for position, run in enumerate(cycle.runs):
        row = rows.runs.get(run.id)
        if row is None:
            row = rows.runs[run.id] = RunRecord(id=run.id, cycle_id=cycle.id, position=position)
            session.add(row)
        for name in _RUN_FIELDS:
            setattr(row, name, getattr(run, name))
        row.gaps = [str(gap) for gap in run.gaps]
    session.flush()
    for run in cycle.runs:
        _save_tasks(session, rows, cycle.id, run)
    session.flush()


def _save_tasks(session: Session, rows: RunRows, cycle_id: UUID, run: Run) -> None:
    for position, task in enumerate(run.tasks):
        row = rows.tasks.get(task.id)
        if row is None:
            row = rows.tasks[task.id] = _new_task(cycle_id, run, task, position)
            session.add(row)
        _write_task(row, run, task)


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
