"""The form of a unit's figures. A draft is kept by a button, or while one types; sending is a page of its own."""

from uuid import UUID

from flask import Blueprint, Response, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.intake.asked_realisasi import REASONS, ZERO
from services.intake.domain.cycle import TaskState
from services.intake.domain.errors import CommandRefused
from services.intake.domain.rights import Act
from services.intake.figures_form import field_name, read_figures, typed_fields
from services.intake.models import CycleIndicatorRecord, DraftRecord, PaperRecord
from services.intake.process.data import save_draft
from services.intake.web.figures_asked import by_sasaran
from services.intake.web.figures_read import (
    draft_of,
    files_of_unit,
    indicators_asked,
    may_type,
    require_figures,
    unit_name,
)
from services.intake.web.kept import take_kept
from services.intake.web.reading import board_of
from services.intake.web.rules import rule, signed_in, the_task
from services.intake.web.site import reading, site, working
from services.intake.web.task_reading import returned_reason
from services.intake.web.tasks import refusal_errors
from services.intake.web.uploads import store_uploads
from shared.dates import format_time

pages = Blueprint("figures", __name__)


@pages.get("/tugas/<uuid:task_id>/isian")
@rule(Act.EDIT_TASK, the_task)
def form(task_id: UUID) -> ResponseReturnValue:
    """The form, with what was typed before."""
    require_figures()
    kept = take_kept(url_for("figures.form", task_id=task_id))
    message = "Isian Anda sebelum sesi berakhir sudah kami kembalikan. Periksa, lalu simpan." if kept else None
    return form_page(task_id, {}, kept, message)


@pages.post("/tugas/<uuid:task_id>/isian")
@rule(Act.EDIT_TASK, the_task, page="figures.form")
def save(task_id: UUID) -> ResponseReturnValue:
    """Save the draft as typed; then stay, or go on to the check when every field is sound."""
    require_figures()
    with reading() as rows:
        indicators = indicators_asked(rows)
    uploads = [
        (field_name("bukti", row.code), file, row.code)
        for row in indicators
        for file in request.files.getlist(field_name("bukti", row.code))
    ]
    files, errors = store_uploads(site().files, uploads)
    typed = typed_fields(indicators, request.form)
    if not may_type():
        return redirect(url_for("tasks.task", task_id=task_id), 303)
    try:
        with working() as work:
            save_draft(work, signed_in(), task_id, typed, files)
    except CommandRefused as refused:
        return form_page(task_id, refusal_errors(refused), typed), 422
    is_checking = request.form.get("tindakan") == "periksa"
    if is_checking:
        errors |= read_figures(indicators, typed).errors
    if errors:
        return form_page(task_id, errors, typed), 422
    return redirect(url_for("figures_check.check" if is_checking else "figures.form", task_id=task_id), 303)


@pages.post("/tugas/<uuid:task_id>/isian/sementara")
@rule(Act.EDIT_TASK, the_task, page="figures.form")
def save_while_typing(task_id: UUID) -> ResponseReturnValue:
    """Keep the draft while somebody types, without files; answers when it was kept, or why it was not."""
    require_figures()
    with reading() as rows:
        typed = typed_fields(indicators_asked(rows), request.form)
    try:
        with working() as work:
            save_draft(work, signed_in(), task_id, typed)
    except CommandRefused as refused:
        return Response(next(iter(refusal_errors(refused).values()))[0], 422, mimetype="text/plain")
    with reading() as rows:
        saved = _saved(rows, task_id)
    return Response(saved, mimetype="text/plain")


def _saved(rows: Session, task_id: UUID) -> str:
    draft = rows.get(DraftRecord, task_id)
    return f"Tersimpan {format_time(draft.saved_at, board_of(rows, g.subject.cycle).zone)}" if draft else ""


def _form_url(rows: Session) -> str | None:
    """The unit's own XLSX form, the newest."""
    mine = (PaperRecord.cycle_id == g.subject.cycle.id, PaperRecord.unit_id == g.subject.task.holder.unit_id)
    found = rows.scalar(
        select(PaperRecord)
        .where(*mine, PaperRecord.kind == "formulir_data")
        .order_by(PaperRecord.arrived_at.desc())
        .limit(1)
    )
    return url_for("papers.paper", cycle_id=found.cycle_id, paper_id=found.id) if found else None


def form_page(
    task_id: UUID, errors: dict[str, list[str]], typed: dict[str, str] | None, message: str | None = None
) -> str:
    """The form; without `typed` it shows the draft."""
    with reading() as rows:
        shown = board_of(rows, g.subject.cycle)
        fields = draft_of(rows, task_id) if typed is None else typed
        indicators = indicators_asked(rows)
        context = {
            "indicators": by_sasaran(indicators, files_of_unit(rows), fields, errors),
            "returned_reason": returned_reason(rows, shown, g.subject.run, g.subject.task),
            "unit": unit_name(rows),
            "form_url": _form_url(rows),
            "saved": _saved(rows, task_id),
        }
    return render_template(
        "figures.html",
        section="tugas",
        line=shown.line(g.subject.run),
        task_id=task_id,
        left=shown.time_left(g.subject.run, g.subject.task),
        reasons=[("", "Ada angkanya"), *REASONS],
        reasons_of_choice=[("", "Ada realisasinya"), *((value, text) for value, text in REASONS if value != ZERO)],
        typed=fields,
        errors=errors,
        summary=_named(indicators, errors),
        message=message,
        is_late=g.subject.task.state is not TaskState.OPEN,
        **context,
    )


def _named(indicators: list[CycleIndicatorRecord], errors: dict[str, list[str]]) -> dict[str, list[str]]:
    """The messages with the number of the indicator each is about, for the summary above the form."""
    numbers = {row.code: number for number, row in enumerate(indicators, start=1)}
    found = {name: numbers.get(name.partition("-")[2]) for name in errors}
    return {
        name: [f"Indikator {found[name]}: {text}" if found[name] else text for text in texts]
        for name, texts in errors.items()
    }
