"""Catat atas nama: what somebody decided on paper, recorded by kasubbag or staf with its scan."""

from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.intake.domain.cycle import TaskState
from services.intake.domain.errors import CommandRefused, ExitMissing, ReasonMissing
from services.intake.domain.rights import Act
from services.intake.domain.sop import StepKind
from services.intake.process.acts_for import PaperAct, PaperMissing, may_be_on_paper, record_act
from services.intake.process.gaps import GapsUnsigned, gaps_of
from services.intake.process.revisions import content_now
from services.intake.process.task_info import act_of
from services.intake.process.tasks import EDITED_IN
from services.intake.repository.cycles import read_cycle
from services.intake.web.completion_form import read_completion
from services.intake.web.draft_handover import TICK, gap_errors, ticked
from services.intake.web.kept import take_kept
from services.intake.web.reading import board_of
from services.intake.web.rules import rule, signed_in, the_task
from services.intake.web.site import reading, site, working
from services.intake.web.tasks import refusal_errors
from services.intake.web.uploads import FileRefused, store_upload
from shared.fingerprints import short_hash

pages = Blueprint("acts_for", __name__)


@pages.get("/tugas/<uuid:task_id>/atas-nama")
@rule(Act.RECORD_FOR, the_task)
def page(task_id: UUID) -> ResponseReturnValue:
    """The form."""
    return _page({}, take_kept(url_for("acts_for.page", task_id=task_id)) or {})


@pages.post("/tugas/<uuid:task_id>/atas-nama")
@rule(Act.RECORD_FOR, the_task, page="acts_for.page")
def record(task_id: UUID) -> ResponseReturnValue:
    """Record what was decided on paper."""
    typed, uploads = request.form, request.files.getlist("pindaian")
    try:
        scan = store_upload(site().files, uploads[0]) if uploads else None
    except FileRefused as refused:
        return _page({"pindaian": [str(refused)]}, typed), 422
    done = read_completion(typed, task_id, g.subject.task.holder.person_id)
    act = PaperAct(done=done, why=typed.get("sebab", ""), scan=scan, signed_for=ticked(typed))
    try:
        with working() as work:
            record_act(work, signed_in(), act)
    except GapsUnsigned as refused:
        return _page(gap_errors(refused), typed), 422
    except CommandRefused as refused:
        return _page(_errors(refused, typed), typed), 422
    return redirect(url_for("tasks.task", task_id=task_id), 303)


def _errors(refused: CommandRefused, typed: Mapping[str, str]) -> dict[str, list[str]]:
    message = next(iter(refusal_errors(refused).values()))
    if isinstance(refused, ReasonMissing) and not typed.get("sebab", "").strip():
        return {"sebab": ["Isi mengapa tindakan ini dicatat atas nama."]}
    fields = {ExitMissing: "putusan", ReasonMissing: "alasan", PaperMissing: "pindaian"}
    return {fields.get(type(refused), ""): message}


def _page(errors: Mapping[str, list[str]], typed: Mapping[str, str]) -> str:
    with reading() as rows:
        cycle = read_cycle(rows, g.subject.cycle.id)
        shown = board_of(rows, cycle)
        run, task = cycle.find(g.subject.task.id)
        kind = cycle.step_of(run).kind
        content = content_now(rows, cycle) if kind in EDITED_IN else None
        is_draft = kind is StepKind.SUSUN and cycle.content_hash is not None
        gaps = gaps_of(rows, cycle.id) if is_draft else ()
    content_hash = (content.content_hash if content else cycle.content_hash) or ""
    return render_template(
        "act_for.html",
        section="tugas",
        line=shown.line(run),
        cycle_id=cycle.id,
        task_id=task.id,
        holder=shown.holder(task),
        is_possible=may_be_on_paper(cycle, run, task) and task.state is TaskState.OPEN,
        exits=[(str(at), exit_.label) for at, exit_ in enumerate(cycle.exits_for(run, task))],
        act=act_of(cycle.step_of(run), task),
        gaps=[{"name": f"{TICK}{gap.key}", "text": gap.text} for gap in gaps],
        content_hash=content_hash,
        short_hash=short_hash(content_hash),
        errors=errors,
        typed=typed,
    )
