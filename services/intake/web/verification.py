"""The public page: is this paper valid, changed, replaced or withdrawn? By the code of its QR or by the file."""

from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.intake.back_off import TooManyTries, count_try, of_papers_by
from services.intake.process.verification import Standing, Verified, verify, verify_file
from services.intake.web.calling import CallRefused, ServiceDown, call
from services.intake.web.codes import client
from services.intake.web.rules import public
from services.intake.web.site import reading, working
from shared.calls import CHECK_PAPER
from shared.dates import format_moment
from shared.fingerprints import short_hash

pages = Blueprint("verification", __name__)

_WHY = "whoever holds a signed paper may ask whether it is genuine; no draft and no address is shown"
_LARGEST = 20 * 1024 * 1024
_LONGEST_CODE = 40
_KINDS = {"lkjip": "Laporan kinerja", "surat_pengantar": "Surat Pengantar"}
UNKNOWN_CODE = "Kode ini tidak kami kenal. Periksa apakah kode tersalin seluruhnya."
NOT_OURS = "Berkas ini bukan dokumen yang ditandatangani melalui Kinerja, atau isinya sudah berubah."
CHANGED = "Isi berkas ini SUDAH BERUBAH setelah ditandatangani. Jangan dipakai."
DOWN = "Berkas sedang tidak dapat diperiksa. Coba sebentar lagi, atau periksa dengan kode pada dokumen."


@pages.get("/verifikasi")
@public(_WHY)
def ask() -> ResponseReturnValue:
    """A field for the code and one for the file."""
    code = request.args.get("kode", "").strip()[:_LONGEST_CODE]
    if code:
        return redirect(url_for("verification.by_code", code=code), 303)
    return _page()


@pages.get("/verifikasi/<code>")
@public(_WHY)
def by_code(code: str) -> ResponseReturnValue:
    """The paper of a QR code."""
    with reading() as rows:
        found = verify(rows, code[:_LONGEST_CODE])
    if found is None:
        return _page(message=UNKNOWN_CODE), 404
    return _page(found)


@pages.post("/verifikasi")
@public(_WHY)
def by_file() -> ResponseReturnValue:
    """The file itself: unchanged, changed, or not ours."""
    uploads = [upload for upload in request.files.getlist("berkas") if upload.filename]
    content = uploads[0].stream.read(_LARGEST + 1) if uploads else b""
    if not content:
        return _page(errors={"berkas": ["Pilih berkas PDF yang hendak diperiksa."]}), 422
    if len(content) > _LARGEST:
        return _page(errors={"berkas": ["Berkas ini lebih besar dari 20 MB."]}), 422
    try:
        with working() as work:
            count_try(work.session, of_papers_by(client()))
        answer = call(CHECK_PAPER, content=content)
    except TooManyTries as refused:
        return _page(errors={"berkas": [str(refused)]}), 429
    except (ServiceDown, CallRefused):
        return _page(message=DOWN), 503
    with reading() as rows:
        found = verify_file(rows, answer["sha256"])
    if found:
        return _page(found, is_file=True)
    return _page(message=CHANGED if answer["is_signed"] and not answer["is_whole"] else NOT_OURS)


def _page(
    found: Verified | None = None,
    *,
    is_file: bool = False,
    message: str | None = None,
    errors: dict[str, list[str]] | None = None,
) -> str:
    return render_template(
        "verification.html",
        rows=_facts(found) if found else [],
        verdict=_verdict(found, is_file=is_file) if found else None,
        is_valid=found is not None and found.standing is Standing.VALID,
        message=message,
        errors=errors or {},
    )


def _verdict(found: Verified, *, is_file: bool) -> str:
    if found.standing is Standing.REPLACED:
        by = f"Perbaikan ke-{found.replaced_by}" if found.replaced_by else "dokumen yang lebih baru"
        return f"Dokumen ini sudah digantikan oleh {by}."
    if found.standing is Standing.WITHDRAWN:
        return "Dokumen ini sudah ditarik oleh instansi yang menerbitkannya."
    if is_file:
        return "Dokumen ini sah dan isinya tidak berubah sejak ditandatangani."
    return "Dokumen dengan kode ini tercatat dan berlaku. Cocokkan sidik isinya dengan dokumen yang Anda pegang."


def _facts(found: Verified) -> list[tuple[str, Any]]:
    row = found.signature
    method = "elektronik, tidak tersertifikasi (bukan BSrE)" if row.method == "elektronik" else "basah, dipindai"
    return [
        ("Dokumen", f"{_KINDS.get(row.kind, row.kind)}: {row.paper_name}"),
        ("Instansi", f"{found.office.name}, {found.office.pemerintah}"),
        ("Penanda tangan", f"{row.signer_name}, {row.signer_jabatan}"),
        ("Waktu", format_moment(row.signed_at, ZoneInfo(found.office.time_zone))),
        ("Tanda tangan", method),
        ("Sidik isi", short_hash(row.content_hash)),
        ("Kode", row.code),
    ]
