"""What the page of a cycle reads beside its steps: my tasks in it, its history, its SOP, what went wrong."""

from uuid import UUID

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.intake.domain.cycle import Cycle, RunState, TaskState
from services.intake.domain.sop import Sop, StepKind
from services.intake.models import DispatchRecord, HistoryRecord, RunRecord
from services.intake.process.collection import data_run
from services.intake.web.board import Board
from shared.dates import format_moment


def history_line(line: HistoryRecord, shown: Board) -> dict[str, str]:
    """One line of the history: `at`, `text` with who did it, and `note` with the reason, if one was given."""
    who = ", ".join(part for part in (line.person_name, line.jabatan) if part)
    note = f"Alasan: {line.reason}" if line.reason else ""
    return {"at": format_moment(line.at, shown.zone), "text": f"{line.text} ({who})", "note": note}


def my_tasks(shown: Board, person_id: UUID) -> list[dict[str, str]]:
    """The open tasks in this cycle that a person holds, as `title` and `href`."""
    return [
        {"title": shown.cycle.step_of(run).title, "href": url_for("tasks.task", task_id=task.id)}
        for run in shown.cycle.open_runs()
        for task in run.tasks
        if task.state is TaskState.OPEN and task.holder.person_id == person_id
    ]


def missing_units(shown: Board) -> list[str]:
    """The holders whose data the running collection still waits for; none when no collection runs."""
    run = data_run(shown.cycle)
    if run is None or run.state is not RunState.RUNNING:
        return []
    return [shown.holder(task) for task in run.tasks if task.state is TaskState.OPEN]


def failed_dispatch(rows: Session, cycle: Cycle) -> DispatchRecord | None:
    """The dispatch that could not be delivered and has not been repeated, while its step waits for it."""
    runs = [run for run in cycle.open_runs() if cycle.step_of(run).kind is StepKind.KIRIM]
    if not runs:
        return None
    of_run = select(DispatchRecord).where(DispatchRecord.run_id == runs[0].id)
    last = rows.scalar(of_run.order_by(DispatchRecord.ordered_at.desc()).limit(1))
    return last if last and last.failed else None


def takes_unusually_long(rows: Session, cycle_id: UUID) -> bool:
    """Whether a paper of this cycle is longer in preparation than papers usually are."""
    waiting = select(RunRecord.id).where(
        RunRecord.cycle_id == cycle_id,
        RunRecord.state == RunState.PREPARING,
        RunRecord.preparing_alarm_at.is_not(None),
    )
    return rows.execute(waiting).first() is not None


def sop_rows(sop: Sop) -> list[tuple[str, str]]:
    """The head of the SOP as (name, text); what the SOP leaves out is left out here."""
    head = sop.head
    signer = head.disahkan_oleh
    found = {
        "Nomor": head.nomor,
        "Nama": head.nama,
        "Tanggal pembuatan": head.tanggal_pembuatan,
        "Tanggal revisi": head.tanggal_revisi,
        "Tanggal pengesahan": head.tanggal_pengesahan,
        "Disahkan oleh": ", ".join(filter(None, (signer.jabatan, signer.nama, signer.nip))) if signer else None,
        "Dasar hukum": "; ".join(head.dasar_hukum),
        "Kualifikasi pelaksana": "; ".join(head.kualifikasi_pelaksana),
        "Keterkaitan": "; ".join(head.keterkaitan),
        "Peralatan/perlengkapan": "; ".join(head.peralatan),
        "Peringatan": "; ".join(head.peringatan),
        "Pencatatan dan pendataan": "; ".join(head.pencatatan),
        "Catatan Kinerja": "; ".join(head.catatan),
    }
    return [(name, text) for name, text in found.items() if text]
