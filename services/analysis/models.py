"""Analysis' rows: the submissions as it received them, and what it measured."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Index, Integer, String, Text, Uuid
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from shared.database import UtcDateTime


class AnalysisRecord(DeclarativeBase):
    """Base of analysis' tables."""


class SubmissionRecord(AnalysisRecord):
    """One revision of a unit's figures, a copy of what intake owns. `values` are wire values of IndicatorValue."""

    __tablename__ = "submission"

    cycle_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    unit_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    revision: Mapped[int] = mapped_column(Integer, primary_key=True)
    unit: Mapped[str] = mapped_column(String(200))
    submitted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    values: Mapped[list[dict[str, Any]]] = mapped_column(JSON)


class MeasurementRecord(AnalysisRecord):
    """One measurement of a cycle, never changed: a recalculation is a new revision.

    `scale` is the predicate scale as it was when measured; `rows`, `findings`, `evaluation` and `aggregates` are wire
    values of MeasuredIndicator (each without its trace), DataFinding, EvaluationPart and MeasuredAggregate. `traces`
    are those of the rows in their order: each the canonical JSON of one `shared.events.traces.Trace`, as text so that
    not a character changes. `why` says what changed since the revision before. The oldest have neither of these, nor
    `office_id` and `period`.
    """

    __tablename__ = "measurement"
    __table_args__ = (Index("measurement_office_period", "office_id", "period"),)

    cycle_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    revision: Mapped[int] = mapped_column(Integer, primary_key=True)
    collection: Mapped[int] = mapped_column(Integer)
    scale: Mapped[str] = mapped_column(String(80))
    rows: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    findings: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    evaluation: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    aggregates: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    measured_at: Mapped[datetime] = mapped_column(UtcDateTime)
    office_id: Mapped[UUID | None] = mapped_column(Uuid)
    period: Mapped[str] = mapped_column(String(40))
    traces: Mapped[list[str]] = mapped_column(JSON)
    why: Mapped[str] = mapped_column(Text)
