"""The page that answers "mengapa 98,20?" of a sasaran, a unit or the instansi: what counts, how, and what does not."""

from uuid import UUID

from flask import Blueprint, abort, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from services.intake.domain.rights import Act
from services.intake.models import MeasurementRecord
from services.intake.web.aggregates_shown import address_of, aggregate_question, title_of
from services.intake.web.reading import board_of
from services.intake.web.rules import rule, the_cycle
from services.intake.web.site import reading
from services.intake.web.trace_reading import asked_measurement, measurements_of, revision_rows, why_words
from shared.aggregate_steps import aggregate_steps, member_cells, method_sentence
from shared.aggregates import capaian_text, left_out_texts, predikat_text
from shared.dates import format_moment
from shared.events.evaluated import CountedMember, MeasuredAggregate
from shared.events.wire import schema_of
from shared.trace_words import scale_rows

pages = Blueprint("aggregate_traces", __name__)


@pages.get("/ukur/<uuid:cycle_id>/gabungan/<kind>")
@rule(Act.SEE_CYCLE, the_cycle)
def page(cycle_id: UUID, kind: str) -> ResponseReturnValue:
    """One figure as it was measured last, or in the measurement that is asked for; `nama` names sasaran and units."""
    name = request.args.get("nama", "")
    with reading() as rows:
        shown = board_of(rows, g.subject.cycle)
        measurements = measurements_of(rows, cycle_id)
        measurement = asked_measurement(measurements)
        found = _aggregate_of(measurement, kind, name)
        if found is None:
            abort(404)
        others = revision_rows(
            measurements,
            shown,
            open_one=measurement.revision,
            capaian=lambda each: _capaian(_aggregate_of(each, kind, name)),
            address=lambda revision: address_of(cycle_id, kind, name, revision),
        )
    return render_template(
        "aggregate_trace.html",
        section="siklus",
        line=shown.line(),
        cycle_id=cycle_id,
        question=aggregate_question(found),
        title=title_of(found),
        method=method_sentence(found),
        steps=aggregate_steps(found),
        outcome=f"{capaian_text(found)} persen, {predikat_text(found)}" if found.capaian is not None else "",
        members=[_member(each, cycle_id) for each in found.members],
        is_weighted=found.averaging == "berbobot",
        is_told=bool(found.members) or not found.counted,
        left_out=left_out_texts([found]),
        scale=found.scale,
        classes=scale_rows(found.scale) if found.scale else [],
        is_newest=measurement is measurements[0],
        newest=measurements[0].revision,
        why=why_words(measurement),
        measured_at=format_moment(measurement.arrived_at, shown.zone),
        revision=measurement.revision,
        revisions=others,
    )


def _aggregate_of(measurement: MeasurementRecord, kind: str, name: str) -> MeasuredAggregate | None:
    """That of a sasaran or unit by its name; the instansi has none."""
    for plain in measurement.aggregates:
        if (plain["kind"], plain["name"]) == (kind, name):
            found: MeasuredAggregate = schema_of(MeasuredAggregate).load(plain)
            return found
    return None


def _capaian(found: MeasuredAggregate | None) -> str | None:
    return capaian_text(found) if found else None


def _member(each: CountedMember, cycle_id: UUID) -> list[str]:
    """An indicator leads to its own trace, a sasaran to that of the sasaran."""
    name, *figures = member_cells(each)
    address = (
        url_for("traces.page", cycle_id=cycle_id, code=each.code)
        if each.code
        else address_of(cycle_id, "sasaran", each.name)
    )
    return [Markup('<a class="govuk-link" href="{}">{}</a>').format(address, name), *figures]
