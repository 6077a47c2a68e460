"""The page of step 1: the Disposisi, prefilled; one press gives it."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.intake.domain.answers import Refused
from services.intake.domain.cycle import Task, TaskState
from services.intake.domain.errors import CommandRefused
from services.intake.domain.moves import Completion
from services.intake.domain.rights import Act, may
from services.intake.domain.sop import StepKind
from services.intake.models import DispositionRecord
from services.intake.process.case import Case
from services.intake.process.perintah import (
    SIFAT,
    TICKED,
    USUAL_INSTRUCTIONS,
    keep_disposition,
    usual_addressees,
    usual_words,
)
from services.intake.process.tasks import complete_in
from services.intake.web.board import Board
from services.intake.web.kept import take_kept
from services.intake.web.reading import board_of
from services.intake.web.rules import rule, signed_in, the_task
from services.intake.web.site import reading, working
from services.intake.web.task_reading import next_text
from services.intake.web.tasks import refusal_errors

pages = Blueprint("order", __name__)

_LONGEST = 5000


@pages.get("/tugas/<uuid:task_id>/perintah")
@rule(Act.SEE_TASK, the_task)
def page(task_id: UUID) -> ResponseReturnValue:
    """The sheet as it would be given now."""
    if g.subject.task.state is TaskState.DONE:
        return redirect(url_for("tasks.finished", task_id=task_id), 303)
    return _page(task_id, {}, take_kept(url_for("order.page", task_id=task_id)))


@pages.post("/tugas/<uuid:task_id>/perintah")
@rule(Act.FINISH_TASK, the_task, page="order.page")
def give(task_id: UUID) -> ResponseReturnValue:
    """Give the Disposisi and finish the task."""
    typed = request.form
    chosen, errors = _read(task_id, typed)
    if errors:
        return _page(task_id, errors, typed), 422
    try:
        with working() as work:
            case = Case.locked(work, g.subject.cycle.id)
            keep_disposition(case, signed_in(), task_id, chosen)
            complete_in(case, signed_in(), Completion(task_id=task_id, person_id=signed_in().person_id))
    except CommandRefused as refused:
        return _page(task_id, refusal_errors(refused), typed), 422
    return redirect(url_for("tasks.finished", task_id=task_id), 303)


def _read(task_id: UUID, typed: Any) -> tuple[DispositionRecord, dict[str, list[str]]]:
    errors: dict[str, list[str]] = {}
    words, forwarded = typed.get("isi", "").strip(), typed.getlist("diteruskan")
    if typed.get("sifat") not in SIFAT:
        errors["sifat"] = ["Pilih sifatnya."]
    if not forwarded:
        errors["diteruskan"] = ["Pilih kepada siapa disposisi diteruskan."]
    if len(words) > _LONGEST:
        errors["isi"] = [f"Paling banyak {_LONGEST} huruf."]
    return DispositionRecord(
        task_id=task_id,
        sifat=typed.get("sifat", ""),
        instructions=[text for text in USUAL_INSTRUCTIONS if text in typed.getlist("petunjuk")],
        words=words,
        forwarded_to=forwarded,
        copies_to=[post for post in typed.getlist("tembusan") if post not in forwarded],
    ), errors


def _page(task_id: UUID, errors: dict[str, list[str]], typed: Any) -> str:
    cycle, run, task = g.subject.cycle, g.subject.run, g.subject.task
    if cycle.step_of(run).kind is not StepKind.PERINTAH or task.is_beside:
        abort(404)
    answer = may(signed_in(), Act.FINISH_TASK, g.subject)
    with reading() as rows:
        shown = board_of(rows, cycle)
    posts = _posts(shown, task)
    chosen = _chosen(shown, task.role, typed)
    return render_template(
        "order.html",
        section="tugas",
        line=shown.line(run),
        left=shown.time_left(run),
        cycle_id=cycle.id,
        task_id=task_id,
        sifat=[(text, text) for text in SIFAT],
        instructions=[(text, text) for text in USUAL_INSTRUCTIONS],
        posts=list(posts.items()),
        chosen=chosen,
        usual=_in_words(chosen, posts) if typed is None else [],
        is_open=task.state is TaskState.OPEN and bool(answer),
        refusal=answer.reason if isinstance(answer, Refused) else "",
        next_text=next_text(shown, run),
        errors=errors,
    )


def _posts(shown: Board, task: Task) -> dict[str, str]:
    """Everybody an order can go to: id of the post → post and holder."""
    others = (post for post in shown.posts.values() if post.post_id != task.holder.post_id)
    return {str(post.post_id): f"{post.jabatan} – {post.holder.name}" for post in others}


def _in_words(chosen: dict[str, Any], posts: dict[str, str]) -> list[tuple[str, str]]:
    facts = {
        "Sifat": chosen["sifat"],
        "Diteruskan kepada": "; ".join(posts[post] for post in chosen["diteruskan"]),
        "Tembusan": "; ".join(posts[post] for post in chosen["tembusan"]),
        "Petunjuk": "; ".join(chosen["petunjuk"]),
        "Isi disposisi": chosen["isi"],
    }
    return [(name, text) for name, text in facts.items() if text]


def _chosen(shown: Board, role: str, typed: Any) -> dict[str, Any]:
    """What is ticked and typed: what the person sent, or the usual."""
    if typed is not None:
        lists = {name: typed.getlist(name) for name in ("petunjuk", "diteruskan", "tembusan")}
        return {**lists, "sifat": typed.get("sifat", ""), "isi": typed.get("isi", "")}
    forwarded, copies = usual_addressees(shown.cycle.sop, list(shown.posts.values()), role)
    return {
        "petunjuk": list(TICKED),
        "diteruskan": [str(post.post_id) for post in forwarded],
        "tembusan": [str(post.post_id) for post in copies],
        "sifat": SIFAT[0],
        "isi": usual_words(shown.cycle),
    }
