"""The data request of a cycle; a unit's figures: what is being typed, and what was sent."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Date, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.intake.models.record import NAME, IntakeRecord


class DraftRecord(IntakeRecord):
    """What has been typed for a task so far, as typed: field name → text. Nothing of it counts yet."""

    __tablename__ = "draft"

    task_id: Mapped[UUID] = mapped_column(ForeignKey("task.id"), primary_key=True)
    fields: Mapped[dict[str, Any]]
    saved_at: Mapped[datetime]
    saved_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))


class SubmissionRecord(IntakeRecord):
    """A revision of a unit's figures in a cycle; `values` are wire values of IndicatorValue. Never changed.

    `standing` is counted, or susulan (came after the collection was closed) until it is taken in (taken) or left out
    (left). Only counted and taken ones are measured.
    """

    __tablename__ = "submission"
    __table_args__ = (UniqueConstraint("cycle_id", "unit_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    cycle_id: Mapped[UUID] = mapped_column(ForeignKey("cycle.id"))
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    unit_name: Mapped[str] = mapped_column(NAME)
    task_id: Mapped[UUID] = mapped_column(ForeignKey("task.id"))
    number: Mapped[int]
    values: Mapped[list[dict[str, Any]]]
    submitted_at: Mapped[datetime]
    submitted_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    standing: Mapped[str] = mapped_column(String(12), default="counted")


class DataRequestRecord(IntakeRecord):
    """The letter of a data request, per run of the step that issues it; `issued_at` is None while it is prepared."""

    __tablename__ = "data_request"

    run_id: Mapped[UUID] = mapped_column(ForeignKey("run.id"), primary_key=True)
    cycle_id: Mapped[UUID] = mapped_column(ForeignKey("cycle.id"), index=True)
    letter_number: Mapped[str] = mapped_column(NAME)
    dated_on: Mapped[date | None] = mapped_column(Date)
    message: Mapped[str]
    issued_at: Mapped[datetime | None]
