"""Measured figures, the revisions of the LKjIP made of them, and the papers that exist."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.intake.models.record import HASH, NAME, IntakeRecord


class MeasurementRecord(IntakeRecord):
    """A copy of what analysis measured of one collection (`run_id`).

    `rows`, `findings`, `evaluation`, `submissions`, `comparisons` and `aggregates` are wire values of
    MeasuredIndicator, DataFinding, EvaluationPart, UnitSubmission, FigureComparison and MeasuredAggregate. `why` says
    what made this revision, `changes` what differs from the one before; it is never changed itself.
    """

    __tablename__ = "measurement"
    __table_args__ = (UniqueConstraint("cycle_id", "revision"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    cycle_id: Mapped[UUID] = mapped_column(ForeignKey("cycle.id"))
    run_id: Mapped[UUID] = mapped_column(ForeignKey("run.id"))
    revision: Mapped[int]
    scale: Mapped[str] = mapped_column(NAME)
    rows: Mapped[list[dict[str, Any]]]
    gaps: Mapped[list[str]]
    findings: Mapped[list[dict[str, Any]]]
    evaluation: Mapped[list[dict[str, Any]]]
    why: Mapped[str] = mapped_column(default="")
    changes: Mapped[list[str]]
    submissions: Mapped[list[dict[str, Any]]]
    comparisons: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    aggregates: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    arrived_at: Mapped[datetime]


class RevisionRecord(IntakeRecord):
    """A revision of the LKjIP: measurement, blocks and template version under one content hash.

    `stages` are those whose paper was asked for, `told` counts all that was asked for in the cycle so far.
    """

    __tablename__ = "lkjip_revision"
    __table_args__ = (UniqueConstraint("cycle_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    cycle_id: Mapped[UUID] = mapped_column(ForeignKey("cycle.id"))
    number: Mapped[int]
    measurement_id: Mapped[UUID] = mapped_column(ForeignKey("measurement.id"))
    template_version: Mapped[int]
    blocks: Mapped[list[dict[str, Any]]]
    content_hash: Mapped[str] = mapped_column(HASH)
    made_at: Mapped[datetime]
    told: Mapped[int]
    made_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    stages: Mapped[list[str]] = mapped_column(default=list)


class PaperRecord(IntakeRecord):
    """A paper in the file store, as documents reported it. `owner` is the run or the content hash it belongs to.

    `unit_id` is set for a paper that was made for one unit.
    """

    __tablename__ = "paper"
    __table_args__ = (UniqueConstraint("cycle_id", "kind", "owner"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    cycle_id: Mapped[UUID] = mapped_column(ForeignKey("cycle.id"))
    kind: Mapped[str] = mapped_column(String(40))
    owner: Mapped[str] = mapped_column(HASH)
    name: Mapped[str] = mapped_column(NAME)
    sha256: Mapped[str] = mapped_column(HASH)
    content_hash: Mapped[str | None] = mapped_column(HASH)
    arrived_at: Mapped[datetime]
    media_type: Mapped[str] = mapped_column(NAME, default="application/pdf")
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"))
    amendment: Mapped[int] = mapped_column(default=0)
