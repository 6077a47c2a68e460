"""Taking a cycle's indicators from a workbook: first a dry run that shows what would come, then the taking."""

from uuid import UUID

from flask import Blueprint, Response, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.intake.domain.errors import CommandRefused
from services.intake.domain.rights import Act
from services.intake.office_sheets.indicator_sheet import write_indicators
from services.intake.office_sheets.indicator_tables import read_indicator_tables
from services.intake.process.indicator_editing import import_indicators
from services.intake.process.indicator_import import Plan, Taking, fields_of, plan_import
from services.intake.process.minta_data import indicators_of
from services.intake.repository.offices import unit_names
from services.intake.web.data_format import require_asking
from services.intake.web.reading import board_of
from services.intake.web.rules import rule, signed_in, the_task
from services.intake.web.site import reading, site, working
from services.intake.web.tasks import refusal_errors
from shared.files import FileMissing
from shared.office_files.refusal import FileRefused

pages = Blueprint("data_format_file", __name__)

_LARGEST = 10 * 1024 * 1024
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pages.post("/tugas/<uuid:task_id>/format/berkas")
@rule(Act.EDIT_TASK, the_task, page="data_format.page")
def read_file(task_id: UUID) -> ResponseReturnValue:
    """Show what would be taken from a workbook and what is refused; nothing is changed yet."""
    require_asking()
    uploads = [upload for upload in request.files.getlist("berkas") if upload.filename]
    content = uploads[0].stream.read(_LARGEST + 1) if uploads else b""
    if not content or len(content) > _LARGEST:
        return _page(task_id, Plan((), ()), message="Pilih berkas XLSX, paling besar 10 MB."), 422
    try:
        plan = _plan(content)
    except FileRefused as refused:
        return _page(task_id, Plan((), ()), message=refused.sentence), 422
    return _page(task_id, plan, key=site().files.put(content) if plan.taken else None)


@pages.post("/tugas/<uuid:task_id>/format/pakai")
@rule(Act.EDIT_TASK, the_task, page="data_format.page")
def take_file(task_id: UUID) -> ResponseReturnValue:
    """Take the sound rows that the dry run showed."""
    try:
        plan = _plan(site().files.get(request.form.get("berkas", "")))
        with working() as work:
            import_indicators(work, signed_in(), task_id, [taking.entry for taking in plan.taken])
    except (FileMissing, FileRefused):
        return _page(task_id, Plan((), ()), message="Berkas ini tidak ditemukan lagi. Unggah sekali lagi."), 422
    except CommandRefused as refused:
        return _page(task_id, Plan((), ()), message=next(iter(refusal_errors(refused).values()))[0]), 422
    return redirect(url_for("data_format.page", task_id=task_id), 303)


@pages.get("/tugas/<uuid:task_id>/format/berkas.xlsx")
@rule(Act.EDIT_TASK, the_task)
def download(task_id: UUID) -> ResponseReturnValue:  # noqa: ARG001 - the rule found the task
    """The cycle's indicators as a workbook that can be changed and read back."""
    require_asking()
    cycle = g.subject.cycle
    with reading() as rows:
        units = unit_names(rows, cycle.office_id)
        content = write_indicators(fields_of(row, units) for row in indicators_of(rows, cycle.id))
    response = Response(content, mimetype=_XLSX)
    response.headers.set("Content-Disposition", "attachment", filename=f"indikator-{cycle.period}.xlsx")
    return response


def _plan(content: bytes) -> Plan:
    found, problems = read_indicator_tables(content)
    with reading() as rows:
        units = unit_names(rows, g.subject.cycle.office_id)
        plan = plan_import(found, indicators_of(rows, g.subject.cycle.id), units, request.form.get("unit", ""))
    return Plan(plan.taken, (*problems, *plan.problems))


def _page(task_id: UUID, plan: Plan, *, message: str | None = None, key: str | None = None) -> str:
    with reading() as rows:
        shown = board_of(rows, g.subject.cycle)
    return render_template(
        "data_format_file.html",
        section="tugas",
        line=shown.line(g.subject.run),
        task_id=task_id,
        message=message,
        key=key,
        unit=request.form.get("unit", ""),
        rows=[_cells(taking) for taking in plan.taken],
        problems=[str(problem) for problem in plan.problems],
    )


def _cells(taking: Taking) -> list[str]:
    entry = taking.entry
    change = "diubah" if taking.is_known else "ditambah"
    return [entry.indikator, entry.sasaran, entry.unit, entry.satuan, entry.target_text, change]
