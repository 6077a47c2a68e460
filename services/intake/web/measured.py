"""The measured figures of a cycle."""

from uuid import UUID

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue

from services.intake.domain.rights import Act
from services.intake.web.aggregates_shown import aggregates_shown
from services.intake.web.budgets_shown import budget_rows
from services.intake.web.comparisons_shown import comparison_rows
from services.intake.web.figures_shown import by_sasaran
from services.intake.web.reading import Measured, board_of, measured_of
from services.intake.web.rules import rule, the_cycle
from services.intake.web.site import reading
from services.intake.web.triwulan_shown import triwulan_rows

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
        groups=by_sasaran(found.rows, cycle_id) if found else [],
        triwulan=triwulan_rows(found.rows) if found else [],
        aggregates=aggregates_shown(found.aggregates if found else (), cycle_id),
        budgets=budget_rows(found),
        comparisons=comparison_rows(found.rows, found.comparisons) if found else [],
        gaps=found.gaps if found else (),
        scale=_scale_name(found) if found else "",
        revision=found.measurement["revision"] if found else 0,
        why=found.measurement["why"] if found else "",
    )


def _scale_name(found: Measured) -> str:
    """The scale in words; its id where the figures have no trace."""
    names = {f"{row.trace.scale.name}, {row.trace.scale.source}" for row in found.rows if row.trace}
    return ", ".join(sorted(names)) or found.scale
