"""The measured figures of a cycle."""

from uuid import UUID

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue

from services.intake.domain.rights import Act
from services.intake.web.figures_shown import by_sasaran
from services.intake.web.reading import board_of, measured_of
from services.intake.web.rules import rule, the_cycle
from services.intake.web.site import reading

pages = Blueprint("measured", __name__)


@pages.get("/ukur/<uuid:cycle_id>")
@rule(Act.SEE_CYCLE, the_cycle)
def page(cycle_id: UUID) -> ResponseReturnValue:
    """The figures as they were measured last."""
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
