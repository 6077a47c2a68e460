"""The mailed link: shows its task read-only without sign-in. Opening it, by GET or HEAD, decides nothing."""

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from services.intake.domain.cycle import Task, TaskState
from services.intake.models import OfficeRecord
from services.intake.process.tasks import TaskUnknown, cycle_of_task
from services.intake.repository.cycles import read_cycle
from services.intake.web.board import Board
from services.intake.web.reading import board_of
from services.intake.web.rules import public
from services.intake.web.site import reading, site
from shared.keys import LinkClaim, LinkInvalid, is_sealed, read_link

pages = Blueprint("links", __name__)

INVALID = "Tautan ini tidak berlaku. Periksa apakah tautan di e-mail tersalin seluruhnya."
CHANGED = "Dokumen ini sudah berubah sejak e-mail itu dikirim. Versi terbaru dapat Anda baca di sini."
DONE = "Tugas ini sudah selesai atau tidak diperlukan lagi."
RENEWED = "Tugas ini sudah beralih, atau ada tautan yang lebih baru di e-mail berikutnya."


@pages.get("/buka/<code>")
@public("the seal in the code names the task and the person; the page only reads")
def open_link(code: str) -> ResponseReturnValue:
    """The task of a mailed link."""
    try:
        claim = read_link(code)
        with reading() as rows:
            shown = board_of(rows, read_cycle(rows, cycle_of_task(rows, claim.task_id)))
            office = rows.get_one(OfficeRecord, shown.cycle.office_id)
            return _page(shown, office, claim)
    except (LinkInvalid, TaskUnknown):
        return render_template("link_dead.html", message=INVALID, target=url_for("sign_in.form")), 404


def _page(shown: Board, office: OfficeRecord, claim: LinkClaim) -> ResponseReturnValue:
    run, task = shown.cycle.find(claim.task_id)
    target = url_for("tasks.task", task_id=task.id)
    if dead := _why_dead(shown, task, claim):
        return render_template("link_dead.html", message=dead, target=target), 404 if dead == INVALID else 200
    step = shown.cycle.step_of(run)
    return render_template(
        "link.html",
        office_name=office.name,
        office_parent=office.pemerintah,
        line=shown.line(run),
        title=step.title,
        left=shown.time_left(run),
        rows=[("Kegiatan menurut SOP", "; ".join(step.activities)), ("Pelaksana", shown.holder(task))],
        target=target,
    )


def _why_dead(shown: Board, task: Task, claim: LinkClaim) -> str | None:
    secret = site().settings.secret_key
    if not is_sealed(secret, claim, shown.cycle.content_hash):
        # Without the content it was made for we cannot tell an old seal from a forged one; both only read.
        return CHANGED if task.holder.person_id == claim.person_id and task.state is TaskState.OPEN else INVALID
    if task.state is not TaskState.OPEN:
        return DONE
    if claim.issue != task.link_issue or claim.person_id != task.holder.person_id:
        return RENEWED
    return None
