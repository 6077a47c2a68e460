"""Acts on a whole cycle, from its board: close the collection, cancel, amend, waive four eyes, send again."""

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from services.intake.domain.errors import CommandRefused
from services.intake.domain.rights import Act
from services.intake.process.amendments import amend_cycle
from services.intake.process.cycles import cancel_cycle
from services.intake.process.dispatch import send_again
from services.intake.process.four_eyes import Waiver, grant_waiver
from services.intake.process.managed_data import close_with_gaps
from services.intake.web.cycle_refusals import refusal_sentence
from services.intake.web.cycles import board_page
from services.intake.web.rules import rule, signed_in, the_cycle
from services.intake.web.site import site, working
from services.intake.web.uploads import FileRefused, store_upload
from shared.delivery.work import Work

pages = Blueprint("cycle_acts", __name__)


def _act(cycle_id: UUID, field: str, act: Callable[[Work], object]) -> ResponseReturnValue:
    """Act on the cycle and show its board; a refusal stands beside the field it is about."""
    try:
        with working() as work:
            act(work)
    except CommandRefused as refused:
        return board_page(cycle_id, {field: refusal_sentence(refused)}, request.form), 422
    return redirect(url_for("cycles.board", cycle_id=cycle_id), 303)


@pages.post("/siklus/<uuid:cycle_id>/tutup")
@rule(Act.CLOSE_WITH_GAPS, the_cycle, page="cycles.board")
def close_gate(cycle_id: UUID) -> ResponseReturnValue:
    """Close the data collection with named gaps."""
    person, reason = signed_in(), request.form.get("alasan", "")
    return _act(cycle_id, "alasan", lambda work: close_with_gaps(work, person, cycle_id, reason))


@pages.post("/siklus/<uuid:cycle_id>/batal")
@rule(Act.CANCEL_CYCLE, the_cycle, page="cycles.board")
def cancel(cycle_id: UUID) -> ResponseReturnValue:
    """Cancel the cycle."""
    person, reason = signed_in(), request.form.get("alasan_batal", "")
    return _act(cycle_id, "alasan_batal", lambda work: cancel_cycle(work, person, cycle_id, reason))


@pages.post("/siklus/<uuid:cycle_id>/perbaikan")
@rule(Act.AMEND_CYCLE, the_cycle, page="cycles.board")
def amend(cycle_id: UUID) -> ResponseReturnValue:
    """Begin a perbaikan of an ended cycle."""
    person, reason = signed_in(), request.form.get("alasan_perbaikan", "")
    withdraw = request.form.get("tarik") == "ya"
    return _act(
        cycle_id, "alasan_perbaikan", lambda work: amend_cycle(work, person, cycle_id, reason, withdraw=withdraw)
    )


@pages.post("/siklus/<uuid:cycle_id>/empat-mata")
@rule(Act.CANCEL_CYCLE, the_cycle, page="cycles.board")
def waive(cycle_id: UUID) -> ResponseReturnValue:
    """Waive four eyes for one person, in writing."""
    typed = request.form
    try:
        scan = next((store_upload(site().files, file) for file in request.files.getlist("surat_kecuali")), None)
    except FileRefused as refused:
        return board_page(cycle_id, {"surat_kecuali": str(refused)}, typed), 422
    if scan is None:
        return board_page(cycle_id, {"surat_kecuali": "Unggah pindaian surat pengecualian."}, typed), 422
    try:
        whom = UUID(typed.get("untuk", ""))
    except ValueError:
        return board_page(cycle_id, {"untuk": "Pilih orangnya."}, typed), 422
    waiver = Waiver(person_id=whom, reason=typed.get("alasan_kecuali", ""), file=scan.sha256)
    person = signed_in()
    return _act(cycle_id, "alasan_kecuali", lambda work: grant_waiver(work, person, cycle_id, waiver))


@pages.post("/siklus/<uuid:cycle_id>/kirim-ulang")
@rule(Act.MANAGE_DATA, the_cycle, page="cycles.board")
def dispatch_again(cycle_id: UUID) -> ResponseReturnValue:
    """Send the report once more to an address that was put right."""
    person, email = signed_in(), request.form.get("email_tujuan", "").strip()
    return _act(cycle_id, "email_tujuan", lambda work: send_again(work, person, cycle_id, email))
