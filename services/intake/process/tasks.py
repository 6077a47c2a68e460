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
from services.intake.process.gaps import gaps_of, require_signed
from services.intake.process.history import Actor
from services.intake.process.keeping import keep
from services.intake.process.reading_marks import mark_read
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


def complete_task(
    work: Work,
    person: Person,
    done: moves.Completion,
    files: tuple[StoredFile, ...] = (),
    *,
    signed_for: frozenset[str] = frozenset(),
) -> None:
    """Finish a task. Raises CommandRefused (see `domain.errors`); a task done by somebody before says who and when.

    `signed_for` are the keys of the gaps with which a draft is handed on (see `gaps`).
    """
    case = Case.locked(work, cycle_of_task(work.session, done.task_id))
    complete_in(case, person, done, files, signed_for=signed_for)


def complete_in(
    case: Case,
    person: Person,
    done: moves.Completion,
    files: tuple[StoredFile, ...] = (),
    *,
    signed_for: frozenset[str] = frozenset(),
    actor: Actor | None = None,
) -> None:
    """The same in a cycle that is locked already; `actor` is who the history names, when it was not done at the web."""
    work, (run, task) = case.work, case.cycle.find(done.task_id)
    if case.cycle.step_of(run).kind in EDITED_IN and task.state is TaskState.OPEN:
        # What people wrote since is the content they now hand on; who saw another one is refused below.
        revise(case, person.person_id)
    outcome = moves.complete(case.cycle, done, case.setting())
    case.require(person, Act.FINISH_TASK, done.task_id)
    _require_page_of_its_own(case, run, task, done)
    gaps = _signed_gaps(case, run, task, done, signed_for)
    add_files(work, person, done.task_id, files)
    if done.seen_hash:
        mark_read(work.session, case.cycle.id, person.person_id, done.seen_hash, work.now())
    keep(case, outcome, actor or Actor.of(person), done.reason.strip() or gaps)


def _signed_gaps(case: Case, run: Run, task: Task, done: moves.Completion, signed_for: frozenset[str]) -> str:
    """What a draft lacks as it is handed on, in words for the history. Raises GapsUnsigned."""
    exits = case.cycle.exits_for(run, task)
    is_returned = done.exit is not None and exits[done.exit].returns
    drafts = case.cycle.step_of(run).kind is StepKind.SUSUN and task.purpose is Purpose.STEP
    if not drafts or is_returned or case.cycle.content_hash is None:
        return ""
    gaps = gaps_of(case.work.session, case.cycle.id)
    require_signed(gaps, signed_for)
    return f"Diserahkan dengan kekurangan: {' '.join(gap.text for gap in gaps)}" if gaps else ""


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
