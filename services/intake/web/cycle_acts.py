"""Acts on a whole cycle, from its board: close the collection, cancel, amend, waive four eyes, send again."""

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

pages = Blueprint("cycle_acts", __name__)


@pages.post("/siklus/<uuid:cycle_id>/tutup")
@rule(Act.CLOSE_WITH_GAPS, the_cycle, page="cycles.board")
def close_gate(cycle_id: UUID) -> ResponseReturnValue:
    """Close the data collection with named gaps."""
    person = signed_in()
    try:
        with working() as work:
            close_with_gaps(work, person, cycle_id, request.form.get("alasan", ""))
    except CommandRefused as refused:
        return board_page(cycle_id, {"alasan": refusal_sentence(refused)}, request.form), 422
    return redirect(url_for("cycles.board", cycle_id=cycle_id), 303)


@pages.post("/siklus/<uuid:cycle_id>/batal")
@rule(Act.CANCEL_CYCLE, the_cycle, page="cycles.board")
def cancel(cycle_id: UUID) -> ResponseReturnValue:
    """Cancel the cycle."""
    person = signed_in()
    try:
        with working() as work:
            cancel_cycle(work, person, cycle_id, request.form.get("alasan_batal", ""))
    except CommandRefused as refused:
        return board_page(cycle_id, {"alasan_batal": refusal_sentence(refused)}, request.form), 422
    return redirect(url_for("cycles.board", cycle_id=cycle_id), 303)


@pages.post("/siklus/<uuid:cycle_id>/perbaikan")
@rule(Act.AMEND_CYCLE, the_cycle, page="cycles.board")
def amend(cycle_id: UUID) -> ResponseReturnValue:
    """Begin a perbaikan of an ended cycle."""
    reason, withdraw = request.form.get("alasan_perbaikan", ""), request.form.get("tarik") == "ya"
    try:
        with working() as work:
            amend_cycle(work, signed_in(), cycle_id, reason, withdraw=withdraw)
    except CommandRefused as refused:
        return board_page(cycle_id, {"alasan_perbaikan": refusal_sentence(refused)}, request.form), 422
    return redirect(url_for("cycles.board", cycle_id=cycle_id), 303)


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
    try:
        with working() as work:
            grant_waiver(work, signed_in(), cycle_id, waiver)
    except CommandRefused as refused:
        return board_page(cycle_id, {"alasan_kecuali": refusal_sentence(refused)}, typed), 422
    return redirect(url_for("cycles.board", cycle_id=cycle_id), 303)


@pages.post("/siklus/<uuid:cycle_id>/kirim-ulang")
@rule(Act.MANAGE_DATA, the_cycle, page="cycles.board")
def dispatch_again(cycle_id: UUID) -> ResponseReturnValue:
    """Send the report once more to an address that was put right."""
    try:
        with working() as work:
            send_again(work, signed_in(), cycle_id, request.form.get("email_tujuan", "").strip())
    except CommandRefused as refused:
        return board_page(cycle_id, {"email_tujuan": refusal_sentence(refused)}, request.form), 422
    return redirect(url_for("cycles.board", cycle_id=cycle_id), 303)
