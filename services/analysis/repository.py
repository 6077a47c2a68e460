"""Rows in and out of analysis' database, translated from and to the events' values."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.analysis.models import MeasurementRecord, SubmissionRecord
from shared.events.analysis import PerformanceMeasured
from shared.events.evaluated import DataFinding, EvaluationPart, MeasuredAggregate
from shared.events.intake import DataCollected, SubmissionReceived
from shared.events.parts import IndicatorValue, MeasuredIndicator
from shared.events.wire import schema_of


def keep_submission(session: Session, event: SubmissionReceived) -> None:
    """Store one revision of a unit's figures."""
    session.add(
        SubmissionRecord(
            cycle_id=event.cycle_id,
            unit_id=event.unit_id,
            revision=event.number,
            unit=event.unit,
            submitted_at=event.submitted_at,
            values=schema_of(IndicatorValue).dump(event.values, many=True),
        )
    )


def submitted_values(session: Session, cycle_id: UUID, unit_id: UUID, revision: int) -> list[IndicatorValue] | None:
    """The figures of exactly this revision; None when it has not arrived."""
    row = session.get(SubmissionRecord, (cycle_id, unit_id, revision))
    if row is None:
        return None
    values: list[IndicatorValue] = schema_of(IndicatorValue).load(row.values, many=True)
    return values


def next_revision(session: Session, cycle_id: UUID) -> int:
    """The number of the cycle's next measurement, from 1."""
    latest = session.scalar(select(func.max(MeasurementRecord.revision)).where(MeasurementRecord.cycle_id == cycle_id))
    return (latest or 0) + 1


def latest_rows(session: Session, cycle_id: UUID) -> list[MeasuredIndicator] | None:
    """The rows of the cycle's newest measurement; None when there is none."""
    newest = select(MeasurementRecord.rows).where(MeasurementRecord.cycle_id == cycle_id)
    rows = session.scalar(newest.order_by(MeasurementRecord.revision.desc()).limit(1))
    if rows is None:
        return None
    measured: list[MeasuredIndicator] = schema_of(MeasuredIndicator).load(rows, many=True)
    return measured


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a measurement beside what is told: the trace of each row, and why it was measured again."""

    traces: tuple[str, ...]
    why: str
    at: datetime


def keep_measurement(session: Session, collected: DataCollected, event: PerformanceMeasured, kept: Kept) -> None:
    """Store a measurement of a collection as it is told, with what it came from."""
    session.add(
        MeasurementRecord(
            cycle_id=event.cycle_id,
            revision=event.measurement_revision,
            collection=event.collection,
            scale=event.scale,
            rows=schema_of(MeasuredIndicator).dump([replace(row, trace=None) for row in event.rows], many=True),
            findings=schema_of(DataFinding).dump(event.findings, many=True),
            evaluation=schema_of(EvaluationPart).dump(event.evaluation, many=True),
            aggregates=schema_of(MeasuredAggregate).dump(event.aggregates, many=True),
            measured_at=kept.at,
            office_id=collected.office_id,
            period=collected.period,
            traces=list(kept.traces),
            why=kept.why,
        )
    )
