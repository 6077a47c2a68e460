"""A reminder by a press of a button: at most one a day for each task, so that the button cannot become a nuisance."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select

from services.intake.domain import moves
from services.intake.domain.cycle import Run, Task, TaskState
from services.intake.domain.errors import CommandRefused, GateNotOpen
from services.intake.domain.rights import Act, Person
from services.intake.models import ReminderRecord
from services.intake.process.case import Case
from services.intake.process.history import Actor, write_line
from services.intake.process.task_info import task_info
from services.intake.process.tasks import cycle_of_task
from shared.delivery.work import Work
from shared.events import parts
from shared.events.intake import ReminderRequested

PAUSE = timedelta(hours=20)
"""How long after one reminder the next may follow: once a working day."""


class RemindedAlready(CommandRefused):
    """The holder was reminded a short while ago."""


def may_follow(last: ReminderRecord | None, now: datetime) -> bool:
    """Whether another reminder may go out after the last one."""
    return last is None or now - last.asked_at >= PAUSE


def remind(work: Work, person: Person, task_id: UUID) -> None:
    """Mail a task's holder once more. Raises NotAllowed, RemindedAlready, and what `moves.require_open` raises."""
    case = Case.locked(work, cycle_of_task(work.session, task_id))
    case.require(person, Act.MANAGE_DATA)
    run, task = moves.require_open(case.cycle, task_id)
    if not _remind(case, person, run, task):
        raise RemindedAlready


def remind_units(work: Work, person: Person, cycle_id: UUID) -> None:
    """Mail every unit once more whose figures are awaited, except who was reminded a short while ago.

    Raises NotAllowed, GateNotOpen when no figures are awaited, RemindedAlready when all of them were reminded.
    """
    case = Case.locked(work, cycle_id)
    case.require(person, Act.MANAGE_DATA)
    awaited = [
        (run, task)
        for run in case.cycle.open_runs()
        for task in run.tasks
        if task.state is TaskState.OPEN and case.cycle.asks_for_figures(run, task)
    ]
    if not awaited:
        raise GateNotOpen
    reminded = sum(_remind(case, person, run, task) for run, task in awaited)
    if not reminded:
        raise RemindedAlready


def _remind(case: Case, person: Person, run: Run, task: Task) -> bool:
    """Whether the holder is reminded now: not so soon after the last time."""
    work = case.work
    of_task = select(ReminderRecord).where(ReminderRecord.task_id == task.id)
    before = work.session.scalar(of_task.order_by(ReminderRecord.number.desc()).limit(1))
    if not may_follow(before, work.now()):
        return False
    number = before.number + 1 if before else 1
    work.session.add(
        ReminderRecord(id=uuid4(), task_id=task.id, number=number, asked_at=work.now(), asked_by=person.person_id)
    )
    info = task_info(case, run, task)
    text = f"{info.holder.jabatan} diingatkan."
    write_line(work, case.cycle.id, Actor.of(person), "reminded", text, run=run)
    asked_by = parts.Person(
        person_id=person.person_id, name=person.name, jabatan=person.jabatan, email=case.email_of(person.person_id)
    )
    work.publish(ReminderRequested(task=info, reminder=number, asked_by=asked_by))
    return True
