"""What pages read of a task: why it came back, why it waits for nobody, what was sent late, its files."""

from typing import Any
from uuid import UUID

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.intake.domain.cycle import Purpose, Run, Task, TaskState
from services.intake.domain.errors import TaskAlreadyDone, TaskNotYetOpen, TaskWithdrawn
from services.intake.models import HistoryRecord, SubmissionRecord, TaskFileRecord, UnitRecord
from services.intake.process.collection import COUNTED
from services.intake.process.managed_data import returned_line
from services.intake.web.board import Board
from services.intake.web.refusals import explain
from shared.dates import format_moment


def returned_reason(rows: Session, shown: Board, run: Run, task: Task | None = None) -> str:
    """Why a run's work came back from a later step, or one unit's data from the drafting; empty when neither did."""
    lines = select(HistoryRecord.reason).where(HistoryRecord.cycle_id == shown.cycle.id)
    if task is not None and task.purpose is Purpose.REVISE_DATA:
        unit = rows.get_one(UnitRecord, task.holder.unit_id)
        lines = lines.where(HistoryRecord.what == "data_returned", HistoryRecord.text == returned_line(unit.name))
    else:
        lines = lines.where(
            HistoryRecord.what == "task_returned",
            HistoryRecord.text.startswith(f"Tugas {shown.cycle.step_of(run).title} ", autoescape=True),
            HistoryRecord.step == run.step,
            HistoryRecord.run == run.number,
        )
    return rows.scalar(lines.order_by(HistoryRecord.id.desc()).limit(1)) or ""


def late_sent(rows: Session, shown: Board, task: Task) -> str:
    """When a unit that was left out sent its figures after all; empty while it has not."""
    of_task = (SubmissionRecord.task_id == task.id, SubmissionRecord.standing != COUNTED)
    last = rows.scalar(select(SubmissionRecord).where(*of_task).order_by(SubmissionRecord.number.desc()).limit(1))
    return format_moment(last.submitted_at, shown.zone) if last else ""


def state_message(rows: Session, shown: Board, run: Run, task: Task) -> str | None:
    """Why a task waits for nobody now; None while it does."""
    if task.state is TaskState.DONE:
        exits = shown.cycle.exits_for(run, task)
        label = exits[task.exit].label if task.exit is not None else None
        return explain(TaskAlreadyDone(task.completed_by, task.completed_at, label), rows, shown.zone)
    if task.state is TaskState.WITHDRAWN:
        return explain(TaskWithdrawn(), rows, shown.zone)
    if task.state is TaskState.WAITING:
        return explain(TaskNotYetOpen(), rows, shown.zone)
    return None


def files_of(rows: Session, task_id: UUID) -> list[dict[str, Any]]:
    """The files that came with a task."""
    found = rows.scalars(
        select(TaskFileRecord).where(TaskFileRecord.task_id == task_id).order_by(TaskFileRecord.added_at)
    )
    return [
        {"name": file.name, "code": file.code, "url": url_for("papers.file", task_id=task_id, file_id=file.id)}
        for file in found
    ]
