"""Finishing a task: a note, files, and a decision where the step asks for one."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.intake.domain import moves
from services.intake.domain.cycle import Purpose, Run, Task, TaskState
from services.intake.domain.errors import DispatchMissing, FiguresMissing, SignatureMissing
from services.intake.domain.rights import Act, Person
from services.intake.domain.sop import StepKind
from services.intake.models import DispatchRecord, TaskFileRecord, TaskRecord
from services.intake.process.case import Case
from services.intake.process.history import Actor
from services.intake.process.revisions import revise
from shared.delivery.work import Work

EDITED_IN = frozenset({StepKind.SUSUN, StepKind.KOREKSI})
"""The kinds of step in which the words of the report are written."""


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
    complete_in(case, person, done, files)


def complete_in(case: Case, person: Person, done: moves.Completion, files: tuple[StoredFile, ...] = ()) -> None:
    """The same in a cycle that is locked already."""
    work, (run, task) = case.work, case.cycle.find(done.task_id)
    if case.cycle.step_of(run).kind in EDITED_IN and task.state is TaskState.OPEN:
        # What people wrote since is the content they now hand on; who saw another one is refused below.
        revise(case, person.person_id)
    outcome = moves.complete(case.cycle, done, case.setting())
    case.require(person, Act.FINISH_TASK, done.task_id)
    _require_page_of_its_own(case, run, task, done)
    add_files(work, person, done.task_id, files)
    case.keep(outcome, Actor.of(person), done.reason.strip())


def _require_page_of_its_own(case: Case, run: Run, task: Task, done: moves.Completion) -> None:
    """Some tasks end by more than a press: figures, a signature, a dispatch. Sending back is always a press."""
    cycle = case.cycle
    if cycle.asks_for_figures(run, task):
        raise FiguresMissing
    exits = cycle.exits_for(run, task)
    if cycle.content_hash is None or (done.exit is not None and exits[done.exit].returns):
        return
    step = cycle.step_of(run)
    if task.purpose is Purpose.SIGN_LETTER or (step.kind is StepKind.TANDA_TANGAN and task.role == step.signer):
        raise SignatureMissing
    if step.kind is StepKind.KIRIM and not _was_sent(case, run):
        raise DispatchMissing


def _was_sent(case: Case, run: Run) -> bool:
    """Whether another performer of the sending step has sent the report already."""
    sent = select(DispatchRecord.id).where(DispatchRecord.run_id == run.id)
    return case.work.session.scalar(sent.limit(1)) is not None


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
