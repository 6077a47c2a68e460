"""A unit's figures: kept as a draft while they are typed, sent as a revision, and the gate that ends the collection."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import func, select

from services.intake.domain import gate, moves
from services.intake.domain.cycle import Cycle, Purpose, Run, RunState, Task, TaskState
from services.intake.domain.errors import CommandRefused
from services.intake.domain.rights import Act, Person
from services.intake.domain.sop import StepKind
from services.intake.models import DraftRecord, SubmissionRecord, UnitRecord
from services.intake.process.case import Case
from services.intake.process.collection import COUNTED, SUSULAN, collect_again
from services.intake.process.history import Actor, write_line
from services.intake.process.keeping import keep
from services.intake.process.task_info import task_info
from services.intake.process.tasks import StoredFile, add_files, cycle_of_task
from shared.delivery.work import Work
from shared.events import parts
from shared.events.intake import SubmissionReceived
from shared.events.parts import IndicatorValue
from shared.events.wire import schema_of
from shared.tracking import tracking_code


class UnitMissing(CommandRefused):
    """The task asks for no figures: its step is another, or its post heads no unit."""


def save_draft(
    work: Work, person: Person, task_id: UUID, fields: Mapping[str, str], files: tuple[StoredFile, ...] = ()
) -> None:
    """Keep what has been typed so far, as typed. Raises NotAllowed, and the same as finishing when it is too late."""
    case = Case.locked(work, cycle_of_task(work.session, task_id))
    case.require(person, Act.EDIT_TASK, task_id)
    if not is_late(case.cycle, task_id):
        moves.require_open(case.cycle, task_id)
    draft = work.session.get(DraftRecord, task_id)
    if draft is None:
        draft = DraftRecord(task_id=task_id)
        work.session.add(draft)
    draft.fields = dict(fields)
    draft.saved_at = work.now()
    draft.saved_by = person.person_id
    work.session.flush()
    add_files(work, person, task_id, files)


def submit_unit_data(work: Work, person: Person, task_id: UUID, values: tuple[IndicatorValue, ...]) -> None:
    """Send a unit's figures and finish its task; the last unit opens the gate, once.

    After the collection was closed without this unit the figures are kept as susulan. Raises CommandRefused;
    UnitMissing when the post heads no unit.
    """
    case = Case.locked(work, cycle_of_task(work.session, task_id))
    if is_late(case.cycle, task_id):
        _submit_late(case, person, task_id, values)
        return
    done = moves.Completion(task_id=task_id, person_id=person.person_id)
    outcome = moves.complete(case.cycle, done, case.setting())
    case.require(person, Act.FINISH_TASK, task_id)
    submission = _keep(case, person, task_id, values, COUNTED)
    _tell(case, person, submission, task_id, values)
    _, task = case.cycle.find(task_id)
    keep(case, outcome, Actor.of(person))
    if task.purpose is Purpose.REVISE_DATA:
        collect_again(case, f"Data {submission.unit_name} dikembalikan dan dikirim kembali.")


def is_late(cycle: Cycle, task_id: UUID) -> bool:
    """Whether a unit that was left out when the collection was closed may still send: while the report is drafted."""
    run, task = cycle.find(task_id)
    was_left_out = task.state is TaskState.WITHDRAWN and task.holder.unit_id in run.gaps
    return was_left_out and any(
        open_.state is RunState.RUNNING and cycle.step_of(open_).kind is StepKind.SUSUN for open_ in cycle.open_runs()
    )


def may_take_back(cycle: Cycle, run: Run, task: Task) -> bool:
    """Whether a unit's sent figures can still be taken back: while the collection waits for others."""
    is_collecting = cycle.step_of(run).kind is StepKind.ISI_DATA and run.state is RunState.RUNNING
    return is_collecting and task.state is TaskState.DONE and cycle.asks_for_figures(run, task)


def _submit_late(case: Case, person: Person, task_id: UUID, values: tuple[IndicatorValue, ...]) -> None:
    case.require(person, Act.FINISH_TASK, task_id)
    if _is_sent_late_already(case, task_id, values):
        return
    submission = _keep(case, person, task_id, values, SUSULAN)
    run, _ = case.cycle.find(task_id)
    text = f"Data susulan {submission.unit_name} diterima."
    write_line(case.work, case.cycle.id, Actor.of(person), "late_data", text, run=run)
    _tell(case, person, submission, task_id, values)


def _is_sent_late_already(case: Case, task_id: UUID, values: tuple[IndicatorValue, ...]) -> bool:
    """Whether exactly these figures wait for a decision: a form sent twice counts once."""
    of_task = select(SubmissionRecord).where(SubmissionRecord.task_id == task_id)
    last = case.work.session.scalar(of_task.order_by(SubmissionRecord.number.desc()).limit(1))
    return last is not None and last.standing == SUSULAN and last.values == _as_wire(values)


def _as_wire(values: tuple[IndicatorValue, ...]) -> list[dict[str, Any]]:
    return list(schema_of(IndicatorValue).dump(values, many=True))


def _tell(
    case: Case, person: Person, submission: SubmissionRecord, task_id: UUID, values: tuple[IndicatorValue, ...]
) -> None:
    info = task_info(case, *case.cycle.find(task_id))
    sender = parts.Person(
        person_id=person.person_id, name=person.name, jabatan=person.jabatan, email=case.email_of(person.person_id)
    )
    case.work.publish(
        SubmissionReceived(
            cycle_id=case.cycle.id,
            office_id=case.office.id,
            unit_id=submission.unit_id,
            unit=submission.unit_name,
            number=submission.number,
            submitted_at=submission.submitted_at,
            values=values,
            standing=_standing(submission, info.purpose),
            tracking_code=tracking_code(case.cycle.id, submission.unit_id, submission.number),
            task=info,
            submitted_by=sender,
        )
    )


def _standing(submission: SubmissionRecord, purpose: str) -> str:
    """How the figures came, as the receipt says it."""
    if submission.standing == SUSULAN:
        return "susulan"
    return "perbaikan" if purpose == Purpose.REVISE_DATA else "pengumpulan"


def _keep(
    case: Case, person: Person, task_id: UUID, values: tuple[IndicatorValue, ...], standing: str
) -> SubmissionRecord:
    run, task = case.cycle.find(task_id)
    unit_id = task.holder.unit_id
    if unit_id is None or not case.cycle.asks_for_figures(run, task):
        raise UnitMissing
    session = case.work.session
    before = session.scalar(
        select(func.max(SubmissionRecord.number)).where(
            SubmissionRecord.cycle_id == case.cycle.id, SubmissionRecord.unit_id == unit_id
        )
    )
    submission = SubmissionRecord(
        id=uuid4(),
        cycle_id=case.cycle.id,
        unit_id=unit_id,
        unit_name=session.get_one(UnitRecord, unit_id).name,
        task_id=task_id,
        number=(before or 0) + 1,
        values=_as_wire(values),
        submitted_at=case.work.now(),
        submitted_by=person.person_id,
        standing=standing,
    )
    session.add(submission)
    session.flush()
    return submission


def take_back(work: Work, person: Person, task_id: UUID, reason: str = "") -> None:
    """Open a unit's task again after its data were sent; the next sending is a new revision.

    Raises NotAllowed, TaskNotDone, GateNotOpen when the collection has ended.
    """
    case = Case.locked(work, cycle_of_task(work.session, task_id))
    case.require(person, Act.EDIT_TASK, task_id)
    outcome = gate.take_back(case.cycle, task_id, case.setting())
    keep(case, outcome, Actor.of(person), reason.strip())
