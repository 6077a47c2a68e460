"""The pages of a unit's figures: fill in, check, send. A draft is saved by a button, sending is a page of its own."""

import hashlib
import json
from collections import Counter
from itertools import groupby
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.intake.domain.cycle import TaskState
from services.intake.domain.errors import CommandRefused
from services.intake.domain.rights import Act, Refused, may
from services.intake.figures_form import REASONS, Figures, field_name, read_figures, typed_fields
from services.intake.models import CycleIndicatorRecord, DraftRecord, PaperRecord, SubmissionRecord, UnitRecord
from services.intake.process.data import is_late, save_draft, submit_unit_data, take_back
from services.intake.process.minta_data import indicators_of
from services.intake.process.task_info import act_of
from services.intake.web.figures_shown import by_sasaran
from services.intake.web.kept import take_kept
from services.intake.web.reading import board_of, measured_of
from services.intake.web.rules import rule, signed_in, the_cycle, the_task
from services.intake.web.site import reading, site, working
from services.intake.web.tasks import files_of, refusal_errors, returned_reason
from services.intake.web.uploads import store_uploads
from shared.dates import format_time
from shared.events.parts import IndicatorValue
from shared.numbers import format_id, spell_id

pages = Blueprint("figures", __name__)


@pages.get("/tugas/<uuid:task_id>/isian")
@rule(Act.EDIT_TASK, the_task)
def form(task_id: UUID) -> ResponseReturnValue:
    """The form, with what was typed before."""
    _require_figures()
    kept = take_kept(url_for("figures.form", task_id=task_id))
    message = "Isian Anda sebelum sesi berakhir sudah kami kembalikan. Periksa, lalu simpan." if kept else None
    return form_page(task_id, {}, kept, message)


@pages.post("/tugas/<uuid:task_id>/isian")
@rule(Act.EDIT_TASK, the_task, page="figures.form")
def save(task_id: UUID) -> ResponseReturnValue:
    """Save the draft as typed; then stay, or go on to the check when every field is sound."""
    _require_figures()
    person = signed_in()
    with reading() as rows:
        indicators = _indicators(rows)
    uploads = [
        (field_name("bukti", row.code), file, row.code)
        for row in indicators
        for file in request.files.getlist(field_name("bukti", row.code))
    ]
    files, errors = store_uploads(site().files, uploads)
    typed = typed_fields(indicators, request.form)
    if not _may_type():
        return redirect(url_for("tasks.task", task_id=task_id), 303)
    try:
        with working() as work:
            save_draft(work, person, task_id, typed, files)
    except CommandRefused as refused:
        return form_page(task_id, refusal_errors(refused), typed), 422
    if request.form.get("tindakan") != "periksa":
        if errors:
            return form_page(task_id, errors, typed), 422
        return redirect(url_for("figures.form", task_id=task_id), 303)
    errors |= read_figures(indicators, typed).errors
    if errors:
        return form_page(task_id, errors, typed), 422
    return redirect(url_for("figures.check", task_id=task_id), 303)


@pages.get("/tugas/<uuid:task_id>/isian/periksa")
@rule(Act.EDIT_TASK, the_task)
def check(task_id: UUID) -> ResponseReturnValue:
    """How the typed figures were understood, and the button that sends them."""
    _require_figures()
    return _check(task_id)


@pages.post("/tugas/<uuid:task_id>/isian/kirim")
@rule(Act.SEE_TASK, the_task, page="figures.check")
def send(task_id: UUID) -> ResponseReturnValue:
    """Send exactly what the check page showed."""
    _require_figures()
    person = signed_in()
    with reading() as rows:
        typed = _draft(rows, task_id)
        figures = read_figures(_indicators(rows), typed, _evidence(rows, task_id))
    if _may_type():
        if figures.errors:
            return form_page(task_id, dict(figures.errors), typed), 422
        if request.form.get("isian") != _fingerprint(typed):
            return redirect(url_for("figures.check", task_id=task_id), 303)
    try:
        with working() as work:
            submit_unit_data(work, person, task_id, figures.values)
    except CommandRefused as refused:
        return _refused(task_id, refused), 422
    return redirect(url_for("tasks.finished", task_id=task_id), 303)


@pages.post("/tugas/<uuid:task_id>/isian/tarik")
@rule(Act.EDIT_TASK, the_task, page="tasks.task")
def take_back_figures(task_id: UUID) -> ResponseReturnValue:
    """Take back what was sent, to put it right; the next sending is a new revision."""
    _require_figures()
    try:
        with working() as work:
            take_back(work, signed_in(), task_id)
    except CommandRefused as refused:
        return _refused(task_id, refused), 422
    return redirect(url_for("figures.form", task_id=task_id), 303)


def _refused(task_id: UUID, refused: CommandRefused) -> str:
    with reading() as rows:
        shown = board_of(rows, g.subject.cycle)
    return render_template(
        "refused.html",
        section="tugas",
        line=shown.line(g.subject.run),
        message=next(iter(refusal_errors(refused).values()))[0],
        cycle_id=shown.cycle.id,
        task_id=task_id,
    )


@pages.get("/ukur/<uuid:cycle_id>")
@rule(Act.SEE_CYCLE, the_cycle)
def measured(cycle_id: UUID) -> ResponseReturnValue:
    """The measured figures of a cycle."""
    with reading() as rows:
        shown = board_of(rows, g.subject.cycle)
        found = measured_of(rows, cycle_id)
    return render_template(
        "measured.html",
        section="siklus",
        line=shown.line(),
        cycle_id=cycle_id,
        groups=by_sasaran(found.rows) if found else [],
        gaps=found.gaps if found else (),
        scale=found.scale if found else "",
    )


def _evidence(rows: Session, task_id: UUID) -> Counter[str]:
    """How many files prove each figure, by indicator code."""
    return Counter(file["code"] for file in files_of(rows, task_id) if file["code"])


def _may_type() -> bool:
    """While the task is open; after the collection was closed without the unit, while the report is drafted."""
    return g.subject.task.state is TaskState.OPEN or is_late(g.subject.cycle, g.subject.task.id)


def _require_figures() -> None:
    if not g.subject.cycle.asks_for_figures(g.subject.run, g.subject.task):
        abort(404)


def _indicators(rows: Session) -> list[CycleIndicatorRecord]:
    unit_id = g.subject.task.holder.unit_id
    return indicators_of(rows, g.subject.cycle.id, unit_id)


def _draft(rows: Session, task_id: UUID) -> dict[str, str]:
    """What was typed: this task's draft, else what the unit sent last (the work was sent back)."""
    draft = rows.get(DraftRecord, task_id)
    return dict(draft.fields) if draft else _sent_before(rows)


def _sent_before(rows: Session) -> dict[str, str]:
    last = rows.scalar(
        select(SubmissionRecord)
        .where(
            SubmissionRecord.cycle_id == g.subject.cycle.id,
            SubmissionRecord.unit_id == g.subject.task.holder.unit_id,
        )
        .order_by(SubmissionRecord.number.desc())
        .limit(1)
    )
    before = rows.get(DraftRecord, last.task_id) if last else None
    return dict(before.fields) if before else {}


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


def _fingerprint(typed: dict[str, str]) -> str:
    return hashlib.sha256(json.dumps(typed, sort_keys=True).encode()).hexdigest()[:16]


def form_page(
    task_id: UUID, errors: dict[str, list[str]], typed: dict[str, str] | None, message: str | None = None
) -> str:
    """The form; without `typed` it shows the draft."""
    with reading() as rows:
        shown = board_of(rows, g.subject.cycle)
        draft = rows.get(DraftRecord, task_id)
        indicators = _indicators(rows)
        files = files_of(rows, task_id)
        reason = returned_reason(rows, shown, g.subject.run)
        unit = _unit_name(rows)
        form_url = _form_url(rows)
        if typed is None:
            typed = _draft(rows, task_id)
    return render_template(
        "figures.html",
        section="tugas",
        line=shown.line(g.subject.run),
        unit=unit,
        task_id=task_id,
        left=shown.time_left(g.subject.run),
        indicators=_by_sasaran(indicators, files),
        reasons=[("", "Ada angkanya"), *REASONS],
        typed=typed,
        errors=errors,
        message=message,
        returned_reason=reason,
        saved=format_time(draft.saved_at, shown.zone) if draft else None,
        form_url=form_url,
        is_late=g.subject.task.state is not TaskState.OPEN,
    )


def _by_sasaran(
    indicators: list[CycleIndicatorRecord], files: list[dict[str, Any]]
) -> list[tuple[str, list[dict[str, Any]]]]:
    groups = groupby(enumerate(indicators, start=1), key=lambda pair: pair[1].sasaran)
    return [(sasaran, [_shown(number, row, files) for number, row in group]) for sasaran, group in groups]


def _shown(number: int, row: CycleIndicatorRecord, files: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "number": number,
        "code": row.code,
        "indikator": row.indikator,
        "satuan": row.satuan,
        "target": format_id(row.target) if row.target is not None else row.target_text or "–",
        "last_value": row.last_value,
        "numerator": row.numerator,
        "denominator": row.denominator,
        "details": [
            (name, text)
            for name, text in (
                ("Definisi", row.definition),
                ("Rumus", row.formula),
                ("Sumber data", row.data_source),
            )
            if text
        ],
        "files": [file for file in files if file["code"] == row.code],
    }


def _check(task_id: UUID) -> ResponseReturnValue:
    with reading() as rows:
        shown = board_of(rows, g.subject.cycle)
        typed = _draft(rows, task_id)
        figures = read_figures(_indicators(rows), typed, _evidence(rows, task_id))
        unit = _unit_name(rows)
    if figures.errors:
        return form_page(task_id, dict(figures.errors), typed), 422
    answer = may(signed_in(), Act.FINISH_TASK, g.subject)
    step = shown.cycle.step_of(g.subject.run)
    return render_template(
        "figures_check.html",
        section="tugas",
        line=shown.line(g.subject.run),
        unit=unit,
        task_id=task_id,
        rows=_understood(figures),
        fingerprint=_fingerprint(typed),
        may_finish=bool(answer) and _may_type(),
        refusal=answer.reason if isinstance(answer, Refused) else "Data ini sudah dikirim.",
        act=act_of(step, g.subject.task),
        next_text="Setelah semua unit mengirim, data diukur dan pengelola data menerima e-mail.",
    )


def _understood(figures: Figures) -> list[list[str]]:
    return [
        [
            value.indikator,
            _target(value),
            _figure(value),
            spell_id(value.realisasi) if value.realisasi is not None else "",
            _components(value),
            _words(value),
            str(value.evidence) if value.evidence else "",
        ]
        for value in figures.values
    ]


def _components(value: IndicatorValue) -> str:
    if value.numerator is None or value.denominator is None:
        return ""
    return f"{format_id(value.numerator)} / {format_id(value.denominator)}"


def _words(value: IndicatorValue) -> str:
    said = {
        "Pendukung": value.supporting,
        "Penghambat": value.hindering,
        "Tindak lanjut": value.follow_up,
        "": value.explanation,
    }
    return "; ".join(f"{name}: {text}" if name else text for name, text in said.items() if text)


def _target(value: IndicatorValue) -> str:
    target = format_id(value.target) if value.target is not None else value.target_text or "–"
    return f"{target} {value.satuan}".strip()


def _figure(value: IndicatorValue) -> str:
    if value.realisasi is None:
        return dict(REASONS)[value.reason or ""]
    return format_id(value.realisasi) + ("*" if value.provisional else "")


def _unit_name(rows: Session) -> str:
    unit_id = g.subject.task.holder.unit_id
    unit = rows.get(UnitRecord, unit_id) if unit_id else None
    return unit.name if unit else ""
