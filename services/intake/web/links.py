"""The mailed link: shows its task read-only without sign-in. Opening it, by GET or HEAD, decides nothing."""

from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.intake.back_off import TooManyTries
from services.intake.domain.cycle import Cycle, Run, Task, TaskState
from services.intake.domain.lkjip import summary_lines
from services.intake.models import OfficeRecord, PersonRecord, RevisionRecord
from services.intake.process.tasks import TaskUnknown, cycle_of_task
from services.intake.repository.cycles import read_cycle
from services.intake.repository.offices import person_of
from services.intake.web.board import Board
from services.intake.web.codes import ask_for_code
from services.intake.web.reading import board_of, measured_of, papers_of
from services.intake.web.rules import public
from services.intake.web.site import reading, site
from shared.keys import LinkClaim, LinkInvalid, is_sealed, read_link

pages = Blueprint("links", __name__)

INVALID = "Tautan ini tidak berlaku. Periksa apakah tautan di e-mail tersalin seluruhnya."
CHANGED = "Dokumen ini sudah berubah sejak e-mail itu dikirim. Versi terbaru dapat Anda baca di sini."
DONE = "Tugas ini sudah selesai atau tidak diperlukan lagi."
RENEWED = "Tugas ini sudah beralih, atau ada tautan yang lebih baru di e-mail berikutnya."


@dataclass(frozen=True, slots=True)
class _Opened:
    """A link that we made, and its task as it stands; `dead` says why it leads no further, if so."""

    shown: Board
    run: Run
    task: Task
    dead: str | None

    @property
    def target(self) -> str:
        return url_for("tasks.task", task_id=self.task.id)


@pages.get("/buka/<code>")
@public("the seal in the code names the task and the person; the page only reads")
def open_link(code: str) -> ResponseReturnValue:
    """The task of a mailed link."""
    with reading() as rows:
        return _show(rows, code)


@pages.post("/buka/<code>/kode")
@public("mails a code to the person whose link it is, and to nobody else")
def mail_code(code: str) -> ResponseReturnValue:
    """Have the link's person mailed a code, which then leads to the task."""
    with reading() as rows:
        opened = _open(rows, code)
        if opened is None or opened.dead:
            return redirect(url_for("links.open_link", code=code), 303)
        person = rows.get_one(PersonRecord, opened.task.holder.person_id)
    try:
        ask_for_code(person.email, person.id, is_typed=False)
    except TooManyTries as refused:
        with reading() as rows:
            return _page(rows, opened, code, str(refused)), 422
    session["back_to"] = opened.target
    return redirect(url_for("sign_in.code_form"), 303)


def _show(rows: Session, code: str) -> ResponseReturnValue:
    opened = _open(rows, code)
    if opened is None:
        return render_template("link_dead.html", message=INVALID, target=url_for("sign_in.form")), 404
    if opened.dead:
        return render_template("link_dead.html", message=opened.dead, target=opened.target)
    return _page(rows, opened, code, None)


def _page(rows: Session, opened: _Opened, code: str, message: str | None) -> str:
    shown, run = opened.shown, opened.run
    office = rows.get_one(OfficeRecord, shown.cycle.office_id)
    step = shown.cycle.step_of(run)
    facts = [("Kegiatan menurut SOP", "; ".join(step.activities)), ("Pelaksana", shown.holder(opened.task))]
    reader = person_of(rows, opened.task.holder.person_id, shown.calendar.local_date(shown.now))
    papers = [paper["name"] for paper in papers_of(rows, shown.cycle, shown.zone, reader)] if reader else []
    measured = measured_of(rows, shown.cycle.id) if step.decision else None
    return render_template(
        "link.html",
        office_name=office.name,
        office_parent=office.pemerintah,
        line=shown.line(run),
        title=step.title,
        left=shown.time_left(run),
        rows=facts + ([("Dokumen", "; ".join(papers))] if papers else []),
        summary=summary_lines(measured.rows, measured.gaps) if measured else (),
        target=opened.target,
        code_url=url_for("links.mail_code", code=code),
        message=message,
    )


def _open(rows: Session, code: str) -> _Opened | None:
    """The task of a link, or None when we did not make the link."""
    try:
        claim = read_link(code)
        cycle = read_cycle(rows, cycle_of_task(rows, claim.task_id))
    except (LinkInvalid, TaskUnknown):
        return None
    secret = site().settings.secret_key
    sealed_for = [content for content in _contents(rows, cycle) if is_sealed(secret, claim, content)]
    if not sealed_for:
        return None
    run, task = cycle.find(claim.task_id)
    is_present = cycle.content_hash in sealed_for
    return _Opened(board_of(rows, cycle), run, task, _why_dead(task, claim, is_present=is_present))


def _contents(rows: Session, cycle: Cycle) -> list[str | None]:
    """Every content a link of this cycle can have been made for: none yet, then each revision's."""
    return [None, *rows.scalars(select(RevisionRecord.content_hash).where(RevisionRecord.cycle_id == cycle.id))]


def _why_dead(task: Task, claim: LinkClaim, *, is_present: bool) -> str | None:
    if task.state is not TaskState.OPEN:
        return DONE
    if claim.issue != task.link_issue or claim.person_id != task.holder.person_id:
        return RENEWED
    return None if is_present else CHANGED
