"""Finishing a task: a note, files, and a decision where the step asks for one."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.intake.domain import moves
from services.intake.domain.errors import FiguresMissing
from services.intake.domain.rights import Act, Person
from services.intake.models import TaskFileRecord, TaskRecord
from services.intake.process.case import Case
from services.intake.process.history import Actor
from shared.delivery.work import Work


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that lies in the file store already. `code` names the indicator it is evidence for."""

    sha256: str
    name: str
    media_type: str
    size: int
    code: str | None = None


class TaskUnknown(LookupError):
    """No task has this id."""


def cycle_of_task(session: Session, task_id: UUID) -> UUID:
    """The cycle a task belongs to; TaskUnknown when there is none."""
    cycle_id = session.scalar(select(TaskRecord.cycle_id).where(TaskRecord.id == task_id))
    if cycle_id is None:
        raise TaskUnknown(task_id)
    return cycle_id


def complete_task(work: Work, person: Person, done: moves.Completion, files: tuple[StoredFile, ...] = ()) -> None:
    """Finish a task. Raises CommandRefused (see `domain.errors`); a task done by somebody before says who and when."""
    case = Case.locked(work, cycle_of_task(work.session, done.task_id))
    outcome = moves.complete(case.cycle, done, case.setting())
    case.require(person, Act.FINISH_TASK, done.task_id)
    if case.cycle.asks_for_figures(*case.cycle.find(done.task_id)):
        raise FiguresMissing
    add_files(work, person, done.task_id, files)
    case.keep(outcome, Actor.of(person), done.reason.strip())


def add_files(work: Work, person: Person, task_id: UUID, files: tuple[StoredFile, ...]) -> None:
    """Note files that came with a task."""
    work.session.add_all(
        TaskFileRecord(
            id=uuid4(),
            task_id=task_id,
            code=file.code,
            sha256=file.sha256,
            name=file.name,
            media_type=file.media_type,
            size=file.size,
            added_at=work.now(),
            added_by=person.person_id,
        )
        for file in files
    )
