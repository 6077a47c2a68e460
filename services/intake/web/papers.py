"""Papers and attached files, for those of the office who may see them."""

from uuid import UUID

from flask import Blueprint, Response, abort
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from services.intake.domain.rights import Act, Person, Subject
from services.intake.models import PaperRecord, TaskFileRecord
from services.intake.repository.cycles import read_cycle
from services.intake.web.rules import rule, the_task
from services.intake.web.site import reading, site
from shared.files import FileMissing

pages = Blueprint("papers", __name__)


def the_paper(rows: Session, _person: Person, cycle_id: UUID, paper_id: UUID) -> Subject:
    """The paper in the address; 404 for another cycle's."""
    cycle, found = read_cycle(rows, cycle_id), _paper(rows, cycle_id, paper_id)
    return Subject(office_id=cycle.office_id, cycle=cycle, unit_id=found.unit_id)


@pages.get("/siklus/<uuid:cycle_id>/dokumen/<uuid:paper_id>")
@rule(Act.SEE_PAPER, the_paper)
def paper(cycle_id: UUID, paper_id: UUID) -> ResponseReturnValue:
    """A paper of the cycle in the address, for those who may see the unit it was made for."""
    with reading() as rows:
        found = _paper(rows, cycle_id, paper_id)
    return _send(found.sha256, found.name, found.media_type)


@pages.get("/tugas/<uuid:task_id>/berkas/<uuid:file_id>")
@rule(Act.SEE_TASK, the_task)
def file(task_id: UUID, file_id: UUID) -> ResponseReturnValue:
    """A file that came with the task in the address."""
    with reading() as rows:
        found = rows.get(TaskFileRecord, file_id)
    if found is None or found.task_id != task_id:
        abort(404)
    return _send(found.sha256, found.name, found.media_type)


def _paper(rows: Session, cycle_id: UUID, paper_id: UUID) -> PaperRecord:
    found = rows.get(PaperRecord, paper_id)
    if found is None or found.cycle_id != cycle_id:
        abort(404)
    return found


def _send(sha256: str, name: str, media_type: str) -> Response:
    try:
        content = site().files.get(sha256)
    except FileMissing:
        abort(404)
    response = Response(content, mimetype=media_type)
    response.headers.set("Content-Disposition", "inline", filename=name)
    # No `sandbox` here: with it Chromium's own reader shows an empty page in place of a PDF.
    response.headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
    return response
