"""What pages read of a task: its facts and its way on, why it came back or waits for nobody, its files."""

from typing import Any
from uuid import UUID

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.intake.domain.cycle import Purpose, Run, Task, TaskState
from services.intake.domain.errors import TaskAlreadyDone, TaskNotYetOpen, TaskWithdrawn
from services.intake.domain.lkjip import summary_lines
from services.intake.domain.sop import StepKind
from services.intake.models import HistoryRecord, SubmissionRecord, TaskFileRecord, UnitRecord
from services.intake.process.collection import COUNTED
from services.intake.process.managed_data import returned_line
from services.intake.process.task_info import DEFAULT_ACT, act_of
from services.intake.web.board import Board
from services.intake.web.reading import measured_of
from services.intake.web.refusals import explain
from services.intake.web.task_pages import page_of_its_own
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


def own_page(shown: Board, run: Run, task: Task) -> tuple[str, str] | None:
    """(words, address) of the page this task is done on, if it has one of its own."""
    found = page_of_its_own(shown.cycle, run, task)
    return (found[1], url_for(found[0], task_id=task.id)) if found else None


def button_text(shown: Board, run: Run, task: Task) -> str:
    """What stands on the button that finishes a task."""
    act = act_of(shown.cycle.step_of(run), task)
    return "Kirim keputusan" if shown.cycle.exits_for(run, task) and act == DEFAULT_ACT else act


def task_facts(shown: Board, run: Run, task: Task) -> list[tuple[str, str]]:
    """What the SOP says of a task and who holds it, as (name, text); what is empty is left out."""
    step = shown.cycle.step_of(run)
    facts = {
        "Kegiatan menurut SOP": "; ".join(step.activities),
        "Pelaksana": shown.holder(task),
        "Kelengkapan": "; ".join(step.kelengkapan),
        "Keluaran": "; ".join(step.output),
        "Waktu baku": str(step.waktu) if step.waktu else "",
        "Keterangan": step.keterangan or "",
        "Catatan": task.note,
    }
    return [(name, text) for name, text in facts.items() if text]


def next_text(shown: Board, run: Run) -> str:
    """Who is told when this step is through."""
    following = shown.cycle.step_of(run).successors
    if not following:
        return "Ini langkah terakhir pada alur ini."
    names = ", ".join(
        dict.fromkeys(shown.cycle.sop.roles[shown.cycle.sop.step(number).responsible].name for number in following)
    )
    return f"{names} menerima e-mail setelah langkah ini selesai."


def summary_of(rows: Session, shown: Board, run: Run) -> tuple[str, ...]:
    """What was measured, in a few sentences; none while figures are still asked for."""
    measured = measured_of(rows, shown.cycle.id)
    if measured is None or shown.cycle.step_of(run).kind in {StepKind.PERINTAH, StepKind.MINTA_DATA}:
        return ()
    return summary_lines(measured.rows, measured.gaps)
