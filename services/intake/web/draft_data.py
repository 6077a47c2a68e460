"""What the drafting step does with the units' data: late ones are taken or left, one unit's go back to it."""

from uuid import UUID

from flask import Blueprint, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from services.intake.domain.errors import CommandRefused, ReasonMissing
from services.intake.domain.rights import Act
from services.intake.process.managed_data import decide_late, return_unit_data
from services.intake.web.drafts import draft_page, require_draft
from services.intake.web.rules import rule, signed_in, the_task
from services.intake.web.site import working
from services.intake.web.tasks import refusal_errors

pages = Blueprint("draft_data", __name__)


@pages.post("/tugas/<uuid:task_id>/draf/susulan")
@rule(Act.MANAGE_DATA, the_task, page="drafts.page")
def decide(task_id: UUID) -> ResponseReturnValue:
    """Take late data into the report, or leave them out."""
    require_draft()
    submission = uuid_of(request.form.get("kiriman", ""))
    take = {"pakai": True, "tinggal": False}.get(request.form.get("tindakan", ""))
    if submission is None or take is None:
        return draft_page({"": ["Pilih Pakai atau Jangan pakai pada data susulan yang dimaksud."]}, request.form), 422
    try:
        with working() as work:
            decide_late(work, signed_in(), g.subject.cycle.id, submission, take=take)
    except CommandRefused as refused:
        return draft_page(refusal_errors(refused), request.form), 422
    return redirect(url_for("drafts.page", task_id=task_id, _anchor="kekurangan"), 303)


@pages.post("/tugas/<uuid:task_id>/draf/kembalikan-data")
@rule(Act.MANAGE_DATA, the_task, page="drafts.page")
def send_back(task_id: UUID) -> ResponseReturnValue:
    """Send one unit's data back to it; the step's clock stands meanwhile."""
    require_draft()
    unit = uuid_of(request.form.get("unit", ""))
    if unit is None:
        return draft_page({"unit": ["Pilih unit yang datanya dikembalikan."]}, request.form), 422
    try:
        with working() as work:
            return_unit_data(work, signed_in(), g.subject.cycle.id, unit, request.form.get("alasan_unit", ""))
    except CommandRefused as refused:
        field = "alasan_unit" if isinstance(refused, ReasonMissing) else ""
        message = next(iter(refusal_errors(refused).values()))
        return draft_page({field: message}, request.form), 422
    return redirect(url_for("drafts.page", task_id=task_id, _anchor="kekurangan"), 303)


def uuid_of(text: str) -> UUID | None:
    """An id as forms carry it; None for anything else."""
    try:
        return UUID(text)
    except ValueError:
        return None
