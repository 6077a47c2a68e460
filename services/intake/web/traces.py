"""The page that answers "mengapa 104,96?": inputs, who sent them, formula, policy, scale, and why it was measured."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, g, render_template, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from services.intake.domain.rights import Act
from services.intake.web.board import Board
from services.intake.web.figures_shown import table_row
from services.intake.web.reading import board_of
from services.intake.web.rules import rule, signed_in, the_cycle
from services.intake.web.site import reading
from services.intake.web.trace_reading import (
    Traced,
    asked_measurement,
    capaian_words,
    evidence_links,
    measurements_of,
    revision_rows,
    row_of,
    traced,
    why_words,
)
from services.intake.web.trace_words import question, source_markup
from shared.dates import format_moment
from shared.numbers import format_id
from shared.trace_steps import steps_of
from shared.trace_words import ordinal_words, policy_rows, scale_rows

pages = Blueprint("traces", __name__)


@pages.get("/ukur/<uuid:cycle_id>/<path:code>")
@rule(Act.SEE_CYCLE, the_cycle)
def page(cycle_id: UUID, code: str) -> ResponseReturnValue:
    """One capaian as it was measured last, or in the measurement that is asked for."""
    with reading() as rows:
        shown = board_of(rows, g.subject.cycle)
        measurements = measurements_of(rows, cycle_id)
        found = traced(rows, asked_measurement(measurements), code)
        if found is None:
            abort(404)
        files = evidence_links(rows, shown, found, signed_in())
        others = revision_rows(
            measurements,
            shown,
            open_one=found.measurement.revision,
            capaian=lambda each: capaian_words(row_of(each, code)),
            address=lambda revision: url_for("traces.page", cycle_id=cycle_id, code=code, revisi=revision),
        )
    trace = found.row.trace
    return render_template(
        "trace.html",
        section="siklus",
        line=shown.line(),
        cycle_id=cycle_id,
        question=question(found.row),
        row=found.row,
        inputs=_inputs(found, shown, files),
        trace=trace,
        steps=steps_of(trace) if trace else (),
        source=source_markup(trace.formula.source) if trace and trace.formula else "",
        policies=policy_rows(trace.policy) if trace else [],
        classes=scale_rows(trace.scale) if trace else [],
        ordinal=source_markup(ordinal_words(trace.ordinal)) if trace and trace.ordinal else "",
        is_newest=found.measurement is measurements[0],
        newest=measurements[0].revision,
        why=why_words(found.measurement),
        changes=found.measurement.changes,
        measured_at=format_moment(found.measurement.arrived_at, shown.zone),
        revision=found.measurement.revision,
        revisions=others,
    )


def _inputs(found: Traced, shown: Board, files: list[Markup]) -> list[tuple[str, Any]]:
    row, source = found.row, found.source
    _, unit, target, realisasi, *_ = table_row(row)
    sent = "Tidak tercatat pada pengukuran ini"
    if source:
        sent = f"{source.submitted_by}, {format_moment(source.submitted_at, shown.zone)} (kiriman ke-{source.number})"
    parts = [("Pembilang", row.numerator), ("Penyebut", row.denominator)]
    return [
        ("Indikator", row.indikator),
        ("Sasaran", row.sasaran),
        ("Unit", unit),
        ("Target", target),
        ("Realisasi", f"{realisasi} (angka sementara)" if row.provisional else realisasi),
        *((name, format_id(value)) for name, value in parts if value is not None),
        ("Dikirim oleh", sent),
        ("Bukti", Markup(", ").join(files) if files else "Belum ada berkas"),
        *([("Penjelasan unit", row.explanation)] if row.explanation else []),
    ]
