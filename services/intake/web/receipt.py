"""The addressee's page: confirm that the report has arrived. Opening it confirms nothing."""

from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from services.intake.models import CycleRecord, DispatchRecord, LetterRecord, OfficeRecord
from services.intake.process.dispatch import ReceivedAlready, confirm_receipt
from services.intake.repository.offices import sop_of
from services.intake.web.rules import public
from services.intake.web.site import reading, site, working
from shared.dates import format_moment
from shared.keys import LinkInvalid, read_receipt_code

pages = Blueprint("receipt", __name__)

_WHY = "the seal in the code names the dispatch; the addressee has no account"
_LONGEST = 150
INVALID = "Tautan ini tidak berlaku. Periksa apakah tautan di e-mail tersalin seluruhnya."


@pages.get("/terima/<code>")
@public(_WHY)
def page(code: str) -> ResponseReturnValue:
    """What was sent, and the button that confirms it."""
    return _page(code, {})


@pages.post("/terima/<code>")
@public(_WHY)
def confirm(code: str) -> ResponseReturnValue:
    """Note the receipt, once."""
    typed = {name: request.form.get(name, "").strip() for name in ("nama", "jabatan")}
    needed = {"nama": "Isi nama penerima.", "jabatan": "Isi jabatan penerima."}
    errors = {name: words for name, words in needed.items() if not typed[name]}
    errors |= {name: f"Paling banyak {_LONGEST} huruf." for name, text in typed.items() if len(text) > _LONGEST}
    if errors:
        return _page(code, errors, typed, 422)
    try:
        with working() as work:
            confirm_receipt(work, _dispatch_id(code), typed["nama"], typed["jabatan"])
    except (LinkInvalid, LookupError):
        return _invalid()
    except ReceivedAlready:
        return _page(code, {})
    return _page(code, {})


def _dispatch_id(code: str) -> UUID:
    return read_receipt_code(site().settings.secret_key, code)


def _invalid() -> ResponseReturnValue:
    return render_template("link_dead.html", message=INVALID, target="/verifikasi"), 404


def _page(
    code: str, errors: dict[str, str], typed: dict[str, str] | None = None, status: int = 200
) -> ResponseReturnValue:
    try:
        dispatch_id = _dispatch_id(code)
    except LinkInvalid:
        return _invalid()
    with reading() as rows:
        dispatch = rows.get(DispatchRecord, dispatch_id)
        if dispatch is None:
            return _invalid()
        cycle = rows.get_one(CycleRecord, dispatch.cycle_id)
        office = rows.get_one(OfficeRecord, cycle.office_id)
        letter = rows.get_one(LetterRecord, dispatch.letter_id)
        subject = sop_of(rows, cycle.sop_version_id).subject
    zone = ZoneInfo(office.time_zone)
    facts = [
        ("Laporan", f"{subject} Tahun {cycle.period}"),
        ("Pengirim", f"{office.name}, {office.pemerintah}"),
        ("Surat Pengantar", letter.number or "–"),
        ("Dikirim", format_moment(dispatch.sent_at or dispatch.ordered_at, zone)),
    ]
    if dispatch.received_at:
        who = f"{dispatch.received_by}, {dispatch.received_jabatan}"
        facts.append(("Diterima", f"{format_moment(dispatch.received_at, zone)} oleh {who}"))
    page = render_template(
        "receipt.html",
        office_name=office.name,
        office_parent=office.pemerintah,
        rows=facts,
        code=code,
        is_received=dispatch.received_at is not None,
        typed=typed or {},
        errors=errors,
    )
    return page, status
