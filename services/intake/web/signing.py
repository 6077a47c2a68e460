"""The page of a signature: the paper, its content in short, and the two ways to sign it; or to send it back."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.intake.domain.answers import Refused
from services.intake.domain.cycle import TaskState
from services.intake.domain.errors import CommandRefused
from services.intake.domain.rights import Act, may
from services.intake.models import OfficeRecord, PaperRecord
from services.intake.process.case import Case
from services.intake.process.letters import letter_of
from services.intake.process.signing import Signable, is_signing, receive_scan, signable
from services.intake.repository.offices import event_office
from services.intake.web.calling import CallRefused, ServiceDown, call
from services.intake.web.reading import board_of
from services.intake.web.rules import rule, signed_in, the_task
from services.intake.web.site import reading, site, working
from services.intake.web.task_reading import returned_reason
from services.intake.web.tasks import refusal_errors
from services.intake.web.uploads import FileRefused, is_whole_pdf, store_upload
from shared.calls import FIND_CERTIFICATE, MAKE_CERTIFICATE, SIGN
from shared.fingerprints import short_hash

pages = Blueprint("signing", __name__)

BEING_CHECKED = "Tanda tangan Anda sedang diperiksa. Muat ulang halaman ini sebentar lagi; jangan diulangi dahulu."
NOT_NOW = "Tanda tangan elektronik sedang tidak dapat dipakai. Coba sebentar lagi, atau gunakan tanda tangan basah."


@pages.get("/tugas/<uuid:task_id>/tanda-tangan")
@rule(Act.SEE_TASK, the_task)
def page(task_id: UUID) -> ResponseReturnValue:
    """What is to be signed, and how."""
    if g.subject.task.state is TaskState.DONE:
        return redirect(url_for("tasks.finished", task_id=task_id), 303)
    return _page(task_id, {})


@pages.post("/tugas/<uuid:task_id>/tanda-tangan")
@rule(Act.FINISH_TASK, the_task, page="signing.page")
def sign(task_id: UUID) -> ResponseReturnValue:
    """Sign electronically with the person's local certificate. The passphrase goes nowhere but to the signing call."""
    passphrase = request.form.get("sandi_sertifikat", "")
    if not passphrase:
        return _page(task_id, {"sandi_sertifikat": ["Isi kata sandi sertifikat Anda."]}), 422
    try:
        with working() as work:
            case = Case.locked(work, g.subject.cycle.id)
            asked = signable(case, signed_in(), task_id, request.form.get("content_hash") or None)
            order = _order(case, asked)
        call(SIGN, data={**order, "passphrase": passphrase})
    except CommandRefused as refused:
        return _page(task_id, refusal_errors(refused)), 422
    except CallRefused as refused:
        return _page(task_id, {"sandi_sertifikat": [str(refused)]}), 422
    except ServiceDown:
        return _page(task_id, {}, BEING_CHECKED), 503
    return redirect(url_for("signing.page", task_id=task_id), 303)


def _order(case: Case, asked: Signable) -> dict[str, Any]:
    office = event_office(case.office)
    signer = asked.signer
    return {
        "cycle_id": str(asked.cycle_id),
        "task_id": str(asked.task_id),
        "kind": asked.kind,
        "owner": asked.owner,
        "content_hash": asked.content_hash,
        "paper_sha256": asked.paper_sha256,
        "paper_name": asked.paper_name,
        "person_id": str(asked.person_id),
        "signer": {"jabatan": signer.jabatan, "name": signer.name, "nip": signer.nip, "pangkat": signer.pangkat},
        "signed_at": asked.signed_at.isoformat(),
        "place": office.place,
        "time_zone": office.time_zone,
        "is_demo": case.office.is_demo,
    }


@pages.post("/tugas/<uuid:task_id>/tanda-tangan/sertifikat")
@rule(Act.FINISH_TASK, the_task, page="signing.page")
def make_certificate(task_id: UUID) -> ResponseReturnValue:
    """Make the person's local certificate under a passphrase of their own choice."""
    passphrase, again = request.form.get("sandi_baru", ""), request.form.get("sandi_ulang", "")
    if passphrase != again:
        return _page(task_id, {"sandi_ulang": ["Kedua kata sandi tidak sama."]}), 422
    person = signed_in()
    with reading() as rows:
        office = rows.get_one(OfficeRecord, g.subject.office_id).name
    asked = {
        "person_id": str(person.person_id),
        "name": person.name,
        "jabatan": person.jabatan,
        "office": office,
        "created": site().clock.now().isoformat(),
        "passphrase": passphrase,
    }
    try:
        call(MAKE_CERTIFICATE, data=asked)
    except CallRefused as refused:
        return _page(task_id, {"sandi_baru": [str(refused)]}), 422
    except ServiceDown:
        return _page(task_id, {}, NOT_NOW), 503
    return redirect(url_for("signing.page", task_id=task_id), 303)


@pages.post("/tugas/<uuid:task_id>/tanda-tangan/pindaian")
@rule(Act.FINISH_TASK, the_task, page="signing.page")
def upload_scan(task_id: UUID) -> ResponseReturnValue:
    """Take the scan of the paper that was printed and signed in ink."""
    uploads = request.files.getlist("pindaian")
    try:
        scan = store_upload(site().files, uploads[0]) if uploads else None
    except FileRefused as refused:
        return _page(task_id, {"pindaian": [str(refused)]}), 422
    if scan is not None and not is_whole_pdf(site().files, scan):
        return _page(task_id, {"pindaian": ["Berkas PDF ini tidak utuh. Pindai lagi, lalu unggah hasilnya."]}), 422
    if scan is None:
        return _page(task_id, {"pindaian": ["Pilih berkas pindaian dokumen yang sudah Anda tanda tangani."]}), 422
    try:
        with working() as work:
            receive_scan(work, signed_in(), task_id, request.form.get("content_hash") or None, scan)
    except CommandRefused as refused:
        return _page(task_id, refusal_errors(refused)), 422
    return redirect(url_for("signing.page", task_id=task_id, diterima="ya"), 303)


def _page(task_id: UUID, errors: dict[str, list[str]], message: str | None = None) -> str:
    cycle, run, task = g.subject.cycle, g.subject.run, g.subject.task
    if not is_signing(cycle, run, task):
        abort(404)
    answer = may(signed_in(), Act.FINISH_TASK, g.subject)
    with reading() as rows:
        shown = board_of(rows, cycle)
        paper = _paper(rows)
        reason = returned_reason(rows, shown, run)
    has_certificate = _has_certificate() if answer else None
    if request.args.get("diterima") and not errors:
        message = "Pindaian Anda sudah diterima dan sedang dicatat. Muat ulang halaman ini sebentar lagi."
    exits = [(str(at), exit_.label) for at, exit_ in enumerate(cycle.exits_for(run, task)) if exit_.returns]
    return render_template(
        "signing.html",
        section="tugas",
        line=shown.line(run),
        left=shown.time_left(run),
        cycle_id=cycle.id,
        task_id=task_id,
        paper=paper,
        content_hash=cycle.content_hash,
        short_hash=short_hash(cycle.content_hash),
        may_sign=bool(answer) and task.state is TaskState.OPEN,
        refusal=answer.reason if isinstance(answer, Refused) else "",
        has_certificate=has_certificate,
        exits=exits,
        returned_reason=reason,
        errors=errors,
        message=message or (NOT_NOW if answer and has_certificate is None else None),
    )


def _has_certificate() -> bool | None:
    """Whether the person can sign electronically; None when nobody knows at this moment."""
    try:
        answer = call(FIND_CERTIFICATE, query={"person_id": str(signed_in().person_id)})
    except (ServiceDown, CallRefused):
        return None
    return bool(answer.get("found"))


def _paper(rows: Session) -> dict[str, str] | None:
    """The paper that will be signed: the approved report, or the numbered letter."""
    cycle = g.subject.cycle
    letter = letter_of(rows, cycle) if g.subject.task.is_beside else None
    kind, owner = ("surat_pengantar", str(letter.id)) if letter else ("lkjip_approved", cycle.content_hash)
    found = rows.scalar(
        select(PaperRecord).where(
            PaperRecord.cycle_id == cycle.id, PaperRecord.kind == kind, PaperRecord.owner == owner
        )
    )
    if found is None:
        return None
    return {"name": found.name, "url": url_for("papers.paper", cycle_id=cycle.id, paper_id=found.id)}
