"""Handing a draft on (SOP steps 4 and 5): what it lacks, what changed, and the decision about exactly this content."""

from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.intake.domain.answers import Refused
from services.intake.domain.cycle import TaskState
from services.intake.domain.errors import CommandRefused
from services.intake.domain.lkjip import summary_lines
from services.intake.domain.rights import Act, may
from services.intake.domain.sop import StepKind
from services.intake.models import CorrectionRecord, ProposalRecord
from services.intake.process.gaps import GapsUnsigned, gaps_of
from services.intake.process.revisions import content_now
from services.intake.process.task_info import act_of
from services.intake.process.tasks import complete_task
from services.intake.repository.cycles import read_cycle
from services.intake.web.completion_form import read_completion
from services.intake.web.drafts import require_draft
from services.intake.web.kept import take_kept
from services.intake.web.reading import board_of
from services.intake.web.rules import rule, signed_in, the_task
from services.intake.web.site import reading, working
from services.intake.web.task_reading import next_text
from services.intake.web.tasks import refusal_errors
from shared.fingerprints import short_hash

pages = Blueprint("draft_handover", __name__)

TICK = "kekurangan-"


@pages.get("/tugas/<uuid:task_id>/draf/serahkan")
@rule(Act.SEE_TASK, the_task)
def check(task_id: UUID) -> ResponseReturnValue:
    """What is handed on, once more before it is."""
    require_draft()
    if g.subject.task.state is TaskState.DONE:
        return redirect(url_for("tasks.finished", task_id=task_id), 303)
    return _page({}, take_kept(url_for("draft_handover.check", task_id=task_id)) or {})


@pages.post("/tugas/<uuid:task_id>/draf/selesai")
@rule(Act.SEE_TASK, the_task, page="draft_handover.check")
def finish(task_id: UUID) -> ResponseReturnValue:
    """Hand the draft on, or send it back."""
    require_draft()
    typed, person = request.form, signed_in()
    done = read_completion(typed, task_id, person.person_id)
    try:
        with working() as work:
            complete_task(work, person, done, signed_for=ticked(typed))
    except GapsUnsigned as refused:
        return _page(gap_errors(refused), typed), 422
    except CommandRefused as refused:
        return _page(refusal_errors(refused), typed), 422
    return redirect(url_for("tasks.finished", task_id=task_id), 303)


def ticked(typed: Mapping[str, str]) -> frozenset[str]:
    """The keys of the gaps that a form signs for."""
    return frozenset(name.removeprefix(TICK) for name in typed if name.startswith(TICK))


def gap_errors(refused: GapsUnsigned) -> dict[str, list[str]]:
    """A message beside the box of each gap that was not ticked."""
    return {f"{TICK}{gap.key}": [f"Centang: {gap.text}"] for gap in refused.gaps}


def _page(errors: Mapping[str, list[str]], typed: Mapping[str, str]) -> str:
    task_id = g.subject.task.id
    answer = may(signed_in(), Act.FINISH_TASK, g.subject)
    with reading() as rows:
        cycle = read_cycle(rows, g.subject.cycle.id)
        shown = board_of(rows, cycle)
        run, task = cycle.find(task_id)
        content = content_now(rows, cycle)
        gaps = gaps_of(rows, cycle.id)
        undecided = _undecided(rows, cycle.id)
    step = cycle.step_of(run)
    return render_template(
        "draft_handover.html",
        section="tugas",
        line=shown.line(run),
        left=shown.time_left(run),
        cycle_id=cycle.id,
        task_id=task_id,
        summary=summary_lines(content.rows, content.gaps) if content else (),
        content_hash=content.content_hash if content else "",
        short_hash=short_hash(content.content_hash) if content else "",
        gaps=[{"name": f"{TICK}{gap.key}", "text": gap.text} for gap in gaps],
        must_sign=step.kind is StepKind.SUSUN,
        undecided=undecided,
        exits=[(str(at), exit_.label) for at, exit_ in enumerate(cycle.exits_for(run, task))],
        act=act_of(step, task),
        may_finish=bool(answer) and task.state is TaskState.OPEN,
        refusal=answer.reason if isinstance(answer, Refused) else "",
        next_text=next_text(shown, run),
        errors=errors,
        typed=typed,
    )


def _undecided(rows: Session, cycle_id: UUID) -> int:
    """How many proposals nobody has decided about."""
    asked = (
        select(ProposalRecord.id)
        .join(CorrectionRecord, CorrectionRecord.id == ProposalRecord.correction_id)
        .where(CorrectionRecord.cycle_id == cycle_id, ProposalRecord.state == "open")
    )
    return len(list(rows.scalars(asked)))
