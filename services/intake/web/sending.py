"""The page of step 8: draft and number the Surat Pengantar, wait for its signature, send the report."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.intake.domain.answers import Refused
from services.intake.domain.cycle import Purpose, TaskState
from services.intake.domain.errors import CommandRefused
from services.intake.domain.rights import Act, may
from services.intake.domain.sop import StepKind
from services.intake.letter_settings import REGISTER, SURAT_PENGANTAR, letter_setting
from services.intake.models import LetterRecord, OfficeRecord, PaperRecord
from services.intake.process.dispatch import BY_HAND, BY_MAIL, Sending, order_dispatch
from services.intake.process.letter_drafts import proposed_draft
from services.intake.process.letter_numbers import example_number
from services.intake.process.letters import CANCELLED, cancel_letter, keep_draft, letter_of, number_letter
from services.intake.web.board import Board
from services.intake.web.letter_form import letter_fields, read_letter
from services.intake.web.reading import board_of
from services.intake.web.rules import rule, signed_in, the_task
from services.intake.web.site import reading, site, working
from services.intake.web.task_pages import page_of_its_own
from services.intake.web.tasks import refusal_errors
from services.intake.web.uploads import FileRefused, store_upload

pages = Blueprint("sending", __name__)

_FIELDS = {
    "NumberRefusedForLetter": "nomor",
    "ScanMissing": "tanda_terima",
    "AddressMissing": "email",
}
"""The form's field a refused command is about."""


@pages.get("/tugas/<uuid:task_id>/pengiriman")
@rule(Act.EDIT_TASK, the_task)
def page(task_id: UUID) -> ResponseReturnValue:
    """Where the sending stands, and what comes next."""
    if g.subject.task.state is TaskState.DONE:
        return redirect(url_for("tasks.finished", task_id=task_id), 303)
    return _page(task_id, {}, None)


@pages.post("/tugas/<uuid:task_id>/pengiriman/surat")
@rule(Act.EDIT_TASK, the_task, page="sending.page")
def write_letter(task_id: UUID) -> ResponseReturnValue:
    """Keep the letter's draft; with the other button give it its number and have it signed."""
    typed = request.form
    draft, errors = read_letter(typed)
    if draft is None:
        return _page(task_id, errors, typed), 422
    try:
        with working() as work:
            keep_draft(work, signed_in(), task_id, draft)
            if typed.get("tindakan") == "nomor":
                number_letter(work, signed_in(), task_id, typed.get("nomor", ""))
    except CommandRefused as refused:
        return _page(task_id, _beside_field(refused), typed), 422
    return redirect(url_for("sending.page", task_id=task_id), 303)


@pages.post("/tugas/<uuid:task_id>/pengiriman/batal")
@rule(Act.EDIT_TASK, the_task, page="sending.page")
def give_up_letter(task_id: UUID) -> ResponseReturnValue:
    """Cancel a numbered letter; its number stays in the register."""
    try:
        with working() as work:
            cancel_letter(work, signed_in(), task_id, request.form.get("alasan", ""))
    except CommandRefused as refused:
        return _page(task_id, refusal_errors(refused), request.form), 422
    return redirect(url_for("sending.page", task_id=task_id), 303)


@pages.post("/tugas/<uuid:task_id>/pengiriman/kirim")
@rule(Act.FINISH_TASK, the_task, page="sending.page")
def send(task_id: UUID) -> ResponseReturnValue:
    """Send the signed report with its letter."""
    typed = request.form
    try:
        scan = next((store_upload(site().files, upload) for upload in request.files.getlist("tanda_terima")), None)
    except FileRefused as refused:
        return _page(task_id, {"tanda_terima": [str(refused)]}, typed), 422
    channel = typed.get("cara", "")
    if channel not in {BY_MAIL, BY_HAND}:
        return _page(task_id, {"cara": ["Pilih cara mengirim."]}, typed), 422
    sending = Sending(channel=channel, addressee="", email=typed.get("email", "").strip(), scan=scan)
    try:
        with working() as work:
            order_dispatch(work, signed_in(), task_id, sending)
    except CommandRefused as refused:
        return _page(task_id, _beside_field(refused), typed), 422
    return redirect(url_for("tasks.finished", task_id=task_id), 303)


def _beside_field(refused: CommandRefused) -> dict[str, list[str]]:
    found = refusal_errors(refused)
    field = _FIELDS.get(type(refused).__name__)
    return {field: next(iter(found.values()))} if field else found


def _page(task_id: UUID, errors: dict[str, list[str]], typed: Any) -> str:
    cycle, run, task = g.subject.cycle, g.subject.run, g.subject.task
    if cycle.step_of(run).kind is not StepKind.KIRIM or page_of_its_own(cycle, run, task) is None or task.is_beside:
        abort(404)
    answer = may(signed_in(), Act.FINISH_TASK, g.subject)
    with reading() as rows:
        shown = board_of(rows, cycle)
        letter = letter_of(rows, cycle)
        office = rows.get_one(OfficeRecord, cycle.office_id)
        proposed = proposed_draft(office, cycle, shown.now)
        paper = _letter_paper(rows, letter)
        cancelled = _cancelled_numbers(rows)
    setting = letter_setting(office.letters, SURAT_PENGANTAR)
    return render_template(
        "sending.html",
        section="tugas",
        line=shown.line(run),
        left=shown.time_left(run),
        cycle_id=cycle.id,
        task_id=task_id,
        state=letter.state if letter else "none",
        letter=letter,
        paper=paper,
        typed=typed if typed is not None else letter_fields(letter, proposed),
        email=(typed or {}).get("email") or office.dispatch_email,
        addressee=letter.addressee if letter else proposed.addressee,
        draws_number=setting.numbering == REGISTER,
        example=example_number(setting, shown.now.year),
        signer=_signer(shown),
        cancelled=cancelled,
        may_send=bool(answer),
        refusal=answer.reason if isinstance(answer, Refused) else "",
        is_open=task.state is TaskState.OPEN,
        errors=errors,
    )


def _letter_paper(rows: Session, letter: LetterRecord | None) -> dict[str, str] | None:
    """The letter as a paper: the signed one where it exists."""
    if letter is None:
        return None
    of_letter = (PaperRecord.cycle_id == letter.cycle_id, PaperRecord.owner == str(letter.id))
    found = rows.scalar(select(PaperRecord).where(*of_letter).order_by(PaperRecord.arrived_at.desc()).limit(1))
    if found is None:
        return None
    return {"name": found.name, "url": url_for("papers.paper", cycle_id=letter.cycle_id, paper_id=found.id)}


def _cancelled_numbers(rows: Session) -> list[str]:
    of_cycle = (LetterRecord.cycle_id == g.subject.cycle.id, LetterRecord.state == CANCELLED)
    return [number for number in rows.scalars(select(LetterRecord.number).where(*of_cycle)) if number]


def _signer(shown: Board) -> str:
    awaited = g.subject.run.awaited_beside(Purpose.SIGN_LETTER)
    return shown.holder(awaited[0]) if awaited else ""
