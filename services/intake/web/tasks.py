"""The pages of tasks: what I must do, one task, finishing it."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from services.intake.domain.answers import Refused
from services.intake.domain.cycle import TaskState
from services.intake.domain.errors import (
    CommandRefused,
    ContentChanged,
    ExitMissing,
    ReasonMissing,
)
from services.intake.domain.rights import Act, may
from services.intake.domain.sop import StepKind
from services.intake.models import OfficeRecord
from services.intake.process.acts_for import may_be_on_paper
from services.intake.process.data import is_late, may_take_back
from services.intake.process.office_warnings import office_warnings
from services.intake.process.task_info import title_of
from services.intake.process.tasks import complete_task
from services.intake.repository.cycles import read_cycle
from services.intake.web.completion_form import read_completion
from services.intake.web.cycle_refusals import refusal_sentence
from services.intake.web.kept import take_kept
from services.intake.web.presentation import capitalize_first
from services.intake.web.reading import board_of, papers_of
from services.intake.web.rules import own_office, rule, signed_in, the_task
from services.intake.web.site import reading, site, working
from services.intake.web.task_reading import (
    button_text,
    files_of,
    late_sent,
    next_text,
    own_page,
    returned_reason,
    state_message,
    summary_of,
    task_facts,
)
from services.intake.web.told import who_is_told
from services.intake.web.tracking_reading import code_of_task
from services.intake.web.uploads import store_uploads
from services.intake.web.waiting import my_cards, waiting_cards
from shared.dates import format_moment

pages = Blueprint("tasks", __name__)

_LONGEST_NOTE = 5000


@pages.get("/")
@rule(Act.SEE_OFFICE, own_office)
def mine() -> ResponseReturnValue:
    """Tugas saya: what I must do now, by when."""
    person = signed_in()
    with reading() as rows:
        cards, waiting = my_cards(rows, person), waiting_cards(rows, person)
        warnings = _warnings(rows) if person.is_admin else []
    listing = url_for("cycles.listing")
    return render_template(
        "tasks.html", section="tugas", tasks=cards, waiting=waiting, warnings=warnings, cycle_url=listing
    )


def _warnings(rows: Session) -> list[str]:
    return office_warnings(rows, rows.get_one(OfficeRecord, g.subject.office_id), site().clock.now())


@pages.get("/tugas/<uuid:task_id>")
@rule(Act.SEE_TASK, the_task)
def task(task_id: UUID) -> ResponseReturnValue:
    """One task; what only takes a press is done on its own page at once."""
    kind = g.subject.cycle.step_of(g.subject.run).kind
    is_ordering = kind is StepKind.PERINTAH and g.subject.task.state is TaskState.OPEN and not g.subject.task.is_beside
    if is_ordering and may(signed_in(), Act.FINISH_TASK, g.subject):
        return redirect(url_for("order.page", task_id=task_id), 303)
    return _page(task_id, {}, take_kept(url_for("tasks.task", task_id=task_id)) or {})


@pages.post("/tugas/<uuid:task_id>/selesai")
@rule(Act.SEE_TASK, the_task, page="tasks.task")
def finish(task_id: UUID) -> ResponseReturnValue:
    """Finish a task, with a decision where the step asks for one."""
    person = signed_in()
    typed = request.form
    if g.subject.cycle.asks_for_figures(g.subject.run, g.subject.task):
        return redirect(url_for("figures.form", task_id=task_id), 303)
    files, errors = store_uploads(site().files, [("berkas", file, None) for file in request.files.getlist("berkas")])
    if len(typed.get("catatan", "")) > _LONGEST_NOTE:
        errors["catatan"] = [f"Paling banyak {_LONGEST_NOTE} huruf."]
    if errors:
        return _page(task_id, errors, typed), 422
    done = read_completion(typed, task_id, person.person_id)
    try:
        with working() as work:
            complete_task(work, person, done, files)
    except CommandRefused as refused:
        return _page(task_id, refusal_errors(refused), typed), 422
    return redirect(url_for("tasks.finished", task_id=task_id), 303)


def refusal_errors(refused: CommandRefused) -> dict[str, list[str]]:
    """The message of a refused command beside the field it is about."""
    fields = {ExitMissing: "putusan", ReasonMissing: "alasan", ContentChanged: ""}
    return {fields.get(type(refused), ""): [refusal_sentence(refused)]}


@pages.get("/tugas/<uuid:task_id>/selesai")
@rule(Act.SEE_TASK, the_task)
def finished(task_id: UUID) -> ResponseReturnValue:
    """What was done, when, and who is told."""
    with reading() as rows:
        shown = board_of(rows, g.subject.cycle)
    run, done = shown.cycle.find(task_id)
    if done.state is not TaskState.DONE or done.completed_at is None:
        return redirect(url_for("tasks.task", task_id=task_id), 303)
    exits = shown.cycle.exits_for(run, done)
    title = capitalize_first(title_of(shown.cycle.step_of(run), done))
    what = exits[done.exit].label if done.exit is not None else title
    return render_template(
        "done.html",
        section="tugas",
        title="Selesai",
        at=format_moment(done.completed_at, shown.zone),
        text=f"Anda menyelesaikan: {what}.",
        told=who_is_told(shown, run, done),
        cycle_id=shown.cycle.id,
    )


def _page(task_id: UUID, errors: dict[str, list[str]], typed: Any) -> str:
    person = signed_in()
    with reading() as rows:
        shown = board_of(rows, read_cycle(rows, g.subject.cycle.id))
        run, task = shown.cycle.find(task_id)
        subject = replace(g.subject, cycle=shown.cycle, run=run, task=task)
        answer = may(person, Act.FINISH_TASK, subject)
        context = {
            "papers": papers_of(rows, shown.cycle, shown.zone, person),
            "files": files_of(rows, task_id),
            "summary": summary_of(rows, shown, run),
            "returned_reason": returned_reason(rows, shown, run, task),
            "late_sent": late_sent(rows, shown, task),
            "tracking_code": code_of_task(rows, task_id),
            "message": state_message(rows, shown, run, task) if not errors else None,
        }
    step = shown.cycle.step_of(run)
    return render_template(
        "task.html",
        section="tugas",
        title=title_of(step, task),
        line=shown.line(run),
        cycle_id=shown.cycle.id,
        task_id=task_id,
        left=shown.time_left(run, task),
        rows=task_facts(shown, run, task),
        is_open=task.state is TaskState.OPEN,
        own_page=own_page(shown, run, task),
        may_take_back=may_take_back(shown.cycle, run, task) and bool(may(person, Act.EDIT_TASK, subject)),
        may_send_late=is_late(shown.cycle, task_id) and bool(may(person, Act.EDIT_TASK, subject)),
        may_edit=bool(answer) or bool(may(person, Act.EDIT_TASK, subject)),
        may_finish=bool(answer),
        may_record=may_be_on_paper(shown.cycle, run, task) and bool(may(person, Act.RECORD_FOR, subject)),
        refusal=answer.reason if isinstance(answer, Refused) else "",
        exits=[(str(index), exit_.label) for index, exit_ in enumerate(shown.cycle.exits_for(run, task))],
        content_hash=shown.cycle.content_hash,
        act=button_text(shown, run, task),
        note_label="Isi disposisi (kosongkan untuk isi yang biasa)" if step.kind is StepKind.PERINTAH else "Catatan",
        next_text=next_text(shown, run),
        errors=errors,
        typed=typed,
        **context,
    )
