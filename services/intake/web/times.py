"""Waktu baku beside realisasi waktu, for each task: as a page and as CSV."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, g, render_template
from flask.typing import ResponseReturnValue

from services.intake.domain.cycle import Run, Task, TaskState
from services.intake.domain.rights import Act
from services.intake.domain.working_time import describe_working_time, working_time_between
from services.intake.process.task_info import standard_time_of, title_of
from services.intake.web.board import Board
from services.intake.web.reading import board_of
from services.intake.web.rules import rule, the_cycle
from services.intake.web.site import reading
from shared.dates import format_moment

pages = Blueprint("times", __name__)

_HEAD = (
    "Langkah",
    "Putaran",
    "Kegiatan",
    "Peran",
    "Jabatan",
    "Dibuka",
    "Selesai",
    "Waktu baku",
    "Batas",
    "Realisasi (menit kerja)",
    "Melewati waktu baku",
)


@dataclass(frozen=True, slots=True)
class TaskTime:
    """How long one task took, in the office's working time."""

    run: Run
    task: Task
    title: str
    role: str
    post: str
    standard: str
    minutes: int
    words: str
    overran: bool


@pages.get("/siklus/<uuid:cycle_id>/waktu")
@rule(Act.SEE_CYCLE, the_cycle)
def page(cycle_id: UUID) -> ResponseReturnValue:
    """A row for each task."""
    with reading() as rows:
        shown = board_of(rows, g.subject.cycle)
    return render_template(
        "times.html",
        section="siklus",
        line=shown.line(),
        cycle_id=cycle_id,
        rows=[_cells(found, shown) for found in times_of(shown)],
    )


@pages.get("/siklus/<uuid:cycle_id>/waktu.csv")
@rule(Act.SEE_CYCLE, the_cycle)
def table(cycle_id: UUID) -> ResponseReturnValue:
    """The same for a spreadsheet (RFC 4180, UTF-8 with a mark that spreadsheets read)."""
    with reading() as rows:
        shown = board_of(rows, g.subject.cycle)
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(_HEAD)
    writer.writerows(_line(found, shown) for found in times_of(shown))
    response = Response("\ufeff" + text.getvalue(), mimetype="text/csv")
    name = f"waktu-{shown.cycle.sop.subject}-{shown.cycle.period}-{cycle_id.hex[:8]}.csv"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def times_of(shown: Board) -> Iterator[TaskTime]:
    """Every task that was ever open, in the order of the runs."""
    for run in shown.cycle.runs:
        for task in run.tasks:
            if task.opened_at is not None:
                yield _time_of(shown, run, task, task.opened_at)


def _time_of(shown: Board, run: Run, task: Task, opened_at: datetime) -> TaskTime:
    step = shown.cycle.step_of(run)
    end = task.completed_at or (run.completed_at if task.state is TaskState.WITHDRAWN else None) or shown.now
    amount = working_time_between(opened_at, end, shown.calendar)
    due = run.due_of(task)
    day = next(shown.calendar.days_from(shown.calendar.local_date(opened_at)))
    return TaskTime(
        run=run,
        task=task,
        title=title_of(step, task),
        role=shown.cycle.sop.roles[task.role].name,
        post=shown.holder(task),
        standard=standard_time_of(step, task) or "",
        minutes=round(amount.total_seconds() / 60),
        words=describe_working_time(amount, shown.calendar, day),
        overran=due is not None and end > due,
    )


def _cells(found: TaskTime, shown: Board) -> list[Any]:
    return [
        f"{found.run.step}. {found.title}" + (f" (putaran ke-{found.run.number})" if found.run.number > 1 else ""),
        found.post,
        _moment(found.task.opened_at, shown),
        _moment(found.task.completed_at, shown),
        found.standard,
        found.words,
        "melewati waktu baku" if found.overran else "dalam waktu baku" if found.standard else "",
    ]


def _line(found: TaskTime, shown: Board) -> list[str]:
    return [
        str(found.run.step),
        str(found.run.number),
        found.title,
        found.role,
        found.post,
        _moment(found.task.opened_at, shown),
        _moment(found.task.completed_at, shown),
        found.standard,
        _moment(found.run.due_of(found.task), shown),
        str(found.minutes),
        "ya" if found.overran else "tidak",
    ]


def _moment(at: datetime | None, shown: Board) -> str:
    return format_moment(at, shown.zone) if at else ""
