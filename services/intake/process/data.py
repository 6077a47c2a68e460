"""A unit's figures: kept as a draft while they are typed, sent as a revision, and the gate that ends the collection."""

from collections.abc import Mapping
from uuid import UUID, uuid4

from sqlalchemy import func, select

from services.intake.domain import moves
from services.intake.domain.errors import CommandRefused
from services.intake.domain.rights import Act, Person
from services.intake.models import DraftRecord, SubmissionRecord, UnitRecord
from services.intake.process.case import Case
from services.intake.process.history import Actor, write_line
from services.intake.process.tasks import StoredFile, add_files, cycle_of_task
from shared.delivery.work import Work
from shared.events.intake import SubmissionReceived
from shared.events.parts import IndicatorValue
from shared.events.wire import schema_of


class UnitMissing(CommandRefused):
    """The task asks for no figures: its step is another, or its post heads no unit."""


def save_draft(
    work: Work, person: Person, task_id: UUID, fields: Mapping[str, str], files: tuple[StoredFile, ...] = ()
) -> None:
    """Keep what has been typed so far, as typed. Raises NotAllowed, and the same as finishing when it is too late."""
    case = Case.locked(work, cycle_of_task(work.session, task_id))
    case.require(person, Act.EDIT_TASK, task_id)
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

    Raises CommandRefused; UnitMissing when the post heads no unit.
    """
    case = Case.locked(work, cycle_of_task(work.session, task_id))
    done = moves.Completion(task_id=task_id, person_id=person.person_id)
    outcome = moves.complete(case.cycle, done, case.setting())
    case.require(person, Act.FINISH_TASK, task_id)
    submission = _keep(case, person, task_id, values)
    work.publish(
        SubmissionReceived(
            cycle_id=case.cycle.id,
            office_id=case.office.id,
            unit_id=submission.unit_id,
            unit=submission.unit_name,
            number=submission.number,
            submitted_at=submission.submitted_at,
            values=values,
        )
    )
    case.keep(outcome, Actor.of(person))


def _keep(case: Case, person: Person, task_id: UUID, values: tuple[IndicatorValue, ...]) -> SubmissionRecord:
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
        values=schema_of(IndicatorValue).dump(values, many=True),
        submitted_at=case.work.now(),
        submitted_by=person.person_id,
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
    outcome = moves.take_back(case.cycle, task_id, case.setting())
    case.keep(outcome, Actor.of(person), reason.strip())


def close_with_gaps(work: Work, person: Person, cycle_id: UUID, reason: str) -> None:
    """End the data collection although units are missing. Raises NotAllowed, GateNotOpen, ReasonMissing."""
    case = Case.locked(work, cycle_id)
    case.require(person, Act.CLOSE_WITH_GAPS)
    outcome = moves.close_with_gaps(case.cycle, reason, case.setting())
    actor = Actor.of(person)
    text = "Pengumpulan data ditutup dengan data yang belum lengkap."
    write_line(work, cycle_id, actor, "closed_with_gaps", text, reason=reason.strip())
    case.keep(outcome, actor, reason.strip())
