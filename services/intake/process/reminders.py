"""A reminder by a press of a button: at most one a day for each task, so that the button cannot become a nuisance."""

from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy import select

from services.intake.domain import moves
from services.intake.domain.errors import CommandRefused
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


def remind(work: Work, person: Person, task_id: UUID) -> None:
    """Mail a task's holder once more. Raises NotAllowed, RemindedAlready, and what `moves.require_open` raises."""
    case = Case.locked(work, cycle_of_task(work.session, task_id))
    case.require(person, Act.MANAGE_DATA)
    run, task = moves.require_open(case.cycle, task_id)
    before = work.session.scalars(
        select(ReminderRecord).where(ReminderRecord.task_id == task_id).order_by(ReminderRecord.number)
    ).all()
    if before and work.now() - before[-1].asked_at < PAUSE:
        raise RemindedAlready
    number = len(before) + 1
    work.session.add(
        ReminderRecord(id=uuid4(), task_id=task_id, number=number, asked_at=work.now(), asked_by=person.person_id)
    )
    info = task_info(case, run, task)
    text = f"{info.holder.jabatan} diingatkan."
    write_line(work, case.cycle.id, Actor.of(person), "reminded", text, run=run)
    asked_by = parts.Person(
        person_id=person.person_id, name=person.name, jabatan=person.jabatan, email=case.email_of(person.person_id)
    )
    work.publish(ReminderRequested(task=info, reminder=number, asked_by=asked_by))
