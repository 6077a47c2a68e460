"""The page of failed work: what failed, in the office's words, and a button that has it tried again."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from services.intake.domain.rights import Act
from services.intake.models import OfficeRecord
from services.intake.repository.cycles import read_cycle
from services.intake.web.calling import CallRefused, ServiceDown, call
from services.intake.web.failed_work import Failed, cycle_of, of_office
from services.intake.web.rules import own_office, rule
from services.intake.web.site import reading, site
from shared.calls import DEAD_LETTERS, REPLAYS
from shared.dates import format_moment
from shared.delivery.complaints import PARTS, silent
from shared.delivery.dead_letters import DeadLetter, dead_letters, replay
from shared.events.wire import schema_of

pages = Blueprint("dead_letters", __name__)

_OWN = "intake"
_DONE = "Pekerjaan itu sedang dicoba lagi. Muat ulang halaman ini sebentar lagi."
_GONE = "Pekerjaan itu sudah tidak ada di daftar ini. Tidak ada yang diubah."
_DOWN = "Bagian itu sedang tidak menjawab, sehingga belum dicoba lagi. Ulangi sebentar lagi."


@pages.get("/operasi/gagal")
@rule(Act.MANAGE_OFFICE, own_office)
def page() -> ResponseReturnValue:
    """All failed work that concerns the admin's office."""
    return _page(_DONE if request.args.get("dicoba") else None)


@pages.post("/operasi/gagal")
@rule(Act.MANAGE_OFFICE, own_office, page="dead_letters.page")
def try_again() -> ResponseReturnValue:
    """Have one tried again from the start; what was done already is not done twice."""
    try:
        event_id = UUID(request.form.get("kiriman", ""))
    except ValueError:
        abort(400)
    wanted = (request.form.get("bagian", ""), event_id, request.form.get("pengolah", ""))
    found, _ = _failed()
    if wanted not in {(each.service, each.letter.event_id, each.letter.handler) for each in found}:
        return _page(_GONE), 404
    try:
        done = _replay(*wanted)
    except (ServiceDown, CallRefused):
        return _page(_DOWN), 503
    return redirect(url_for("dead_letters.page", dicoba="ya"), 303) if done else (_page(_GONE), 404)


def _replay(service: str, event_id: UUID, handler: str) -> bool:
    if service != _OWN:
        answer = call(REPLAYS[service], data={"event_id": str(event_id), "handler": handler})
        return bool(answer.get("done"))
    with site().database.write() as session:
        return replay(session, event_id, handler)


def _page(message: str | None) -> str:
    found, silent_ones = _failed()
    with reading() as rows:
        zone = ZoneInfo(rows.get_one(OfficeRecord, g.subject.office_id).time_zone)
        letters = [_told(rows, each, zone) for each in found]
    return render_template(
        "dead_letters.html",
        section="kelola",
        message=message,
        silent=[silent(service) for service in silent_ones],
        letters=letters,
    )


def _failed() -> tuple[list[Failed], list[str]]:
    """What concerns the office, the newest first, and the services that do not answer."""
    silent_ones: list[str] = []
    found = list(_everywhere(silent_ones))
    with reading() as rows:
        own = [Failed(_OWN, letter) for letter in dead_letters(rows)]
        mine = list(of_office(rows, g.subject.office_id, [*own, *found]))
    return sorted(mine, key=lambda each: each.letter.died_at, reverse=True), silent_ones


def _everywhere(silent_ones: list[str]) -> Iterator[Failed]:
    for service, asked in DEAD_LETTERS.items():
        try:
            letters: list[DeadLetter] = schema_of(DeadLetter).load(call(asked)["dead_letters"], many=True)
        except (ServiceDown, CallRefused):
            silent_ones.append(service)
            continue
        yield from (Failed(service, letter) for letter in letters)


def _told(rows: Session, each: Failed, zone: ZoneInfo) -> dict[str, Any]:
    letter = each.letter
    tries = f"setelah {letter.attempts} kali dicoba" if letter.attempts else "belum pernah dicoba"
    return {
        "sentence": each.sentence,
        "rows": [
            *_places(rows, each),
            ("Bagian", PARTS[each.service]),
            ("Gagal", f"{format_moment(letter.died_at, zone)}, {tries}"),
        ],
        "error": letter.error,
        "service": each.service,
        "event_id": letter.event_id,
        "handler": letter.handler,
    }


def _places(rows: Session, each: Failed) -> Iterator[tuple[str, str, str, str]]:
    """Where the admin finds what it is about: the cycle, and the way of the figures."""
    if cycle := cycle_of(rows, each.letter):
        subject = read_cycle(rows, cycle.id).sop.subject
        yield "Siklus", f"{subject} {cycle.period}", url_for("cycles.board", cycle_id=cycle.id), "Buka"
    if code := each.tracking_code:
        yield "Kode lacak", code, url_for("tracking.page", kode=code), "Buka"
