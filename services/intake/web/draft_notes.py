"""Notes pinned to a block: the corrector writes them, the drafter resolves them."""

from uuid import UUID

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from services.intake.domain.errors import CommandRefused
from services.intake.domain.rights import Act
from services.intake.process.block_notes import NoteUnknown, add_note, resolve_note
from services.intake.web.draft_data import uuid_of
from services.intake.web.draft_shown import anchor_of
from services.intake.web.drafts import draft_page, require_draft
from services.intake.web.rules import rule, signed_in, the_task
from services.intake.web.site import working
from services.intake.web.tasks import refusal_errors

pages = Blueprint("draft_notes", __name__)


@pages.post("/tugas/<uuid:task_id>/draf/catatan")
@rule(Act.EDIT_TASK, the_task, page="drafts.page")
def add(task_id: UUID) -> ResponseReturnValue:
    """Pin a note to a block."""
    require_draft()
    block_id = request.form.get("bagian", "")
    anchor = anchor_of(block_id)
    text = request.form.get(f"catatan-{anchor}", "").replace("\r\n", "\n")
    try:
        with working() as work:
            add_note(work, signed_in(), task_id, block_id, text)
    except CommandRefused as refused:
        message = next(iter(refusal_errors(refused).values()))
        return draft_page({f"catatan-{anchor}" if block_id else "": message}, request.form), 422
    return redirect(url_for("drafts.page", task_id=task_id, tersimpan=block_id, _anchor=f"uraian-{anchor}"), 303)


@pages.post("/tugas/<uuid:task_id>/draf/catatan/beres")
@rule(Act.EDIT_TASK, the_task, page="drafts.page")
def resolve(task_id: UUID) -> ResponseReturnValue:
    """Mark a note as done."""
    require_draft()
    note = uuid_of(request.form.get("catatan", ""))
    try:
        if note is None:
            raise NoteUnknown
        with working() as work:
            resolve_note(work, signed_in(), task_id, note)
    except CommandRefused as refused:
        return draft_page(refusal_errors(refused), request.form), 422
    block_id = request.form.get("bagian", "")
    return redirect(
        url_for("drafts.page", task_id=task_id, tersimpan=block_id, _anchor=f"uraian-{anchor_of(block_id)}"), 303
    )
