"""The page of an approval (SOP step 6): what the report says, what changed since it was read last, and the decision.

Opening the page, by GET or HEAD, notes and decides nothing; a decision names the content it is about.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from services.intake.domain.answers import Refused
from services.intake.domain.cycle import Cycle, Purpose, TaskState
from services.intake.domain.errors import CommandRefused
from services.intake.domain.lkjip import summary_lines
from services.intake.domain.rights import Act, may
from services.intake.domain.sop import StepKind
from services.intake.process.reading_marks import last_read, mark_read
from services.intake.process.revisions import latest_revision
from services.intake.process.task_info import act_of
from services.intake.process.tasks import complete_task
from services.intake.repository.cycles import read_cycle
from services.intake.web.changes import changes_between
from services.intake.web.completion_form import read_completion
from services.intake.web.draft_shown import figures_shown, papers_shown
from services.intake.web.kept import take_kept
from services.intake.web.reading import board_of, measured_of
from services.intake.web.rules import rule, signed_in, the_task
from services.intake.web.site import reading, site, working
from services.intake.web.task_reading import next_text, returned_reason, state_message
from services.intake.web.tasks import refusal_errors
from shared.dates import format_moment
from shared.fingerprints import short_hash

pages = Blueprint("decisions", __name__)


@pages.get("/tugas/<uuid:task_id>/putusan")
@rule(Act.SEE_TASK, the_task)
def page(task_id: UUID) -> ResponseReturnValue:
    """The report as it is to be decided about."""
    return _page({}, take_kept(url_for("decisions.page", task_id=task_id)) or {})


@pages.post("/tugas/<uuid:task_id>/putusan/selesai")
@rule(Act.SEE_TASK, the_task, page="decisions.page")
def decide(task_id: UUID) -> ResponseReturnValue:
    """Submit, approve or send back exactly the content that was shown."""
    _require_approval()
    typed, person = request.form, signed_in()
    done = read_completion(typed, task_id, person.person_id)
    try:
        with working() as work:
            complete_task(work, person, done)
    except CommandRefused as refused:
        return _page(refusal_errors(refused), typed), 422
    return redirect(url_for("tasks.finished", task_id=task_id), 303)


@pages.post("/tugas/<uuid:task_id>/putusan/dibaca")
@rule(Act.SEE_TASK, the_task, page="decisions.page")
def note_reading(task_id: UUID) -> ResponseReturnValue:
    """Note that the person has read the content that was shown, without deciding."""
    _require_approval()
    seen = request.form.get("content_hash", "")
    with working() as work:
        if seen == read_cycle(work.session, g.subject.cycle.id).content_hash:
            mark_read(work.session, g.subject.cycle.id, signed_in().person_id, seen, site().clock.now())
    return redirect(url_for("decisions.page", task_id=task_id), 303)


def _require_approval() -> None:
    """404 for a task at which no report is approved."""
    cycle, is_beside = g.subject.cycle, g.subject.task.purpose is not Purpose.STEP
    if cycle.step_of(g.subject.run).kind is not StepKind.PERSETUJUAN or is_beside or cycle.content_hash is None:
        abort(404)


def _page(errors: Mapping[str, list[str]], typed: Mapping[str, str]) -> str:
    _require_approval()
    task_id = g.subject.task.id
    answer = may(signed_in(), Act.FINISH_TASK, g.subject)
    with reading() as rows:
        cycle = read_cycle(rows, g.subject.cycle.id)
        shown = board_of(rows, cycle)
        run, task = cycle.find(task_id)
        measured = measured_of(rows, cycle.id)
        context = {
            "summary": summary_lines(measured.rows, measured.gaps) if measured else (),
            "figures": figures_shown(measured.rows, cycle.id) if measured else [],
            "papers": papers_shown(rows, cycle, cycle.content_hash),
            "read": _changed(rows, cycle, signed_in().person_id, shown.zone),
            "returned_reason": returned_reason(rows, shown, run),
            "message": None if errors else state_message(rows, shown, run, task),
        }
    exits = list(enumerate(cycle.exits_for(run, task)))
    return render_template(
        "decision.html",
        section="tugas",
        line=shown.line(run),
        title=cycle.step_of(run).title,
        left=shown.time_left(run),
        cycle_id=cycle.id,
        task_id=task_id,
        content_hash=cycle.content_hash,
        short_hash=short_hash(cycle.content_hash or ""),
        forward=[(str(at), exit_.label) for at, exit_ in exits if not exit_.returns],
        returning=[(str(at), exit_.label) for at, exit_ in exits if exit_.returns],
        act=act_of(cycle.step_of(run), task),
        is_open=task.state is TaskState.OPEN,
        may_finish=bool(answer) and task.state is TaskState.OPEN,
        refusal=answer.reason if isinstance(answer, Refused) else "",
        next_text=next_text(shown, run),
        errors=errors,
        typed=typed,
        **context,
    )


def _changed(rows: Session, cycle: Cycle, person_id: UUID, zone: Any) -> dict[str, Any]:
    """Since when, and what: nothing is compared for somebody who has read no content of this cycle."""
    read, present = last_read(rows, cycle.id, person_id), latest_revision(rows, cycle.id)
    if read is None or present is None:
        return {"at": None}
    before, at = read
    is_same = before.content_hash == present.content_hash
    return {
        "at": format_moment(at, zone),
        "is_same": is_same,
        **({} if is_same else changes_between(rows, before, present)),
    }
