"""The page that follows figures by their kode lacak, from the form to the sent report."""

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue

from services.intake.domain.rights import Act
from services.intake.models import SubmissionRecord
from services.intake.process.collection import LEFT, SUSULAN
from services.intake.repository.cycles import read_cycle
from services.intake.web.board import Board
from services.intake.web.calling import CallRefused, ServiceDown, call
from services.intake.web.reading import board_of
from services.intake.web.rules import own_office, rule
from services.intake.web.site import reading
from services.intake.web.tracking_reading import Stage, Tracked, code_of, tracked
from shared.calls import RECEIVED
from shared.dates import format_moment
from shared.events.event import lkjip_subject, submission_subject
from shared.tracking import read_tracking_code

pages = Blueprint("tracking", __name__)

_LONGEST = 40
UNKNOWN = "Kode ini tidak dikenal di kantor Anda. Periksa kode di e-mail tanda terima."
_FAILED = {
    "analysis": "Analisis data ini gagal. Hubungi admin Kinerja.",
    "documents": "Pembuatan dokumen dari data ini gagal. Hubungi admin Kinerja.",
    "notify": "E-mail tanda terima data ini gagal dibuat. Hubungi admin Kinerja.",
}
_SILENT = "Sebagian keadaan belum diketahui karena ada bagian sistem yang tidak menjawab. Muat ulang halaman ini nanti."
_STANDINGS = {
    SUSULAN: "Data ini susulan; pengelola data belum memutuskan apakah dipakai.",
    LEFT: "Data susulan ini tidak dipakai.",
}
_DEAD = "dead"


@pages.get("/lacak")
@rule(Act.SEE_OFFICE, own_office)
def page() -> ResponseReturnValue:
    """A field for the code and, for a known one, where its figures are."""
    typed = request.args.get("kode", "").strip()[:_LONGEST]
    if not typed:
        return render_template("tracking.html", section="siklus", typed="", errors={})
    with reading() as rows:
        found = tracked(rows, g.subject.office_id, read_tracking_code(typed))
        shown = board_of(rows, read_cycle(rows, found.submission.cycle_id)) if found else None
    if found is None or shown is None:
        return render_template("tracking.html", section="siklus", typed=typed, errors={"kode": UNKNOWN})
    return render_template(
        "tracking.html",
        section="siklus",
        typed=code_of(found.submission),
        errors={},
        line=shown.line(),
        cycle_id=found.submission.cycle_id,
        facts=_facts(found, shown),
        remarks=[*_remarks(found), *_failures(found)],
        rows=[_cells(stage, shown) for stage in found.stages],
    )


def _facts(found: Tracked, shown: Board) -> list[tuple[str, str]]:
    sent = format_moment(found.submission.submitted_at, shown.zone)
    return [
        ("Unit", found.submission.unit_name),
        ("Kiriman", f"ke-{found.submission.number}, {sent}, oleh {found.sender}"),
    ]


def _remarks(found: Tracked) -> list[str]:
    remarks = [_STANDINGS[found.submission.standing]] if found.submission.standing in _STANDINGS else []
    if found.replaced_by:
        remarks.append(f"Data ini sudah digantikan oleh kiriman ke-{found.replaced_by} dari unit yang sama.")
    return remarks


def _failures(found: Tracked) -> list[str]:
    """What the other services could not take in, for figures that are still on their way."""
    if found.has_arrived:
        return []
    submission = found.submission
    asked = [(each, _subject(submission), submission.number) for each in ("analysis", "notify")]
    asked += [("documents", lkjip_subject(submission.cycle_id), found.told)]
    states = {each: _state(each, subject, revision) for each, subject, revision in asked}
    failed = [_FAILED[each] for each, state in states.items() if state == _DEAD]
    return [*failed, _SILENT] if None in states.values() else failed


def _subject(submission: SubmissionRecord) -> str:
    return submission_subject(submission.cycle_id, submission.unit_id)


def _state(service: str, subject: str, revision: int) -> str | None:
    """Dead where any handler gave the event up, else empty; None when the service does not answer."""
    try:
        received = call(RECEIVED[service], query={"subject": subject, "revision": str(revision)})["received"]
    except (ServiceDown, CallRefused):
        return None
    return _DEAD if any(each["state"] == _DEAD for each in received) else ""


def _cells(stage: Stage, shown: Board) -> dict[str, str | None]:
    return {
        "title": stage.title,
        "at": format_moment(stage.at, shown.zone) if stage.at else None,
        "words": stage.words,
        "link": stage.link,
    }
