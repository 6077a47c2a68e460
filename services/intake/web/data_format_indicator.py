"""One indicator of a cycle on a page of its own: adding it, changing it, removing it."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from marshmallow import ValidationError
from sqlalchemy.orm import Session

from services.intake.domain.errors import CommandRefused
from services.intake.domain.rights import Act
from services.intake.indicator_details import AS_OFFICE, DETAILS, POLICY_KEYS
from services.intake.measuring_settings import POLICIES, POLICY_TITLES
from services.intake.models import CycleIndicatorRecord
from services.intake.office_format.indicators import indicator_entry
from services.intake.office_format.schema import IndicatorSchema
from services.intake.office_format.values import IndicatorEntry
from services.intake.process.indicator_editing import keep_indicator, remove_indicator
from services.intake.process.indicator_import import fields_of
from services.intake.process.indicator_versions import versions_of
from services.intake.process.minta_data import indicators_of
from services.intake.repository.offices import unit_names
from services.intake.web.board import Board
from services.intake.web.data_format import DIRECTIONS, require_asking
from services.intake.web.reading import board_of
from services.intake.web.rules import rule, signed_in, the_task
from services.intake.web.site import reading, working
from services.intake.web.tasks import refusal_errors
from shared.dates import format_moment
from shared.triwulan import Summary

pages = Blueprint("data_format_indicator", __name__)

_FIELDS = {
    "unit": "unit",
    "sasaran": "sasaran",
    "indikator": "indikator",
    "satuan": "satuan",
    "arah": "arah",
    "target": "target",
    "nilai_terakhir": "last_value",
    "definisi": "definition",
    "rumus": "formula",
    "pembilang": "numerator",
    "penyebut": "denominator",
    "sumber_data": "data_source",
    **{each.field: each.key for each in DETAILS},
    **{key: key for key in POLICY_KEYS},
}
"""Form field → key of the schema that reads indicators everywhere."""


@pages.get("/tugas/<uuid:task_id>/format/indikator")
@rule(Act.EDIT_TASK, the_task)
def page(task_id: UUID) -> ResponseReturnValue:
    """A new indicator, or the one whose code is asked for."""
    code = request.args.get("code")
    with reading() as rows:
        row = _row(rows, code) if code else None
        typed = _fields(rows, row) if row else {"arah": "naik"}
    if code and row is None:
        abort(404)
    return _page(task_id, code, {}, typed)


@pages.post("/tugas/<uuid:task_id>/format/indikator")
@rule(Act.EDIT_TASK, the_task, page="data_format_indicator.page")
def keep(task_id: UUID) -> ResponseReturnValue:
    """Keep it, or with the other button remove it."""
    typed, code = request.form, request.form.get("code") or None
    try:
        if typed.get("tindakan") == "hapus" and code:
            with working() as work:
                remove_indicator(work, signed_in(), task_id, code)
        else:
            entry = _read(typed)
            with working() as work:
                keep_indicator(work, signed_in(), task_id, entry, code)
    except ValidationError as error:
        return _page(task_id, code, _messages(error), typed), 422
    except CommandRefused as refused:
        return _page(task_id, code, refusal_errors(refused), typed), 422
    return redirect(url_for("data_format.page", task_id=task_id), 303)


def _read(typed: Any) -> IndicatorEntry:
    given = {key: typed.get(field, "").strip() for field, key in _FIELDS.items()}
    row = IndicatorSchema().load({key: text for key, text in given.items() if text})
    return indicator_entry(1, row)


def _messages(error: ValidationError) -> dict[str, list[str]]:
    """Messages beside the fields of the form."""
    fields = {key: field for field, key in _FIELDS.items()}
    return {fields.get(key, ""): list(found) for key, found in error.messages_dict.items()}


def _row(rows: Session, code: str) -> CycleIndicatorRecord | None:
    return next((row for row in indicators_of(rows, g.subject.cycle.id) if row.code == code), None)


def _fields(rows: Session, row: CycleIndicatorRecord) -> dict[str, str]:
    values = fields_of(row, unit_names(rows, g.subject.cycle.office_id))
    return {field: values[key] for field, key in _FIELDS.items()}


def _page(task_id: UUID, code: str | None, errors: dict[str, list[str]], typed: Any) -> str:
    require_asking()
    with reading() as rows:
        shown = board_of(rows, g.subject.cycle)
        units = unit_names(rows, g.subject.cycle.office_id)
        versions = _versions(rows, shown, code) if code else []
    return render_template(
        "data_format_indicator.html",
        section="tugas",
        line=shown.line(g.subject.run),
        task_id=task_id,
        code=code,
        units=[("", "Pilih unit"), *((name, name) for name in units.values())],
        directions=list(DIRECTIONS),
        details=[(each.field, each.title, each.kind) for each in DETAILS],
        summaries=[("", "Realisasi setahun diisi tersendiri"), *((each, _begun(each.words)) for each in Summary)],
        policies=_own_policies(),
        has_error_in_details=bool(errors.keys() & {*POLICY_KEYS, *(each.field for each in DETAILS)}),
        versions=versions,
        typed=typed,
        errors=errors,
    )


def _begun(words: str) -> str:
    return words[0].upper() + words[1:]


def _own_policies() -> list[tuple[str, str, list[tuple[str, str]]]]:
    """(field, title, choices) of every policy in which an indicator may differ from its office."""
    return [
        (key, POLICY_TITLES[name], [(AS_OFFICE, "Seperti kantor"), *POLICIES[name].items()])
        for key, name in POLICY_KEYS.items()
    ]


def _versions(rows: Session, shown: Board, code: str) -> list[list[str]]:
    """Number, time and maker of every version, the newest first."""
    kept = versions_of(rows, g.subject.cycle.office_id, code)
    return [[str(each.number), format_moment(each.made_at, shown.zone), each.made_by] for each in kept]
