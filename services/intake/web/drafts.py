"""The page of a draft (SOP steps 4 and 5): figures, what is missing, the narrative, its papers."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from services.intake.domain.cycle import Purpose, TaskState
from services.intake.domain.errors import CommandRefused
from services.intake.domain.rights import Act, may
from services.intake.domain.sop import StepKind
from services.intake.models import UnitRecord
from services.intake.process.collection import data_run
from services.intake.process.gaps import gaps_of, late_submissions
from services.intake.process.previews import preview
from services.intake.process.revisions import content_now
from services.intake.process.tasks import EDITED_IN
from services.intake.repository.cycles import read_cycle
from services.intake.web.aggregates_shown import aggregates_shown
from services.intake.web.board import Board
from services.intake.web.budgets_shown import budget_rows
from services.intake.web.correction_shown import corrections_shown
from services.intake.web.draft_shown import anchor_of, figures_shown, papers_shown, sections
from services.intake.web.evaluation_shown import evaluation_shown
from services.intake.web.findings_shown import FindingShown
from services.intake.web.findings_shown import shown as shown_findings
from services.intake.web.kept import take_kept
from services.intake.web.reading import Measured, board_of, measured_of
from services.intake.web.rules import rule, signed_in, the_task
from services.intake.web.site import reading, working
from services.intake.web.task_reading import returned_reason
from services.intake.web.tasks import refusal_errors
from shared.dates import format_moment
from shared.events.evaluated import DataFinding

pages = Blueprint("drafts", __name__)


@pages.get("/tugas/<uuid:task_id>/draf")
@rule(Act.SEE_TASK, the_task)
def page(task_id: UUID) -> ResponseReturnValue:
    """The draft; who edits it finds its fields, everybody else its text."""
    kept = take_kept(url_for("drafts.page", task_id=task_id))
    return draft_page({}, kept or {}, "Tulisan Anda sebelum sesi berakhir sudah kami kembalikan." if kept else "")


@pages.post("/tugas/<uuid:task_id>/draf/pratinjau")
@rule(Act.EDIT_TASK, the_task, page="drafts.page")
def ask_for_preview(task_id: UUID) -> ResponseReturnValue:
    """Have the PDF and the DOCX of the present content made."""
    require_draft()
    try:
        with working() as work:
            preview(work, signed_in(), task_id)
    except CommandRefused as refused:
        return draft_page(refusal_errors(refused), request.form), 422
    return redirect(url_for("drafts.page", task_id=task_id, _anchor="dokumen"), 303)


def require_draft() -> None:
    """404 for a task at which no report is drafted or corrected."""
    cycle = g.subject.cycle
    is_edited = cycle.step_of(g.subject.run).kind in EDITED_IN and g.subject.task.purpose is Purpose.STEP
    if not is_edited or cycle.content_hash is None:
        abort(404)


def draft_page(errors: Mapping[str, list[str]], typed: Mapping[str, str], message: str = "", **more: Any) -> str:
    """The page, with what was typed into one of its forms and why it was refused."""
    require_draft()
    task_id = g.subject.task.id
    with reading() as rows:
        cycle = read_cycle(rows, g.subject.cycle.id)
        shown = board_of(rows, cycle)
        run, task = cycle.find(task_id)
        measured = measured_of(rows, cycle.id)
        figures = measured.rows if measured else ()
        content = content_now(rows, cycle)
        context = {
            "figures": figures_shown(figures, cycle.id),
            "aggregates": aggregates_shown(measured.aggregates if measured else (), cycle.id),
            "budgets": budget_rows(measured),
            "findings": _findings(measured),
            "evaluation": evaluation_shown(measured.evaluation if measured else ()),
            "sections": sections(rows, cycle, shown.zone),
            "papers": papers_shown(rows, cycle, content.content_hash if content else None),
            "gaps": gaps_of(rows, cycle.id),
            "anchor_of": anchor_of,
            "corrections": corrections_shown(rows, cycle.id, shown.zone),
            "returned_reason": returned_reason(rows, shown, run),
            **_data(rows, shown),
        }
    is_open = task.state is TaskState.OPEN
    return render_template(
        "draft.html",
        section="tugas",
        line=shown.line(run),
        left=shown.time_left(run),
        cycle_id=cycle.id,
        task_id=task_id,
        is_correcting=cycle.step_of(run).kind is StepKind.KOREKSI,
        is_open=is_open,
        may_edit=is_open and bool(may(signed_in(), Act.EDIT_TASK, g.subject)),
        may_finish=is_open and bool(may(signed_in(), Act.FINISH_TASK, g.subject)),
        may_manage=is_open and bool(may(signed_in(), Act.MANAGE_DATA, g.subject)),
        saved_block=request.args.get("tersimpan", ""),
        errors=errors,
        typed=typed,
        message=message,
        **{**context, **more},
    )


def _findings(measured: Measured | None) -> list[FindingShown]:
    """What was found in the figures, each with its indicator and its unit."""
    if measured is None:
        return []
    names = {(row.unit, row.code): row.indikator for row in measured.rows}

    def about(finding: DataFinding) -> str:
        return f"{names.get((finding.unit, finding.code), finding.code)} ({finding.unit})"

    return shown_findings(measured.findings, about)


def _data(rows: Session, shown: Board) -> dict[str, Any]:
    """The units' data as far as the drafting step deals with them: what came late, what is out for revision."""
    run = data_run(shown.cycle)
    units = {task.holder.unit_id for task in run.tasks if task.holder.unit_id} if run else set()
    out = {
        task.holder.unit_id for open_ in shown.cycle.open_runs() for task in open_.awaited_beside(Purpose.REVISE_DATA)
    }
    names = {unit_id: rows.get_one(UnitRecord, unit_id).name for unit_id in units | out if unit_id}
    return {
        "late": [
            {"id": late.id, "unit": late.unit_name, "at": format_moment(late.submitted_at, shown.zone)}
            for late in late_submissions(rows, shown.cycle.id)
        ],
        "out": sorted(names[unit_id] for unit_id in out if unit_id),
        "units": sorted(((str(unit_id), names[unit_id]) for unit_id in units - out), key=lambda unit: unit[1]),
    }
