"""A unit checks how its figures were understood, sends exactly these, and may take them back."""

from typing import Any
from uuid import UUID

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.intake.asked_realisasi import REASONS
from services.intake.asked_triwulan import TRIWULAN
from services.intake.domain.answers import Refused
from services.intake.domain.errors import CommandRefused
from services.intake.domain.rights import Act, may
from services.intake.figures_form import MONEY, field_name, read_figures
from services.intake.process.data import submit_unit_data, take_back
from services.intake.process.task_info import act_of
from services.intake.web.figures import form_page
from services.intake.web.figures_read import (
    draft_of,
    evidence_of,
    fingerprint,
    indicators_asked,
    may_type,
    require_figures,
    unit_name,
)
from services.intake.web.findings_shown import FindingShown, look_again
from services.intake.web.findings_shown import shown as shown_findings
from services.intake.web.reading import board_of
from services.intake.web.rules import rule, signed_in, the_task
from services.intake.web.site import reading, working
from services.intake.web.tasks import refusal_errors
from shared.budget_words import rupiah
from shared.events.evaluated import DataFinding
from shared.events.parts import IndicatorValue
from shared.numbers import format_id, spell_id
from shared.triwulan import triwulan_words

pages = Blueprint("figures_check", __name__)


@pages.get("/tugas/<uuid:task_id>/isian/periksa")
@rule(Act.EDIT_TASK, the_task)
def check(task_id: UUID) -> ResponseReturnValue:
    """How the typed figures were understood, and the button that sends them."""
    require_figures()
    with reading() as rows:
        shown = board_of(rows, g.subject.cycle)
        typed = draft_of(rows, task_id)
        figures = read_figures(indicators_asked(rows), typed, evidence_of(rows))
        unit = unit_name(rows)
    if figures.errors:
        return form_page(task_id, dict(figures.errors), typed), 422
    found = look_again(g.subject.cycle, unit, figures.values)
    answer = may(signed_in(), Act.FINISH_TASK, g.subject)
    columns, lines = understood(figures.values)
    return render_template(
        "figures_check.html",
        section="tugas",
        line=shown.line(g.subject.run),
        unit=unit,
        task_id=task_id,
        columns=columns,
        rows=lines,
        findings=None if found is None else _findings(task_id, figures.values, found),
        fingerprint=fingerprint(typed),
        may_finish=bool(answer) and may_type(),
        refusal=answer.reason if isinstance(answer, Refused) else "Data ini sudah dikirim.",
        act=act_of(shown.cycle.step_of(g.subject.run), g.subject.task),
        next_text="Setelah semua unit mengirim, data diukur dan pengelola data menerima e-mail.",
    )


def _findings(task_id: UUID, values: tuple[IndicatorValue, ...], found: tuple[DataFinding, ...]) -> list[FindingShown]:
    """Each with the number of its indicator in the form, and the way to the field it means."""
    numbers = {value.code: number for number, value in enumerate(values, start=1)}
    names = {value.code: value.indikator for value in values}
    return shown_findings(
        found,
        lambda each: f"{numbers[each.code]}. {names[each.code]}",
        lambda each: url_for("figures.form", task_id=task_id, _anchor=field_of(each)),
    )


def field_of(finding: DataFinding) -> str:
    """The form's field that a finding means; the target is not the unit's to change, so its realisasi is shown."""
    column = finding.column
    if column == "anggaran_realisasi":
        column = MONEY
    return field_name(column if column in ("bukti", MONEY, *TRIWULAN) else "realisasi", finding.code)


@pages.post("/tugas/<uuid:task_id>/isian/kirim")
@rule(Act.SEE_TASK, the_task, page="figures_check.check")
def send(task_id: UUID) -> ResponseReturnValue:
    """Send exactly what the check page showed."""
    require_figures()
    with reading() as rows:
        typed = draft_of(rows, task_id)
        figures = read_figures(indicators_asked(rows), typed, evidence_of(rows))
    if may_type():
        if figures.errors:
            return form_page(task_id, dict(figures.errors), typed), 422
        if request.form.get("isian") != fingerprint(typed):
            return redirect(url_for("figures_check.check", task_id=task_id), 303)
    try:
        with working() as work:
            submit_unit_data(work, signed_in(), task_id, figures.values)
    except CommandRefused as refused:
        return _refused(task_id, refused), 422
    return redirect(url_for("tasks.finished", task_id=task_id), 303)


@pages.post("/tugas/<uuid:task_id>/isian/tarik")
@rule(Act.EDIT_TASK, the_task, page="tasks.task")
def take_back_figures(task_id: UUID) -> ResponseReturnValue:
    """Take back what was sent, to put it right; the next sending is a new revision."""
    require_figures()
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


def understood(values: tuple[IndicatorValue, ...]) -> tuple[list[dict[str, Any]], list[list[str]]]:
    """Columns and rows of the check: what no indicator has, has no column."""
    always = {
        "Target": [_target(value) for value in values],
        "Realisasi": [_figure(value) for value in values],
    }
    sometimes = {
        "Triwulan": [_triwulan(value) for value in values],
        "Dibaca": [spell_id(value.realisasi) if value.realisasi is not None else "" for value in values],
        "Anggaran": [_money(value) for value in values],
        "Pembilang / penyebut": [_components(value) for value in values],
        "Keterangan unit": [_words(value) for value in values],
        "Bukti": [str(value.evidence) if value.evidence else "" for value in values],
    }
    cells = {**always, **{name: texts for name, texts in sometimes.items() if any(texts)}}
    numbers = {*always, "Bukti"}
    columns: list[dict[str, Any]] = [{"text": "Indikator"}]
    columns += [{"text": name, "is_number": name in numbers} for name in cells]
    rows = [[value.indikator, *(texts[at] for texts in cells.values())] for at, value in enumerate(values)]
    return columns, rows


def _triwulan(value: IndicatorValue) -> str:
    return triwulan_words((each.number, each.realisasi) for each in value.triwulan)


def _money(value: IndicatorValue) -> str:
    if value.pagu is None:
        return ""
    return f"{rupiah(value.spent, 'belum diisi')} dari pagu {rupiah(value.pagu)}"


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
    if value.target is None:
        return value.target_text or "–"
    return f"{format_id(value.target)} {value.satuan}".strip()


def _figure(value: IndicatorValue) -> str:
    if value.realisasi is None:
        return value.realisasi_text or dict(REASONS)[value.reason or ""]
    return format_id(value.realisasi) + ("*" if value.provisional else "")
