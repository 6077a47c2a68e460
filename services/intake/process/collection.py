"""What is measured: the revisions of the units' figures that count, told to analysis as one collection."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.intake.domain.cycle import Cycle, Purpose, Run, TaskState
from services.intake.domain.sop import StepKind
from services.intake.indicator_details import reference_of
from services.intake.measuring_settings import method_of
from services.intake.models import CycleRecord, SubmissionRecord
from services.intake.process.case import Case
from services.intake.process.minta_data import indicators_of
from services.intake.repository.offices import unit_names
from shared.events.intake import DataCollected
from shared.events.methods import OfficeMethod, Reference
from shared.events.parts import UnitSubmission

COUNTED = "counted"
SUSULAN = "susulan"
TAKEN = "taken"
LEFT = "left"


def collect(case: Case, run: Run, why: str = "") -> None:
    """Have the counting revision of every unit measured; `run` is the data run they belong to.

    `why` is the sentence that a measurement after the first gives as its reason.
    """
    latest = counting_submissions(case.work.session, case.cycle.id)
    gaps = [unit_id for unit_id in run.gaps if _is_missing(run, latest.get(unit_id))]
    names = unit_names(case.work.session, case.office.id)
    case.work.publish(
        DataCollected(
            cycle_id=case.cycle.id,
            office_id=case.office.id,
            run_id=run.id,
            collection=_collections(case),
            submissions=tuple(
                UnitSubmission(unit_id=unit_id, unit=row.unit_name, revision=row.number)
                for unit_id, row in latest.items()
                if unit_id not in gaps
            ),
            gaps=tuple(sorted(names[unit_id] for unit_id in gaps)),
            period=case.cycle.period,
            why=why or _why(case, run),
            method=_method(case),
            references=tuple(_references(case)),
        )
    )


def _method(case: Case) -> OfficeMethod:
    pinned = case.work.session.get_one(CycleRecord, case.cycle.id).measuring
    return method_of(pinned, {row.code: row.policies for row in indicators_of(case.work.session, case.cycle.id)})


def _references(case: Case) -> Iterator[Reference]:
    for row in indicators_of(case.work.session, case.cycle.id):
        reference = reference_of(row.code, row.details)
        if reference != Reference(code=row.code, renstra_year=reference.renstra_year):
            yield reference


def _is_missing(run: Run, latest: SubmissionRecord | None) -> bool:
    """Whether a unit that was left out at the closing still is.

    What it had sent and taken back before does not count; what it sent afterwards does, when it was asked for again or
    taken in.
    """
    return latest is None or (latest.standing == COUNTED and latest.task_id in {task.id for task in run.tasks})


def _why(case: Case, run: Run) -> str:
    """What made the units send their figures once more; empty for the first time."""
    if run.number == 1:
        return ""
    if case.cycle.amendment:
        return f"Data dikumpulkan kembali untuk perbaikan ke-{case.cycle.amendment}."
    issued = [each for each in case.cycle.runs if case.cycle.step_of(each).kind is StepKind.MINTA_DATA]
    is_asked_anew = len(issued) > 1 and issued[-1].number == run.number
    return "Format data diterbitkan kembali dan data dikumpulkan lagi." if is_asked_anew else "Data dikumpulkan lagi."


def collect_again(case: Case, why: str) -> None:
    """Have everything measured anew, because a unit's figures changed after the collection had ended: `why`."""
    run = data_run(case.cycle)
    if run is not None:
        collect(case, run, why)


def data_run(cycle: Cycle) -> Run | None:
    """The last run of the step in which units send their figures."""
    runs = [run for run in cycle.runs if cycle.step_of(run).kind is StepKind.ISI_DATA]
    return runs[-1] if runs else None


def counting_submissions(session: Session, cycle_id: UUID) -> dict[UUID, SubmissionRecord]:
    """The newest revision of each unit that counts."""
    rows = session.scalars(
        select(SubmissionRecord)
        .where(SubmissionRecord.cycle_id == cycle_id, SubmissionRecord.standing.in_((COUNTED, TAKEN)))
        .order_by(SubmissionRecord.number)
    )
    return {row.unit_id: row for row in rows}


def _collections(case: Case) -> int:
    """How often figures were collected so far: each end of the step, each revision, each late one that was taken."""
    ended = sum(
        run.completed_at is not None for run in case.cycle.runs if case.cycle.step_of(run).kind is StepKind.ISI_DATA
    )
    revised = sum(
        task.purpose is Purpose.REVISE_DATA and task.state is TaskState.DONE
        for run in case.cycle.runs
        for task in run.tasks
    )
    taken = case.work.session.scalar(
        select(func.count())
        .select_from(SubmissionRecord)
        .where(SubmissionRecord.cycle_id == case.cycle.id, SubmissionRecord.standing == TAKEN)
    )
    return ended + revised + (taken or 0)
