"""Who sent the figures that a measurement was made of."""

from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from services.intake.models import MeasurementRecord, PersonRecord, SubmissionRecord
from shared.events.parts import UnitSubmission
from shared.events.traces import FigureSource
from shared.events.wire import schema_of


def figure_sources(session: Session, measurement: MeasurementRecord) -> tuple[FigureSource, ...]:
    """A source for every unit, by name. None for measurements that were kept before they named their submissions."""
    measured: list[UnitSubmission] = schema_of(UnitSubmission).load(measurement.submissions, many=True)
    if not measured:
        return ()
    asked = (_is(each.unit_id, each.revision) for each in measured)
    found = session.execute(
        select(SubmissionRecord, PersonRecord.name)
        .join(PersonRecord, PersonRecord.id == SubmissionRecord.submitted_by)
        .where(SubmissionRecord.cycle_id == measurement.cycle_id, or_(*asked))
        .order_by(SubmissionRecord.unit_name)
    )
    return tuple(
        FigureSource(unit=row.unit_name, number=row.number, submitted_at=row.submitted_at, submitted_by=name)
        for row, name in found
    )


def _is(unit_id: UUID, number: int) -> ColumnElement[bool]:
    return and_(SubmissionRecord.unit_id == unit_id, SubmissionRecord.number == number)
