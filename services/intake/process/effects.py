"""What each kind of step causes when it is handed on; a kind that is not named here causes nothing more."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.intake.domain.cycle import Run
from services.intake.domain.sop import StepKind
from services.intake.models import SubmissionRecord, UnitRecord
from services.intake.process.history import Actor
from services.intake.process.revisions import tell_revision
from services.intake.process.task_info import holder_of
from services.intake.repository.offices import event_office
from shared.events.intake import CycleOrdered, DataCollected
from shared.events.parts import Person, UnitSubmission

if TYPE_CHECKING:
    from services.intake.process.case import Case

Effect = Callable[["Case", Run, Actor, str], None]


def handed_on(case: "Case", run: Run, actor: Actor, reason: str) -> None:
    """Cause what the step's kind causes."""
    effect = _EFFECTS.get(case.cycle.step_of(run).kind)
    if effect:
        effect(case, run, actor, reason)


def _order(case: "Case", run: Run, _actor: Actor, _reason: str) -> None:
    """SOP step 1: the order goes to whoever comes next, a copy to those who manage the data."""
    ordered = run.tasks[0]
    case.work.publish(
        CycleOrdered(
            cycle_id=case.cycle.id,
            run_id=run.id,
            office=event_office(case.office),
            sop_number=case.cycle.sop.head.nomor,
            sop_name=case.cycle.sop.head.nama,
            subject_name=case.cycle.sop.subject,
            period=case.cycle.period,
            ordered_by=holder_of(case, ordered),
            forwarded_to=_addressees(case, ordered.role),
            instruction=ordered.note or _usual_instruction(case),
            ordered_at=case.work.now(),
            is_demo=case.office.is_demo,
        )
    )


def _usual_instruction(case: "Case") -> str:
    return (
        f"Susun {case.cycle.sop.subject} Tahun {case.cycle.period} sesuai SOP {case.cycle.sop.head.nomor}."
        " Kumpulkan data dari semua unit dan laporkan hasilnya kepada saya."
    )


def _addressees(case: "Case", orderer: str) -> tuple[Person, ...]:
    """The deciding and managing posts of the following steps, the orderer left out, each once: Sekcam, Kasubbag."""
    roles = [
        step.responsible
        for kinds in ({StepKind.KOREKSI}, {StepKind.MINTA_DATA, StepKind.SUSUN})
        for step in case.cycle.sop.steps
        if step.kind in kinds
    ]
    wanted = dict.fromkeys(role for role in roles if role != orderer)
    holders = {role: post.holder for post in reversed(case.posts) for role in post.roles}
    return tuple(holders[role] for role in wanted if role in holders) or (next(iter(holders.values())),)


def _collect(case: "Case", run: Run, _actor: Actor, _reason: str) -> None:
    """SOP step 3 has ended: the latest revision of every unit is what will be measured."""
    latest = latest_submissions(case.work.session, case.cycle.id)
    names = {
        unit.id: unit.name
        for unit in case.work.session.scalars(select(UnitRecord).where(UnitRecord.office_id == case.office.id))
    }
    case.work.publish(
        DataCollected(
            cycle_id=case.cycle.id,
            office_id=case.office.id,
            run_id=run.id,
            collection=_collections(case),
            submissions=tuple(
                UnitSubmission(unit_id=unit_id, unit=row.unit_name, revision=row.number)
                for unit_id, row in latest.items()
                if unit_id not in run.gaps
            ),
            gaps=tuple(sorted(names[unit_id] for unit_id in run.gaps)),
        )
    )


def _collections(case: "Case") -> int:
    collected = (run for run in case.cycle.runs if case.cycle.step_of(run).kind is StepKind.ISI_DATA)
    return sum(run.completed_at is not None for run in collected)


def latest_submissions(session: Session, cycle_id: UUID) -> dict[UUID, SubmissionRecord]:
    """The newest revision of each unit that has sent one."""
    rows = session.scalars(
        select(SubmissionRecord).where(SubmissionRecord.cycle_id == cycle_id).order_by(SubmissionRecord.number)
    )
    return {row.unit_id: row for row in rows}


def _correct(case: "Case", _run: Run, _actor: Actor, _reason: str) -> None:
    """SOP step 5: the corrected report becomes a paper of its own."""
    tell_revision(case, "corrected")


_EFFECTS: Mapping[StepKind, Effect] = {
    StepKind.PERINTAH: _order,
    StepKind.ISI_DATA: _collect,
    StepKind.KOREKSI: _correct,
}
