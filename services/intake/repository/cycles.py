"""The cycle as rows. A command locks the cycle's row before it reads anything it decides from."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.intake.domain.cycle import Cycle, CycleState, Output
from services.intake.models import CycleRecord, OfficeRecord, OutputRecord, WaiverRecord
from services.intake.repository.offices import sop_of
from services.intake.repository.runs import RunRows, read_run_rows, runs_of, save_runs


class CycleUnknown(LookupError):
    """No cycle has this id."""


@dataclass(slots=True)
class CycleRows:
    """A cycle's rows. A locked cycle keeps them, so that each is read once in a unit of work."""

    cycle: CycleRecord
    parts: RunRows
    outputs: set[tuple[Output, str]]


def lock_cycle(session: Session, cycle_id: UUID) -> CycleRows:
    """Lock the cycle's row, then read the cycle; CycleUnknown when there is none."""
    row = session.scalar(
        select(CycleRecord)
        .where(CycleRecord.id == cycle_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return _rows(session, row, cycle_id)


def read_cycle(session: Session, cycle_id: UUID) -> Cycle:
    """The cycle as it stands, without a lock: for pages, never for decisions."""
    return cycle_of(session, _rows(session, session.get(CycleRecord, cycle_id), cycle_id))


def _rows(session: Session, row: CycleRecord | None, cycle_id: UUID) -> CycleRows:
    if row is None:
        raise CycleUnknown(cycle_id)
    outputs = session.execute(select(OutputRecord.kind, OutputRecord.owner).where(OutputRecord.cycle_id == cycle_id))
    return CycleRows(row, read_run_rows(session, cycle_id), {(Output(kind), owner) for kind, owner in outputs})


def cycle_of(session: Session, rows: CycleRows) -> Cycle:
    """The cycle that these rows are."""
    row = rows.cycle
    return Cycle(
        id=row.id,
        office_id=row.office_id,
        sop=sop_of(session, row.sop_version_id),
        period=row.period,
        state=CycleState(row.state),
        opened_at=row.opened_at,
        ended_at=row.ended_at,
        runs=tuple(runs_of(rows.parts)),
        content_hash=row.content_hash,
        papers=frozenset(rows.outputs),
        amendment=row.amendment,
    )


def newest_before(session: Session, cycle: Cycle, *states: CycleState) -> UUID | None:
    """The newest cycle of the same office and SOP for an earlier period, of those in one of these states."""
    return session.scalar(
        select(CycleRecord.id)
        .where(
            CycleRecord.office_id == cycle.office_id,
            CycleRecord.sop_id == cycle.sop.id,
            CycleRecord.period < cycle.period,
            CycleRecord.state.in_(states),
        )
        .order_by(CycleRecord.period.desc(), CycleRecord.opened_at.desc())
        .limit(1)
    )


def waived_in(session: Session, cycle_id: UUID) -> frozenset[UUID]:
    """The people for whom four eyes were waived in a cycle."""
    return frozenset(session.scalars(select(WaiverRecord.person_id).where(WaiverRecord.cycle_id == cycle_id)))


def add_cycle(session: Session, cycle: Cycle, office: OfficeRecord) -> CycleRows:
    """Store a new cycle, pinned to the SOP version and the way of measuring that its office has now."""
    row = CycleRecord(
        id=cycle.id,
        office_id=cycle.office_id,
        sop_id=cycle.sop.id,
        sop_version_id=office.sop_version_id,
        period=cycle.period,
        state=cycle.state,
        opened_at=cycle.opened_at,
        measuring=dict(office.measuring),
    )
    session.add(row)
    session.flush()
    rows = CycleRows(row, RunRows(), set())
    save_cycle(session, rows, cycle)
    return rows


def save_cycle(session: Session, rows: CycleRows, cycle: Cycle) -> None:
    """Write a locked cycle back: its own row, its runs and their tasks."""
    rows.cycle.state = cycle.state
    rows.cycle.ended_at = cycle.ended_at
    rows.cycle.content_hash = cycle.content_hash
    rows.cycle.amendment = cycle.amendment
    for kind, owner in cycle.papers - rows.outputs:
        session.add(OutputRecord(cycle_id=cycle.id, kind=kind, owner=owner))
    rows.outputs |= cycle.papers
    save_runs(session, rows.parts, cycle)
