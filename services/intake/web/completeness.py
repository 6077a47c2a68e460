"""How complete the units' figures are, as the board shows it."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.intake.domain.cycle import Cycle, Purpose, Task, TaskState
from services.intake.figures_form import read_figures
from services.intake.models import CycleIndicatorRecord, DraftRecord, ReminderRecord, SubmissionRecord, UnitRecord
from services.intake.process.collection import LEFT, SUSULAN, TAKEN, data_run
from services.intake.process.minta_data import indicators_of
from services.intake.process.reminders import may_follow
from services.intake.web.board import Board
from shared.dates import format_moment

_STATES = {
    TaskState.OPEN: "Belum mengirim",
    TaskState.DONE: "Sudah mengirim",
    TaskState.WITHDRAWN: "Tanpa data",
    TaskState.WAITING: "Menunggu",
}
_STANDINGS = {SUSULAN: "Susulan, belum diputuskan", TAKEN: "Susulan, dipakai", LEFT: "Susulan, tidak dipakai"}
_RETURNED = "Dikembalikan, belum mengirim lagi"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLine:
    """A unit on the board: `filled` as "3 dari 12"; `to_remind` is its open task when a reminder may go out now."""

    unit: str
    state: str
    filled: str
    sent: str
    reminded: str
    to_remind: UUID | None


def unit_lines(rows: Session, shown: Board) -> list[UnitLine]:
    """Every unit of whom this cycle asks figures, in the order of their tasks; empty before they are asked."""
    run = data_run(shown.cycle)
    asked = [task for task in run.tasks if shown.cycle.asks_for_figures(run, task)] if run else []
    units = [(task.holder.unit_id, task) for task in asked if task.holder.unit_id]
    sent = _last_sent(rows, shown.cycle)
    returned = {task.holder.unit_id: task for task in _returned(shown.cycle)}
    return [
        _line(rows, shown, returned.get(unit_id, task), indicators_of(rows, shown.cycle.id, unit_id), sent.get(unit_id))
        for unit_id, task in units
    ]


def _returned(cycle: Cycle) -> Iterator[Task]:
    """The open tasks by which units' figures were sent back while the report is drafted."""
    for run in cycle.open_runs():
        yield from (task for task in run.tasks if task.purpose is Purpose.REVISE_DATA and task.state is TaskState.OPEN)


def _last_sent(rows: Session, cycle: Cycle) -> dict[UUID, SubmissionRecord]:
    of_cycle = select(SubmissionRecord).where(SubmissionRecord.cycle_id == cycle.id)
    return {row.unit_id: row for row in rows.scalars(of_cycle.order_by(SubmissionRecord.number))}


def _line(
    rows: Session, shown: Board, task: Task, asked: list[CycleIndicatorRecord], last: SubmissionRecord | None
) -> UnitLine:
    reminded = _last_reminder(rows, task)
    is_open = task.state is TaskState.OPEN
    return UnitLine(
        unit=rows.get_one(UnitRecord, task.holder.unit_id).name,
        state=_state(task, last),
        filled=f"{_filled(rows, task, last, asked)} dari {len(asked)}",
        sent=format_moment(last.submitted_at, shown.zone) if last else "",
        reminded=format_moment(reminded.asked_at, shown.zone) if reminded and is_open else "",
        to_remind=task.id if is_open and may_follow(reminded, shown.now) else None,
    )


def _state(task: Task, last: SubmissionRecord | None) -> str:
    if task.purpose is Purpose.REVISE_DATA:
        return _RETURNED
    if task.state is TaskState.OPEN and last is not None:
        return "Ditarik kembali"
    return _STANDINGS.get(last.standing, _STATES[task.state]) if last else _STATES[task.state]


def _filled(rows: Session, task: Task, last: SubmissionRecord | None, asked: list[CycleIndicatorRecord]) -> int:
    """How many indicators have a figure or a reason: of what was sent, else of what is typed so far and sound."""
    if task.state is not TaskState.OPEN:
        return len(last.values) if last else 0
    draft = rows.get(DraftRecord, task.id)
    if draft is None:
        return len(last.values) if last else 0
    return sum(not read_figures([row], draft.fields).errors for row in asked)


def _last_reminder(rows: Session, task: Task) -> ReminderRecord | None:
    of_task = select(ReminderRecord).where(ReminderRecord.task_id == task.id)
    return rows.scalar(of_task.order_by(ReminderRecord.number.desc()).limit(1))
