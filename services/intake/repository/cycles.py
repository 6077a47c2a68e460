"""The cycle as rows. A command locks the cycle's row before it reads anything it decides from."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.intake.domain.cycle import Cycle, CycleState, Output
from services.intake.models import CycleRecord, OfficeRecord, OutputRecord, WaiverRecord
from services.intake.repository.offices import sop_of
from services.intake.repository.runs import read_runs, save_runs


class CycleUnknown(LookupError):
    """No cycle has this id."""


def lock_cycle(session: Session, cycle_id: UUID) -> Cycle:
    """Lock the cycle's row, then read the cycle; CycleUnknown when there is none."""
    row = session.scalar(
        select(CycleRecord)
        .where(CycleRecord.id == cycle_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return _cycle(session, row, cycle_id)


def read_cycle(session: Session, cycle_id: UUID) -> Cycle:
    """The cycle as it stands, without a lock: for pages, never for decisions."""
    return _cycle(session, session.get(CycleRecord, cycle_id), cycle_id)


def _cycle(session: Session, row: CycleRecord | None, cycle_id: UUID) -> Cycle:
    if row is None:
        raise CycleUnknown(cycle_id)
    return Cycle(
        id=row.id,
        office_id=row.office_id,
        sop=sop_of(session, row.sop_version_id),
        period=row.period,
        state=CycleState(row.state),
        opened_at=row.opened_at,
        ended_at=row.ended_at,
        runs=tuple(read_runs(session, cycle_id)),
        content_hash=row.content_hash,
        papers=_papers(session, cycle_id),
        amendment=row.amendment,
    )


def _papers(session: Session, cycle_id: UUID) -> frozenset[tuple[Output, str]]:
    rows = session.execute(select(OutputRecord.kind, OutputRecord.owner).where(OutputRecord.cycle_id == cycle_id))
    return frozenset((Output(kind), owner) for kind, owner in rows)


def waived_in(session: Session, cycle_id: UUID) -> frozenset[UUID]:
    """The people for whom four eyes were waived in a cycle."""
    return frozenset(session.scalars(select(WaiverRecord.person_id).where(WaiverRecord.cycle_id == cycle_id)))


def add_cycle(session: Session, cycle: Cycle, office: OfficeRecord) -> None:
    """Store a new cycle, pinned to the SOP version and the way of measuring that its office has now."""
    session.add(
        CycleRecord(
            id=cycle.id,
            office_id=cycle.office_id,
            sop_id=cycle.sop.id,
            sop_version_id=office.sop_version_id,
            period=cycle.period,
            state=cycle.state,
            opened_at=cycle.opened_at,
            measuring=dict(office.measuring),
        )
    )
    session.flush()
    save_cycle(session, cycle)


def save_cycle(session: Session, cycle: Cycle) -> None:
    """Write a locked cycle back: its own row, its runs and their tasks."""
    row = session.get_one(CycleRecord, cycle.id)
    row.state = cycle.state
    row.ended_at = cycle.ended_at
    row.content_hash = cycle.content_hash
    row.amendment = cycle.amendment
    for kind, owner in cycle.papers - _papers(session, cycle.id):
        session.add(OutputRecord(cycle_id=cycle.id, kind=kind, owner=owner))
    save_runs(session, cycle)
