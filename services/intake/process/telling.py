"""From the facts of a move to lines of the history and events for the other services."""

from dataclasses import replace
from functools import singledispatch

from services.intake.domain import moves
from services.intake.domain.cycle import Run, Task
from services.intake.models import PersonRecord
from services.intake.process.case import Case
from services.intake.process.effects import handed_on
from services.intake.process.history import KINERJA, Actor, write_line
from services.intake.process.task_info import holder_of, task_info, title_of
from shared.events import intake as events
from shared.events.parts import Person


def tell(case: Case, outcome: moves.Outcome, actor: Actor, reason: str = "") -> None:
    """Write down and publish every fact of a move, in order."""
    for fact in outcome.facts:
        _tell(fact, case, actor, reason)


@singledispatch
def _tell(fact: object, case: Case, actor: Actor, reason: str) -> None:
    raise TypeError(f"nobody tells of {type(fact).__name__} ({case.cycle.id}, {actor.channel}, {reason})")


@_tell.register(moves.TaskOpened)
def _(fact: moves.TaskOpened, case: Case, actor: Actor, _reason: str) -> None:
    run, task = case.cycle.find(fact.task_id)
    info = task_info(case, run, task)
    if fact.returned is None:
        _line(case, KINERJA, run, "task_opened", f"Tugas {info.step_title} dibuka untuk {info.holder.jabatan}.")
        case.work.publish(events.TaskOpened(task=info))
        return
    by = _person(case, fact.returned, actor)
    text = f"Tugas {info.step_title} dibuka kembali untuk {info.holder.jabatan}."
    _line(case, KINERJA, run, "task_returned", text, reason=fact.returned.reason)
    case.work.publish(events.TaskReturned(task=info, returned_by=by, reason=fact.returned.reason))


@_tell.register(moves.TaskDone)
def _(fact: moves.TaskDone, case: Case, actor: Actor, reason: str) -> None:
    run, task = case.cycle.find(fact.task_id)
    info = task_info(case, run, task)
    _line(case, actor, run, "task_completed", _done_text(case, run, task), reason=reason, content_hash=task.seen_hash)
    case.work.publish(
        events.TaskCompleted(
            task=info,
            completed_at=case.work.now(),
            completed_by=Person(
                person_id=actor.person_id or info.holder.person_id,
                name=actor.name,
                jabatan=actor.jabatan,
                email=info.holder.email,
            ),
        )
    )


@_tell.register(moves.TaskTakenBack)
def _(fact: moves.TaskTakenBack, case: Case, actor: Actor, reason: str) -> None:
    run, _ = case.cycle.find(fact.task_id)
    _line(case, actor, run, "task_taken_back", "Data ditarik kembali untuk diperbaiki.", reason=reason)


@_tell.register(moves.TaskDropped)
def _(fact: moves.TaskDropped, case: Case, actor: Actor, _reason: str) -> None:
    run, task = case.cycle.find(fact.task_id)
    info = task_info(case, run, task)
    text = f"Tugas {info.step_title} untuk {info.holder.jabatan} tidak diperlukan lagi."
    _line(case, actor, run, "task_withdrawn", text, reason=fact.reason)
    case.work.publish(events.TaskWithdrawn(task=info, reason=fact.reason))


@_tell.register(moves.HandedOn)
def _(fact: moves.HandedOn, case: Case, _actor: Actor, _reason: str) -> None:
    run = next(run for run in case.cycle.runs if run.id == fact.run_id)
    handed_on(case, run)


@_tell.register(moves.StepOverran)
def _(fact: moves.StepOverran, case: Case, _actor: Actor, _reason: str) -> None:
    run = next(run for run in case.cycle.runs if run.id == fact.run_id)
    late = [task for task in run.tasks if task.id in fact.late]
    # All is read before anything is written: the rows then go to the database together.
    for info in [task_info(case, run, task) for task in late]:
        text = f"Tugas {info.step_title} pada {info.holder.jabatan} melewati waktu baku."
        _line(case, KINERJA, run, "task_overran", text)
        case.work.publish(events.TaskOverran(task=info))
    if fact.first:
        _tell_also(case, run, late)


def _tell_also(case: Case, run: Run, late: list[Task]) -> None:
    role = case.cycle.step_of(run).overrun_also
    if role is None:
        return
    recipients = [post.holder for post in case.posts if role in post.roles]
    names = tuple(_unit_or_post(case, task) for task in late)
    for recipient in recipients[:1]:
        # The mail is about the run, but to another role: whoever reads it must find their own.
        info = replace(task_info(case, run, late[0]), role=role, role_name=case.cycle.sop.roles[role].name)
        case.work.publish(events.StepOverran(run_id=run.id, task=info, recipient=recipient, late=names))


@_tell.register(moves.CycleEnded)
def _(_fact: moves.CycleEnded, case: Case, _actor: Actor, _reason: str) -> None:
    text = f"{case.cycle.sop.subject} {case.cycle.period} selesai."
    write_line(case.work, case.cycle.id, KINERJA, "cycle_ended", text, content_hash=case.cycle.content_hash)


def _unit_or_post(case: Case, task: Task) -> str:
    return holder_of(case, task).jabatan


def _done_text(case: Case, run: Run, task: Task) -> str:
    title = title_of(case.cycle.step_of(run), task)
    if task.exit is None:
        return f"Selesai {title}."
    return f"{case.cycle.exits_for(run, task)[task.exit].label} ({title})."


def _person(case: Case, returned: moves.Return, actor: Actor) -> Person:
    row = case.work.session.get_one(PersonRecord, returned.by)
    return Person(person_id=row.id, name=row.name, jabatan=actor.jabatan, email=row.email)


def _line(
    case: Case,
    actor: Actor,
    run: Run,
    what: str,
    text: str,
    *,
    reason: str = "",
    content_hash: str | None = None,
) -> None:
    write_line(case.work, case.cycle.id, actor, what, text, run=run, reason=reason, content_hash=content_hash)
