"""A corrected DOCX: uploaded through the gate, read by documents, decided about block by block."""

from uuid import UUID

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from services.intake.domain.errors import CommandRefused
from services.intake.domain.rights import Act
from services.intake.process.corrections import ProposalDecided, decide_proposal, upload_correction
from services.intake.web.draft_data import uuid_of
from services.intake.web.drafts import draft_page, require_draft
from services.intake.web.rules import rule, signed_in, the_task
from services.intake.web.site import site, working
from services.intake.web.tasks import refusal_errors
from services.intake.web.uploads import FileRefused, store_docx

pages = Blueprint("corrections", __name__)


@pages.post("/tugas/<uuid:task_id>/draf/koreksi")
@rule(Act.EDIT_TASK, the_task, page="drafts.page")
def upload(task_id: UUID) -> ResponseReturnValue:
    """Take a corrected copy; what it changes comes back as proposals."""
    require_draft()
    uploads = request.files.getlist("docx")
    try:
        file = store_docx(site().files, uploads[0]) if uploads else None
    except FileRefused as refused:
        return draft_page({"docx": [str(refused)]}, request.form), 422
    if file is None:
        return draft_page({"docx": ["Pilih berkas .docx yang sudah Anda koreksi."]}, request.form), 422
    try:
        with working() as work:
            upload_correction(work, signed_in(), task_id, file)
    except CommandRefused as refused:
        return draft_page(refusal_errors(refused), request.form), 422
    return redirect(url_for("drafts.page", task_id=task_id, _anchor="koreksi"), 303)


@pages.post("/tugas/<uuid:task_id>/draf/usulan")
@rule(Act.EDIT_TASK, the_task, page="drafts.page")
def decide(task_id: UUID) -> ResponseReturnValue:
    """Take a proposed text into its block, or leave it."""
    require_draft()
    proposal = uuid_of(request.form.get("usulan", ""))
    accept = {"terima": True, "tolak": False}.get(request.form.get("tindakan", ""))
    try:
        if proposal is None or accept is None:
            raise ProposalDecided
        with working() as work:
            decide_proposal(work, signed_in(), task_id, proposal, accept=accept)
    except CommandRefused as refused:
        return draft_page(refusal_errors(refused), request.form), 422
    return redirect(url_for("drafts.page", task_id=task_id, _anchor="koreksi"), 303)
