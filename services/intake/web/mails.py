"""The mails of a cycle as notify lists them: what was sent to whom, and what did not arrive."""

from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue

from services.intake.domain.rights import Act
from services.intake.web.calling import CallRefused, ServiceDown, call
from services.intake.web.reading import board_of
from services.intake.web.rules import rule, the_cycle
from services.intake.web.site import reading
from shared.calls import LIST_NOTICES
from shared.dates import format_moment

pages = Blueprint("mails", __name__)

DOWN = "Daftar e-mail sedang tidak dapat ditampilkan. Muat ulang halaman ini sebentar lagi."
_KINDS = {
    "task_opened": "Giliran tugas",
    "task_returned": "Tugas dikembalikan",
    "task_overran": "Melewati waktu baku",
    "task_reassigned": "Tugas beralih",
    "reminder": "Pengingat",
    "submission_receipt": "Tanda terima data",
    "dispatch": "Pengiriman laporan",
    "act_recorded": "Tindakan dicatat",
    "cycle_cancelled": "Siklus dibatalkan",
    "receipt_confirmed": "Penerimaan dikonfirmasi",
}
_STATES = {
    "due": "menunggu dikirim",
    "sending": "sedang dikirim",
    "sent": "terkirim",
    "failed": "alamat e-mail tidak sampai",
    "withdrawn": "tidak diperlukan lagi",
}


@pages.get("/siklus/<uuid:cycle_id>/surat")
@rule(Act.SEE_CYCLE, the_cycle)
def page(cycle_id: UUID) -> ResponseReturnValue:
    """A row for each mail; addresses are not shown."""
    with reading() as rows:
        shown = board_of(rows, g.subject.cycle)
    try:
        notices = call(LIST_NOTICES, query={"cycle": str(cycle_id)})["notices"]
    except (ServiceDown, CallRefused):
        notices = None
    return render_template(
        "mails.html",
        section="siklus",
        line=shown.line(),
        cycle_id=cycle_id,
        rows=[_cells(notice, shown.zone) for notice in notices or ()],
        failed=sum(notice["state"] == "failed" for notice in notices or ()),
        message=DOWN if notices is None else None,
    )


def _cells(notice: dict[str, Any], zone: ZoneInfo) -> list[str]:
    sent = format_moment(datetime.fromisoformat(notice["sent_at"]), zone) if notice["sent_at"] else ""
    return [
        _KINDS.get(notice["kind"], notice["kind"]),
        notice["recipient"]["jabatan"],
        str(notice["step"] or ""),
        _STATES[notice["state"]],
        sent,
    ]
