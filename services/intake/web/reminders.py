"""Reminding the units that have not sent their figures, from the board."""

from uuid import UUID

from flask import Blueprint, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from services.intake.domain.errors import CommandRefused
from services.intake.domain.rights import Act
from services.intake.process.reminders import remind, remind_units
from services.intake.web.cycle_refusals import refusal_sentence
from services.intake.web.cycles import board_page
from services.intake.web.rules import rule, signed_in, the_cycle
from services.intake.web.site import working

pages = Blueprint("reminders", __name__)

ALL = "semua"


@pages.post("/siklus/<uuid:cycle_id>/ingatkan")
@rule(Act.MANAGE_DATA, the_cycle, page="cycles.board")
def send_reminder(cycle_id: UUID) -> ResponseReturnValue:
    """Remind the holder of one task, or every unit that has not sent."""
    asked = request.form.get("tugas", "")
    task_id = next((task.id for run in g.subject.cycle.runs for task in run.tasks if str(task.id) == asked), None)
    try:
        with working() as work:
            if task_id is not None:
                remind(work, signed_in(), task_id)
            elif asked == ALL:
                remind_units(work, signed_in(), cycle_id)
    except CommandRefused as refused:
        return board_page(cycle_id, {"ingatkan": refusal_sentence(refused)}, request.form), 422
    return redirect(url_for("cycles.board", cycle_id=cycle_id, _anchor="kelengkapan"), 303)
