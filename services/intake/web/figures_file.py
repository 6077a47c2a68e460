"""A unit's filled-in XLSX form: read by documents, shown cell by cell, and put into the draft. It never sends."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.intake.domain.cycle import Cycle, Run
from services.intake.domain.errors import CommandRefused
from services.intake.domain.rights import Act
from services.intake.domain.sop import StepKind
from services.intake.figures_form import FIELDS, field_name, read_figures, typed_fields
from services.intake.models import CycleIndicatorRecord
from services.intake.process.data import save_draft
from services.intake.web.calling import CallRefused, ServiceDown, call
from services.intake.web.figures import form_page
from services.intake.web.figures_read import draft_of, indicators_asked, may_type, require_figures
from services.intake.web.reading import board_of
from services.intake.web.rules import rule, signed_in, the_task
from services.intake.web.site import reading, working
from services.intake.web.tasks import refusal_errors
from shared.calls import READ_FORM
from shared.triwulan import NUMBERS, triwulan_name

pages = Blueprint("figures_file", __name__)

LARGEST = 10 * 1024 * 1024
DOWN = "Berkas XLSX sedang tidak dapat dibaca. Isian di halaman ini tetap dapat disimpan dan dikirim."
_WORDS = {
    **{f"tw{number}": f"Realisasi {triwulan_name(number)}" for number in NUMBERS},
    "realisasi": "Realisasi",
    "pembilang": "Pembilang",
    "penyebut": "Penyebut",
    "alasan": "Alasan bila kosong",
    "anggaran": "Realisasi anggaran",
    "penjelasan": "Penjelasan lain",
    "faktor_pendukung": "Faktor pendukung",
    "faktor_penghambat": "Faktor penghambat",
    "tindak_lanjut": "Tindak lanjut",
}


@dataclass(frozen=True, slots=True)
class Found:
    """What a file says: field name → typed text, lines for people, and the cells that are refused."""

    typed: dict[str, str]
    lines: list[list[str]]
    refused: list[list[str]]


@pages.post("/tugas/<uuid:task_id>/isian/berkas")
@rule(Act.EDIT_TASK, the_task, page="figures.form")
def read(task_id: UUID) -> ResponseReturnValue:
    """Show what would be taken from a file and what is refused; nothing is changed yet."""
    _require_open()
    uploads = [upload for upload in request.files.getlist("formulir") if upload.filename]
    content = uploads[0].stream.read(LARGEST + 1) if uploads else b""
    if not content:
        return form_page(task_id, {"formulir": ["Pilih berkas XLSX yang sudah Anda isi."]}, None), 422
    if len(content) > LARGEST:
        return form_page(task_id, {"formulir": ["Berkas ini lebih besar dari 10 MB."]}, None), 422
    try:
        answer = call(READ_FORM, query=_addressee(), content=content)
    except CallRefused as refused:
        return form_page(task_id, {"formulir": [str(refused)]}, None), 422
    except ServiceDown:
        return form_page(task_id, {}, None, DOWN), 503
    return _dry_run(task_id, answer)


@pages.post("/tugas/<uuid:task_id>/isian/pakai")
@rule(Act.EDIT_TASK, the_task, page="figures.form")
def take(task_id: UUID) -> ResponseReturnValue:
    """Put what the dry run showed into the draft."""
    _require_open()
    with reading() as rows:
        indicators = indicators_asked(rows)
        before = draft_of(rows, task_id)
    known = typed_fields(indicators, request.form)
    offered = {name: text for name, text in known.items() if name in request.form}
    try:
        with working() as work:
            save_draft(work, signed_in(), task_id, {**before, **offered})
    except CommandRefused as refused:
        return form_page(task_id, refusal_errors(refused), None), 422
    return redirect(url_for("figures.form", task_id=task_id), 303)


def _require_open() -> None:
    require_figures()
    if not may_type():
        abort(409)


def _addressee() -> dict[str, str]:
    """Whose form it must be, and which issue of it."""
    cycle = g.subject.cycle
    return {
        "office_id": str(cycle.office_id),
        "cycle_id": str(cycle.id),
        "unit_id": str(g.subject.task.holder.unit_id),
        "revision": str(_issue(cycle)),
    }


def _issue(cycle: Cycle) -> int:
    issued: list[Run] = [run for run in cycle.runs if cycle.step_of(run).kind is StepKind.MINTA_DATA]
    return issued[-1].number if issued else 0


def _dry_run(task_id: UUID, answer: dict[str, Any]) -> str:
    with reading() as rows:
        shown = board_of(rows, g.subject.cycle)
        found = _found(indicators_asked(rows), answer, draft_of(rows, task_id))
    return render_template(
        "figures_file.html",
        section="tugas",
        line=shown.line(g.subject.run),
        task_id=task_id,
        typed=found.typed,
        rows=found.lines,
        refused=found.refused,
    )


def _found(indicators: list[CycleIndicatorRecord], answer: dict[str, Any], before: dict[str, str]) -> Found:
    """A cell that the one parser of the form does not take is refused with its name; the others are offered."""
    found = Found({}, [], [[problem["ref"], problem["sentence"]] for problem in answer["problems"]])
    for indicator in indicators:
        cells = answer["rows"].get(indicator.code, {})
        typed = {field_name(part, indicator.code): cells[part]["text"] for part in FIELDS if part in cells}
        errors = read_figures([indicator], typed).errors
        for part in (part for part in FIELDS if part in cells):
            name, ref, text = field_name(part, indicator.code), cells[part]["ref"], cells[part]["text"]
            if text and name in errors:
                found.refused.append([ref, f"{indicator.indikator}: {' '.join(errors[name])}"])
            elif text and text != before.get(name, ""):
                found.typed[name] = text
                found.lines.append([indicator.indikator, _WORDS[part], before.get(name, ""), text, ref])
    return found
