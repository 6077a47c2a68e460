"""The page of step 2: what is asked of which unit, the letter that goes with it, and issuing both."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from sqlalchemy.orm import Session

from services.intake.domain.answers import Refused
from services.intake.domain.cycle import TaskState
from services.intake.domain.errors import CommandRefused
from services.intake.domain.rights import Act, may
from services.intake.domain.sop import StepKind
from services.intake.models import CycleIndicatorRecord, DataRequestRecord, IndicatorRecord
from services.intake.process.indicator_editing import Issue, UnitsWithoutIndicators, issue_format
from services.intake.process.indicator_versions import Change, changes_from_last_year, changes_since_issued
from services.intake.process.minta_data import filling_posts, indicators_of
from services.intake.process.office_indicators import not_in_effect
from services.intake.repository.offices import unit_names
from services.intake.web.board import Board
from services.intake.web.reading import board_of
from services.intake.web.rules import rule, signed_in, the_task
from services.intake.web.site import reading, working
from services.intake.web.task_reading import returned_reason
from services.intake.web.tasks import refusal_errors
from shared.dates import format_date
from shared.numbers import format_id

pages = Blueprint("data_format", __name__)

DIRECTIONS = (
    ("naik", "Makin tinggi makin baik (R/T)"),
    ("turun", "Makin rendah makin baik ((2T−R)/T)"),
    ("turun_rasio", "Makin rendah makin baik (T/R)"),
)
_LONGEST = 2000


@pages.get("/tugas/<uuid:task_id>/format")
@rule(Act.EDIT_TASK, the_task)
def page(task_id: UUID) -> ResponseReturnValue:
    """All indicators by unit, and the form that issues them."""
    if g.subject.task.state is TaskState.DONE:
        return redirect(url_for("tasks.finished", task_id=task_id), 303)
    return _page(task_id, {}, None)


@pages.post("/tugas/<uuid:task_id>/format/kirim")
@rule(Act.FINISH_TASK, the_task, page="data_format.page")
def send(task_id: UUID) -> ResponseReturnValue:
    """Issue the format to the units."""
    typed = request.form
    dated_on, errors = _date(typed.get("tanggal", ""))
    if len(typed.get("pesan", "")) > _LONGEST:
        errors["pesan"] = [f"Paling banyak {_LONGEST} huruf."]
    if errors:
        return _page(task_id, errors, typed), 422
    issue = Issue(
        letter_number=typed.get("nomor", ""),
        dated_on=dated_on,
        message=typed.get("pesan", ""),
        is_meant=typed.get("tanpa_indikator") == "ya",
    )
    try:
        with working() as work:
            issue_format(work, signed_in(), task_id, issue)
    except UnitsWithoutIndicators as refused:
        return _page(task_id, {"tanpa_indikator": next(iter(refusal_errors(refused).values()))}, typed), 422
    except CommandRefused as refused:
        return _page(task_id, refusal_errors(refused), typed), 422
    return redirect(url_for("tasks.finished", task_id=task_id), 303)


def _date(text: str) -> tuple[date | None, dict[str, list[str]]]:
    if not text.strip():
        return None, {}
    try:
        return date.fromisoformat(text.strip()), {}
    except ValueError:
        return None, {"tanggal": ["Tanggal ini tidak terbaca."]}


def require_asking() -> None:
    """404 for a task of another kind of step."""
    if g.subject.cycle.step_of(g.subject.run).kind is not StepKind.MINTA_DATA or g.subject.task.is_beside:
        abort(404)


def _page(task_id: UUID, errors: dict[str, list[str]], typed: Any) -> str:
    require_asking()
    cycle, run, task = g.subject.cycle, g.subject.run, g.subject.task
    answer = may(signed_in(), Act.FINISH_TASK, g.subject)
    with reading() as rows:
        shown = board_of(rows, cycle)
        names = unit_names(rows, cycle.office_id)
        groups, empty = _by_unit(rows, shown, names, task_id)
        request_before = rows.get(DataRequestRecord, run.id)
        reason = returned_reason(rows, shown, run)
        asked = indicators_of(rows, cycle.id)
        of_other_years = [_outside(row) for row in not_in_effect(rows, cycle, asked)]
        changes = [
            ("Tahun lalu", "Yang berubah dari tahun lalu", changes_from_last_year(rows, cycle, asked)),
            ("Saat diterbitkan", "Yang berubah sejak format diterbitkan", changes_since_issued(rows, cycle, asked)),
        ]
    return render_template(
        "data_format.html",
        section="tugas",
        line=shown.line(run),
        left=shown.time_left(run),
        cycle_id=cycle.id,
        task_id=task_id,
        groups=groups,
        of_other_years=of_other_years,
        period=cycle.period,
        empty=empty,
        units=[("", "Tidak ada; tolak baris itu"), *((name, name) for name in names.values())],
        returned_reason=reason,
        changes=[(before, title, [_change(each) for each in found]) for before, title, found in changes if found],
        typed=typed if typed is not None else _request_fields(request_before, shown),
        is_open=task.state is TaskState.OPEN,
        may_send=bool(answer),
        refusal=answer.reason if isinstance(answer, Refused) else "",
        errors=errors,
    )


def _outside(row: IndicatorRecord) -> str:
    days = [
        f"{word} {format_date(date.fromisoformat(day))}"
        for word, day in (("sejak", row.details.get("valid_from")), ("sampai", row.details.get("valid_to")))
        if day
    ]
    return f"{row.indikator} (berlaku {' '.join(days)})"


def _change(each: Change) -> list[str]:
    return [each.indikator, each.title, each.before or "–", each.after or "–"]


def _request_fields(kept: DataRequestRecord | None, shown: Board) -> dict[str, str]:
    today = shown.calendar.local_date(shown.now).isoformat()
    if kept is None:
        return {"tanggal": today}
    dated_on = kept.dated_on.isoformat() if kept.dated_on else today
    return {"nomor": kept.letter_number, "tanggal": dated_on, "pesan": kept.message}


def _by_unit(
    rows: Session, shown: Board, names: Mapping[UUID, str], task_id: UUID
) -> tuple[list[tuple[str, list[list[Any]]]], list[str]]:
    """Unit → its rows, and the units of whom nothing would be asked."""
    asked = indicators_of(rows, shown.cycle.id)
    groups: dict[UUID, list[list[Any]]] = {}
    for row in asked:
        groups.setdefault(row.unit_id, []).append(_cells(row, task_id))
    filling = [post.unit_id for post in filling_posts(shown.cycle.sop, list(shown.posts.values())) if post.unit_id]
    empty = [names[unit_id] for unit_id in filling if unit_id not in groups]
    return [(names[unit_id], cells) for unit_id, cells in groups.items()], empty


def _cells(row: CycleIndicatorRecord, task_id: UUID) -> list[Any]:
    link = Markup('<a class="govuk-link" href="{}">{}</a>').format(
        url_for("data_format_indicator.page", task_id=task_id, code=row.code), row.indikator
    )
    target = format_id(row.target) if row.target is not None else row.target_text or "–"
    return [link, row.sasaran, row.satuan, dict(DIRECTIONS)[row.direction].partition(" (")[0], target, row.last_value]
